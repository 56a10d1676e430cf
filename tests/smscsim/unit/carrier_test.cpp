// The simulated carrier, packet by packet. Every phone number is fictitious.
#include "smscsim/carrier.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "domain/sms/segmentation.hpp"
#include "smpp/pdu/short_message.hpp"
#include "support/catch.hpp"

using namespace lapor::smscsim;
using namespace lapor::smpp;

namespace {

struct Line {
  explicit Line(const std::string& password = "rahasia") {
    carrier.opened(7);
    say({{Command::bind_transceiver, 0, 1}, Bind{"lapor", password, "", 0x34, {}}});
  }
  void say(const Pdu& pdu) {
    carrier.received(7, write(pdu), now);
    collect();
  }
  std::vector<std::string> order(const std::string& line) {
    auto answer = carrier.command(line, now);
    collect();
    return answer;
  }
  void collect() {
    for (const auto& output : carrier.take_outputs()) {
      Framing framing;
      framing.add(output.bytes);
      while (const auto packet = framing.take()) heard.push_back(std::get<Pdu>(read(*packet)));
    }
  }
  Pdu submit(std::uint32_t sequence) {
    Message m;
    m.destination = {1, 1, "628110000123"};
    m.short_message = "halo";
    return {{Command::submit_sm, 0, sequence}, m};
  }
  long count(Command command) {
    return std::count_if(heard.begin(), heard.end(),
                         [&](const Pdu& p) { return p.header.command == command; });
  }

  Carrier carrier{"rahasia"};
  std::int64_t now = 1000;
  std::vector<Pdu> heard;
};

}  // namespace

TEST_CASE("a wrong password is refused", "[smscsim]") {
  Line line("salah");
  CHECK(line.heard.at(0).header.status == status::invalid_password);
}

TEST_CASE("what isn't acknowledged is delivered again over the next bind", "[smscsim]") {
  Line line;
  line.order("burst 3 LAPOR nomor {n}");
  REQUIRE(line.count(Command::deliver_sm) == 3);
  line.say({{Command::deliver_sm_resp, 0, 2}, MessageResponse{}});
  line.carrier.closed(7);
  line.heard.clear();
  line.say({{Command::bind_receiver, 0, 1}, Bind{"lapor", "rahasia", "", 0x34, {}}});
  CHECK(line.count(Command::deliver_sm) == 2);
}

TEST_CASE("a receipt comes after its response, or before it", "[smscsim]") {
  Line line;
  line.say(line.submit(5));
  CHECK(line.heard.at(1).header == Header{Command::submit_sm_resp, 0, 5});
  CHECK(line.heard.at(2).header.command == Command::deliver_sm);
  line.order("receipts before");
  line.say(line.submit(6));
  CHECK(line.heard.at(3).header.command == Command::deliver_sm);
}

TEST_CASE("it hangs up in mid-submit, with the text taken or lost", "[smscsim]") {
  Line line;
  line.order("cut 1");
  line.say(line.submit(5));
  CHECK(line.order("submitted") == std::vector<std::string>{"ok"});
  line.order("cut 1 taken");
  line.say(line.submit(6));
  CHECK(line.order("submitted") == std::vector<std::string>{"1000 to=+628110000123 text=halo", "ok"});
  CHECK(line.count(Command::submit_sm_resp) == 0);
}

TEST_CASE("the parts of a long text are one when the last has come, also when one came twice", "[smscsim]") {
  Line line;
  const auto parts = lapor::sms::segment(std::string(200, 'y'), 7);
  REQUIRE(parts.size() == 2);
  for (const auto& part : {parts[0], parts[0], parts[1]}) {
    auto pdu = line.submit(5);
    pdu.body = outbound({}, "+628110000123", part);
    line.say(pdu);
  }
  CHECK(line.order("texts") ==
        std::vector<std::string>{"3 to=+628110000123 parts=2 text=" + std::string(200, 'y'), "ok"});
  CHECK(line.order("texts 3") == std::vector<std::string>{"ok"});
}

TEST_CASE("it refuses, is deaf or silent as it was told", "[smscsim]") {
  Line line;
  line.order("refuse 1 0x58 nobody");
  line.say(line.submit(5));
  CHECK(line.heard.back().header == Header{Command::submit_sm_resp, 0x58, 5});
  line.order("deaf 1");
  line.say(line.submit(6));
  CHECK(line.count(Command::submit_sm_resp) == 1);
  line.order("silent on");
  line.say({{Command::enquire_link, 0, 9}, Bare{}});
  CHECK(line.count(Command::enquire_link_resp) == 0);
  CHECK(line.order("nonsense") == std::vector<std::string>{"error: unknown command"});
}
