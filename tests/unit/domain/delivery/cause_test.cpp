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
