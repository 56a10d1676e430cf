#include "open_store.hpp"

namespace lapor::store {

TEST_CASE("a part is remembered once, whatever slot or modem it is read from again") {
  OpenStore opened;
  const auto p = part_of(opened.person(), u"LAPOR JALAN rusak");
  CHECK(opened->insert_if_new(p));
  auto again = p;
  again.modem = "sim2";
  again.received += 1h;
  CHECK_FALSE(opened->insert_if_new(again));
}

TEST_CASE("another sender, time, header or text makes another part") {
  OpenStore opened;
  const auto p = part_of(opened.person(1), u"YA");
  REQUIRE(opened->insert_if_new(p));
  auto sender = p;
  sender.sender = opened.person(2);
  auto time = p;
  time.segment.service_centre_time += 1s;
  auto header = p;
  header.segment.udh = std::string("\x00\x03\x01\x02\x01", 5);
  auto text = p;
  text.segment.text = u"YA.";
  for (const auto& other : {sender, time, header, text}) CHECK(opened->insert_if_new(other));
}

TEST_CASE("parts of 8-bit data are told apart by their bytes") {
  OpenStore opened;
  auto p = part_of(opened.person(), u"");
  p.segment.coding = sms::Coding::octets;
  p.segment.octets = std::string("\x00\x01", 2);
  CHECK(opened->insert_if_new(p));
  CHECK_FALSE(opened->insert_if_new(p));
  p.segment.octets = std::string("\x00\x02", 2);
  CHECK(opened->insert_if_new(p));
}

TEST_CASE("waiting parts come back in order of arrival with every UTF-16 unit, half a pair too") {
  OpenStore opened;
  const auto sender = opened.person();
  auto second = long_part(sender, 7, 2, 2);
  second.segment.text = std::u16string{u'a', char16_t{0xD83D}};
  auto first = long_part(sender, 7, 2, 1, 5s);
  first.segment.text = std::u16string{char16_t{0xDE00}, u'b', u'\0'};
  REQUIRE(opened->insert_if_new(second));
  REQUIRE(opened->insert_if_new(first));
  const auto waiting = opened->waiting({sender, {7, 8, 2, 0}});
  REQUIRE(waiting.size() == 2);
  CHECK(waiting[0].piece.number == 2);
  CHECK(waiting[0].piece.text == second.segment.text);
  CHECK(waiting[1].piece.text == first.segment.text);
  CHECK(waiting[1].received == noon + 5s);
}

TEST_CASE("two senders with one reference don't meet, nor two widths of it") {
  OpenStore opened;
  REQUIRE(opened->insert_if_new(long_part(opened.person(1), 7, 2, 1)));
  CHECK(opened->waiting({opened.person(2), {7, 8, 2, 0}}).empty());
  CHECK(opened->waiting({opened.person(1), {7, 16, 2, 0}}).empty());
  CHECK(opened->waiting({opened.person(1), {7, 8, 3, 0}}).empty());
  CHECK(opened->waiting({opened.person(1), {7, 8, 2, 0}}).size() == 1);
}

TEST_CASE("a part taken into a text waits no longer, and one without concat never did") {
  OpenStore opened;
  const auto sender = opened.person();
  const auto part = opened->insert_if_new(long_part(sender, 7, 2, 1));
  REQUIRE(opened->insert_if_new(part_of(sender, u"sendiri", 9)));
  CHECK(opened->inbox().parts_waiting == 1);
  opened->assign_to_inbound(std::vector{*part}, opened->add_inbound(text_from(sender, "bagian")));
  CHECK(opened->waiting({sender, {7, 8, 2, 0}}).empty());
  CHECK(opened->inbox().parts_waiting == 0);
  CHECK_FALSE(opened->next_timers({}).oldest_segment);
}

TEST_CASE("groups are stale by their first part, the oldest first, each once") {
  OpenStore opened;
  const auto sender = opened.person();
  opened->insert_if_new(long_part(sender, 2, 3, 1, 10s));
  opened->insert_if_new(long_part(sender, 1, 3, 1, 0s));
  opened->insert_if_new(long_part(sender, 1, 3, 2, 60s));
  opened->insert_if_new(long_part(sender, 2, 3, 2, 11s));
  opened->insert_if_new(long_part(sender, 3, 3, 1, 40s));
  const auto stale = opened->stale_groups(noon + 40s, 10);
  REQUIRE(stale.size() == 2);
  CHECK(stale[0].concat.reference == 1);
  CHECK(stale[1].concat.reference == 2);
  CHECK(stale[1].concat.total == 3);
  CHECK(opened->stale_groups(noon + 1h, 1).size() == 1);
  CHECK(opened->stale_groups(noon, 10).empty());
  CHECK(opened->next_timers({}).oldest_segment == noon);
}

TEST_CASE("a late part finds the texts that were joined of its group, while they are recent") {
  OpenStore opened;
  const auto sender = opened.person();
  const engine::ConcatGroup group{sender, {7, 8, 3, 0}};
  auto text = text_from(sender, "a [bagian hilang]", 5min);
  text.gap = true;
  const auto part = opened->insert_if_new(long_part(sender, 7, 3, 1));
  CHECK(opened->joined(group, noon).empty());
  const auto inbound = opened->add_inbound(text);
  opened->assign_to_inbound(std::vector{*part}, inbound);
  const auto joined = opened->joined(group, noon);
  REQUIRE(joined.size() == 1);
  CHECK(joined[0].id == inbound);
  REQUIRE(joined[0].pieces.size() == 1);
  CHECK(joined[0].pieces[0].number == 1);
  CHECK(opened->joined(group, noon + 6min).empty());
  CHECK(opened->joined({sender, {8, 8, 3, 0}}, noon).empty());
}

TEST_CASE("B20: a part without a time is known by when it came, and its words may come again") {
  OpenStore opened;
  const auto sender = opened.person();
  auto part = part_of(sender, u"CEK");
  part.segment.service_centre_time = {};
  part.received = noon;
  part.same_before = noon - 1h;
  CHECK(opened->insert_if_new(part));
  part.received = noon + 3s;
  CHECK(opened->insert_if_new(part));
  part.received = noon + 6s;
  part.same_before = noon + 5s;  // another worker read it
  CHECK_FALSE(opened->insert_if_new(part));
}

TEST_CASE("a text remembers what it was read as and its ticket") {
  OpenStore opened;
  const auto sender = opened.person();
  const auto text = opened->add_inbound(text_from(sender, "LAPOR JALAN"));
  CHECK_FALSE(opened->ticket_of(text));
  const auto ticket = opened.added(opened.ticket(sender));
  opened->set_result(text, "LAPOR", ticket.id);
  CHECK(opened->ticket_of(text) == ticket.id);
}

TEST_CASE("the same words of the same sender are counted since a moment") {
  OpenStore opened;
  const auto sender = opened.person(1);
  opened->add_inbound(text_from(sender, "halo", 0s));
  opened->add_inbound(text_from(sender, "halo", 10s));
  opened->add_inbound(text_from(sender, "Halo", 11s));
  opened->add_inbound(text_from(opened.person(2), "halo", 12s));
  CHECK(opened->count_same_text(sender, "halo", noon) == 2);
  CHECK(opened->count_same_text(sender, "halo", noon + 1s) == 1);
}

TEST_CASE("an unreadable slot that is read again is quarantined once, other things each time") {
  OpenStore opened;
  const engine::Quarantined slot{
      "sim1", sms::QuarantineCause::unreadable, std::string("\x07\x00\xff", 3), {}, noon, "CORRUPTED"};
  opened->quarantine(slot);
  auto again = slot;
  again.received += 1min;
  opened->quarantine(again);
  CHECK(opened->inbox().quarantined == 1);
  const engine::Quarantined binary{"sim1", sms::QuarantineCause::octets, "x", opened.person(), noon};
  opened->quarantine(binary);
  opened->quarantine(binary);
  CHECK(opened->inbox().quarantined == 3);
}

}  // namespace lapor::store
