// The cause of a refusal by a modem or the network: the meaning of its number, and whether another try can
// help (+CMS ERROR: 3GPP TS 27.005 §3.2.5 and what it refers to; +CME ERROR: TS 27.007 §9.2; command_status:
// SMPP 3.4 §5.1.3; TP-ST: TS 23.040 §9.2.3.15).
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lapor::delivery {

enum class Verdict {
  temporary,       ///< try again later
  recipient_dead,  ///< this number can't be reached: another try is useless
  message_bad,     ///< the text itself is refused
  sim_trouble,     ///< barred, no credit, no SIM, no network: the SIM is at fault, not the message
  line_busy        ///< a carrier wants the whole line to be slower: nobody is charged, the line waits
};

struct Cause {
  Verdict verdict;
  std::string text;  ///< for an operator, English: "CMS 38: network out of order"
};

/// The table that a refusal's number belongs to.
enum class Table : std::uint8_t {
  none,  ///< a bare ERROR
  cms,   ///< +CMS ERROR: the message service, most often a cause that the network sent
  cme,   ///< +CME ERROR: the modem itself; the network was not asked
  smpp   ///< command_status: a carrier that is reached over SMPP
};

/// "none", "cms", "cme", "smpp": as the database names them.
std::string_view name(Table table);
std::optional<Table> table(std::string_view name);

struct Refusal {
  Table table = Table::none;
  std::int32_t number = -1;  ///< -1 if the modem gave none
  friend bool operator==(const Refusal&, const Refusal&) = default;
};

Cause cause_of(const Refusal& refusal);
enum class ReportOutcome { delivered, pending, failed };
/// TP-ST of an SMS-STATUS-REPORT. 0x00..0x02 delivered, 0x20..0x2F still trying, 0x40 and above failed.
ReportOutcome report_outcome(unsigned tp_status);
std::string tp_status_text(unsigned tp_status);

}  // namespace lapor::delivery
