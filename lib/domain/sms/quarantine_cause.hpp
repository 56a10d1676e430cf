// The reason why a segment or a text goes to quarantine instead of becoming a report.
#pragma once
#include <cstdint>
#include <string_view>

namespace lapor::sms {

enum class QuarantineCause : std::uint8_t {
  // a segment that no person wrote, or that no phone would show
  silent,            ///< type 0 (3GPP TS 23.040 §9.2.3.9): no phone shows it
  message_waiting,   ///< a lamp of a mailbox (TS 23.040 §9.2.3.24.2)
  flash,             ///< class 0 (TS 23.038 §4), without words of a person's phone
  for_sim_or_modem,  ///< a protocol identifier that no phone shows to its user
  for_port,          ///< addressed to a program (TS 23.040 §9.2.3.24.3)
  mms_notice,
  wap_push,
  octets,  ///< 8-bit data in which nobody can read words
  // a slot
  unreadable,     ///< the modem or libGammu can't read it; the detail says why
  left_by_phone,  ///< a draft or a sent text of a former phone
  // a whole text
  own_number,  ///< from the gateway's own number
  own_words,   ///< a text of ours that came back
  incomplete,  ///< one more long text of which a segment never came
  flood,       ///< a report beyond its sender's limits
  advertisement,
  machine,  ///< from a short code or a name
  fraud
};
/// As the database writes it: "binary: wap push". The part before a colon is the kind by which they are
/// counted.
std::string_view name(QuarantineCause cause);

}  // namespace lapor::sms
