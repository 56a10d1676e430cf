#include <algorithm>
#include <optional>

#include "open_store.hpp"

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
  OpenStore opened;
  CHECK(opened->outbox().queued == 0);
  const auto a = opened.queued(opened.person(1)), b = opened.queued(opened.person(2));
  opened.queued(opened.person(3));
  opened.set_state(a, delivery::State::sending);
  opened.set_state(b, delivery::State::sending);
  opened.set_state(b, delivery::State::sent);
  opened.set_state(b, delivery::State::sent);
  opened.set_state(b, delivery::State::delivered);
  const auto counts = opened->outbox();
  CHECK(counts.queued == 1);
  CHECK(counts.sending == 1);
  CHECK(counts.sent == 0);
  CHECK(counts.delivered == 1);
  for (const auto state : {delivery::State::failed, delivery::State::in_doubt, delivery::State::expired})
    opened.set_state(a, state);
  CHECK(opened->outbox().expired == 1);
  CHECK(opened->outbox().failed + opened->outbox().in_doubt + opened->outbox().sending == 0);
}

TEST_CASE("parts are counted for the modem that brought them first") {
  OpenStore opened;
  auto p = part_of(opened.person(), u"halo");
  opened->insert_if_new(p);
  p.modem = "sim2";
  opened->insert_if_new(p);
  CHECK(opened->modem_counts("sim1").received == 1);
  CHECK(opened->modem_counts("sim2").received == 0);
  CHECK(opened->modem_counts("sim1").sent == 0);
}

TEST_CASE("open and overdue tickets are counted") {
  OpenStore opened;
  auto t = opened.ticket(opened.person());
  opened.added(t);
  t.due_at = noon;
  opened.added(t);
  t.due_at = noon + 1h;
  opened.added(t);
  t.state = ticket::State::closed;
  t.due_at = noon;
  opened.added(t);
  CHECK(opened->ticket_counts(noon + 1min).open == 3);
  CHECK(opened->ticket_counts(noon + 1min).overdue == 1);
  CHECK(opened->ticket_counts(noon).overdue == 0);
}

TEST_CASE("tickets are listed newest first, by state, by agency, by both") {
  OpenStore opened;
  const auto who = opened.person();
  const auto a = opened.added(opened.ticket(who, ticket::State::forwarded, "BMCK")).id;
  const auto b = opened.added(opened.ticket(who, ticket::State::closed, "BMCK")).id;
  const auto c = opened.added(opened.ticket(who, ticket::State::forwarded, "PDAM")).id;
  using ticket::State;
  CHECK(serials(opened->tickets({std::nullopt, "", 10})) == Serials{c, b, a});
  CHECK(serials(opened->tickets({State::forwarded, "", 10})) == Serials{c, a});
  CHECK(serials(opened->tickets({std::nullopt, "BMCK", 10})) == Serials{b, a});
  CHECK(serials(opened->tickets({State::forwarded, "BMCK", 10})) == Serials{a});
  CHECK(serials(opened->tickets({std::nullopt, "", 1})) == Serials{c});
  CHECK(opened->find(b)->state == State::closed);
  CHECK_FALSE(opened->find(TicketId{1}));
}

TEST_CASE("tickets are listed by the days on which they were opened, by matter and by area") {
  OpenStore opened;
  const auto who = opened.person();
  const auto at = [&](Duration later, const std::string& category, const std::string& area) {
    auto t = opened.ticket(who);
    t.created = noon + later;
    t.category = category;
    t.area = area;
    return opened.added(t).id;
  };
  const auto early = at(-24h, "JALAN", "33.16"), road = at(0h, "JALAN", "33.16"),
             lamp = at(1h, "LAMPU", "33.16"), unknown = at(2h, "", ""), late = at(24h, "JALAN", "33.74");
  engine::TicketQuery q;
  q.opened = calendar::Stretch{noon, noon + 24h};
  CHECK(serials(opened->tickets(q)) == Serials{unknown, lamp, road});
  q.category = "JALAN";
  CHECK(serials(opened->tickets(q)) == Serials{road});
  q.opened.reset();
  CHECK(serials(opened->tickets(q)) == Serials{late, road, early});
  q.area = "33.74";
  CHECK(serials(opened->tickets(q)) == Serials{late});
  q.category = q.area = "";
  CHECK(serials(opened->tickets(q)) == Serials{unknown});
  q = {};
  q.opened = calendar::Stretch{noon - 48h, noon + 48h};
  q.before = lamp;
  CHECK(serials(opened->tickets(q)) == Serials{road, early});
}

TEST_CASE("what was told in confidence is counted, and left out where that is asked for") {
  OpenStore room;
  const auto open = room.person(1), secret = room.person(2);
  const auto seen = room.added(room.ticket(open)).id;
  auto t = room.ticket(secret);
  t.confidential = true;
  const auto hidden = room.added(t).id;
  CHECK(room->ticket_counts(noon).open == 2);
  CHECK(room->ticket_counts(noon).open_confidential == 1);
  engine::TicketQuery tickets;
  CHECK(serials(room->tickets(tickets)) == Serials{hidden, seen});
  tickets.confidential = false;
  CHECK(serials(room->tickets(tickets)) == Serials{seen});

  room->add_inbound(text_from(open, "in open", 0s));
  room->add_inbound(text_from(secret, "in secret", 1s));
  const auto put = [&](PersonId to, const std::string& text, std::optional<TicketId> about) {
    auto o = room.text_to(to);
    o.text = text;
    o.created += 2s;
    o.ticket = about;
    room->enqueue(o);
  };
  put(room.person(3), "to an office about the secret", hidden);
  put(secret, "a list that names the secret", std::nullopt);
  put(open, "out open", seen);
  engine::MessageQuery messages;
  CHECK(room->messages(messages).size() == 5);
  messages.confidential = false;
  CHECK(texts(room->messages(messages)) == Texts{"out open", "in open"});
}

TEST_CASE("messages of both directions are merged newest first and filtered") {
  OpenStore opened;
  const auto me = opened.person(1), other = opened.person(2);
  const auto id = opened.added(opened.ticket(me)).id;
  const auto in = opened->add_inbound(text_from(me, "in 1", 0s));
  opened->set_result(in, "LAPOR", id);
  opened->add_inbound(text_from(other, "in 2", 2s));
  const auto put = [&](PersonId to, const std::string& text, Duration when, std::optional<TicketId> about) {
    auto o = opened.text_to(to);
    o.text = text;
    o.created += when;
    o.ticket = about;
    return opened->enqueue(o);
  };
  const auto out = put(me, "out 1", 1s, id);
  put(other, "out 2", 3s, std::nullopt);
  opened.set_state(out, delivery::State::sent);

  CHECK(texts(opened->messages({})) == Texts{"out 2", "in 2", "out 1", "in 1"});
  engine::MessageQuery q;
  q.limit = 3;
  CHECK(texts(opened->messages(q)) == Texts{"out 2", "in 2", "out 1"});
  q = {};
  q.out = false;
  CHECK(texts(opened->messages(q)) == Texts{"in 2", "in 1"});
  q = {};
  q.number = mobile(1).text;
  CHECK(texts(opened->messages(q)) == Texts{"out 1", "in 1"});
  q.number = "+628110000999";
  CHECK(opened->messages(q).empty());
  q = {};
  q.state = "sent";
  CHECK(texts(opened->messages(q)) == Texts{"out 1"});
  q.state = "taken";
  CHECK(texts(opened->messages(q)) == Texts{"in 2", "in 1"});
  q = {};
  q.ticket = id;
  CHECK(texts(opened->messages(q)) == Texts{"out 1", "in 1"});
}

TEST_CASE("page after page shows each row of a list once") {
  OpenStore opened;
  const auto me = opened.person(1);
  for (int n = 0; n < 7; ++n) {
    opened.added(opened.ticket(me));
    opened->add_inbound(text_from(me, "in", std::chrono::seconds(n)));
    opened.queued(me);
    opened->quarantine({"", sms::QuarantineCause::fraud, "menang undian", me, noon});
    opened->record_access(
        {noon, engine::Actor::operator_named("operator uid 7"), false, "ticket", TicketId{100001 + n}, ""});
  }
  const auto ids = [](const auto& next) {
    std::vector<std::int64_t> out;
    for (auto page = next(std::nullopt); !page.empty(); page = next(out.back()))
      for (const auto& row : page) out.push_back(row.id);
    return out;
  };
  const std::vector<std::int64_t> all{7, 6, 5, 4, 3, 2, 1};
  using Before = std::optional<std::int64_t>;
  CHECK(ids([&](Before before) { return opened->quarantined({3, before}); }) == all);
  CHECK(ids([&](Before before) { return opened->accesses(std::nullopt, {3, before}); }) == all);
  for (const bool in : {true, false})
    CHECK(ids([&](Before before) {
            engine::MessageQuery q;
            q.in = in, q.out = !in, q.limit = 3, q.before = before;
            return opened->messages(q);
          }) == all);
  const auto events = ids([&](Before before) { return opened->recent({3, before}); });
  CHECK(std::is_sorted(events.rbegin(), events.rend()));
  CHECK(opened->recent({100}).size() == events.size());
  Serials seen;
  for (std::optional<TicketId> before;; before = seen.back()) {
    engine::TicketQuery q;
    q.limit = 3, q.before = before;
    const auto page = serials(opened->tickets(q));
    if (page.empty()) break;
    seen.insert(seen.end(), page.begin(), page.end());
  }
  CHECK(seen == serials(opened->tickets({})));
  CHECK(seen.size() == 7);
}

TEST_CASE("a message shows its attempts, the last part's reference and what it was for") {
  OpenStore opened;
  const auto me = opened.person(1);
  const auto in = opened->add_inbound(text_from(me, "LAPOR JALAN"));
  opened->set_result(in, "LAPOR", std::nullopt);
  auto o = opened.text_to(me, engine::Purpose::operator_);
  o.segments = 2;
  const auto id = opened->enqueue(o);
  for (const auto& [part, reference] : {std::pair{1U, 9U}, std::pair{2U, 10U}}) {
    engine::Attempt a;
    a.message = id;
    a.to = me;
    a.modem = "sim1";
    a.segment = part;
    a.message_reference = reference;
    opened->add_attempt(a);
  }
  auto rows = opened->messages({});
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
  OpenStore opened;
  for (int n = 0; n < 40; ++n) {
    scorecard::Assignment s;
    s.ticket = opened.added(opened.ticket(opened.person(n))).id;
    s.counted = noon + std::chrono::hours(n / 8);  // eight share a moment
    for (const auto* agency : {"BMCK", "DISHUB"}) {
      s.agency = agency;
      if (n % 3 != 0 || s.agency == "BMCK") opened->put(s);
    }
  }
  for (const std::string agency : {"", "BMCK", "DISHUB"}) {
    INFO(agency);
    std::vector<scorecard::Assignment> read;
    engine::AssignmentCursor at{noon, 0, ""};
    for (auto page = opened->assignments_after(agency, at, noon + 4h, 7); !page.empty();
         page = opened->assignments_after(agency, at, noon + 4h, 7)) {
      CHECK(page.size() <= 7);
      read.insert(read.end(), page.begin(), page.end());
      at = {page.back().counted, page.back().ticket, page.back().agency};
    }
    CHECK(read == opened->assignments(agency, noon, noon + 4h));
  }
}

TEST_CASE("what nobody could read leaves the queue once it is dismissed, and stays in the quarantine") {
  OpenStore opened;
  for (const auto* bytes : {"\x01", "\x02"})
    opened->quarantine({"sim1", sms::QuarantineCause::unreadable, bytes, std::nullopt, noon, "CORRUPTED"});
  REQUIRE(opened->unread(noon, 10).size() == 2);
  CHECK(opened->dismiss_quarantined(1, engine::Actor::operator_named("operator uid 7")));
  CHECK_FALSE(opened->dismiss_quarantined(9, engine::Actor::operator_named("operator uid 7")));
  const auto left = opened->unread(noon, 10);
  REQUIRE(left.size() == 1);
  CHECK(left[0].id == 2);
  CHECK(opened->quarantined({10}).size() == 2);
  CHECK(opened->quarantined_row(1)->dismissed_by == "operator uid 7");
  CHECK(opened->quarantined_row(1)->raw == "\x01");
}

TEST_CASE("what was set aside is listed newest first, and forgotten bytes are no bytes") {
  OpenStore opened;
  const auto me = opened.person(1);
  opened->quarantine({"", sms::QuarantineCause::fraud, "menang undian", me, noon});
  opened->quarantine({"sim1", sms::QuarantineCause::unreadable, std::string("1\0", 2), std::nullopt,
                      noon + 1h, "CORRUPTED"});
  auto rows = opened->quarantined({10});
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].cause == "unreadable: CORRUPTED");
  CHECK(rows[0].number.empty());
  CHECK(rows[0].bytes == 2);
  CHECK(rows[0].received == noon + 1h);
  CHECK(rows[1].number == mobile(1).text);
  CHECK(rows[1].modem.empty());
  CHECK(rows[1].raw.empty());
  CHECK(opened->quarantined({1}).size() == 1);
  CHECK(opened->quarantined_row(rows[0].id)->raw == std::string("1\0", 2));
  CHECK(opened->quarantined_row(rows[1].id)->raw == "menang undian");
  CHECK_FALSE(opened->quarantined_row(99));
  opened->drop_raw_payloads_of(me, noon + 2h);
  engine::ErasureCursor at;
  opened->drop_raw_payloads(at, noon + 2h, 10);
  opened->erase_number(me);
  rows = opened->quarantined({10});
  REQUIRE(rows.size() == 2);
  for (const auto& row : rows) CHECK_FALSE(row.bytes);
  CHECK(rows[1].number.empty());
}

TEST_CASE("P1: what a person may have written and nobody could read is found, and what machines sent isn't") {
  OpenStore opened;
  const auto machine = opened->person({"8899", sms::AddressKind::short_code, ""});
  opened->quarantine({"sim1", sms::QuarantineCause::octets, "\x01", opened.person(), noon});
  opened->quarantine({"sim1", sms::QuarantineCause::octets, "\x02", machine, noon});
  opened->quarantine({"sim1", sms::QuarantineCause::unreadable, "00", std::nullopt, noon + 1h, "cut short"});
  opened->quarantine({"", sms::QuarantineCause::fraud, "menang undian", opened.person(), noon});
  opened->quarantine({"sim1", sms::QuarantineCause::wap_push, "\x03", opened.person(), noon});
  const auto rows = opened->unread(noon, 10);
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].cause == "binary: 8-bit");
  CHECK(rows[1].cause == "unreadable: cut short");
  CHECK(opened->unread(noon + 2h, 10).empty());
  CHECK(opened->unread(noon, 1).size() == 1);
}

TEST_CASE("the database tells its schema and size", "[sqlite]") {
  const auto store = make_store(":memory:");
  const auto info = store->database();
  CHECK(info.path == ":memory:");
  CHECK(info.schema >= 1);
  CHECK(info.bytes > 0);
}

}  // namespace lapor::store
