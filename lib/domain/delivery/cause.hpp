// Why a modem or the network refused a text: what the number means and whether trying again can help
// (+CMS ERROR: 3GPP TS 27.005 §3.2.5 and TS 24.011 annex E-2; TP-ST: TS 23.040 §9.2.3.15).
#pragma once
#include <string>
#include <string_view>

namespace lapor::delivery {

enum class Verdict {
  temporary,      ///< try again later
  recipient_dead, ///< this number can't be reached, now or ever: another try is useless
  message_bad,    ///< the text itself is refused
  sim_trouble     ///< barred, no credit, no SIM, no network: the SIM's trouble, not the message's
};

struct Cause {
  Verdict verdict;
  std::string text;  ///< for an operator, English: "CMS 38: network out of order"
};

/// A number of +CMS ERROR; -1: the modem said a bare ERROR.
Cause cms_cause(int number);
/// A number of +CME ERROR (TS 27.007 §9.2).
Cause cme_cause(int number);
/// The cause whose text this is: how a refusal on record is judged again. Any other text may pass.
Cause cause_of(std::string_view text);

enum class Receipt { delivered, pending, failed };
/// TP-ST of an SMS-STATUS-REPORT. 0x00..0x02 delivered, 0x20..0x2F still trying, 0x40 and above failed.
Receipt receipt(unsigned tp_status);
std::string receipt_text(unsigned tp_status);

}  // namespace lapor::delivery
