#include "world.hpp"

namespace lapor::store {

TEST_CASE("nobody whose ticket is open or whose text is under way can be erased") {
  Room room;
  const auto with_ticket = room.person(1), with_text = room.person(2), with_neither = room.person(3);
  const auto follower = room.person(4);
  const auto open = room.added(room.ticket(with_ticket));
  room->add_follower(open.id, follower);
  const auto text = room.queued(with_text);
  for (const auto who : {with_ticket, with_text, with_neither, follower})
    room->set_erasure_requested(who, noon);
  CHECK(room->due_for_erasure(10) == std::vector{with_neither});
  auto closed = open;
  closed.state = ticket::State::closed;
  closed.closed_at = noon;
  room->update(closed);
  room.set_state(text, delivery::State::delivered);
  CHECK(room->due_for_erasure(10).size() == 4);
  CHECK(room->due_for_erasure(2).size() == 2);
}

TEST_CASE("the use of a number counts from its last closing, or from the last text where it had no ticket") {
  Room room;
  const auto who = room.person(1), other = room.person(2);
  auto t = room.added(room.ticket(who, ticket::State::closed));
  t.closed_at = noon + 5h;
  room->update(t);
  room->add_inbound(text_from(who, "terima kasih", 9h));
  room->add_inbound(text_from(other, "halo", 9h));
  CHECK(room->last_activity(who) == noon + 5h);
  CHECK(room->last_activity(other) == noon + 9h);
  room->erase_number(other);
  CHECK_FALSE(room->last_activity(other));
}

TEST_CASE("the cursor passes each old ticket and text once, however many share a moment") {
  Room room;
  for (int n = 1; n <= 25; ++n) {
    auto t = room.added(room.ticket(room.person(n), ticket::State::closed));
    t.closed_at = noon;
    room->update(t);
  }
  room->add_inbound(text_from(room.person(26), "baru", 48h));
  engine::ErasureCursor at;
  std::size_t seen = 0;
  for (int sequence = 0; sequence < 3; ++sequence) seen += room->inactive_people(at, noon + 1h, 10).size();
  CHECK(seen == 25);
  CHECK(room->inactive_people(at, noon + 1h, 10).empty());
  CHECK(room->inactive_people(at, noon + 72h, 10).size() == 1);
}

TEST_CASE("a file that is mostly free gives pages back in slices, until an eighth of it is") {
  Room room;
  auto& db = room->database_file();
  const auto count = [&](const std::string& of) { return db.query("PRAGMA " + of).first(of).integer(0); };
  CHECK_FALSE(room->release_free_pages(50));
  const auto who = room.person(1);
  for (int n = 0; n < 3000; ++n) room->add_inbound(text_from(who, std::string(300, 'x')));
  const auto full = count("page_count");
  CHECK_FALSE(room->release_free_pages(50));
  db.exec("DELETE FROM inbound");
  auto last = full;
  int slices = 1;
  for (; room->release_free_pages(50); ++slices) {
    CHECK(last - count("page_count") == 50);
    last = count("page_count");
  }
  CHECK(slices > 3);
  CHECK(count("page_count") < full / 2);
  CHECK(8 * count("freelist_count") <= count("page_count"));
}

TEST_CASE("a part of somebody who was forgotten is known when it is read again, another is not") {
  Room room;
  auto part = part_of(room.person(1), u"HAPUS DATA");
  REQUIRE(room->insert_if_new(part));
  room->drop_raw_payloads_of(room.person(1), noon);
  room->erase_number(room.person(1));
  part.sender = room.person(1);  // a new person of the same number
  CHECK_FALSE(room->insert_if_new(part));
  CHECK(room->insert_if_new(part_of(part.sender, u"HAPUS DATA", 1)));
  part.sender = room.person(2);
  CHECK(room->insert_if_new(part));
}

TEST_CASE("who watches a view is on record once in five minutes, another look at once") {
  Room room;
  engine::AccessRecord a{noon, "operator uid 7", false, "ticket", TicketId{100001}, ""};
  for (int second = 0; second < 600; ++second, a.at += 1s) room->record_access(a);
  CHECK(room->accesses(std::nullopt, 10).size() == 2);
  a.ticket = TicketId{100002};
  room->record_access(a);
  a.actor = "operator uid 8";
  room->record_access(a);
  a.ticket.reset();
  room->record_access(a);
  room->record_access(a);
  CHECK(room->accesses(std::nullopt, 10).size() == 5);
  CHECK(room->accesses(TicketId{100001}, 10).size() == 2);
}

TEST_CASE("of an event only a citizen's words may go, and only all of them") {
  Room room;
  const auto t = room.added(room.ticket(room.person()));
  room->record({t.id, noon, "added", engine::Actor::citizen(), "dekat rumah saya"});
  room->record({t.id, noon, "note", engine::Actor::operator_named("operator uid 0"), "ditelepon"});
  auto& db = room->database_file();
  CHECK_THROWS(db.exec("UPDATE event SET detail = 'lain' WHERE actor = 'citizen'"));
  CHECK_THROWS(db.exec("UPDATE event SET detail = '' WHERE actor <> 'citizen'"));
  CHECK_THROWS(db.exec("UPDATE event SET detail = '', kind = 'x' WHERE actor = 'citizen'"));
  CHECK_THROWS(db.exec("DELETE FROM event"));
  db.exec("UPDATE event SET detail = '' WHERE actor = 'citizen'");
  CHECK(room->events(t.id)[0].detail.empty());
  CHECK(room->events(t.id)[1].detail == "ditelepon");
}

}  // namespace lapor::store
