#include "smpp/session/session.hpp"

#include <algorithm>
#include <random>

#include "base/utf8.hpp"
#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::smpp;
using namespace std::chrono_literals;

namespace {

/// A line and its carrier, which says only what a test lets it say.
class Line {
 public:
  explicit Line(LineSettings settings = {}) : session(std::move(settings)) { session.begin(now); }

  Line& bound() {
    for (unsigned link = 0; link < session.links(); ++link)
      answer(link, last_request(link), 0, BindResponse{"smsc", {}});
    REQUIRE(session.is_bound());
    take<Bound>();
    return *this;
  }
  void say(unsigned link, Header header, Body body = Bare{}) {
    session.received(link, write({header, std::move(body)}), now);
    collect();
  }
  void answer(unsigned link, const Header& request, std::uint32_t status, Body body = Bare{}) {
    say(link, {response_to(request.command), status, request.sequence}, std::move(body));
  }
  void pass(Duration time) {
    now += time;
    session.tick(now);
    collect();
  }
  /// The newest packet that the line sent on this link.
  Header last_request(unsigned link = 0) {
    collect();
    REQUIRE_FALSE(sent[link].empty());
    return sent[link].back().header;
  }
  /// Takes the outputs of one kind.
  template <class T>
  std::vector<T> take() {
    collect();
    std::vector<T> found;
    std::erase_if(outputs, [&](const Output& o) {
      if (const auto* one = std::get_if<T>(&o)) found.push_back(*one);
      return std::holds_alternative<T>(o);
    });
    return found;
  }
  void collect() {
    for (auto& output : session.take_outputs()) {
      if (const auto* transmit = std::get_if<Transmit>(&output)) {
        const auto result = read(transmit->bytes);
        REQUIRE(std::holds_alternative<Pdu>(result));
        sent[transmit->link].push_back(std::get<Pdu>(result));
      } else {
        outputs.push_back(std::move(output));
      }
    }
  }
  void submit(int attempt, const std::string& to = "+628110000123") {
    session.submit(AttemptId{attempt}, to, {sms::Coding::gsm7, "", "halo"}, now);
    collect();
  }

  Instant now = from_ms(1'000'000);
  Session session;
  std::vector<Pdu> sent[2];
  std::vector<Output> outputs;
};

Message a_text(const std::string& words = "LAPOR jalan rusak") {
  Message m;
  m.source = {1, 1, "628110000123"};
  m.destination = {3, 0, "1708"};
  m.short_message = words;
  return m;
}

Message a_receipt(const std::string& id, const std::string& from = "628110000123") {
  auto m = a_text("id:" + id + " stat:DELIVRD");
  m.source.text = from;
  m.esm_class = 0x04;
  return m;
}

std::size_t count(const std::vector<Pdu>& sent, Command command) {
  return static_cast<std::size_t>(
      std::count_if(sent.begin(), sent.end(), [&](const Pdu& p) { return p.header.command == command; }));
}

}  // namespace

TEST_CASE("a line binds as a transceiver, or as a transmitter and a receiver", "[smpp]") {
  Line one;
  CHECK(one.last_request().command == Command::bind_transceiver);
  LineSettings settings;
  settings.pair = true;
  Line two(settings);
  CHECK(two.last_request(0).command == Command::bind_transmitter);
  CHECK(two.last_request(1).command == Command::bind_receiver);
  two.answer(1, two.last_request(1), 0, BindResponse{});
  CHECK_FALSE(two.session.is_bound());
  two.answer(0, two.last_request(0), 0, BindResponse{});
  CHECK(two.take<Bound>().size() == 1);
}

TEST_CASE("a refused bind says whether it is worth asking again", "[smpp]") {
  for (const auto& [status, kind] : {std::pair{0x0Eu, EndKind::refused},
                                     {0x0Fu, EndKind::refused},
                                     {0x0Du, EndKind::refused},
                                     {0x05u, EndKind::no_answer},
                                     {0x0401u, EndKind::no_answer}}) {
    Line line;
    line.answer(0, line.last_request(), status);  // without a body
    const auto ended = line.take<Ended>();
    REQUIRE(ended.size() == 1);
    CHECK(ended[0].kind == kind);
  }
}

TEST_CASE("a carrier that doesn't answer the bind is given up after 15 s", "[smpp]") {
  Line line;
  line.pass(14s);
  CHECK(line.take<Ended>().empty());
  line.pass(1s);
  CHECK(line.take<Ended>().size() == 1);
}

TEST_CASE("a text is acknowledged when it is said to be stored, and not before", "[smpp]") {
  Line line;
  line.bound();
  line.say(0, {Command::deliver_sm, 0, 41}, a_text());
  const auto texts = line.take<TextArrived>();
  REQUIRE(texts.size() == 1);
  CHECK(texts[0].segment.sender == "+628110000123");
  line.pass(20s);
  CHECK(count(line.sent[0], Command::deliver_sm_resp) == 0);
  line.session.acknowledge(texts[0].index, line.now);
  line.collect();
  CHECK(count(line.sent[0], Command::deliver_sm_resp) == 1);
  line.session.acknowledge(texts[0].index, line.now);
  line.session.acknowledge(999, line.now);
  line.collect();
  CHECK(count(line.sent[0], Command::deliver_sm_resp) == 1);
}

TEST_CASE("an acknowledgement is settled by an enquire_link that was sent after it", "[smpp]") {
  Line line;
  line.bound();
  line.say(0, {Command::deliver_sm, 0, 1}, a_text("satu"));
  line.say(0, {Command::deliver_sm, 0, 2}, a_text("dua"));
  line.session.acknowledge(1, line.now);
  const auto first = line.last_request();
  REQUIRE(first.command == Command::enquire_link);
  line.session.acknowledge(2, line.now);
  line.answer(0, first, 0);
  const auto settled = line.take<Settled>();
  REQUIRE(settled.size() == 1);
  CHECK(settled[0].indexes == std::vector{1u});  // the second left after the question
  CHECK(line.last_request().command == Command::deliver_sm_resp);
  line.pass(1s);
  line.answer(0, line.last_request(), 0);
  CHECK(line.take<Settled>().at(0).indexes == std::vector{2u});
}

TEST_CASE("a packet that the carrier repeats is the same text, the same words again are another", "[smpp]") {
  Line line;
  line.bound();
  line.say(0, {Command::deliver_sm, 0, 5}, a_text());
  line.say(0, {Command::deliver_sm, 0, 5}, a_text());
  CHECK(line.take<TextArrived>().size() == 1);
  line.session.acknowledge(1, line.now);
  line.say(0, {Command::deliver_sm, 0, 5}, a_text());
  CHECK(line.take<TextArrived>().empty());
  CHECK(count(line.sent[0], Command::deliver_sm_resp) == 2);  // the first was lost, it seems
  line.say(0, {Command::deliver_sm, 0, 6}, a_text());
  line.say(0, {Command::deliver_sm, 0, 5}, a_text("lain"));
  CHECK(line.take<TextArrived>().size() == 2);
}

TEST_CASE("a packet that can't be read is told of, and acknowledged like any other", "[smpp]") {
  Line line;
  line.bound();
  auto packet = write({{Command::deliver_sm, 0, 8}, a_text()});
  packet.resize(30);
  packet[3] = 30;
  line.session.received(0, packet, line.now);
  const auto unreadable = line.take<UnreadableArrived>();
  REQUIRE(unreadable.size() == 1);
  CHECK(unreadable[0].raw.size() == 60);
  line.session.acknowledge(unreadable[0].index, line.now);
  line.collect();
  CHECK(count(line.sent[0], Command::deliver_sm_resp) == 1);
}

TEST_CASE("several submits are under way, and each ends with its own response in any order", "[smpp]") {
  Line line;
  line.bound();
  for (int n = 1; n <= 3; ++n) line.submit(n, "+62811000000" + std::to_string(n));
  CHECK(count(line.sent[0], Command::submit_sm) == 3);
  const auto& sent = line.sent[0];
  const auto third = sent[3].header, first = sent[1].header, second = sent[2].header;
  line.answer(0, third, 0, MessageResponse{"00c", {}});
  line.answer(0, first, status::throttled);
  line.answer(0, second, status::queue_full, MessageResponse{"x", {}});
  const auto accepted = line.take<SubmitAccepted>();
  REQUIRE(accepted.size() == 1);
  CHECK((accepted[0].attempt == AttemptId{3} && accepted[0].message_id == "C"));
  const auto refused = line.take<SubmitRefused>();
  REQUIRE(refused.size() == 2);
  CHECK((refused[0].attempt == AttemptId{1} && refused[0].status == status::throttled));
  line.answer(0, first, 0, MessageResponse{"again", {}});
  CHECK(line.take<SubmitAccepted>().empty());
}

TEST_CASE("what has no response when the connection ends is in doubt, each once", "[smpp]") {
  Line line;
  line.bound();
  line.submit(1);
  line.submit(2);
  line.session.closed("hung up");
  line.session.closed("again");
  CHECK(line.take<SubmitInDoubt>().size() == 2);
  CHECK(line.take<Ended>().size() == 1);
}

TEST_CASE("a submit that is never answered ends the connection", "[smpp]") {
  Line line;
  line.bound();
  line.submit(1);
  line.pass(29s);
  line.say(0, {Command::enquire_link, 0, 1});
  CHECK(line.take<Ended>().empty());
  line.pass(1s);
  CHECK(line.take<SubmitInDoubt>().size() == 1);
  CHECK(line.take<Ended>().size() == 1);
}

TEST_CASE("a receipt that is faster than its response waits for it", "[smpp]") {
  Line line;
  line.bound();
  line.submit(1);
  const auto request = line.last_request();
  line.say(0, {Command::deliver_sm, 0, 1}, a_receipt("77"));
  line.say(0, {Command::deliver_sm, 0, 2}, a_receipt("12", "628110000456"));
  CHECK(line.take<ReceiptArrived>().size() == 1);  // nothing is under way to that number
  line.answer(0, request, 0, MessageResponse{"77", {}});
  REQUIRE(line.outputs.size() == 2);
  CHECK(std::holds_alternative<SubmitAccepted>(line.outputs[0]));
  CHECK(std::get<ReceiptArrived>(line.outputs[1]).receipt.id == "77");
}

TEST_CASE("a silent carrier is asked, and given up when it stays silent", "[smpp]") {
  Line line;
  line.bound();
  line.pass(30s);
  CHECK(line.last_request().command == Command::enquire_link);
  line.answer(0, line.last_request(), 0);
  line.pass(30s);
  line.pass(30s);
  CHECK(line.take<Ended>().size() == 1);
}

TEST_CASE("half a packet, an impossible length and an unbind each end the connection", "[smpp]") {
  Line half;
  half.bound();
  half.session.received(0, std::string("\0\0\0\x30", 4), half.now);
  half.pass(30s);
  CHECK(half.take<Ended>().at(0).detail == "the carrier stopped within a packet");
  Line broken;
  broken.bound();
  broken.session.received(0, "HTTP/1.1 400", broken.now);
  CHECK(broken.take<Ended>().size() == 1);
  CHECK(broken.last_request() == Header{Command::generic_nack, status::invalid_command_length, 0});
  Line unbound;
  unbound.bound();
  unbound.say(0, {Command::unbind, 0, 3});
  CHECK(unbound.take<Ended>().size() == 1);
  CHECK(unbound.last_request().command == Command::unbind_resp);
}

TEST_CASE("an unknown request is refused and the line stays bound", "[smpp]") {
  Line line;
  line.bound();
  line.say(0, {static_cast<Command>(0x111), 0, 3});
  CHECK(line.last_request() == Header{Command::generic_nack, status::invalid_command, 3});
  line.say(0, {static_cast<Command>(0x80000111), 0, 4});
  line.say(0, {Command::alert_notification, 0, 5});
  CHECK(line.sent[0].size() == 2);
  CHECK(line.session.is_bound());
}

TEST_CASE("a good-bye is answered or taken as said", "[smpp]") {
  Line line;
  line.bound();
  line.session.unbind(line.now);
  line.answer(0, line.last_request(), 0);
  CHECK(line.take<Ended>().at(0).kind == EndKind::ordered);
  Line silent;
  silent.bound();
  silent.session.unbind(silent.now);
  silent.pass(2s);
  CHECK(silent.take<Ended>().at(0).kind == EndKind::ordered);
}

TEST_CASE("a timer that is said to come does come, and no octets make the line misbehave", "[smpp]") {
  std::mt19937 random(11);
  for (int round = 0; round < 500; ++round) {
    Line line;
    line.bound();
    line.submit(1);
    for (int step = 0; step < 40 && !line.session.is_over(); ++step) {
      std::string bytes =
          write({{Command::deliver_sm, 0, static_cast<std::uint32_t>(step)}, a_receipt("77")});
      for (auto n = random() % 3; n-- > 0;) bytes[random() % bytes.size()] = static_cast<char>(random());
      line.session.received(0, bytes, line.now);
      line.session.acknowledge(static_cast<unsigned>(random() % 40), line.now);
      if (const auto next = line.session.next_timer(); next && random() % 4 == 0) {
        line.now = std::max(line.now, *next);
        line.session.tick(line.now);
        const auto after = line.session.next_timer();
        CHECK((!after || *after > line.now));
      }
    }
    line.session.closed("the end");
    line.session.take_outputs();
  }
}
