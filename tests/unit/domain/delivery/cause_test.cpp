#include "domain/delivery/cause.hpp"

#include "support/catch.hpp"

using namespace lapor::delivery;

namespace {

Cause cms(int number) { return cause_of({Table::cms, number}); }
Cause cme(int number) { return cause_of({Table::cme, number}); }

}  // namespace

TEST_CASE("a cause says what its number means and whether to try again", "[cause]") {
  CHECK(cms(38).text == "CMS 38: network out of order");
  CHECK(cms(38).verdict == Verdict::temporary);
  CHECK(cms(1).verdict == Verdict::recipient_dead);
  CHECK(cms(144).verdict == Verdict::message_bad);
  CHECK(cms(310).verdict == Verdict::sim_trouble);
  CHECK(cms(8).verdict == Verdict::sim_trouble);
}

TEST_CASE("a bare ERROR and an unknown number may pass", "[cause]") {
  CHECK(cause_of(Refusal{}).verdict == Verdict::temporary);
  CHECK(cause_of(Refusal{}).text == "the modem refused without a reason");
  CHECK(cms(-1).text == cause_of(Refusal{}).text);
  CHECK(cause_of({Table::none, 38}).text == cause_of(Refusal{}).text);
  CHECK(cms(777).verdict == Verdict::temporary);
  CHECK(cms(777).text == "CMS 777: the modem maker's own cause");
  CHECK(cms(230).text == "CMS 230: the message centre's own cause");
  CHECK(cme(230).text == "CME 230: unknown to the standards");
}

TEST_CASE("what the sender's own subscription is refused for is no fault of the recipient's", "[cause]") {
  // TS 24.011 annex E-2 speaks of the subscriber who sends
  for (const auto n : {8, 10, 28, 29, 30, 50, 69, 303, 310, 313, 330, 331})
    CHECK(cms(n).verdict == Verdict::sim_trouble);
  for (const auto n : {17, 21, 22, 27, 38, 41, 42, 47, 127, 192, 208, 332, 500})
    CHECK(cms(n).verdict == Verdict::temporary);
  for (const auto n : {95, 96, 97, 99, 144, 176}) CHECK(cms(n).verdict == Verdict::message_bad);
  for (const auto n : {1, 195, 196}) CHECK(cms(n).verdict == Verdict::recipient_dead);
}

TEST_CASE("a PDU that was garbled on its way to the modem is sent once more", "[cause]") {
  for (const auto n : {304, 305}) CHECK(cms(n).verdict == Verdict::temporary);
  for (const auto n : {24, 25, 50}) CHECK(cme(n).verdict == Verdict::temporary);
}

TEST_CASE("the same number means something else when the modem says CME", "[cause]") {
  CHECK(cme(30).text == "CME 30: no network service");
  CHECK(cms(30).text == "CMS 30: unknown subscriber");
  CHECK(cme(27).verdict == Verdict::recipient_dead);
  CHECK(cms(27).verdict == Verdict::temporary);
  for (const auto n : {4, 10, 32, 56, 62, 103, 133, 177}) CHECK(cme(n).verdict == Verdict::sim_trouble);
  for (const auto n : {0, 14, 31, 52, 57, 116, 122, 515}) CHECK(cme(n).verdict == Verdict::temporary);
}

TEST_CASE("a receipt's status says delivered, still trying or failed", "[receipt]") {
  for (const auto s : {0x00u, 0x01u, 0x02u, 0x1Fu}) CHECK(report_outcome(s) == ReportOutcome::delivered);
  for (const auto s : {0x20u, 0x25u, 0x2Fu, 0x3Fu}) CHECK(report_outcome(s) == ReportOutcome::pending);
  for (const auto s : {0x40u, 0x46u, 0x60u, 0x7Fu, 0xFFu}) CHECK(report_outcome(s) == ReportOutcome::failed);
}

TEST_CASE("every status byte has a text for an operator", "[receipt]") {
  for (unsigned s = 0; s < 256; ++s) CHECK_FALSE(tp_status_text(s).empty());
  CHECK(tp_status_text(0x46) == "validity period ran out");
  CHECK(tp_status_text(0x7A) == "not delivered (status 0x7A)");
}
