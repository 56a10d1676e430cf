// A line to a carrier: what it delivers twice, several texts under way, a carrier that wants it slower, and
// receipts by message id. Every phone number is fictitious.
#include <algorithm>

#include "base/utf8.hpp"
#include "sim/story.hpp"

using namespace lapor;
using namespace lapor::test;
using namespace std::chrono_literals;

namespace {

std::shared_ptr<const engine::Rules> line_rules(unsigned window) {
  auto changed = *rules();
  changed.sims["1708"].window = window;
  return std::make_shared<const engine::Rules>(changed);
}

/// The engine with one line, whose worker is this test.
struct Line {
  explicit Line(unsigned window = 10) : w(line_rules(window), {"1708"}) {
    w.sim("1708").present = false;
    up();
  }
  void up(const std::string& name = "a") {
    connection = name;
    number = 0;
    take(w.told(engine::ModemUp{"1708", {}}));
  }
  /// Delivers a text; false if the engine knew it. It is acknowledged in both cases.
  bool deliver(const std::string& from, const std::string& words) {
    return deliver_as(++number, from, words);
  }
  bool deliver_as(unsigned index, const std::string& from, const std::string& words) {
    sms::InboundSegment segment;
    segment.sender = from;
    segment.text = utf8::to_utf16(words);
    const auto before = received();
    const auto effects = w.told(engine::SegmentReceived{"1708", {connection, index}, segment, false, true});
    take(effects);
    CHECK(std::any_of(effects.begin(), effects.end(), [&](const engine::Effect& e) {
      const auto* erase = std::get_if<engine::Erase>(&e);
      return erase && erase->slot == engine::StorageSlot{connection, index};
    }));
    return received() > before;
  }
  void settle(unsigned index) { w.post(engine::DeliveriesSettled{"1708", {{connection, index}}}); }
  void take(const engine::Effects& effects) {
    for (const auto& effect : effects)
      if (const auto* s = std::get_if<engine::Submit>(&effect)) under_way.push_back(*s);
  }
  std::size_t received() {
    engine::MessageQuery query;
    query.out = false;
    query.limit = 1000;
    return w.store().messages(query).size();
  }
  engine::Submit next() {
    REQUIRE_FALSE(under_way.empty());
    const auto submit = under_way.front();
    under_way.erase(under_way.begin());
    take(w.told(engine::Prompted{"1708", submit.attempt}));
    return submit;
  }
  void accept(const engine::Submit& submit, const std::string& id) {
    take(w.told(engine::SendAccepted{"1708", submit.attempt, std::nullopt, id}));
  }
  void throttle(const engine::Submit& submit) {
    take(w.told(engine::SendRefused{"1708", submit.attempt, {delivery::Table::smpp, 0x58}, ""}));
  }
  void receipt(const std::string& from, const std::string& id, unsigned status = 0) {
    w.post(engine::StatusReportReceived{"1708", from, 0, status, std::nullopt, id});
  }
  engine::MessageRow to(const std::string& number_) {
    for (const auto& row : w.out())
      if (row.number == number_) return row;
    FAIL("nothing went to " << number_);
    return {};
  }

  World w;
  std::string connection;
  unsigned number = 0;
  std::vector<engine::Submit> under_way;
};

std::string caller(int n) { return "+6281100001" + std::to_string(100 + n).substr(1); }

}  // namespace

TEST_CASE("the same words twice over one connection are two texts", "[story]") {
  Line line;
  CHECK(line.deliver(sari, "CEK"));
  CHECK(line.deliver(sari, "CEK"));
  CHECK_FALSE(line.deliver_as(2, sari, "CEK"));  // told again after a commit of unknown outcome
}

TEST_CASE("a text that comes again because its acknowledgement was lost is known, once", "[story]") {
  Line line;
  CHECK(line.deliver(sari, "CEK"));
  line.up("b");
  CHECK_FALSE(line.deliver(sari, "CEK"));
  CHECK(line.deliver(sari, "CEK"));  // the second of them is new
  line.up("c");
  CHECK_FALSE(line.deliver(sari, "CEK"));
  CHECK_FALSE(line.deliver(sari, "CEK"));
  CHECK(line.deliver(budi, "CEK"));
}

TEST_CASE("what the carrier has surely read is not expected again", "[story]") {
  Line line;
  CHECK(line.deliver(sari, "CEK"));
  line.settle(1);
  line.up("b");
  CHECK(line.deliver(sari, "CEK"));
}

TEST_CASE("after two days a carrier delivers nothing again", "[story]") {
  Line line;
  CHECK(line.deliver(sari, "CEK"));
  line.w.advance(49h);
  line.up("b");
  CHECK(line.deliver(sari, "CEK"));
}

TEST_CASE("what was acknowledged before a crash is known after it", "[story]") {
  Line line;
  CHECK(line.deliver(sari, "LAPOR JALAN rusak di Pati"));
  line.w.restart();
  line.up("b");
  CHECK_FALSE(line.deliver(sari, "LAPOR JALAN rusak di Pati"));
  CHECK(line.w.tickets().size() == 1);
}

TEST_CASE("as many texts are under way as the window lets", "[story]") {
  Line line(3);
  for (int n = 0; n < 5; ++n) line.deliver(caller(n), "CEK");
  CHECK(line.under_way.size() == 3);
  line.accept(line.next(), "1");
  CHECK(line.under_way.size() == 3);
}

TEST_CASE("a throttled line rests and grows its pause, and its texts lose no tries", "[story]") {
  Line line(2);
  for (int n = 0; n < 3; ++n) line.deliver(caller(n), "CEK");
  const auto first = line.next(), second = line.next();
  line.throttle(first);
  line.throttle(second);  // left before the pause: it doesn't make it longer
  CHECK(line.under_way.empty());
  line.w.advance(999ms);
  CHECK(line.w.sim("1708").in_hand->attempt == second.attempt);
  line.w.advance(1ms);
  const auto again = *line.w.sim("1708").in_hand;
  CHECK(again.attempt != second.attempt);
  CHECK(line.to(caller(0)).attempts == 2);
}

TEST_CASE("a line in a throttled hour gives up no text", "[story]") {
  Line line(1);
  line.deliver(sari, "CEK");
  auto submit = line.next();
  for (int n = 0; n < 20; ++n) {
    line.throttle(submit);
    line.w.advance(31s);
    submit = *line.w.sim("1708").in_hand;
    line.take(line.w.told(engine::Prompted{"1708", submit.attempt}));
  }
  line.accept(submit, "7");
  CHECK(line.to(sari).state == "sent");
}

TEST_CASE("receipts find their texts by message id, in any order and with another form of the number",
          "[story]") {
  Line line;
  line.deliver(sari, "CEK");
  line.deliver(budi, "CEK");
  const auto first = line.next(), second = line.next();
  line.accept(first, "A1");
  line.accept(second, "A2");
  line.receipt(second.to.substr(3), "A2");
  CHECK(line.to(budi).state == "delivered");
  CHECK(line.to(sari).state == "sent");
  line.receipt(first.to, "B9");  // of somebody else's text
  CHECK(line.to(sari).state == "sent");
  line.receipt("1708", "A1", 0x43);
  CHECK(line.to(sari).state == "failed");
}

TEST_CASE("a receipt settles a text whose response was lost with the connection", "[story]") {
  Line line;
  line.deliver(sari, "CEK");
  const auto submit = line.next();
  line.w.post(engine::ModemDown{"1708", "the carrier hung up"});
  CHECK(line.to(sari).state == "unsure");
  line.up("b");
  line.receipt(submit.to, "A1");
  CHECK(line.to(sari).state == "delivered");
  line.w.advance(5min);
  CHECK(line.to(sari).attempts == 1);
}
