// Promise 1 under fire: killing any process at any instant loses no report and opens no second ticket for it.
// A seed chooses the instants; LAPOR_SEED tries others. All phone numbers are fictitious.
#include <fmt/format.h>
#include <poll.h>

#include <iostream>
#include <map>

#include "e2e/crash/killer.hpp"
#include "support/catch.hpp"
#include "support/modemsim.hpp"

using namespace lapor::test;

namespace {

constexpr int reports = 200;
constexpr int kills_wanted = 20;
constexpr int kept_for_each_kill = 2;  ///< reports held back, so that every kill finds work
constexpr std::int64_t interval_ms = 300;

/// Every tenth report is too long for one SMS.
std::string words(int n) {
  const std::string more = n % 10 ? "" : std::string(150, 'x');
  return fmt::format("jalan berlubang, uji nomor {:03} {}", n, more);
}

/// Lets reports arrive at their times, also during kills.
class Stream {
 public:
  explicit Stream(ModemSim& sim) : sim_(sim), next_(now_ms()) {}
  void flow(int kills_left) {
    while (sent_ < reports - kept_for_each_kill * kills_left && now_ms() >= next_) {
      sim_.inject(citizen(sent_), "LAPOR JALAN " + words(sent_));
      ++sent_;
      next_ += interval_ms;
    }
    ::poll(nullptr, 0, 20);
  }
  bool over() const { return sent_ == reports; }

 private:
  ModemSim& sim_;
  std::int64_t next_;
  int sent_ = 0;
};

/// The pace of an ordinary stick.
void realistic(ModemSim& sim) {
  sim.latency("default", 15, 30);
  sim.latency("CMGL", 200);
  sim.latency("CMGR", 60);
  sim.latency("CMGD", 120);
  sim.latency("CMGS", 150, 300);
}

/// Kills twenty times, each time after a new ticket and a random while.
void under_fire(Gateway& gateway, Stream& stream, Killer& killer) {
  std::size_t seen = 0;
  for (int left = kills_wanted; left > 0; --left) {
    gateway.await(
        "a new ticket since the last kill",
        [&] {
          stream.flow(left);
          return gateway.open_tickets() > seen;
        },
        Millis{60000});
    const auto until = now_ms() + killer.pause(0, 1500).count();
    while (now_ms() < until) stream.flow(left);
    seen = gateway.open_tickets();
    killer.strike();
    if (!gateway.running()) gateway.start();
  }
  while (!stream.over()) stream.flow(0);
}

struct Count {
  int lost = 0, twice = 0, once = 0;
};

Count tickets_of(const Gateway& gateway) {
  std::map<std::string, int> found;
  for (const auto& ticket : gateway.tickets()) ++found[text(ticket, "text")];
  Count count;
  for (int n = 0; n < reports; ++n) {
    int copies = 0;
    for (const auto& [ticket_text, times] : found)
      if (ticket_text.find(fmt::format("nomor {:03}", n)) != std::string::npos) copies += times;
    ++(copies == 0 ? count.lost : copies == 1 ? count.once : count.twice);
  }
  return count;
}

/// Citizens who were told their ticket's number more than once: a kill in mid-send may do that.
int told_twice(ModemSim& sim) {
  std::map<std::string, int> told;
  for (const auto& part : sim.sent()) ++told[part.to];
  int count = 0;
  for (int n = 0; n < reports; ++n) count += told[citizen(n)] > 1;
  return count;
}

}  // namespace

TEST_CASE("twenty kills lose none of 200 reports and open no ticket twice", "[fire]") {
  const auto chosen = seed(20261);
  INFO("LAPOR_SEED=" << chosen);
  ModemSim sim{{"--sim-size", "50"}};
  realistic(sim);
  Setup setup;
  setup.limits =
      "replies_per_day = 120";  // half of it is for those not yet answered: enough sends among the reads
  Gateway gateway{sim.device(), setup};
  Stream stream{sim};
  Killer killer{gateway, chosen};
  const auto begin = now_ms();

  gateway.start_ready();
  under_fire(gateway, stream, killer);
  sim.wait_empty(Millis{180000});
  gateway.await("every part became a text",
                [&] { return number(gateway.status()["inbox"], "parts_waiting") == 0; });

  const auto count = tickets_of(gateway);
  std::cout << fmt::format(
      "\nin, under fire (seed {})\n  killed             {}\n  reports            {}\n  one ticket         "
      "{}\n"
      "  lost               {}\n  more than one      {}\n  answered twice     {}\n  seconds            "
      "{:.1f}\n",
      chosen, killer.tally(), reports, count.once, count.lost, count.twice, told_twice(sim),
      static_cast<double>(now_ms() - begin) / 1000);
  CHECK(count.lost == 0);
  CHECK(count.twice == 0);
  CHECK(told_twice(sim) <= kills_wanted);
  REQUIRE(gateway.tickets().size() == reports);
  CHECK(gateway.stop() == 0);
}
