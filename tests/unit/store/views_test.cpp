#include "world.hpp"

namespace lapor::store {
namespace {

std::vector<TicketId> serials(const std::vector<engine::Ticket>& tickets) {
  std::vector<TicketId> out;
  for (const auto& t : tickets) out.push_back(t.id);
  return out;
}

using Serials = std::vector<TicketId>;

std::vector<std::string> texts(const std::vector<engine::MessageRow>& rows) {
  std::vector<std::string> out;
  for (const auto& r : rows) out.push_back(r.text);
  return out;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("the outbox is counted by state as texts move") {
  Room room;
  CHECK(room->outbox().queued == 0);
  const auto a = room.queued(room.person(1)), b = room.queued(room.person(2));
  room.queued(room.person(3));
  room.set_state(a, delivery::State::sending);
  room.set_state(b, delivery::State::sending);
  room.set_state(b, delivery::State::sent);
  room.set_state(b, delivery::State::sent);
  room.set_state(b, delivery::State::delivered);
  const auto counts = room->outbox();
  CHECK(counts.queued == 1);
  CHECK(counts.sending == 1);
  CHECK(counts.sent == 0);
  CHECK(counts.delivered == 1);
  for (const auto state : {delivery::State::failed, delivery::State::in_doubt, delivery::State::expired})
    room.set_state(a, state);
  CHECK(room->outbox().expired == 1);
  CHECK(room->outbox().failed + room->outbox().in_doubt + room->outbox().sending == 0);
}

TEST_CASE("parts are counted for the modem that brought them first") {
  Room room;
  auto p = part_of(room.person(), u"halo");
  room->insert_if_new(p);
  p.modem = "sim2";
  room->insert_if_new(p);
  CHECK(room->modem_counts("sim1").received == 1);
  CHECK(room->modem_counts("sim2").received == 0);
  CHECK(room->modem_counts("sim1").sent == 0);
}

TEST_CASE("open and overdue tickets are counted") {
  Room room;
  auto t = room.ticket(room.person());
  room.added(t);
  t.due_at = noon;
  room.added(t);
  t.due_at = noon + 1h;
  room.added(t);
  t.state = ticket::State::closed;
  t.due_at = noon;
  room.added(t);
  CHECK(room->ticket_counts(noon + 1min).open == 3);
  CHECK(room->ticket_counts(noon + 1min).overdue == 1);
  CHECK(room->ticket_counts(noon).overdue == 0);
}

TEST_CASE("tickets are listed newest first, by state, by agency, by both") {
  Room room;
  const auto who = room.person();
  const auto a = room.added(room.ticket(who, ticket::State::forwarded, "BMCK")).id;
  const auto b = room.added(room.ticket(who, ticket::State::closed, "BMCK")).id;
  const auto c = room.added(room.ticket(who, ticket::State::forwarded, "PDAM")).id;
  using ticket::State;
  CHECK(serials(room->tickets({std::nullopt, "", 10})) == Serials{c, b, a});
  CHECK(serials(room->tickets({State::forwarded, "", 10})) == Serials{c, a});
  CHECK(serials(room->tickets({std::nullopt, "BMCK", 10})) == Serials{b, a});
  CHECK(serials(room->tickets({State::forwarded, "BMCK", 10})) == Serials{a});
  CHECK(serials(room->tickets({std::nullopt, "", 1})) == Serials{c});
  CHECK(room->find(b)->state == State::closed);
  CHECK_FALSE(room->find(TicketId{1}));
}

TEST_CASE("messages of both directions are merged newest first and filtered") {
  Room room;
  const auto me = room.person(1), other = room.person(2);
  const auto id = room.added(room.ticket(me)).id;
  const auto in = room->add_inbound(text_from(me, "in 1", 0s));
  room->set_result(in, "LAPOR", id);
  room->add_inbound(text_from(other, "in 2", 2s));
  const auto put = [&](PersonId to, const std::string& text, Duration when, std::optional<TicketId> about) {
    auto o = room.text_to(to);
    o.text = text;
    o.created += when;
    o.ticket = about;
    return room->enqueue(o);
  };
  const auto out = put(me, "out 1", 1s, id);
  put(other, "out 2", 3s, std::nullopt);
  room.set_state(out, delivery::State::sent);

  CHECK(texts(room->messages({})) == Texts{"out 2", "in 2", "out 1", "in 1"});
  engine::MessageQuery q;
  q.limit = 3;
  CHECK(texts(room->messages(q)) == Texts{"out 2", "in 2", "out 1"});
  q = {};
  q.out = false;
  CHECK(texts(room->messages(q)) == Texts{"in 2", "in 1"});
  q = {};
  q.number = mobile(1).text;
  CHECK(texts(room->messages(q)) == Texts{"out 1", "in 1"});
  q.number = "+628110000999";
  CHECK(room->messages(q).empty());
  q = {};
  q.state = "sent";
  CHECK(texts(room->messages(q)) == Texts{"out 1"});
  q.state = "taken";
  CHECK(texts(room->messages(q)) == Texts{"in 2", "in 1"});
  q = {};
  q.ticket = id;
  CHECK(texts(room->messages(q)) == Texts{"out 1", "in 1"});
}

TEST_CASE("a message shows its attempts, the last part's reference and what it was for") {
  Room room;
  const auto me = room.person(1);
  const auto in = room->add_inbound(text_from(me, "LAPOR JALAN"));
  room->set_result(in, "LAPOR", std::nullopt);
  auto o = room.text_to(me, engine::Purpose::operator_);
  o.segments = 2;
  const auto id = room->enqueue(o);
  for (const auto& [part, reference] : {std::pair{1U, 9U}, std::pair{2U, 10U}}) {
    engine::Attempt a;
    a.message = id;
    a.to = me;
    a.modem = "sim1";
    a.segment = part;
    a.message_reference = reference;
    room->add_attempt(a);
  }
  auto rows = room->messages({});
  REQUIRE(rows.size() == 2);
  const auto& out = rows[0].incoming ? rows[1] : rows[0];
  const auto& taken = rows[0].incoming ? rows[0] : rows[1];
  CHECK(out.id == id.value);
  CHECK(out.number == mobile(1).text);
  CHECK(out.attempts == 2);
  CHECK(out.parts == 2);
  CHECK(out.reference == 10U);
  CHECK(out.purpose == "operator");
  CHECK(out.state == "queued");
  CHECK(taken.purpose == "LAPOR");
  CHECK(taken.state == "taken");
  CHECK(taken.modem == "sim1");
  CHECK_FALSE(taken.reference);
}

TEST_CASE("stays are read page by page in the order in which they count, each once") {
  Room room;
  for (int n = 0; n < 40; ++n) {
    scorecard::Assignment s;
    s.ticket = room.added(room.ticket(room.person(n))).id;
    s.counted = noon + std::chrono::hours(n / 8);  // eight share a moment
    for (const auto* agency : {"BMCK", "DISHUB"}) {
      s.agency = agency;
      if (n % 3 != 0 || s.agency == "BMCK") room->put(s);
    }
  }
  for (const std::string agency : {"", "BMCK", "DISHUB"}) {
    INFO(agency);
    std::vector<scorecard::Assignment> read;
    engine::AssignmentCursor at{noon, 0, ""};
    for (auto page = room->assignments_after(agency, at, noon + 4h, 7); !page.empty();
         page = room->assignments_after(agency, at, noon + 4h, 7)) {
      CHECK(page.size() <= 7);
      read.insert(read.end(), page.begin(), page.end());
      at = {page.back().counted, page.back().ticket, page.back().agency};
    }
    CHECK(read == room->assignments(agency, noon, noon + 4h));
  }
}

TEST_CASE("what was set aside is listed newest first, and forgotten bytes are no bytes") {
  Room room;
  const auto me = room.person(1);
  room->quarantine({"", "fraud", "menang undian", me, noon});
  room->quarantine({"sim1", "unreadable: CORRUPTED", std::string("1\0", 2), std::nullopt, noon + 1h});
  auto rows = room->quarantined(10);
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].cause == "unreadable: CORRUPTED");
  CHECK(rows[0].number.empty());
  CHECK(rows[0].bytes == 2);
  CHECK(rows[0].received == noon + 1h);
  CHECK(rows[1].number == mobile(1).text);
  CHECK(rows[1].modem.empty());
  CHECK(rows[1].raw.empty());
  CHECK(room->quarantined(1).size() == 1);
  CHECK(room->quarantined_row(rows[0].id)->raw == std::string("1\0", 2));
  CHECK(room->quarantined_row(rows[1].id)->raw == "menang undian");
  CHECK_FALSE(room->quarantined_row(99));
  room->drop_raw_payloads_of(me, noon + 2h);
  engine::ErasureCursor at;
  room->drop_raw_payloads(at, noon + 2h, 10);
  room->erase_number(me);
  rows = room->quarantined(10);
  REQUIRE(rows.size() == 2);
  for (const auto& row : rows) CHECK_FALSE(row.bytes);
  CHECK(rows[1].number.empty());
}

TEST_CASE("the database tells its schema and size") {
  const auto store = make_store(":memory:");
  const auto info = store->database();
  CHECK(info.path == ":memory:");
  CHECK(info.schema >= 1);
  CHECK(info.bytes > 0);
}

}  // namespace lapor::store
