#include "smpp/pdu/receipt.hpp"

#include "domain/delivery/cause.hpp"
#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::smpp;

namespace {

std::optional<Receipt> receipt(const std::string& text, Tlvs tlvs = {}, unsigned esm_class = 0x04) {
  Message m;
  m.esm_class = static_cast<std::uint8_t>(esm_class);
  m.short_message = text;
  m.tlvs = std::move(tlvs);
  return receipt_of(m);
}

delivery::ReportOutcome outcome(const std::string& text) {
  const auto found = receipt(text);
  REQUIRE(found);
  return delivery::report_outcome(found->tp_status);
}

}  // namespace

TEST_CASE("a receipt names its message in its text, as carriers write it", "[smpp]") {
  for (const auto* text : {"id:A1B2 sub:001 dlvrd:001 submit date:2611300500 done date:2611300501 "
                           "stat:DELIVRD err:000 text:LAPOR",
                           "ID:a1b2 STAT:DELIVRD", "stat:delivrd err:002 id:00a1b2 done date:0000000000",
                           "id: A1B2 stat: DELIVERED Text: id:XXXX stat:UNDELIV"}) {
    INFO(text);
    CHECK(receipt(text) == Receipt{"A1B2", 0x00});
  }
}

TEST_CASE("the parameters of a receipt count for more than its text", "[smpp]") {
  CHECK(receipt("id:1 stat:UNDELIV", {{tag::receipted_message_id, std::string("77\0", 3)},
                                      {tag::message_state, "\x02"}}) == Receipt{"77", 0x00});
  CHECK(receipt("", {{tag::receipted_message_id, "77"}, {tag::message_state, "\x05"}})->tp_status == 0x43);
}

TEST_CASE("each state of a receipt is delivered, pending or failed", "[smpp]") {
  using delivery::ReportOutcome;
  CHECK(outcome("id:1 stat:DELIVRD") == ReportOutcome::delivered);
  for (const auto* state : {"ENROUTE", "ACCEPTD", "SOMETHING", ""})
    CHECK(outcome(std::string("id:1 stat:") + state) == ReportOutcome::pending);
  for (const auto* state : {"EXPIRED", "DELETED", "UNDELIV", "UNKNOWN", "REJECTD", "FAILED", "SKIPPED"})
    CHECK(outcome(std::string("id:1 stat:") + state) == ReportOutcome::failed);
  CHECK(receipt("id:1 stat:UNDELIV", {}, 0x20)->tp_status == 0x20);  // an intermediate notification
}

TEST_CASE("a person's text is no receipt, whatever its parameters and words", "[smpp]") {
  CHECK_FALSE(receipt("id:1 stat:DELIVRD", {{tag::receipted_message_id, "1"}}, 0x00));
  CHECK_FALSE(receipt("LAPOR", {}, 0x40));
}

TEST_CASE("the ids of one message are alike in both its places", "[smpp]") {
  const auto alike = [](const char* response, const char* in_receipt, MessageIds way) {
    return id_of_response(response, way) == id_of_receipt(in_receipt);
  };
  CHECK(alike("00a5F", "A5f", MessageIds::same));
  CHECK(alike("1f4", "500", MessageIds::hex_to_decimal));
  CHECK(alike("000001F4", "0000000500", MessageIds::hex_to_decimal));
  CHECK(alike("500", "1f4", MessageIds::decimal_to_hex));
  CHECK(alike("5f2a-UUID-77", "5F2A-uuid-77", MessageIds::hex_to_decimal));
  CHECK(alike("0", "00", MessageIds::same));
  CHECK_FALSE(alike("1", "2", MessageIds::same));
  CHECK(id_of_response("", MessageIds::hex_to_decimal).empty());
  CHECK(id_of_receipt(std::string(100, 'a')).size() == 64);
}
