#include "domain/delivery/cause.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <span>

namespace lapor::delivery {
namespace {

struct Known {
  unsigned number;
  Verdict verdict;
  std::string_view text;
};

/// TS 24.011 annex E-2 (1..127), TS 23.040 §9.2.3.22 (128..255) and TS 27.005 §3.2.5 (300..). A number that
/// is in none of them is temporary: a second try costs little, and the attempts are counted.
constexpr std::array cms_causes{
    Known{1, Verdict::recipient_dead, "unassigned number"},
    Known{8, Verdict::sim_trouble, "barred by the operator (no credit?)"},
    Known{10, Verdict::sim_trouble, "call barred (no credit?)"},
    Known{17, Verdict::temporary, "network failure"},
    Known{21, Verdict::temporary, "refused by the network"},
    Known{22, Verdict::temporary, "congestion or memory full"},
    Known{27, Verdict::temporary, "recipient out of service"},
    Known{28, Verdict::sim_trouble, "the network doesn't know this SIM"},
    Known{29, Verdict::sim_trouble, "facility rejected"},
    Known{30, Verdict::sim_trouble, "unknown subscriber"},
    Known{38, Verdict::temporary, "network out of order"},
    Known{41, Verdict::temporary, "temporary failure"},
    Known{42, Verdict::temporary, "congestion"},
    Known{47, Verdict::temporary, "resources unavailable"},
    Known{50, Verdict::sim_trouble, "facility not subscribed"},
    Known{69, Verdict::sim_trouble, "facility not implemented"},
    Known{81, Verdict::temporary, "invalid reference"},
    Known{95, Verdict::message_bad, "semantically incorrect message"},
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
    Known{210, Verdict::temporary, "error in the recipient's phone"},
    Known{211, Verdict::temporary, "recipient's memory full"},
    Known{212, Verdict::temporary, "SIM toolkit busy"},
    Known{213, Verdict::temporary, "SIM download error"},
    Known{255, Verdict::temporary, "unspecified error"},
    Known{300, Verdict::temporary, "modem failure"},
    Known{301, Verdict::temporary, "SMS service of the modem reserved"},
    Known{302, Verdict::sim_trouble, "operation not allowed"},
    Known{303, Verdict::message_bad, "operation not supported"},
    Known{304, Verdict::message_bad, "invalid PDU parameter"},
    Known{305, Verdict::message_bad, "invalid text parameter"},
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

/// TS 27.007 §9.2: the modem itself speaks, before any network was asked.
constexpr std::array cme_causes{
    Known{0, Verdict::temporary, "modem failure"},
    Known{3, Verdict::sim_trouble, "operation not allowed"},
    Known{4, Verdict::message_bad, "operation not supported"},
    Known{5, Verdict::sim_trouble, "phone-to-SIM PIN required"},
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
    Known{23, Verdict::temporary, "memory failure"},
    Known{24, Verdict::message_bad, "text too long"},
    Known{25, Verdict::message_bad, "invalid characters in the text"},
    Known{26, Verdict::recipient_dead, "number too long"},
    Known{27, Verdict::recipient_dead, "invalid characters in the number"},
    Known{30, Verdict::sim_trouble, "no network service"},
    Known{31, Verdict::temporary, "network timeout"},
    Known{32, Verdict::sim_trouble, "network allows emergency calls only"},
    Known{40, Verdict::sim_trouble, "network lock"},
    Known{50, Verdict::message_bad, "incorrect parameters"},
    Known{100, Verdict::temporary, "unknown error"},
    Known{103, Verdict::sim_trouble, "the network refuses this SIM"},
    Known{106, Verdict::sim_trouble, "the network refuses this modem"},
    Known{111, Verdict::sim_trouble, "network not allowed"},
    Known{112, Verdict::sim_trouble, "area not allowed"},
    Known{113, Verdict::sim_trouble, "roaming not allowed"},
};

/// TS 23.040 §9.2.3.15: bits 6 and 5 say what became of it, the rest why.
constexpr std::array receipt_texts{
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

Cause cause_in(std::span<const Known> table, std::string_view kind, unsigned number) {
  const auto* known = find(table, number);
  if (!known) return {Verdict::temporary, fmt::format("{} {}: unknown to the standards", kind, number)};
  return {known->verdict, fmt::format("{} {}: {}", kind, number, known->text)};
}

}  // namespace

Cause cms_cause(int number) {
  if (number < 0) return {Verdict::temporary, "the modem refused without a reason"};
  return cause_in(cms_causes, "CMS", static_cast<unsigned>(number));
}

Cause cme_cause(int number) {
  if (number < 0) return cms_cause(number);
  return cause_in(cme_causes, "CME", static_cast<unsigned>(number));
}

Cause cause_of(std::string_view text) {
  const auto code = text.substr(0, 4);
  if (code != "CMS " && code != "CME ") return {Verdict::temporary, std::string(text)};
  int number = -1;
  std::from_chars(text.data() + 4, text.data() + text.size(), number);
  return code == "CMS " ? cms_cause(number) : cme_cause(number);
}

Receipt receipt(unsigned tp_status) {
  if (tp_status <= 0x1F)
    return Receipt::delivered;  // 0x03..0x1F: reserved or the operator's, "completed" all the same
  return tp_status <= 0x3F ? Receipt::pending : Receipt::failed;
}

std::string receipt_text(unsigned tp_status) {
  const auto* known = find(receipt_texts, tp_status);
  if (known) return std::string(known->text);
  switch (receipt(tp_status)) {
    case Receipt::delivered:
      return fmt::format("completed (status 0x{:02X})", tp_status);
    case Receipt::pending:
      return fmt::format("still trying (status 0x{:02X})", tp_status);
    case Receipt::failed:
      break;
  }
  return fmt::format("not delivered (status 0x{:02X})", tp_status);
}

}  // namespace lapor::delivery
