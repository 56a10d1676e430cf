// Commands that look: what they pass on, what they show, what they refuse. Every phone number is fictitious.
#include <fmt/format.h>

#include "support/catch.hpp"
#include "unit/control/fake_gateway.hpp"

using namespace lapor;
using namespace lapor::control;

TEST_CASE("a message shows its number whole or masked", "[control]") {
  FakeGateway gateway;
  const auto whole = result(gateway, R"({"command":"messages"})");
  CHECK(*whole.items().front()["number"].text() == "+628110000123");
  CHECK(*whole.items().front()["direction"].text() == "in");
  const auto masked = result(gateway, R"({"command":"messages"})", Right::view);
  CHECK(masked.dump().find("0000123") == std::string::npos);
  CHECK(masked.dump().find("0000-123") == std::string::npos);
}

TEST_CASE("one ticket comes with its events and messages", "[control]") {
  FakeGateway gateway;
  const auto ticket = result(gateway, R"({"command":"ticket","ticket":"1234566"})");
  CHECK(*ticket["events"].items().front()["kind"].text() == "opened");
  CHECK(ticket["messages"].items().size() == 1);
  CHECK(gateway.views_.message_query.ticket == TicketId{123456});
}

TEST_CASE("what was told in confidence isn't there for who sees numbers masked", "[control]") {
  FakeGateway gateway;
  auto& views = gateway.views_;
  views.alike = {{TicketId{123456}, TicketId{100001}}};
  const auto seen = [&](Right right) {
    std::size_t rows = 0;
    for (const auto* body : {R"({"command":"tickets"})", R"({"command":"recent"})", R"({"command":"queue"})"})
      rows += result(gateway, body, right).items().size();
    return rows;
  };
  CHECK(seen(Right::view) == 0);
  CHECK(seen(Right::control) == 3);
  result(gateway, R"({"command":"messages"})", Right::view);
  CHECK_FALSE(views.message_query.confidential);
  const auto one = answer(gateway, R"({"command":"ticket","ticket":"1234566"})", Right::view);
  CHECK_FALSE(flag_of(one, "ok"));
  CHECK(text_of(one, "error") == "there is no ticket 1234566");
  result(gateway, R"({"command":"ticket","ticket":"1234566"})");
  CHECK(views.message_query.confidential);
  views.in_confidence = false;
  CHECK(seen(Right::view) == 3);
}

TEST_CASE("filters are passed on", "[control]") {
  FakeGateway gateway;
  result(gateway, R"({"command":"tickets","state":"new","agency":"BMCK","limit":3})");
  CHECK(gateway.views_.ticket_query.state == ticket::State::fresh);
  CHECK(gateway.views_.ticket_query.agency == "BMCK");
  CHECK(gateway.views_.ticket_query.limit == 3);
  result(gateway, R"({"command":"messages","out":true,"number":"0811-0000-123","state":"sent"})");
  CHECK_FALSE(gateway.views_.message_query.in);
  CHECK(gateway.views_.message_query.number == "+628110000123");
}

TEST_CASE("a request that makes no sense is refused with the reason", "[control]") {
  FakeGateway gateway;
  for (const auto* body :
       {R"({"command":"tickets","state":"lost"})", R"({"command":"tickets","limit":0})",
        R"({"command":"tickets","limit":1001})", R"({"command":"recent","limit":"many"})",
        R"({"command":"ticket"})", R"({"command":"ticket","ticket":"1234567"})",
        R"({"command":"ticket","ticket":"1000015"})", R"({"command":"messages","state":"x"})",
        R"({"command":"scorecard","from":"yesterday"})",
        R"({"command":"export","from":"2026-03-04","to":"2026-03-03"})",
        R"({"command":"access","ticket":"7"})", R"({"command":"quarantine","limit":0})"}) {
    INFO(body);
    const auto all = answer(gateway, body);
    CHECK_FALSE(flag_of(all, "ok"));
    CHECK_FALSE(text_of(all, "error").empty());
  }
}

TEST_CASE("who sees numbers masked can't ask by number", "[control]") {
  FakeGateway gateway;
  CHECK(result(gateway, R"({"command":"messages","number":"0811-0000-123"})", Right::view).text());
}

TEST_CASE("what was set aside is listed with its cause and size, and its number as on any other list",
          "[control]") {
  FakeGateway gateway;
  CHECK(result(gateway, R"({"command":"quarantine"})").dump() ==
        R"([{"id":7,"at":"2026-03-03T12:00:00Z","modem":"sim1","cause":"fraud",)"
        R"("number":"+628110000123","bytes":3,"dismissed_by":null}])");
  CHECK(gateway.views_.asked_newest.limit == 100);
  const auto masked = result(gateway, R"({"command":"quarantine","limit":5})", Right::view);
  CHECK(masked.dump().find("0000123") == std::string::npos);
  CHECK(gateway.views_.asked_newest.limit == 5);
}

TEST_CASE("a list goes on behind the last id of the one before", "[control]") {
  FakeGateway gateway;
  for (const auto* command : {"quarantine", "recent", "access"}) {
    INFO(command);
    const auto ask = [&](const std::string& before) {
      return result(gateway, fmt::format(R"({{"command":"{}","before":{}}})", command, before).c_str());
    };
    CHECK(ask("41").is_list());
    CHECK(gateway.views_.asked_newest.before == 41);
    CHECK(ask("null").is_list());
    CHECK_FALSE(gateway.views_.asked_newest.before);
    for (const auto* no : {"0", "-1", R"("x")"}) CHECK(ask(no).text());
  }
  CHECK(result(gateway, R"({"command":"tickets","before":"1234566"})").is_list());
  CHECK(gateway.views_.ticket_query.before == TicketId{123456});
  CHECK(result(gateway, R"({"command":"tickets","before":"1234567"})").text());
}

TEST_CASE("messages go on in one direction, for each has its own ids", "[control]") {
  FakeGateway gateway;
  for (const auto* only : {R"("in":true)", R"("out":true)", R"("state":"sent")", R"("state":"taken")"}) {
    INFO(only);
    const auto ask = fmt::format(R"({{"command":"messages",{},"before":9}})", only);
    CHECK(result(gateway, ask.c_str()).is_list());
    CHECK(gateway.views_.message_query.before == 9);
  }
  CHECK(result(gateway, R"({"command":"messages","before":9})").text());
  CHECK(result(gateway, R"({"command":"messages","in":true,"out":true,"before":9})").text());
}

TEST_CASE("the bytes of what was set aside are given one at a time, and not to who sees numbers masked",
          "[control]") {
  FakeGateway gateway;
  const auto one = result(gateway, R"({"command":"quarantine","id":7})");
  CHECK(*one["hex"].text() == "009f41");
  CHECK(*one["bytes"].number() == 3);
  CHECK(result(gateway, R"({"command":"quarantine","id":7})", Right::view).text());
  CHECK(result(gateway, R"({"command":"quarantine","id":8})").text());
  gateway.views_.forgotten = true;
  const auto forgotten = result(gateway, R"({"command":"quarantine","id":7})");
  CHECK(forgotten["hex"].is_null());
  CHECK(forgotten["bytes"].is_null());
}
