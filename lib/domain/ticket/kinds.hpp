// The kinds of tickets: the citizen's wish, the channel, and the service class. Each has one name for JSON
// and the database.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace lapor::ticket {

/// The citizen's wish. The names are the keywords: LAPOR, TANYA, USUL.
enum class RequestType : std::uint8_t { report, question, suggestion };
std::string_view name(RequestType type);
std::optional<RequestType> request_type(std::string_view name);

/// The door through which it came: sms, hotline, web, app, social.
enum class Channel : std::uint8_t { sms, hotline, web, app, social };
std::string_view name(Channel channel);
std::optional<Channel> channel(std::string_view name);

/// The time in which an agency must resolve it (Permenpan RB 62/2018: information 5, ordinary 14, supervision
/// 60 working days): information, ordinary, supervision.
enum class ServiceClass : std::uint8_t { information, ordinary, supervision };
std::string_view name(ServiceClass service_class);
std::optional<ServiceClass> service_class(std::string_view name);

/// The reason why the coordinator or an agency refuses a report. An officer writes its name after TOLAK.
enum class RejectReason : std::uint8_t { spam, not_competent, unclear, duplicate, before_court };
std::string_view name(RejectReason reason);  ///< SPAM WENANG JELAS DUPL HUKUM
std::optional<RejectReason> reject_reason(std::string_view name);

}  // namespace lapor::ticket
