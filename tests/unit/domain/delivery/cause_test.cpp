#include "domain/delivery/cause.hpp"

#include "support/catch.hpp"

using namespace lapor::delivery;

TEST_CASE("a cause says what its number means and whether to try again", "[cause]") {
  CHECK(cms_cause(38).text == "CMS 38: network out of order");
  CHECK(cms_cause(38).verdict == Verdict::temporary);
  CHECK(cms_cause(1).verdict == Verdict::recipient_dead);
  CHECK(cms_cause(304).verdict == Verdict::message_bad);
  CHECK(cms_cause(310).verdict == Verdict::sim_trouble);
  CHECK(cms_cause(8).verdict == Verdict::sim_trouble);
}

TEST_CASE("a bare ERROR and an unknown number may pass", "[cause]") {
  CHECK(cms_cause(-1).verdict == Verdict::temporary);
  CHECK_FALSE(cms_cause(-1).text.empty());
  CHECK(cms_cause(777).verdict == Verdict::temporary);
  CHECK(cms_cause(777).text.find("777") != std::string::npos);
}

TEST_CASE("what the sender's own subscription is refused for is no fault of the recipient's", "[cause]") {
  // TS 24.011 annex E-2 speaks of the subscriber who sends
  for (const auto n : {8, 10, 28, 29, 30, 50, 69, 310, 313, 330, 331}) CHECK(cms_cause(n).verdict == Verdict::sim_trouble);
  for (const auto n : {17, 21, 22, 27, 38, 41, 42, 47, 127, 192, 208, 332, 500}) CHECK(cms_cause(n).verdict == Verdict::temporary);
  for (const auto n : {95, 96, 97, 99, 144, 176, 305}) CHECK(cms_cause(n).verdict == Verdict::message_bad);
  for (const auto n : {1, 195, 196}) CHECK(cms_cause(n).verdict == Verdict::recipient_dead);
}

TEST_CASE("the same number means something else when the modem says CME", "[cause]") {
  CHECK(cme_cause(30).text == "CME 30: no network service");
  CHECK(cme_cause(30).verdict == Verdict::sim_trouble);
  CHECK(cme_cause(27).verdict == Verdict::recipient_dead);
  CHECK(cms_cause(27).verdict == Verdict::temporary);
  CHECK(cme_cause(515).verdict == Verdict::temporary);
}

TEST_CASE("a refusal on record is judged as it was when it came", "[cause]") {
  for (int n = -1; n < 600; ++n) {
    CHECK(cause_of(cms_cause(n).text).verdict == cms_cause(n).verdict);
    CHECK(cause_of(cme_cause(n).text).verdict == cme_cause(n).verdict);
  }
  for (const auto* text : {"", "CMS", "CMS ", "CMS x", "no prompt: TIMEOUT", "CME 99999999999999"})
    CHECK(cause_of(text).verdict == Verdict::temporary);
}

TEST_CASE("a receipt's status says delivered, still trying or failed", "[receipt]") {
  for (const auto s : {0x00u, 0x01u, 0x02u, 0x1Fu}) CHECK(receipt(s) == Receipt::delivered);
  for (const auto s : {0x20u, 0x25u, 0x2Fu, 0x3Fu}) CHECK(receipt(s) == Receipt::pending);
  for (const auto s : {0x40u, 0x46u, 0x60u, 0x7Fu, 0xFFu}) CHECK(receipt(s) == Receipt::failed);
}

TEST_CASE("every status byte has a text for an operator", "[receipt]") {
  for (unsigned s = 0; s < 256; ++s) CHECK_FALSE(receipt_text(s).empty());
  CHECK(receipt_text(0x46) == "validity period ran out");
  CHECK(receipt_text(0x7A) == "not delivered (status 0x7A)");
}
