#include "open_store.hpp"

namespace lapor::store {

TEST_CASE("nobody whose ticket is open or whose text is under way can be erased") {
  OpenStore opened;
  const auto with_ticket = opened.person(1), with_text = opened.person(2), with_neither = opened.person(3);
  const auto follower = opened.person(4);
  const auto open = opened.added(opened.ticket(with_ticket));
  opened->add_follower(open.id, follower);
  const auto text = opened.queued(with_text);
  for (const auto who : {with_ticket, with_text, with_neither, follower})
    opened->set_erasure_requested(who, noon);
  CHECK(opened->due_for_erasure(noon, 10) == std::vector{with_neither});
  auto closed = open;
  closed.state = ticket::State::closed;
  closed.closed_at = noon;
  opened->update_ticket(closed);
  opened.set_state(text, delivery::State::delivered);
  CHECK(opened->due_for_erasure(noon, 10).size() == 4);
  CHECK(opened->due_for_erasure(noon, 2).size() == 2);
}

TEST_CASE("the use of a number counts from its last closing, or from the last text where it had no ticket") {
  OpenStore opened;
  const auto who = opened.person(1), other = opened.person(2);
  auto t = opened.added(opened.ticket(who, ticket::State::closed));
  t.closed_at = noon + 5h;
  opened->update_ticket(t);
  opened->add_inbound(text_from(who, "terima kasih", 9h));
  opened->add_inbound(text_from(other, "halo", 9h));
  CHECK(opened->last_activity(who) == noon + 5h);
  CHECK(opened->last_activity(other) == noon + 9h);
  opened->erase_number(other);
  CHECK_FALSE(opened->last_activity(other));
}

TEST_CASE("the cursor passes each old ticket and text once, however many share a moment") {
  OpenStore opened;
  for (int n = 1; n <= 25; ++n) {
    auto t = opened.added(opened.ticket(opened.person(n), ticket::State::closed));
    t.closed_at = noon;
    opened->update_ticket(t);
  }
  opened->add_inbound(text_from(opened.person(26), "baru", 48h));
  engine::ErasureCursor at;
  std::size_t seen = 0;
  for (int sequence = 0; sequence < 3; ++sequence) seen += opened->inactive_people(at, noon + 1h, 10).size();
  CHECK(seen == 25);
  CHECK(opened->inactive_people(at, noon + 1h, 10).empty());
  CHECK(opened->inactive_people(at, noon + 72h, 10).size() == 1);
}

TEST_CASE("a file that is mostly free gives pages back in slices, until an eighth of it is", "[sqlite]") {
  OpenStore opened;
  auto& db = opened->database_file();
  const auto count = [&](const std::string& of) { return db.query("PRAGMA " + of).first(of).integer(0); };
  CHECK_FALSE(opened->release_free_pages(50));
  const auto who = opened.person(1);
  for (int n = 0; n < 3000; ++n) opened->add_inbound(text_from(who, std::string(300, 'x')));
  const auto full = count("page_count");
  CHECK_FALSE(opened->release_free_pages(50));
  db.exec("DELETE FROM inbound");
  auto last = full;
  int slices = 1;
  for (; opened->release_free_pages(50); ++slices) {
    CHECK(last - count("page_count") == 50);
    last = count("page_count");
  }
  CHECK(slices > 3);
  CHECK(count("page_count") < full / 2);
  CHECK(8 * count("freelist_count") <= count("page_count"));
}

TEST_CASE("a part of somebody who was forgotten is known when it is read again, another is not") {
  OpenStore opened;
  auto part = part_of(opened.person(1), u"HAPUS DATA");
  REQUIRE(opened->insert_if_new(part));
  opened->drop_raw_payloads_of(opened.person(1), noon);
  opened->erase_number(opened.person(1));
  part.sender = opened.person(1);  // a new person of the same number
  CHECK_FALSE(opened->insert_if_new(part));
  CHECK(opened->insert_if_new(part_of(part.sender, u"HAPUS DATA", 1)));
  part.sender = opened.person(2);
  CHECK(opened->insert_if_new(part));
}

TEST_CASE("who watches a view is on record once in five minutes, another look at once") {
  OpenStore opened;
  engine::AccessRecord a{
      noon, engine::Actor::operator_named("operator uid 7"), false, "ticket", TicketId{100001}, ""};
  for (int second = 0; second < 600; ++second, a.at += 1s) opened->record_access(a);
  CHECK(opened->accesses(std::nullopt, {10}).size() == 2);
  a.ticket = TicketId{100002};
  opened->record_access(a);
  a.actor = engine::Actor::operator_named("operator uid 8");
  opened->record_access(a);
  a.ticket.reset();
  opened->record_access(a);
  opened->record_access(a);
  CHECK(opened->accesses(std::nullopt, {10}).size() == 5);
  CHECK(opened->accesses(TicketId{100001}, {10}).size() == 2);
}

TEST_CASE("of an event only a citizen's words may go, and only all of them", "[sqlite]") {
  OpenStore opened;
  const auto t = opened.added(opened.ticket(opened.person()));
  opened->record({t.id, noon, "added", engine::Actor::citizen(), "dekat rumah saya"});
  opened->record({t.id, noon, "note", engine::Actor::operator_named("operator uid 0"), "ditelepon"});
  auto& db = opened->database_file();
  CHECK_THROWS(db.exec("UPDATE event SET detail = 'lain' WHERE actor = 'citizen'"));
  CHECK_THROWS(db.exec("UPDATE event SET detail = '' WHERE actor <> 'citizen'"));
  CHECK_THROWS(db.exec("UPDATE event SET detail = '', kind = 'x' WHERE actor = 'citizen'"));
  CHECK_THROWS(db.exec("DELETE FROM event"));
  db.exec("UPDATE event SET detail = '' WHERE actor = 'citizen'");
  CHECK(opened->events(t.id)[0].detail.empty());
  CHECK(opened->events(t.id)[1].detail == "ditelepon");
}

}  // namespace lapor::store
