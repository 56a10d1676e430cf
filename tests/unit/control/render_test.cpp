// The shapes of the JSON that scripts rely on. Every phone number is fictitious.
#include "control/orders.hpp"
#include "control/questions.hpp"
#include "fake_views.hpp"
#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::control;

namespace {

std::optional<Result<Json>> ask(FakeViews& views, const std::string& request,
                                Numbers numbers = Numbers::whole) {
  return answer_question(*parse_json(request), views, numbers, "ID");
}

}  // namespace

TEST_CASE("a ticket has the contract's fields, unknown ones null", "[edge]") {
  CHECK(
      render(example()).dump() ==
      R"({"ticket":"1234566","state":"forwarded","category":"JALAN","agency":"BMCK","level":0,)"
      R"("area":"33.16","flags":["RAHASIA","URGENT"],"channel":"sms","text":"lubang, hub +62 811-0000-123",)"
      R"("created_at":"2026-03-03T12:00:00Z","forwarded_at":null,"first_response_at":null,)"
      R"("due_at":"2026-03-03T12:00:00Z","closed_at":null})");
  auto closed = example();
  closed.state = ticket::State::closed;
  CHECK(render(closed)["due_at"].is_null());
}

TEST_CASE("the status has every figure, and null for a modem's unknown ones", "[edge]") {
  Status s;
  s.version = "1";
  s.modems.push_back({"sim1", "absent", {}, {}, {}, {}, {}, {2, 3}, "no device"});
  s.modems.push_back(s.modems.front());
  s.modems.back().silent = "no network";
  s.modems.back().balance = {{}, 25000, Instant{}};
  const auto json = render(s);
  const auto& modem = json["modems"].items().front();
  CHECK(modem["pid"].is_null());
  CHECK(modem["not_sending"].is_null());
  CHECK(modem["balance"].is_null());  // unknown is not 0
  CHECK(*json["modems"].items()[1]["not_sending"].text() == "no network");
  CHECK(*json["modems"].items()[1]["balance"].number() == 25000);
  CHECK(*modem["sent"].number() == 2);
  CHECK(*modem["last_error"].text() == "no device");
  for (const auto* part : {"outbox", "inbox", "tickets", "database"}) CHECK(json[part].is_object());
  CHECK(json["outbox"].members().size() == 7);
}

TEST_CASE("a message shows its number whole or masked", "[edge]") {
  FakeViews views;
  const auto whole = ask(views, R"({"command":"messages"})");
  CHECK(*(**whole).items().front()["number"].text() == "+628110000123");
  CHECK(*(**whole).items().front()["direction"].text() == "in");
  const auto masked = ask(views, R"({"command":"messages"})", Numbers::masked);
  CHECK((**masked).dump().find("0000123") == std::string::npos);
  CHECK((**masked).dump().find("0000-123") == std::string::npos);
}

TEST_CASE("one ticket comes with its events and messages", "[edge]") {
  FakeViews views;
  const auto answer = ask(views, R"({"command":"ticket","ticket":"1234566"})");
  REQUIRE(answer);
  REQUIRE(*answer);
  CHECK(*(**answer)["events"].items().front()["kind"].text() == "opened");
  CHECK((**answer)["messages"].items().size() == 1);
  CHECK(views.message_query.ticket == TicketId{123456});
}

TEST_CASE("questions pass on their filters", "[edge]") {
  FakeViews views;
  ask(views, R"({"command":"tickets","state":"new","agency":"BMCK","limit":3})");
  CHECK(views.ticket_query.state == ticket::State::fresh);
  CHECK(views.ticket_query.agency == "BMCK");
  CHECK(views.ticket_query.limit == 3);
  ask(views, R"({"command":"messages","out":true,"number":"0811-0000-123","state":"sent"})");
  CHECK_FALSE(views.message_query.in);
  CHECK(views.message_query.number == "+628110000123");
}

TEST_CASE("a question that makes no sense is refused with the reason", "[edge]") {
  FakeViews views;
  for (const auto* request :
       {R"({"command":"tickets","state":"lost"})", R"({"command":"tickets","limit":0})",
        R"({"command":"tickets","limit":1001})", R"({"command":"ticket"})",
        R"({"command":"ticket","ticket":"1234567"})", R"({"command":"ticket","ticket":"1000015"})",
        R"({"command":"messages","state":"x"})"}) {
    const auto answer = ask(views, request);
    INFO(request);
    REQUIRE(answer);
    CHECK_FALSE(*answer);
    CHECK_FALSE(answer->error().context.empty());
  }
  CHECK_FALSE(ask(views, R"({"command":"send"})"));
  const auto by_number = ask(views, R"({"command":"messages","number":"0811-0000-123"})", Numbers::masked);
  CHECK_FALSE(*by_number);
}

TEST_CASE("the queue names what each ticket waits for, and one ticket stands there once", "[edge]") {
  engine::Rules rules;
  rules.directory.agencies.push_back({"KOMINFO", "Diskominfo", {}, {}, true, "", {}});
  FakeViews views;
  views.alike = {{123456, 100001}};
  const auto rows = *queue(Json::object({}), views, rules, Numbers::masked);
  REQUIRE(rows.items().size() == 1);
  CHECK(*rows.items()[0]["waits_for"].text() == "routing");
  CHECK(*rows.items()[0]["cause"].text() == "like 1000015");
  CHECK(rows.items()[0]["text"].text()->find("0000") == std::string::npos);
  CHECK(views.ticket_query.agency == "KOMINFO");
  CHECK(views.ticket_query.oldest_first);
  CHECK_FALSE(queue(Json::object({{"limit", 0}}), views, rules, Numbers::whole));
}

TEST_CASE("what was set aside is listed with its cause and size, and its number as on any other list",
          "[edge]") {
  FakeViews views;
  const auto whole = ask(views, R"({"command":"quarantine"})");
  CHECK((**whole).dump() == R"([{"id":7,"at":"2026-03-03T12:00:00Z","modem":"sim1","cause":"fraud",)"
                            R"("number":"+628110000123","bytes":3}])");
  CHECK(views.quarantine_limit == 100);
  const auto masked = ask(views, R"({"command":"quarantine","limit":5})", Numbers::masked);
  CHECK((**masked).dump().find("0000123") == std::string::npos);
  CHECK(views.quarantine_limit == 5);
  CHECK_FALSE(*ask(views, R"({"command":"quarantine","limit":0})"));
}

TEST_CASE("the bytes of what was set aside are given one at a time, and not to who sees numbers masked",
          "[edge]") {
  FakeViews views;
  const auto one = ask(views, R"({"command":"quarantine","id":7})");
  CHECK(*(**one)["hex"].text() == "009f41");
  CHECK(*(**one)["bytes"].number() == 3);
  CHECK_FALSE(*ask(views, R"({"command":"quarantine","id":7})", Numbers::masked));
  CHECK_FALSE(*ask(views, R"({"command":"quarantine","id":8})"));
  views.forgotten = true;
  const auto forgotten = ask(views, R"({"command":"quarantine","id":7})");
  CHECK((**forgotten)["hex"].is_null());
  CHECK((**forgotten)["bytes"].is_null());
}

TEST_CASE("a message of somebody who was forgotten has no number", "[edge]") {
  engine::MessageRow row;
  row.created = noon;
  CHECK(render(row, Numbers::whole)["number"].is_null());
  CHECK(render(row, Numbers::masked)["number"].is_null());
}

TEST_CASE("looking at what people wrote goes on record, without the number that was asked for", "[edge]") {
  const auto access = [](const char* request, Numbers numbers) {
    return access_of(*parse_json(request), "operator uid 7", numbers, "ID");
  };
  const auto messages =
      access(R"({"command":"messages","number":"0811-0000-123","state":"sent"})", Numbers::whole);
  REQUIRE(messages);
  CHECK(messages->actor == "operator uid 7");
  CHECK_FALSE(messages->masked);
  CHECK(messages->detail.find("0000") == std::string::npos);
  CHECK(messages->detail.find("state sent") != std::string::npos);
  const auto bytes = access(R"({"command":"quarantine","id":7})", Numbers::whole);
  REQUIRE(bytes);
  CHECK(bytes->what == "quarantine");
  CHECK(bytes->detail == "id 7");
  const auto ticket = access(R"({"command":"ticket","ticket":"1000015"})", Numbers::masked);
  REQUIRE(ticket);
  CHECK(ticket->ticket == TicketId{100001});
  CHECK(ticket->masked);
  for (const auto* words : {R"({"command":"export"})", R"({"command":"tickets"})", R"({"command":"queue"})",
                            R"({"command":"recent"})"})
    CHECK(access(words, Numbers::whole));
  for (const auto* figures :
       {R"({"command":"status"})", R"({"command":"scorecard"})", R"({"command":"access"})"})
    CHECK_FALSE(access(figures, Numbers::whole));
}
