// Measures how long lapord's loop is held up by long work in a big database. A client asks `status` again and
// again while a backup is made and all tickets are exported. An ask waits for whatever the loop does just
// then, so the worst of them is the longest hold.
#include <fmt/format.h>
#include <poll.h>

#include <chrono>
#include <functional>
#include <iostream>

#include "bench/bench.hpp"
#include "bench/tickets.hpp"
#include "control/client.hpp"

namespace lapor::bench {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr std::size_t at_least = 300;

/// Asks every 5 ms until `over`; milliseconds of each answer.
std::vector<double> ask_until(const test::Gateway& gateway, const std::function<bool()>& over) {
  const auto socket = (gateway.directory() / "control.sock").string();
  std::vector<double> ms;
  while (ms.size() < at_least || !over()) {
    const auto begin = Clock::now();
    if (!control::ask(socket, control::Json::object({{"command", "status"}}), 30s))
      std::cerr << "no answer\n";
    ms.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
    ::poll(nullptr, 0, 5);
  }
  return ms;
}

void say(const char* while_, const std::vector<double>& ms) {
  std::cout << fmt::format(
                   "status while {:28} median {:6.1f} ms   99th {:6.1f} ms   worst {:6.1f} ms   of {}\n",
                   while_, quantile(ms, 0.5), quantile(ms, 0.99), quantile(ms, 1), ms.size())
            << std::flush;
}

void say_beside(const char* while_, const test::Gateway& gateway, std::vector<std::string> words) {
  words.insert(words.begin(),
               {LAPOR_BIN_DIR "/laporctl", "--config", (gateway.directory() / "lapord.toml").string()});
  const auto begin = Clock::now();
  test::Process laporctl(words, (gateway.directory() / "job.log").string());
  std::chrono::duration<double> took{};
  const auto ms = ask_until(gateway, [&] {
    if (took == took.zero() && laporctl.ended()) took = Clock::now() - begin;
    return took != took.zero();
  });
  say(while_, ms);
  std::cout << fmt::format("             it took {:.1f} s and ended with {}\n", took.count(),
                           laporctl.ended().value_or(-1));
}

}  // namespace

void serving(int tickets) {
  test::Gateway gateway{"/dev/lapor-no-such-modem"};
  const auto database = gateway.directory() / "state" / "lapord.db";
  make_database(database.string(), tickets);
  std::cout << fmt::format("{} tickets, {} MB\n", tickets, std::filesystem::file_size(database) >> 20)
            << std::flush;
  gateway.start();
  const auto begin = Clock::now();
  say("it has just started", ask_until(gateway, [&] { return Clock::now() - begin > 10s; }));
  say("nothing else goes on", ask_until(gateway, [] { return true; }));
  say_beside("a backup is made", gateway, {"backup"});
  say_beside("all is exported as CSV", gateway, {"export", "--csv"});
  say_beside("all is exported as NDJSON", gateway, {"export", "--ndjson"});
  say_beside("1,000 tickets are listed", gateway, {"tickets", "--limit", "1000"});
  say_beside("a year's scorecard is counted", gateway, {"scorecard", "--from", "2026-01-01"});
}

}  // namespace lapor::bench
