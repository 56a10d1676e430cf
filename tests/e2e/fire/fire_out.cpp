// Promise 2 under fire: no text is lost, a crash in mid-send can make that one text arrive twice, never three times,
// and a second copy is on record. A seed chooses the instants; LAPOR_SEED tries others. All phone numbers are
// fictitious.
#include <fmt/format.h>
#include <poll.h>

#include <iostream>
#include <map>

#include "e2e/fire/killer.hpp"
#include "support/catch.hpp"
#include "support/modemsim.hpp"

using namespace lapor::test;

namespace {

constexpr int texts = 60;
constexpr int kills_wanted = 20;
constexpr int slowest_send_ms = 4000;

std::string phone(int n) { return fmt::format("+628110000{:03}", 500 + n); }

void queue_all(const Gateway& gateway) {
  for (int n = 0; n < texts; ++n) {
    const auto answer = gateway.ctl({"send", phone(n), fmt::format("Uji kirim nomor {:03}", n)});
    if (answer.status != 0) throw std::runtime_error("send was refused: " + answer.err);
  }
}

std::size_t waiting(const Gateway& gateway) {
  const auto status = gateway.status();
  const auto& outbox = status["outbox"];
  return static_cast<std::size_t>(number(outbox, "queued") + number(outbox, "sending") + number(outbox, "unsure"));
}

/// Kills twenty times, each time after another text left and a random while.
void under_fire(Gateway& gateway, ModemSim& sim, Killer& killer) {
  for (int n = 0; n < kills_wanted; ++n) {
    const auto left = sim.sent().size();
    gateway.await("another text leaves", [&] { return sim.sent().size() > left || waiting(gateway) == 0; }, Millis{90000});
    ::poll(nullptr, 0, static_cast<int>(killer.pause(0, 5000).count()));
    killer.strike();
    if (!gateway.running()) gateway.start();
  }
}

struct Copies {
  std::map<std::string, std::vector<std::int64_t>> at;  ///< by phone: the moments when a copy's Ctrl-Z arrived
  int none = 0, once = 0, twice = 0, more = 0;
};

Copies copies_of(ModemSim& sim) {
  Copies out;
  for (const auto& part : sim.sent()) out.at[part.to].push_back(part.at_ms);
  for (int n = 0; n < texts; ++n) {
    const auto count = out.at[phone(n)].size();
    ++(count == 0 ? out.none : count == 1 ? out.once : count == 2 ? out.twice : out.more);
  }
  return out;
}

/// Whether a kill fell between a Ctrl-Z and the latest moment of its answer being on record.
bool in_mid_send(const Kill& kill, std::int64_t ctrl_z) {
  constexpr std::int64_t record_ms = 300;
  return kill.at_ms >= ctrl_z && kill.at_ms <= ctrl_z + slowest_send_ms + record_ms;
}

/// Kills that fell into some send.
int mid_send_kills(const Copies& copies, const Killer& killer) {
  int count = 0;
  for (const auto& kill : killer.kills()) {
    bool hit = false;
    for (const auto& [to, moments] : copies.at)
      for (const auto at : moments) hit = hit || in_mid_send(kill, at);
    count += hit;
  }
  return count;
}

bool excused(const std::vector<std::int64_t>& moments, const Killer& killer) {
  for (const auto& kill : killer.kills())
    if (in_mid_send(kill, moments.front())) return true;
  return false;
}

}  // namespace

TEST_CASE("twenty kills lose none of 60 texts, and each second copy has its kill and its record", "[fire]") {
  const auto chosen = seed(20262);
  INFO("LAPOR_SEED=" << chosen);
  ModemSim sim;
  sim.command(fmt::format("seed {}", chosen));
  sim.latency("default", 15, 30);
  sim.latency("CMGS", 1500, slowest_send_ms);
  sim.command("report delay 3000");  // late enough that a kill can come before it
  Gateway gateway{sim.device()};
  Killer killer{gateway, chosen};
  const auto begin = now_ms();

  gateway.start_ready();
  queue_all(gateway);
  under_fire(gateway, sim, killer);
  gateway.await("nothing waits to be sent", [&] { return waiting(gateway) == 0; }, Millis{240000});

  const auto copies = copies_of(sim);
  const int mid_send = mid_send_kills(copies, killer);
  std::cout << fmt::format(
      "\nout, under fire (seed {})\n  killed             {}\n  of them mid-send   {}\n  texts              {}\n"
      "  arrived once       {}\n  arrived twice      {}\n  never              {}\n  three times        {}\n"
      "  seconds            {:.1f}\n",
      chosen, killer.tally(), mid_send, texts, copies.once, copies.twice, copies.none, copies.more,
      static_cast<double>(now_ms() - begin) / 1000);
  CHECK(copies.none == 0);
  CHECK(copies.more == 0);
  CHECK(copies.twice <= mid_send);
  for (const auto& [to, moments] : copies.at) {
    const auto record = gateway.outgoing(to);
    INFO(to << " arrived " << moments.size() << " times");
    REQUIRE(record.size() == 1);
    CHECK(number(record[0], "attempts") >= static_cast<long>(moments.size()));
    CHECK((moments.size() == 1 || excused(moments, killer)));
    const auto state = text(record[0], "state");
    CHECK((state == "sent" || state == "delivered" || text(record[0], "error") == "may have arrived"));
  }
  CHECK(gateway.stop() == 0);
}
