// The desk's lists and its queue. Every phone number is fictitious.
#include "control/web/portal.hpp"
#include "domain/ticket/number.hpp"
#include "support/catch.hpp"
#include "unit/control/web/desk.hpp"

using namespace lapor;
using namespace lapor::control;

TEST_CASE("a search goes on behind its last row until every ticket was looked at", "[web]") {
  Desk desk;
  auto t = example();
  t.confidential = false;
  for (std::int64_t n = 1; n <= 2500; ++n) {
    t.id = TicketId{100000 + n};
    t.text = n == 3 ? "jembatan ambrol" : "lubang";
    desk.gateway.views_.all.push_back(t);
  }
  const auto session = desk.log_in("siti");
  auto question = *parse_json(R"({"command":"desk-tickets","words":"ambrol"})");
  std::size_t pages = 0, found = 0;
  for (std::string more = "first"; !more.empty(); ++pages) {
    const auto result = desk.as(session, question)["result"];
    found += result["rows"].items().size();
    more = text_of(result, "more");
    question.set("before", more);
  }
  CHECK(pages == 3);
  CHECK(found == 1);
  question = *parse_json(R"({"command":"desk-tickets"})");
  const auto first = desk.as(session, question)["result"];
  CHECK(first["rows"].items().size() == 200);
  question.set("before", first["more"]);
  CHECK(text_of(desk.as(session, question)["result"]["rows"].items().front(), "ticket") ==
        ticket::number(TicketId{100000 + 2300}));
}

TEST_CASE("a list by deadlines goes on behind the deadline of its last row", "[web]") {
  Desk desk;
  for (std::int64_t n = 1; n <= 1200; ++n) {
    auto t = example();
    t.id = TicketId{100000 + n};
    desk.gateway.views_.all.push_back(t);
  }
  const auto session = desk.log_in("siti");
  auto question = *parse_json(R"({"command":"desk-tickets","list":"overdue"})");
  const auto first = desk.as(session, question)["result"];
  CHECK(first["rows"].items().size() == 200);
  const auto& asked = desk.gateway.views_.ticket_query;
  CHECK_FALSE(asked.due_after);
  CHECK(number_of(first, "more_due") == to_ms(noon));
  question.set("before", first["more"]);
  CHECK(error(desk.as(session, question)) == "before_due");
  question.set("before_due", first["more_due"]);
  desk.as(session, question);
  REQUIRE(asked.due_after);
  CHECK(asked.due_after->due == noon);
  CHECK(ticket::number(asked.due_after->ticket) == text_of(first, "more"));
  CHECK_FALSE(asked.before);
  question = *parse_json(R"({"command":"desk-tickets","list":"soon"})");
  desk.as(session, question);
  CHECK(asked.due_from == noon);
}

TEST_CASE("the queue has the two hundred that waited longest, and tells that others wait", "[web]") {
  Desk desk;
  auto t = example();
  t.confidential = false;
  for (std::int64_t n = 1; n <= 201; ++n) {
    t.id = TicketId{n};
    desk.gateway.views_.unasked_tickets.push_back(t);
  }
  const auto session = desk.log_in("siti");
  const auto queue = desk.as(session, R"({"command":"desk-queue"})")["result"];
  CHECK(queue["rows"].items().size() == 200);
  CHECK(text_of(queue["rows"].items().back(), "ticket") == ticket::number(TicketId{200}));
  CHECK(flag_of(queue, "more"));
  desk.gateway.views_.unasked_tickets.clear();
  CHECK_FALSE(flag_of(desk.as(session, R"({"command":"desk-queue"})")["result"], "more"));
}

TEST_CASE("what nobody could read waits at the desk until somebody has seen to it", "[web]") {
  Desk desk;
  desk.gateway.views_.has_unread = true;
  const auto session = desk.log_in("siti");
  const auto queue = desk.as(session, R"({"command":"desk-queue"})")["result"];
  REQUIRE(queue["unread"].items().size() == 1);
  CHECK(number_of(queue["unread"].items().front(), "quarantine") == 7);
  desk.gateway.effects = {engine::QuarantineDismissed{7}};
  const auto done = desk.as(session, R"({"command":"desk-dismiss","id":7})");
  CHECK(number_of(done["result"], "quarantine") == 7);
  const auto& given = std::get<engine::UnreadDismissed>(desk.gateway.requests.back());
  CHECK(given.actor.text() == "web siti");
  CHECK(error(desk.as(session, R"({"command":"desk-dismiss"})")) == "what");
  CHECK(error(desk.as(desk.log_in("agus"), R"({"command":"desk-dismiss","id":7})")) == "forbidden");
}

TEST_CASE("behind a figure stand the tickets that it counts, but for those that the session may not see",
          "[web]") {
  Desk desk;
  const auto add = [&](std::int64_t n, const std::string& with, const std::string& now_with) {
    auto t = example();
    t.confidential = false;
    t.id = TicketId{n};
    t.agency = now_with;
    desk.gateway.views_.all.push_back(t);
    scorecard::Assignment s;
    s.ticket = t.id;
    s.agency = with;
    s.counted = desk.gateway.time;
    s.forwarded = s.counted;
    desk.gateway.views_.all_assignments.push_back(s);
  };
  add(100001, "BMCK", "BMCK");
  add(100002, "BMCK", "DISHUB");
  add(100003, "DISHUB", "DISHUB");
  auto question = *parse_json(R"({"command":"desk-tickets","figure":"unanswered","agency":"BMCK"})");
  question.set("from", "2026-03-01");
  question.set("to", "2026-03-03");
  const auto seen = desk.as(desk.log_in("siti"), question)["result"];
  CHECK(seen["rows"].items().size() == 2);
  CHECK(text_of(seen["rows"].items().front(), "ticket") == ticket::number(TicketId{100002}));
  const auto own = desk.as(desk.log_in("agus"), question)["result"];
  CHECK(own["rows"].items().size() == 1);
  CHECK(control::number_of(own, "hidden") == 1);
  const auto foreign = desk.as(desk.log_in("lain"), question)["result"];
  CHECK(foreign["rows"].items().size() == 1);  // of its own figure, whatever it asked for
  for (const auto* bad : {R"({"command":"desk-tickets","figure":"rank","from":"2026-03-01"})",
                          R"({"command":"desk-tickets","figure":"unanswered"})",
                          R"({"command":"desk-tickets","figure":"unanswered","from":"yesterday"})",
                          R"({"command":"desk-tickets","before":"1"})"}) {
    INFO(bad);
    CHECK_FALSE(flag_of(desk.as(desk.log_in("siti"), bad), "ok"));
  }
}
