#include "world.hpp"

namespace lapor::store {

TEST_CASE("a part is remembered once, whatever slot or modem it is read from again") {
  Room room;
  const auto p = part_of(room.person(), u"LAPOR JALAN rusak");
  CHECK(room->insert_if_new(p));
  auto again = p;
  again.modem = "sim2";
  again.received += 1h;
  CHECK_FALSE(room->insert_if_new(again));
}

TEST_CASE("another sender, time, header or text makes another part") {
  Room room;
  const auto p = part_of(room.person(1), u"YA");
  REQUIRE(room->insert_if_new(p));
  auto sender = p;
  sender.sender = room.person(2);
  auto time = p;
  time.segment.service_centre_time += 1s;
  auto header = p;
  header.segment.udh = std::string("\x00\x03\x01\x02\x01", 5);
  auto text = p;
  text.segment.text = u"YA.";
  for (const auto& other : {sender, time, header, text}) CHECK(room->insert_if_new(other));
}

TEST_CASE("parts of 8-bit data are told apart by their bytes") {
  Room room;
  auto p = part_of(room.person(), u"");
  p.segment.coding = sms::Coding::octets;
  p.segment.octets = std::string("\x00\x01", 2);
  CHECK(room->insert_if_new(p));
  CHECK_FALSE(room->insert_if_new(p));
  p.segment.octets = std::string("\x00\x02", 2);
  CHECK(room->insert_if_new(p));
}

TEST_CASE("waiting parts come back in order of arrival with every UTF-16 unit, half a pair too") {
  Room room;
  const auto sender = room.person();
  auto second = long_part(sender, 7, 2, 2);
  second.segment.text = std::u16string{u'a', char16_t{0xD83D}};
  auto first = long_part(sender, 7, 2, 1, 5s);
  first.segment.text = std::u16string{char16_t{0xDE00}, u'b', u'\0'};
  REQUIRE(room->insert_if_new(second));
  REQUIRE(room->insert_if_new(first));
  const auto waiting = room->waiting({sender, {7, 8, 2, 0}});
  REQUIRE(waiting.size() == 2);
  CHECK(waiting[0].number == 2);
  CHECK(waiting[0].text == second.segment.text);
  CHECK(waiting[1].text == first.segment.text);
  CHECK(waiting[1].received == noon + 5s);
}

TEST_CASE("two senders with one reference don't meet, nor two widths of it") {
  Room room;
  REQUIRE(room->insert_if_new(long_part(room.person(1), 7, 2, 1)));
  CHECK(room->waiting({room.person(2), {7, 8, 2, 0}}).empty());
  CHECK(room->waiting({room.person(1), {7, 16, 2, 0}}).empty());
  CHECK(room->waiting({room.person(1), {7, 8, 3, 0}}).empty());
  CHECK(room->waiting({room.person(1), {7, 8, 2, 0}}).size() == 1);
}

TEST_CASE("a part taken into a text waits no longer, and one without concat never did") {
  Room room;
  const auto sender = room.person();
  const auto part = room->insert_if_new(long_part(sender, 7, 2, 1));
  REQUIRE(room->insert_if_new(part_of(sender, u"sendiri", 9)));
  CHECK(room->inbox().parts_waiting == 1);
  room->assign_to_inbound(std::vector{*part}, room->add_inbound(text_from(sender, "bagian")));
  CHECK(room->waiting({sender, {7, 8, 2, 0}}).empty());
  CHECK(room->inbox().parts_waiting == 0);
  CHECK_FALSE(room->next_timers({}).oldest_segment);
}

TEST_CASE("groups are stale by their first part, the oldest first, each once") {
  Room room;
  const auto sender = room.person();
  room->insert_if_new(long_part(sender, 2, 3, 1, 10s));
  room->insert_if_new(long_part(sender, 1, 3, 1, 0s));
  room->insert_if_new(long_part(sender, 1, 3, 2, 60s));
  room->insert_if_new(long_part(sender, 2, 3, 2, 11s));
  room->insert_if_new(long_part(sender, 3, 3, 1, 40s));
  const auto stale = room->stale_groups(noon + 40s, 10);
  REQUIRE(stale.size() == 2);
  CHECK(stale[0].concat.reference == 1);
  CHECK(stale[1].concat.reference == 2);
  CHECK(stale[1].concat.total == 3);
  CHECK(room->stale_groups(noon + 1h, 1).size() == 1);
  CHECK(room->stale_groups(noon, 10).empty());
  CHECK(room->next_timers({}).oldest_segment == noon);
}

TEST_CASE("a late part finds the text that was taken without it, while that is recent") {
  Room room;
  const auto sender = room.person();
  const engine::ConcatGroup group{sender, {7, 8, 3, 0}};
  auto text = text_from(sender, "a [bagian hilang]", 5min);
  text.gap = true;
  const auto part = room->insert_if_new(long_part(sender, 7, 3, 1));
  CHECK_FALSE(room->find_incomplete(group, noon));
  const auto inbound = room->add_inbound(text);
  room->assign_to_inbound(std::vector{*part}, inbound);
  CHECK(room->find_incomplete(group, noon) == inbound);
  CHECK_FALSE(room->find_incomplete(group, noon + 6min));
  CHECK_FALSE(room->find_incomplete({sender, {8, 8, 3, 0}}, noon));
}

TEST_CASE("a text taken whole takes no late part") {
  Room room;
  const auto sender = room.person();
  const auto part = room->insert_if_new(long_part(sender, 7, 2, 1));
  room->assign_to_inbound(std::vector{*part}, room->add_inbound(text_from(sender, "utuh")));
  CHECK_FALSE(room->find_incomplete({sender, {7, 8, 2, 0}}, noon));
}

TEST_CASE("a text remembers what it was read as and its ticket") {
  Room room;
  const auto sender = room.person();
  const auto text = room->add_inbound(text_from(sender, "LAPOR JALAN"));
  CHECK_FALSE(room->ticket_of(text));
  const auto ticket = room.added(room.ticket(sender));
  room->set_result(text, "LAPOR", ticket.id);
  CHECK(room->ticket_of(text) == ticket.id);
}

TEST_CASE("the same words of the same sender are counted since a moment") {
  Room room;
  const auto sender = room.person(1);
  room->add_inbound(text_from(sender, "halo", 0s));
  room->add_inbound(text_from(sender, "halo", 10s));
  room->add_inbound(text_from(sender, "Halo", 11s));
  room->add_inbound(text_from(room.person(2), "halo", 12s));
  CHECK(room->count_same_text(sender, "halo", noon) == 2);
  CHECK(room->count_same_text(sender, "halo", noon + 1s) == 1);
}

TEST_CASE("an unreadable slot that is read again is quarantined once, other things each time") {
  Room room;
  const engine::Quarantined slot{"sim1", "unreadable: CORRUPTED", std::string("\x07\x00\xff", 3), {}, noon};
  room->quarantine(slot);
  auto again = slot;
  again.received += 1min;
  room->quarantine(again);
  CHECK(room->inbox().quarantined == 1);
  const engine::Quarantined binary{"sim1", "binary", "x", room.person(), noon};
  room->quarantine(binary);
  room->quarantine(binary);
  CHECK(room->inbox().quarantined == 3);
}

}  // namespace lapor::store
