#include "domain/sms/quarantine_cause.hpp"

#include <cstddef>

#include "base/names.hpp"

namespace lapor::sms {
namespace {

constexpr Names<QuarantineCause, 17> names{{
    {QuarantineCause::silent, "status: silent"},
    {QuarantineCause::message_waiting, "status: message waiting"},
    {QuarantineCause::flash, "class 0"},
    {QuarantineCause::for_sim_or_modem, "binary: for the SIM or the modem"},
    {QuarantineCause::for_port, "binary: for a port"},
    {QuarantineCause::mms_notice, "binary: mms notice"},
    {QuarantineCause::wap_push, "binary: wap push"},
    {QuarantineCause::octets, "binary: 8-bit"},
    {QuarantineCause::unreadable, "unreadable"},
    {QuarantineCause::left_by_phone, "left by a former phone"},
    {QuarantineCause::own_number, "from our own number"},
    {QuarantineCause::own_words, "our own words came back"},
    {QuarantineCause::incomplete, "incomplete"},
    {QuarantineCause::flood, "flood"},
    {QuarantineCause::advertisement, "advertisement"},
    {QuarantineCause::machine, "machine"},
    {QuarantineCause::fraud, "fraud"},
}};
static_assert(names.size() == static_cast<std::size_t>(QuarantineCause::fraud) + 1, "each cause has a name");

}  // namespace

std::string_view name(QuarantineCause cause) { return to_name(names, cause); }

}  // namespace lapor::sms
