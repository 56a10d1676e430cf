#include "domain/delivery/cause.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "base/names.hpp"

namespace lapor::delivery {
namespace {

struct Known {
  unsigned number;
  Verdict verdict;
  std::string_view text;
};

/// 3GPP TS 27.005 §3.2.5: 0..127 are the causes of TS 24.011 annex E-2 (what the network answers to a text)
/// and E-1 (the link to it: 17, 22), 128..255 those of TS 23.040 §9.2.3.22 (the message centre), 300..511 the
/// modem's. TS 23.040 §11.2 says what the network means by some of them. A number that is in none of them is
/// temporary: a second try costs little, and the attempts are counted.
///
/// 304 and 305 say that the PDU is wrong. Ours are right when they leave, so it got garbled on the line, or
/// the modem fell back to text mode: the next try repairs both. 303 speaks of the command, not of the text.
constexpr std::array cms_causes{
    Known{1, Verdict::recipient_dead, "unassigned number (the recipient's, or the message centre's)"},
    Known{8, Verdict::sim_trouble, "barred by the operator (no credit?)"},
    Known{10, Verdict::sim_trouble, "call barred (no credit?)"},
    Known{17, Verdict::temporary, "network failure"},
    Known{21, Verdict::temporary, "refused by the network (is the number valid?)"},
    Known{22, Verdict::temporary, "congestion"},
    Known{27, Verdict::temporary, "recipient out of service"},
    Known{28, Verdict::sim_trouble, "the network doesn't know this SIM, or its message centre serves others"},
    Known{29, Verdict::sim_trouble, "facility rejected"},
    Known{30, Verdict::sim_trouble, "unknown subscriber"},
    Known{38, Verdict::temporary, "network out of order"},
    Known{41, Verdict::temporary, "temporary failure"},
    Known{42, Verdict::temporary, "congestion"},
    Known{47, Verdict::temporary, "resources unavailable"},
    Known{50, Verdict::sim_trouble, "facility not subscribed"},
    Known{69, Verdict::sim_trouble, "facility not implemented"},
    Known{81, Verdict::temporary, "invalid reference"},
    Known{95, Verdict::message_bad, "invalid message"},
    Known{96, Verdict::message_bad, "invalid mandatory information"},
    Known{97, Verdict::message_bad, "message type not implemented"},
    Known{98, Verdict::temporary, "message not compatible with the state"},
    Known{99, Verdict::message_bad, "information element not implemented"},
    Known{111, Verdict::temporary, "protocol error"},
    Known{127, Verdict::temporary, "interworking"},
    Known{128, Verdict::message_bad, "telematic interworking not supported"},
    Known{129, Verdict::message_bad, "type 0 not supported"},
    Known{130, Verdict::message_bad, "there is no message to replace"},
    Known{143, Verdict::message_bad, "protocol identifier refused"},
    Known{144, Verdict::message_bad, "coding not supported"},
    Known{145, Verdict::message_bad, "message class not supported"},
    Known{159, Verdict::message_bad, "data coding refused"},
    Known{160, Verdict::message_bad, "command can't be carried out"},
    Known{161, Verdict::message_bad, "command not supported"},
    Known{175, Verdict::message_bad, "command refused"},
    Known{176, Verdict::message_bad, "message refused"},
    Known{192, Verdict::temporary, "message centre busy"},
    Known{193, Verdict::sim_trouble, "no subscription at the message centre"},
    Known{194, Verdict::temporary, "message centre system failure"},
    Known{195, Verdict::recipient_dead, "invalid recipient address"},
    Known{196, Verdict::recipient_dead, "recipient barred"},
    Known{197, Verdict::message_bad, "a duplicate: the message centre has it already"},
    Known{198, Verdict::message_bad, "validity format not supported"},
    Known{199, Verdict::message_bad, "validity period not supported"},
    Known{208, Verdict::temporary, "SIM storage full"},
    Known{209, Verdict::temporary, "no SMS storage on the SIM"},
    Known{210, Verdict::temporary, "error in the phone"},
    Known{211, Verdict::temporary, "memory full"},
    Known{212, Verdict::temporary, "SIM toolkit busy"},
    Known{213, Verdict::temporary, "SIM download error"},
    Known{255, Verdict::temporary, "unspecified error"},
    Known{300, Verdict::temporary, "modem failure"},
    Known{301, Verdict::temporary, "SMS service of the modem reserved"},
    Known{302, Verdict::sim_trouble, "operation not allowed"},
    Known{303, Verdict::sim_trouble, "operation not supported"},
    Known{304, Verdict::temporary, "invalid PDU parameter"},
    Known{305, Verdict::temporary, "invalid text parameter"},
    Known{310, Verdict::sim_trouble, "SIM not inserted"},
    Known{311, Verdict::sim_trouble, "SIM PIN required"},
    Known{312, Verdict::sim_trouble, "phone-to-SIM PIN required"},
    Known{313, Verdict::sim_trouble, "SIM failure"},
    Known{314, Verdict::temporary, "SIM busy"},
    Known{315, Verdict::sim_trouble, "wrong SIM"},
    Known{316, Verdict::sim_trouble, "SIM PUK required"},
    Known{317, Verdict::sim_trouble, "SIM PIN2 required"},
    Known{318, Verdict::sim_trouble, "SIM PUK2 required"},
    Known{320, Verdict::temporary, "memory failure"},
    Known{321, Verdict::temporary, "invalid memory index"},
    Known{322, Verdict::temporary, "memory full"},
    Known{330, Verdict::sim_trouble, "message centre's number unknown"},
    Known{331, Verdict::sim_trouble, "no network service"},
    Known{332, Verdict::temporary, "network timeout"},
    Known{340, Verdict::temporary, "no acknowledgement expected"},
    Known{500, Verdict::temporary, "unknown error"},
};

/// 3GPP TS 27.007 §9.2.1, and from 102 on §9.2.2, where the attachment to the network concerns texts too
/// (those of packet data are left out). The modem speaks, which looks at no more of a text than its number:
/// only that can be bad.
constexpr std::array cme_causes{
    Known{0, Verdict::temporary, "modem failure"},
    Known{1, Verdict::temporary, "no connection to the phone"},
    Known{2, Verdict::temporary, "link to the phone reserved"},
    Known{3, Verdict::sim_trouble, "operation not allowed"},
    Known{4, Verdict::sim_trouble, "operation not supported"},
    Known{5, Verdict::sim_trouble, "phone-to-SIM PIN required"},
    Known{6, Verdict::sim_trouble, "phone-to-first-SIM PIN required"},
    Known{7, Verdict::sim_trouble, "phone-to-first-SIM PUK required"},
    Known{10, Verdict::sim_trouble, "SIM not inserted"},
    Known{11, Verdict::sim_trouble, "SIM PIN required"},
    Known{12, Verdict::sim_trouble, "SIM PUK required"},
    Known{13, Verdict::sim_trouble, "SIM failure"},
    Known{14, Verdict::temporary, "SIM busy"},
    Known{15, Verdict::sim_trouble, "wrong SIM"},
    Known{16, Verdict::sim_trouble, "wrong password"},
    Known{17, Verdict::sim_trouble, "SIM PIN2 required"},
    Known{18, Verdict::sim_trouble, "SIM PUK2 required"},
    Known{20, Verdict::temporary, "memory full"},
    Known{21, Verdict::temporary, "invalid index"},
    Known{22, Verdict::temporary, "not found"},
    Known{23, Verdict::temporary, "memory failure"},
    Known{24, Verdict::temporary, "text too long"},
    Known{25, Verdict::temporary, "invalid characters in the text"},
    Known{26, Verdict::recipient_dead, "number too long"},
    Known{27, Verdict::recipient_dead, "invalid characters in the number"},
    Known{30, Verdict::sim_trouble, "no network service"},
    Known{31, Verdict::temporary, "network timeout"},
    Known{32, Verdict::sim_trouble, "network allows emergency calls only"},
    Known{40, Verdict::sim_trouble, "network lock: PIN required"},
    Known{41, Verdict::sim_trouble, "network lock: PUK required"},
    Known{42, Verdict::sim_trouble, "network subset lock: PIN required"},
    Known{43, Verdict::sim_trouble, "network subset lock: PUK required"},
    Known{44, Verdict::sim_trouble, "provider lock: PIN required"},
    Known{45, Verdict::sim_trouble, "provider lock: PUK required"},
    Known{46, Verdict::sim_trouble, "corporate lock: PIN required"},
    Known{47, Verdict::sim_trouble, "corporate lock: PUK required"},
    Known{48, Verdict::sim_trouble, "hidden key required"},
    Known{49, Verdict::temporary, "EAP method not supported"},
    Known{50, Verdict::temporary, "incorrect parameters"},
    Known{51, Verdict::sim_trouble, "command disabled"},
    Known{52, Verdict::temporary, "command aborted"},
    Known{53, Verdict::sim_trouble, "not attached: the modem is restricted"},
    Known{54, Verdict::sim_trouble, "the modem may make emergency calls only"},
    Known{55, Verdict::sim_trouble, "not allowed: the modem is restricted"},
    Known{56, Verdict::sim_trouble, "the SIM allows fixed numbers only"},
    Known{57, Verdict::temporary, "out of service for a while"},
    Known{58, Verdict::temporary, "alphabet not supported"},
    Known{59, Verdict::temporary, "unexpected data value"},
    Known{60, Verdict::temporary, "system failure"},
    Known{61, Verdict::temporary, "data missing"},
    Known{62, Verdict::sim_trouble, "call barred (no credit?)"},
    Known{100, Verdict::temporary, "unknown error"},
    Known{102, Verdict::sim_trouble, "the network doesn't know this SIM"},
    Known{103, Verdict::sim_trouble, "the network refuses this SIM"},
    Known{104, Verdict::sim_trouble, "the network doesn't know this SIM here"},
    Known{105, Verdict::sim_trouble, "the network doesn't accept this modem's IMEI"},
    Known{106, Verdict::sim_trouble, "the network refuses this modem"},
    Known{108, Verdict::sim_trouble, "no services allowed"},
    Known{111, Verdict::sim_trouble, "network not allowed"},
    Known{112, Verdict::sim_trouble, "area not allowed"},
    Known{113, Verdict::sim_trouble, "roaming not allowed"},
    Known{115, Verdict::temporary, "no cell in this area"},
    Known{116, Verdict::temporary, "exchange not reachable"},
    Known{117, Verdict::temporary, "network failure"},
    Known{118, Verdict::temporary, "no circuit-switched service"},
    Known{122, Verdict::temporary, "congestion"},
    Known{132, Verdict::sim_trouble, "service not supported"},
    Known{133, Verdict::sim_trouble, "service not subscribed"},
    Known{134, Verdict::temporary, "service out of order"},
    Known{139, Verdict::temporary, "circuit-switched service not available"},
    Known{177, Verdict::sim_trouble, "barred by the operator (no credit?)"},
};

/// SMPP 3.4 §5.1.3. Carriers use them as they like, so only what can't be meant otherwise is final; what
/// concerns our own name or address is the line's.
constexpr std::array smpp_causes{
    Known{0x01, Verdict::message_bad, "invalid message length"},
    Known{0x02, Verdict::message_bad, "invalid command length"},
    Known{0x03, Verdict::sim_trouble, "command not known"},
    Known{0x04, Verdict::sim_trouble, "the bind doesn't allow it"},
    Known{0x05, Verdict::sim_trouble, "already bound"},
    Known{0x06, Verdict::message_bad, "invalid priority"},
    Known{0x07, Verdict::message_bad, "invalid registered_delivery"},
    Known{0x08, Verdict::temporary, "system error"},
    Known{0x0A, Verdict::sim_trouble, "our sender address is refused"},
    Known{0x0B, Verdict::recipient_dead, "invalid recipient address"},
    Known{0x0D, Verdict::sim_trouble, "bind failed"},
    Known{0x0E, Verdict::sim_trouble, "wrong password"},
    Known{0x0F, Verdict::sim_trouble, "unknown system_id"},
    Known{0x14, Verdict::line_busy, "message queue full"},
    Known{0x15, Verdict::sim_trouble, "invalid service type"},
    Known{0x43, Verdict::message_bad, "invalid esm_class"},
    Known{0x45, Verdict::temporary, "submit failed"},
    Known{0x48, Verdict::sim_trouble, "the type of our sender address is refused"},
    Known{0x49, Verdict::sim_trouble, "the numbering plan of our sender address is refused"},
    Known{0x50, Verdict::recipient_dead, "the type of the recipient's address is refused"},
    Known{0x51, Verdict::recipient_dead, "the numbering plan of the recipient's address is refused"},
    Known{0x53, Verdict::sim_trouble, "invalid system type"},
    Known{0x58, Verdict::line_busy, "throttled: too many at once"},
    Known{0x61, Verdict::message_bad, "invalid scheduled time"},
    Known{0x62, Verdict::message_bad, "invalid validity period"},
    Known{0x64, Verdict::temporary, "temporary error"},
    Known{0x65, Verdict::temporary, "permanent error"},
    Known{0x66, Verdict::temporary, "refused"},
    Known{0xC0, Verdict::message_bad, "error in the optional parameters"},
    Known{0xC1, Verdict::message_bad, "an optional parameter isn't allowed"},
    Known{0xC3, Verdict::message_bad, "an optional parameter is missing"},
    Known{0xC4, Verdict::message_bad, "an optional parameter has a wrong value"},
    Known{0xFE, Verdict::temporary, "delivery failed"},
    Known{0xFF, Verdict::temporary, "unknown error"},
};

/// TS 23.040 §9.2.3.15: bits 6 and 5 say what became of it, the rest why.
constexpr std::array status_texts{
    Known{0x00, {}, "delivered"},
    Known{0x01, {}, "forwarded, the network can't confirm delivery"},
    Known{0x02, {}, "replaced by a later message"},
    Known{0x20, {}, "congestion, still trying"},
    Known{0x21, {}, "recipient busy, still trying"},
    Known{0x22, {}, "no answer from the recipient, still trying"},
    Known{0x23, {}, "service refused, still trying"},
    Known{0x24, {}, "quality of service not available, still trying"},
    Known{0x25, {}, "error at the recipient, still trying"},
    Known{0x40, {}, "remote procedure error"},
    Known{0x41, {}, "incompatible destination"},
    Known{0x42, {}, "connection refused by the recipient"},
    Known{0x43, {}, "not obtainable"},
    Known{0x44, {}, "quality of service not available"},
    Known{0x45, {}, "no interworking"},
    Known{0x46, {}, "validity period ran out"},
    Known{0x47, {}, "deleted by the sender"},
    Known{0x48, {}, "deleted by the message centre"},
    Known{0x49, {}, "message doesn't exist"},
    Known{0x60, {}, "congestion, given up"},
    Known{0x61, {}, "recipient busy, given up"},
    Known{0x62, {}, "no answer from the recipient, given up"},
    Known{0x63, {}, "service refused, given up"},
    Known{0x64, {}, "quality of service not available, given up"},
    Known{0x65, {}, "error at the recipient, given up"},
};

const Known* find(std::span<const Known> table, unsigned number) {
  const auto it = std::find_if(table.begin(), table.end(), [&](const auto& k) { return k.number == number; });
  return it == table.end() ? nullptr : &*it;
}

std::string_view shown(Table table) { return table == Table::cms ? "CMS" : "CME"; }

/// TS 23.040 §9.2.3.22 and TS 27.005 §3.2.5 leave some numbers to others.
std::string_view left_to(const Refusal& refusal) {
  if (refusal.table == Table::cms && refusal.number >= 224 && refusal.number <= 254)
    return "the message centre's own cause";
  return refusal.number >= 512 ? "the modem maker's own cause" : "unknown to the standards";
}

constexpr Names<Table, 4> table_names{
    {{Table::none, "none"}, {Table::cms, "cms"}, {Table::cme, "cme"}, {Table::smpp, "smpp"}}};

/// 0x400 to 0x4FF belong to the carrier.
Cause cause_of_status(std::uint32_t status) {
  const auto* known = find(smpp_causes, status);
  const auto other =
      status >= 0x400 && status <= 0x4FF ? "the carrier's own cause" : "unknown to the standards";
  return {known ? known->verdict : Verdict::temporary,
          fmt::format("SMPP 0x{:02X}: {}", status, known ? known->text : other)};
}

}  // namespace

std::string_view name(Table table) { return to_name(table_names, table); }
std::optional<Table> table(std::string_view name) { return from_name(table_names, name); }

Cause cause_of(const Refusal& refusal) {
  if (refusal.table == Table::smpp) return cause_of_status(static_cast<std::uint32_t>(refusal.number));
  if (refusal.table == Table::none || refusal.number < 0)
    return {Verdict::temporary, "the modem refused without a reason"};
  const auto number = static_cast<unsigned>(refusal.number);
  const auto* known = refusal.table == Table::cms ? find(cms_causes, number) : find(cme_causes, number);
  return {known ? known->verdict : Verdict::temporary,
          fmt::format("{} {}: {}", shown(refusal.table), number, known ? known->text : left_to(refusal))};
}

ReportOutcome report_outcome(unsigned tp_status) {
  if (tp_status <= 0x1F)
    return ReportOutcome::delivered;  // 0x03..0x1F: reserved or the operator's, "completed" all the same
  return tp_status <= 0x3F ? ReportOutcome::pending : ReportOutcome::failed;
}

std::string tp_status_text(unsigned tp_status) {
  const auto* known = find(status_texts, tp_status);
  if (known) return std::string(known->text);
  switch (report_outcome(tp_status)) {
    case ReportOutcome::delivered:
      return fmt::format("completed (status 0x{:02X})", tp_status);
    case ReportOutcome::pending:
      return fmt::format("still trying (status 0x{:02X})", tp_status);
    case ReportOutcome::failed:
      break;
  }
  return fmt::format("not delivered (status 0x{:02X})", tp_status);
}

}  // namespace lapor::delivery
