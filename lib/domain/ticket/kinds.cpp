#include "domain/ticket/kinds.hpp"

#include "base/names.hpp"

namespace lapor::ticket {
namespace {

constexpr Names<RequestType, 3> request_types{
    {{RequestType::report, "LAPOR"}, {RequestType::question, "TANYA"}, {RequestType::suggestion, "USUL"}}};
constexpr Names<Channel, 5> channels{{{Channel::sms, "sms"},
                                      {Channel::hotline, "hotline"},
                                      {Channel::web, "web"},
                                      {Channel::app, "app"},
                                      {Channel::social, "social"}}};
constexpr Names<ServiceClass, 3> service_classes{{{ServiceClass::information, "information"},
                                                  {ServiceClass::ordinary, "ordinary"},
                                                  {ServiceClass::supervision, "supervision"}}};
constexpr Names<RejectReason, 5> reject_reasons{{{RejectReason::spam, "SPAM"},
                                                 {RejectReason::not_competent, "WENANG"},
                                                 {RejectReason::unclear, "JELAS"},
                                                 {RejectReason::duplicate, "DUPL"},
                                                 {RejectReason::before_court, "HUKUM"}}};

}  // namespace

std::string_view name(RequestType type) { return to_name(request_types, type); }
std::optional<RequestType> request_type(std::string_view name) { return from_name(request_types, name); }
std::string_view name(Channel channel) { return to_name(channels, channel); }
std::optional<Channel> channel(std::string_view name) { return from_name(channels, name); }
std::string_view name(ServiceClass c) { return to_name(service_classes, c); }
std::optional<ServiceClass> service_class(std::string_view name) { return from_name(service_classes, name); }
std::string_view name(RejectReason reason) { return to_name(reject_reasons, reason); }
std::optional<RejectReason> reject_reason(std::string_view name) { return from_name(reject_reasons, name); }

}  // namespace lapor::ticket
