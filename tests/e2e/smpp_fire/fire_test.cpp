// Promise 7 under fire: worker, lapord or carrier killed at random instants while reports come in and texts
// go out: 5,000 and 2,000 under LAPOR_FIRE=full. A seed chooses the instants; LAPOR_SEED tries others. All
// phone numbers are fictitious.
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/gateway.hpp"
#include "support/smscsim.hpp"

using namespace lapor::test;

namespace {

using Clock = std::chrono::steady_clock;

Setup setup_with(const std::string& table) {
  Setup out;
  out.modem = table;
  out.limits = "replies_per_number_per_hour = 1\nreplies_per_day = 60";  // few answers: what comes in counts
  return out;
}

/// So many under LAPOR_FIRE=full, else a tenth, so that ./check ends within its time.
int sized(int full) {
  const char* fire = std::getenv("LAPOR_FIRE");
  return fire && std::string(fire) == "full" ? full : full / 10;
}

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// The number of tickets of each report of the burst, by the report's number.
std::map<std::string, int> counted(const Gateway& gateway) {
  const std::string mark = "nomor ";
  std::map<std::string, int> found;
  std::vector<std::string> words{"tickets", "--limit", "1000"};
  for (;;) {
    const auto page = gateway.ctl(words).json;
    if (page.items().empty()) return found;
    for (const auto& ticket : page.items()) {
      const auto said = text(ticket, "text");
      ++found[said.substr(said.find(mark) + mark.size(), 5)];
    }
    words.resize(3);
    words.insert(words.end(), {"--before", text(page.items().back(), "ticket")});
  }
}

}  // namespace

TEST_CASE("a burst of reports is as many tickets, each acknowledged once it is stored", "[fire]") {
  const int reports = sized(5000);
  SmscSim carrier;
  Gateway gateway("", setup_with(carrier.table()));
  gateway.start_ready();
  const auto begin = Clock::now();
  carrier.command(fmt::format("burst {} LAPOR JALAN nomor {{n}} rusak", reports));
  gateway.await("all acknowledged", [&] { return carrier.figure("waiting") == 0; }, Millis{800000});
  const auto took = seconds_since(begin);
  std::cout << fmt::format("\n  {} reports over SMPP in {:.1f} s: {:.0f} a second\n", reports, took,
                           reports / took);
  CHECK(gateway.open_tickets() == static_cast<std::size_t>(reports));
  CHECK(carrier.figure("again") == 0);
}

TEST_CASE("kills of worker, lapord and both lose no report and make none twice", "[fire]") {
  const int reports = sized(1500), kills = std::max(5, sized(20));
  const auto chosen = seed(20264);
  INFO("LAPOR_SEED=" << chosen);
  std::mt19937 dice(chosen);
  SmscSim carrier;
  Gateway gateway("", setup_with(carrier.table()));
  gateway.start_ready();
  carrier.command(fmt::format("burst {} LAPOR JALAN nomor {{n}} rusak", reports));
  for (int n = 0; n < kills; ++n) {
    const auto before = carrier.figure("acknowledged");
    gateway.await(
        "more was acknowledged",
        [&] { return carrier.figure("acknowledged") > before || carrier.figure("waiting") == 0; },
        Millis{60000});
    ::poll(nullptr, 0, static_cast<int>(dice() % 700));
    const auto victim = dice() % 3;
    if (victim == 0) gateway.kill_worker();
    if (victim == 1) gateway.kill9();
    if (victim == 2) gateway.kill_all();
    if (!gateway.running()) gateway.start();
  }
  gateway.await("all acknowledged", [&] { return carrier.figure("waiting") == 0; }, Millis{600000});
  std::cout << fmt::format("\n  {} reports, {} kills (seed {}): {} were delivered again\n", reports, kills,
                           chosen, carrier.figure("again"));
  CHECK(gateway.open_tickets() == static_cast<std::size_t>(reports));
  const auto found = counted(gateway);
  CHECK(found.size() == static_cast<std::size_t>(reports));
  for (const auto& [number_, times] : found)
    if (times != 1) FAIL(number_ << " is there " << times << " times");
}

TEST_CASE("texts go out with a window of ten, and kills send none more than twice", "[fire]") {
  const int texts = sized(2000);
  SmscSim carrier;
  Gateway gateway("", setup_with(carrier.table()));
  gateway.start_ready();
  carrier.command("latency 20");
  for (int n = 0; n < texts; ++n)
    CHECK(gateway.ctl({"send", fmt::format("+628110000{:05}", n), fmt::format("uji {:04}", n)}).status == 0);
  const auto begin = Clock::now();
  std::mt19937 dice(seed(20265));
  for (int n = 0; n < 5; ++n) {
    const auto before = carrier.figure("submitted");
    gateway.await("more went", [&] { return carrier.figure("submitted") > before || before >= texts; });
    ::poll(nullptr, 0, static_cast<int>(dice() % 500));
    gateway.kill_worker();
  }
  gateway.await(
      "all delivered", [&] { return number(gateway.status()["outbox"], "delivered") == texts; },
      Millis{600000});
  std::map<std::string, int> times;
  for (const auto& line : carrier.command("submitted")) ++times[line.substr(line.find("text="))];
  CHECK(times.size() == static_cast<std::size_t>(texts));
  int twice = 0;
  for (const auto& [what, n] : times) {
    if (n > 2) FAIL(what << " went " << n << " times");
    twice += n == 2;
  }
  std::cout << fmt::format("\n  {} texts in {:.1f} s, {} of them twice after 5 kills\n", texts,
                           seconds_since(begin), twice);
  CHECK(twice <= 5 * 10);
}
