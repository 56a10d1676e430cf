// A line to a carrier with real processes: lapord, lapord-smpp and a simulated carrier. Every phone number is
// fictitious.
#include <fmt/format.h>

#include <fstream>
#include <string>

#include "support/catch.hpp"
#include "support/gateway.hpp"
#include "support/smscsim.hpp"

using namespace lapor::test;

namespace {

struct Line {
  explicit Line(const std::string& more = {}) : setup(setup_with(carrier.table(more))), gateway("", setup) {}

  static Setup setup_with(const std::string& table) {
    Setup out;
    out.modem = table;
    return out;
  }
  void deliver(const std::string& text, const std::string& from = "+628110000123") {
    carrier.command("deliver " + from + " " + text);
  }
  std::string sent_to(const std::string& number) {
    std::string found;
    for (const auto& line : carrier.command("submitted"))
      if (line.find("to=" + number) != std::string::npos) found += line + "\n";
    return found;
  }
  void await_state(const std::string& number, const std::string& state) {
    gateway.await(number + " is " + state, [&] {
      const auto messages = gateway.outgoing(number);
      return !messages.empty() && text(messages.front(), "state") == state;
    });
  }
  void await_figure(const std::string& name, long value) {
    gateway.await(fmt::format("{} is {}", name, value), [&] { return carrier.figure(name) == value; });
  }

  SmscSim carrier;
  Setup setup;
  Gateway gateway;
};

constexpr auto sender = "+628110000123";

/// A value of /proc/PID/status; empty if there is none.
std::string status_line(pid_t pid, const std::string& key) {
  std::ifstream in(fmt::format("/proc/{}/status", pid));
  for (std::string name, value; in >> name && std::getline(in >> std::ws, value);)
    if (name == key + ":") return value;
  return {};
}

}  // namespace

TEST_CASE("a report over SMPP becomes a ticket, is acknowledged, answered, and its receipt counts",
          "[smpp]") {
  Line line;
  line.gateway.start_ready();
  line.deliver("LAPOR JALAN rusak di depan pasar, lubangnya dalam");
  line.gateway.await("a ticket", [&] { return line.gateway.open_tickets() == 1; });
  line.await_figure("waiting", 0);
  line.await_state(sender, "delivered");
  CHECK(line.sent_to(sender).find("100001") != std::string::npos);
  CHECK(text(line.gateway.modem(), "kind") == "smpp");
  CHECK(line.gateway.stop() == 0);
  CHECK(line.carrier.figure("binds") == 1);
}

TEST_CASE("long texts go and come over a pair of connections with ids in hexadecimal", "[smpp]") {
  Line line("bind = \"pair\"\nmessage_ids = \"hex_to_decimal\"");
  line.carrier.command("ids hex");
  line.carrier.command("receipts before");
  line.gateway.start_ready();
  CHECK(line.carrier.figure("binds") == 2);
  const std::string words = "LAPOR LAMPU " + std::string(200, 'x') + " padam";
  line.deliver(words);
  line.gateway.await("a ticket", [&] { return line.gateway.open_tickets() == 1; });
  CHECK(text(line.gateway.tickets().front(), "text").find("padam") != std::string::npos);
  line.await_state(sender, "delivered");
  CHECK(line.gateway.ctl({"send", "+628110000124", std::string(300, 'y')}).status == 0);
  line.await_state("+628110000124", "delivered");
}

TEST_CASE("the worker of a line is closed in when the line is ready", "[smpp]") {
  Line line;
  line.gateway.start_ready();
  const auto workers = line.gateway.workers();
  REQUIRE(workers.size() == 1);
  CHECK(status_line(workers[0], "NoNewPrivs") == "1");
  CHECK(status_line(workers[0], "Seccomp") == "2");
}

TEST_CASE("a held line says good-bye and takes nothing until it is resumed", "[smpp]") {
  Line line;
  line.gateway.start_ready();
  CHECK(line.gateway.ctl({"modem", "1708", "hold"}).status == 0);
  line.gateway.await("held", [&] { return text(line.gateway.modem(), "state") == "held"; });
  line.gateway.await("no worker", [&] { return line.gateway.workers().empty(); });
  line.deliver("CEK");
  CHECK(line.carrier.figure("waiting") == 1);
  CHECK(line.gateway.ctl({"modem", "1708", "resume"}).status == 0);
  line.await_figure("waiting", 0);
}

TEST_CASE("a carrier's faults cost no text, and the line comes back by itself", "[smpp]") {
  Line line("response = \"2s\"\nenquire = \"2s\"");
  line.gateway.start_ready();
  const auto asks = [&](const std::string& number) {
    line.deliver("CEK", number);
    line.await_figure("waiting", 0);
  };

  SECTION("throttled, with a body and without") {
    line.carrier.command("refuse 2 0x58 nobody");
    asks(sender);
    line.await_state(sender, "delivered");
    CHECK(line.carrier.figure("refused") == 2);
  }
  SECTION("its queue is full, said with an id") {
    line.carrier.command("refuse 1 0x14 id");
    asks(sender);
    line.await_state(sender, "delivered");
  }
  SECTION("a status of its own") {
    line.carrier.command("refuse 1 0x401");
    asks(sender);
    line.gateway.await("refused once", [&] { return line.carrier.figure("refused") == 1; });
    line.await_state(sender, "delivered");
  }
  SECTION("no response: once more, never twice") {
    line.carrier.command("receipts off");
    line.carrier.command("deaf 1");
    asks(sender);
    line.gateway.await("sent again", [&] { return line.carrier.figure("submitted") == 2; }, Millis{60000});
    line.await_state(sender, "sent");
    CHECK(line.carrier.figure("submitted") == 2);
  }
  SECTION("it hangs up in mid-submit and has lost the text") {
    line.carrier.command("receipts off");
    line.carrier.command("cut 1");
    asks(sender);
    line.gateway.await("bound again", [&] { return line.carrier.figure("binds") == 2; });
    line.await_state(sender, "sent");
    CHECK(line.carrier.figure("submitted") == 1);
  }
  SECTION("it hangs up in mid-submit and has taken the text: once more, never twice") {
    line.carrier.command("receipts off");
    line.carrier.command("cut 1 taken");
    asks(sender);
    line.gateway.await("sent again", [&] { return line.carrier.figure("submitted") == 2; }, Millis{60000});
    line.await_state(sender, "sent");
    CHECK(line.carrier.figure("submitted") == 2);
  }
  SECTION("half a packet") {
    line.carrier.command("half");
    line.gateway.await("bound again", [&] { return line.carrier.figure("binds") == 2; });
    asks(sender);
    line.await_state(sender, "delivered");
  }
  SECTION("an impossible length") {
    line.carrier.command("garbage");
    line.gateway.await("bound again", [&] { return line.carrier.figure("binds") == 2; });
    asks(sender);
  }
  SECTION("silence") {
    line.carrier.command("silent on");
    line.gateway.await("seen", [&] { return text(line.gateway.modem(), "state") != "ready"; });
    line.carrier.command("silent off");
    line.gateway.wait_ready();
    asks(sender);
  }
  SECTION("already bound, for a while") {
    line.carrier.command("refuse-bind 2 0x05");
    line.carrier.command("drop");
    line.gateway.await("bound again", [&] { return line.carrier.figure("binds") == 2; });
    asks(sender);
  }
  SECTION("a packet that can't be read") {
    // deliver_sm, 24 octets: it ends within its first address
    line.carrier.command("raw 000000180000000500000000000000630001013632383131");
    line.gateway.await("quarantined",
                       [&] { return number(line.gateway.status()["inbox"], "quarantined") == 1; });
    asks(sender);
  }
}

TEST_CASE("a refused password is told and not tried every second", "[smpp]") {
  Line line("system_type = \"x\"");
  line.carrier.command("refuse-bind 100 0x0e");
  line.gateway.start();
  line.gateway.await("told", [&] {
    return text(line.gateway.modem(), "last_error").find("wrong password") != std::string::npos;
  });
  CHECK(line.gateway.log().find("wrong password") != std::string::npos);
}

TEST_CASE("what was stored and not acknowledged makes no second ticket after a kill", "[smpp]") {
  Line line;
  line.gateway.start_ready();
  line.carrier.command("burst 40 LAPOR JALAN nomor {n} rusak berat");
  line.gateway.await("some tickets", [&] { return line.gateway.open_tickets() >= 5; });
  line.gateway.kill_all();
  line.gateway.start_ready();
  line.gateway.await("forty tickets", [&] { return line.gateway.open_tickets() >= 40; }, Millis{60000});
  line.await_figure("waiting", 0);
  CHECK(line.gateway.open_tickets() == 40);
}
