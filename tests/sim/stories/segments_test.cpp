// Stories of texts in several segments, and of texts that no person wrote. Every phone number is fictitious.
#include "base/utf8.hpp"
#include "sim/story.hpp"

using namespace lapor;
using namespace lapor::test;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

void lies(World& w, sms::InboundSegment part) {
  if (part.service_centre_time == Instant{}) part.service_centre_time = w.now;
  auto& sim = w.sim();
  sim.slots[sim.next_slot++] = std::move(part);
}

/// InboundSegment `number` of `total`, with the reference 7.
sms::InboundSegment piece(const std::string& from, unsigned number, unsigned total, std::u16string text) {
  sms::InboundSegment part;
  part.sender = from;
  part.udh = {0x00, 0x03, 0x07, static_cast<char>(total), static_cast<char>(number)};
  part.text = std::move(text);
  part.coding = sms::Coding::ucs2;
  return part;
}

std::string only_ticket(World& w) {
  w.settle();
  const auto tickets = w.tickets();
  REQUIRE(tickets.size() == 1);
  return tickets[0].text;
}

}  // namespace

TEST_CASE("parts in any order, and repeated, make one report", "[story]") {
  World w{rules()};
  lies(w, piece(sari, 3, 3, u"pasar Johar"));
  lies(w, piece(sari, 1, 3, u"LAPOR JALAN berlubang "));
  w.settle();
  auto again = piece(sari, 1, 3, u"LAPOR JALAN berlubang ");
  again.service_centre_time = w.now + 1s;  // sent again by its sender, and so with another time
  lies(w, again);
  lies(w, piece(sari, 2, 3, u"di depan "));
  CHECK(only_ticket(w) == "berlubang di depan pasar Johar");
  CHECK(w.sim().slots.empty());
}

TEST_CASE("two senders may use one reference at the same time", "[story]") {
  World w{rules()};
  lies(w, piece(sari, 1, 2, u"LAPOR JALAN berlubang di "));
  lies(w, piece(budi, 1, 2, u"LAPOR LAMPU mati di "));
  lies(w, piece(budi, 2, 2, u"Pemuda"));
  lies(w, piece(sari, 2, 2, u"Johar"));
  w.settle();
  std::vector<std::string> texts;
  for (const auto& t : w.tickets()) texts.push_back(t.text);
  std::sort(texts.begin(), texts.end());
  CHECK(texts == std::vector<std::string>{"berlubang di Johar", "mati di Pemuda"});
}

TEST_CASE("a part with a number that can't be is a text of its own", "[story]") {
  World w{rules()};
  lies(w, piece(sari, 3, 2, u"LAPOR JALAN berlubang depan pasar"));
  CHECK(only_ticket(w) == "berlubang depan pasar");
}

TEST_CASE("a letter that was cut in two between parts is whole again", "[story]") {
  World w{rules()};
  lies(w, piece(sari, 1, 2,
                {u'L', u'A', u'P', u'O', u'R', u' ', u'b', u'a', u'n', u'j', u'i', u'r', u' ', 0xD83C}));
  lies(w, piece(sari, 2, 2, {0xDF0A, u' ', u't', u'i', u'n', u'g', u'g', u'i'}));
  w.settle();
  REQUIRE(w.tickets().size() == 1);
  CHECK_THAT(w.tickets()[0].text, ContainsSubstring("\U0001F30A tinggi"));
}

TEST_CASE("a part that never comes leaves a marked gap, and is added when it comes after all", "[story]") {
  World w{rules()};
  lies(w, piece(sari, 1, 3, u"LAPOR JALAN berlubang "));
  lies(w, piece(sari, 3, 3, u"pasar Johar"));
  w.settle();
  CHECK(w.tickets().empty());
  w.advance(6min);
  CHECK(only_ticket(w) == "berlubang [bagian hilang]pasar Johar");
  w.restart();
  lies(w, piece(sari, 2, 3, u"di depan "));
  w.settle();
  w.advance(6min);  // it was sent long after the others, so it might have been of another text
  CHECK_THAT(only_ticket(w), ContainsSubstring("[bagian hilang]pasar Johar di depan"));
}

TEST_CASE("what no person wrote to be kept is recorded, opens no ticket and gets no answer", "[story]") {
  World w{rules()};
  w.settle();
  const auto odd = [&](auto change) {
    sms::InboundSegment part;
    part.sender = sari;
    part.text = u"LAPOR JALAN berlubang depan pasar Johar";
    change(part);
    lies(w, part);
    w.now += 1s;
  };
  odd([](auto& p) { p.message_class = 0, p.sender = "8899"; });
  odd([](auto& p) { p.pid = 0x40; });
  odd([](auto& p) { p.waiting_indication = true, p.sender = "TELKOMSEL"; });
  odd([](auto& p) { p.udh = std::string("\x05\x04\x0B\x84\x23\xF0", 6), p.coding = sms::Coding::octets; });
  odd([](auto& p) { p.coding = sms::Coding::octets, p.octets = "\x01\x02"; });
  w.settle();
  CHECK(w.tickets().empty());
  CHECK(w.out().empty());
  CHECK(w.sim().slots.empty());
  CHECK(w.store().inbox().quarantined == 5);
  std::vector<std::string> causes;
  for (const auto& row : w.store().quarantine_counts(from_ms(0), w.now + 1h)) causes.push_back(row.cause);
  CHECK(causes == std::vector<std::string>{"binary", "status", "class 0"});
}

TEST_CASE("a PIN that straddles two segments stays in none of them, nor in their repeats", "[story][pin]") {
  World w{rules_with_pin()};
  says(w, sari, "LAPOR JALAN berlubang depan pasar Johar");
  const auto begin =
      piece(bmck_operator, 1, 2, utf8::to_utf16("SELESAI " + first + " lubang sudah ditambal tadi PIN 43"));
  const auto end = piece(bmck_operator, 2, 2, u"21 terima kasih");
  const auto once_more = [&](sms::InboundSegment segment) {
    w.now += 1s;
    segment.service_centre_time = w.now;  // sent again by its sender, and so with another time
    lies(w, segment);
    w.settle();
  };
  once_more(begin);
  once_more(begin);
  once_more(end);
  CHECK(state(w, first) == ticket::State::resolved);
  const auto heard = w.phone(bmck_operator).size();
  once_more(begin);
  once_more(end);
  w.advance(6min);
  CHECK_FALSE(w.keeps("PIN 43"));
  CHECK_FALSE(w.keeps("21 terima kasih"));
  CHECK(w.phone(bmck_operator).size() == heard);
  CHECK(w.store().inbox().parts_waiting == 0);
}
