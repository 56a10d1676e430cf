// The shapes of the JSON that scripts rely on. Every phone number is fictitious.
#include "control/render.hpp"

#include "fake_gateway.hpp"
#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::control;

TEST_CASE("a ticket has the contract's fields, unknown ones null", "[control]") {
  CHECK(render(example(), Numbers::whole).dump() ==
        R"({"ticket":"1234566","state":"forwarded","category":"JALAN","agency":"BMCK","level":0,)"
        R"("area":"33.16",)"
        R"("flags":["RAHASIA","URGENT"],"channel":"sms","text":"lubang, hub +62 811-0000-123",)"
        R"("created_at":"2026-03-03T12:00:00Z","forwarded_at":null,"first_response_at":null,)"
        R"("due_at":"2026-03-03T12:00:00Z","closed_at":null})");
  auto closed = example();
  closed.state = ticket::State::closed;
  CHECK(render(closed, Numbers::whole)["due_at"].is_null());
  CHECK(render(example(), Numbers::masked)["text"].text()->find("0000") == std::string::npos);
}

TEST_CASE("the status has every figure, and null for a modem's unknown ones", "[control]") {
  Status s;
  s.version = "1";
  s.modems.push_back({"sim1", "absent", {}, {}, {}, {}, {}, {2, 3}, "no device"});
  s.modems.push_back(s.modems.front());
  s.modems.back().not_sending = "no network";
  s.modems.back().lacks_service_centre = true;
  s.modems.back().balance = {{}, 25000, Instant{}};
  const auto json = render(s);
  const auto& modem = json["modems"].items().front();
  CHECK(modem["pid"].is_null());
  CHECK(modem["not_sending"].is_null());
  CHECK(modem["balance"].is_null());  // unknown is not 0
  CHECK(*json["modems"].items()[1]["not_sending"].text() == "no network");
  CHECK_FALSE(flag_of(modem, "lacks_service_centre"));
  CHECK(flag_of(json["modems"].items()[1], "lacks_service_centre"));
  CHECK(*json["modems"].items()[1]["balance"].number() == 25000);
  CHECK(*modem["sent"].number() == 2);
  CHECK(*modem["last_error"].text() == "no device");
  for (const auto* part : {"outbox", "inbox", "tickets", "database"}) CHECK(json[part].is_object());
  CHECK(json["outbox"].members().size() == 7);
}

TEST_CASE("a message of somebody who was forgotten has no number", "[control]") {
  engine::MessageRow row;
  row.created = noon;
  CHECK(render(row, Numbers::whole)["number"].is_null());
  CHECK(render(row, Numbers::masked)["number"].is_null());
}
