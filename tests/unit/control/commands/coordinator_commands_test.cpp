// The coordinator's requests as events, and what waits for the coordinator.
#include <algorithm>

#include "support/catch.hpp"
#include "unit/control/fake_gateway.hpp"

using namespace lapor;
using namespace lapor::control;
using What = engine::OperatorOrder::What;

namespace {

/// The one order that a request becomes.
engine::OperatorOrder order(const char* body) {
  FakeGateway gateway;
  answer(gateway, body);
  REQUIRE(gateway.requests.size() == 1);
  return std::get<engine::OperatorOrder>(gateway.requests.front());
}

}  // namespace

TEST_CASE("each order on a ticket is read with its actor", "[control]") {
  const auto routed = order(R"({"command":"route","ticket":"1000015","agency":"BMCK"})");
  CHECK(routed.what == What::route);
  CHECK(routed.ticket == TicketId{100001});
  CHECK(routed.agency == "BMCK");
  CHECK(routed.actor.text() == "operator uid 7");
  const auto merged = order(R"({"command":"merge","ticket":"1000015","into":"1234566"})");
  CHECK(merged.what == What::merge);
  CHECK(merged.into == TicketId{123456});
  CHECK(order(R"({"command":"separate","ticket":"1000015"})").what == What::separate);
  const auto rejected = order(R"({"command":"reject","ticket":"1000015","reason":"wenang","text":"x"})");
  CHECK(rejected.what == What::reject);
  CHECK(rejected.reason == ticket::RejectReason::not_competent);
  CHECK(order(R"({"command":"reopen","ticket":"1000015"})").what == What::reopen);
  CHECK(order(R"({"command":"confirm","ticket":"1000015","text":"a"})").what == What::confirm);
  CHECK(order(R"({"command":"contest","ticket":"1000015","text":"a"})").what == What::contest);
  CHECK(order(R"({"command":"note","ticket":"1000015","text":"a"})").text == "a");
  CHECK(order(R"({"command":"answer","ticket":"1000015","text":"a"})").what == What::answer);
  CHECK(order(R"({"command":"ask","ticket":"1000015","text":"a"})").what == What::ask);
}

TEST_CASE("a number that is no ticket's is refused before the engine sees it", "[control]") {
  FakeGateway gateway;
  for (const auto* body : {R"({"command":"note"})", R"({"command":"note","ticket":"1000016"})",
                           R"({"command":"note","ticket":"12"})", R"({"command":"note","ticket":"abc"})",
                           R"({"command":"merge","ticket":"1000015","into":"7"})"}) {
    INFO(body);
    CHECK(text_of(answer(gateway, body), "error").find("is no ticket number") != std::string::npos);
  }
  CHECK(gateway.requests.empty());
}

TEST_CASE("a report by hand keeps its channel, number and words", "[control]") {
  FakeGateway gateway;
  answer(gateway, R"({"command":"new","channel":"hotline","number":"0811","text":"lampu"})");
  REQUIRE(gateway.requests.size() == 1);
  const auto report = std::get<engine::ReportFiled>(gateway.requests.front());
  CHECK(report.channel == ticket::Channel::hotline);
  CHECK(report.number == "0811");
  CHECK(report.text == "lampu");
  CHECK(report.actor.text() == "operator uid 7");
}

TEST_CASE("a report by hand whose channel nobody knows is refused before the engine hears of it",
          "[control]") {
  FakeGateway gateway;
  const auto why = result(gateway, R"({"command":"new","channel":"fax","text":"lampu"})");
  CHECK(*why.text() == "the channel must be hotline, web, app or social");
  CHECK(gateway.requests.empty());
}

TEST_CASE("an order is answered with the ticket as it then is, or with the engine's reason", "[control]") {
  FakeGateway gateway;
  gateway.effects = {engine::TicketFiled{TicketId{123456}}};
  CHECK(text_of(result(gateway, R"({"command":"reopen","ticket":"1234566"})"), "state") == "forwarded");
  gateway.effects = {engine::OrderRefused{"it is open"}};
  CHECK(*result(gateway, R"({"command":"reopen","ticket":"1234566"})").text() == "it is open");
  gateway.effects = {};
  CHECK(*result(gateway, R"({"command":"reopen","ticket":"1234566"})").text() == "nothing was done");
}

TEST_CASE("an order that the database may have kept or not says where to look", "[control]") {
  FakeGateway gateway;
  gateway.gives_up = true;
  CHECK(result(gateway, R"({"command":"reopen","ticket":"1234566"})").text()->find("laporctl ticket") !=
        std::string::npos);
  CHECK(result(gateway, R"({"command":"send","number":"0811-0000-123","text":"a"})")
            .text()
            ->find("laporctl messages") != std::string::npos);
}

TEST_CASE("while the database can't be written no order is begun", "[control]") {
  FakeGateway gateway;
  gateway.database_works = false;
  for (const auto* body :
       {R"({"command":"reopen","ticket":"1234566"})", R"({"command":"new","channel":"web","text":"a"})",
        R"({"command":"send","number":"0811-0000-123","text":"a"})"})
    CHECK(result(gateway, body).text()->find("can't be written") != std::string::npos);
  CHECK(gateway.requests.empty());
}

TEST_CASE("P1: what nobody could read stands in the queue, without its bytes and its number", "[control]") {
  FakeGateway gateway;
  gateway.views_.has_unread = true;
  const auto rows = result(gateway, R"({"command":"queue"})", Right::view);
  const auto& row = rows.items().back();
  CHECK(*row["waits_for"].text() == "reading");
  CHECK(*row["cause"].text() == "quarantine 7: fraud");
  CHECK_FALSE(row["ticket"].text());
  CHECK_FALSE(row["number"].text());
}

TEST_CASE("who has seen to what nobody could read takes it out of the queue, by its number", "[control]") {
  FakeGateway gateway;
  gateway.effects = {engine::QuarantineDismissed{7}};
  CHECK(*result(gateway, R"({"command":"dismiss","id":7})")["quarantine"].number() == 7);
  const auto& told = std::get<engine::UnreadDismissed>(gateway.requests.back());
  CHECK(told.id == 7);
  CHECK(told.actor.text() == "operator uid 7");
  gateway.effects = {engine::OrderRefused{"nothing was set aside as 8"}};
  CHECK(*result(gateway, R"({"command":"dismiss","id":8})").text() == "nothing was set aside as 8");
  CHECK(result(gateway, R"({"command":"dismiss"})").text());
  CHECK(result(gateway, R"({"command":"dismiss","id":7})", Right::view).text());
}

TEST_CASE("the queue has what only the coordinator can confirm, and hides it where it was told in confidence",
          "[control]") {
  FakeGateway gateway;
  engine::Ticket t;
  t.id = TicketId{100007};
  t.state = ticket::State::resolved;
  t.confidential = true;
  gateway.views_.unasked_tickets = {t};
  const auto row = result(gateway, R"({"command":"queue"})", Right::control).items().front();
  CHECK(*row["waits_for"].text() == "confirming");
  const auto seen_by_all = result(gateway, R"({"command":"queue"})", Right::view);
  for (const auto& seen : seen_by_all.items()) CHECK(*seen["waits_for"].text() != "confirming");
}

TEST_CASE("the queue names what each ticket waits for, and one ticket stands there once", "[control]") {
  FakeGateway gateway;
  gateway.views_.alike = {{TicketId{123456}, TicketId{100001}}};
  gateway.views_.in_confidence = false;
  const auto rows = result(gateway, R"({"command":"queue"})", Right::view);
  REQUIRE(rows.items().size() == 1);
  CHECK(*rows.items()[0]["waits_for"].text() == "routing");
  CHECK(*rows.items()[0]["cause"].text() == "like 1000015");
  CHECK(rows.items()[0]["text"].text()->find("0000") == std::string::npos);
  CHECK(gateway.views_.ticket_query.agency == "KOMINFO");
  CHECK(gateway.views_.ticket_query.oldest_first);
  CHECK(result(gateway, R"({"command":"queue","limit":0})").text());
}
