// Each program alone on a simulated modem of its own; programs that mostly wait run beside others. Rows come
// in the order of the contenders, a ratio is to the first of them that has a figure unless another base is
// named.
#include <fmt/format.h>

#include <algorithm>
#include <future>
#include <iostream>
#include <map>
#include <mutex>
#include <random>
#include <thread>

#include "bench/bench.hpp"
#include "bench/cost.hpp"
#include "bench/peers.hpp"

namespace lapor::bench {
namespace {

using namespace std::chrono_literals;
using Millis = test::Millis;
constexpr Millis patience{900000};

/// The figures of one program. A figure that wasn't measured is absent; none is NaN.
struct Figures {
  std::map<std::string, double> of;
  std::string failed;
};
using Measure = std::function<Figures(const Contender&)>;
using Results = std::map<std::string, Figures>;  // by name

Figures safely(const Measure& measure, const Contender& contender) {
  try {
    return measure(contender);
  } catch (const std::exception& error) {
    return {{}, error.what()};
  }
}

/// Runs the programs one after the other; at the end, those that mostly wait run together.
Results measured(const std::vector<Contender>& all, const std::function<bool(const Contender&)>& waits,
                 const Measure& measure) {
  Results out;
  for (const auto& c : all)
    if (!waits(c)) out[c.name] = safely(measure, c);
  std::vector<std::pair<std::string, std::future<Figures>>> running;
  for (const auto& c : all)
    if (waits(c))
      running.emplace_back(c.name, std::async(std::launch::async, [&] { return safely(measure, c); }));
  for (auto& [name, future] : running) out[name] = future.get();
  return out;
}

void print(const std::string& title, const std::vector<Contender>& all, const Results& results,
           const std::vector<std::string>& columns) {
  if (results.empty()) return;
  fmt::print("\n{}\n\n| program |", title);
  for (const auto& column : columns) fmt::print(" {} |", column);
  fmt::print("\n|---|");
  for (std::size_t n = 0; n < columns.size(); ++n) fmt::print("---|");
  for (const auto& c : all) {
    const auto found = results.find(c.name);
    if (found == results.end()) continue;
    fmt::print("\n| {} |", c.name);
    if (!found->second.failed.empty())
      fmt::print(" {} |", found->second.failed);
    else
      for (const auto& column : columns) {
        const auto at = found->second.of.find(column);
        fmt::print(" {} |", at == found->second.of.end() ? "" : fmt::format("{:.4g}", at->second));
      }
  }
  fmt::print("\n");
  std::cout << std::flush;
  std::fflush(stdout);
}

double seconds_since(std::int64_t begin_ms) { return static_cast<double>(now_ms() - begin_ms) / 1000; }

/// AT commands that the modem has had.
long commands_in(test::ModemSim& sim) {
  long all = 0;
  for (const auto& [name, value] : sim.stats())
    if (name.starts_with("command.")) all += std::stol(value);
  return all;
}

/// `stored` reports at once, each command taking `latency` ms, until all are stored and the modem is empty.
Figures receive(const Contender& contender, int stored, int latency) {
  test::ModemSim sim{{"--sim-size", "600"}};
  const auto program = contender.make(sim, false);
  program->start();
  sim.latency("default", latency);
  sim.fault("smsc-hold");
  for (int n = 0; n < stored; ++n) sim.inject(citizen(n), fmt::format("LAPOR JALAN berlubang, ukuran {}", n));
  const auto commands = commands_in(sim);
  const auto before = cost_of(program->processes());
  const auto begin = now_ms();
  sim.clear_faults();
  sim.wait_empty(patience);
  while (program->received() < static_cast<std::size_t>(stored) && seconds_since(begin) < 900)
    std::this_thread::sleep_for(5ms);
  const auto seconds = seconds_since(begin);
  const auto after = cost_of(program->processes());
  return {{{"s", seconds},
           {"a second", stored / seconds},
           {"peak RSS MB", after.peak_rss_mb},
           {"CPU s", after.cpu_s - before.cpu_s},
           {"commands each", static_cast<double>(commands_in(sim) - commands) / stored},
           {"kB written each", (after.written_kb - before.written_kb) / stored},
           {"stored", static_cast<double>(program->received())}},
          ""};
}

/// `texts` queued at once on a modem that takes `network` ms to send one: the time from one Ctrl-Z to the
/// next.
Figures send(const Contender& contender, int texts, int network) {
  test::ModemSim sim;
  const auto program = contender.make(sim, false);
  program->start();
  const auto before = sim.sent().size();
  if (network > 0) sim.latency("CMGS", network);
  program->queue(texts);
  sim.wait_texts(before + static_cast<std::size_t>(texts), patience);
  const auto sent = sim.sent();
  const auto each =
      static_cast<double>(sent.back().at_ms - sent.at(before).at_ms) / 1000 / static_cast<double>(texts - 1);
  Figures out{{{"s each", each}}, ""};
  if (network > 0) out.of["above the modem %"] = 100 * (each * 1000 / network - 1);
  return out;
}

/// From a notice to the Ctrl-Z of the answer to its sender, at moments that fit no program's habit.
Figures reply(const Contender& contender, int times) {
  test::ModemSim sim;
  const auto program = contender.make(sim, true);
  program->start();
  std::mt19937 dice(7);
  std::vector<double> seconds;
  const auto before = cost_of(program->processes());
  for (int n = 0; n < times; ++n) {
    std::this_thread::sleep_for(Millis(std::uniform_int_distribution<int>(500, 1900)(dice)));
    const auto from = citizen(n);
    const auto begin = now_ms();
    sim.inject(from, fmt::format("LAPOR JALAN berlubang, ukuran {}", n));
    sim.wait_said(from, "iterima", Millis{120000});  // the answer of each
    for (const auto& part : sim.sent())
      if (part.to == from && part.at_ms >= begin)
        seconds.push_back(static_cast<double>(part.at_ms - begin) / 1000);
  }
  const auto after = cost_of(program->processes());
  return {{{"median s", quantile(seconds, 0.5)},
           {"p95 s", quantile(seconds, 0.95)},
           {"kB written each", (after.written_kb - before.written_kb) / times}},
          ""};
}

Figures idle(const Contender& contender, int seconds) {
  test::ModemSim sim;
  const auto program = contender.make(sim, false);
  program->start();
  std::this_thread::sleep_for(5s);
  const auto before = cost_of(program->processes());
  std::this_thread::sleep_for(std::chrono::seconds(seconds));
  const auto after = cost_of(program->processes());
  return {{{"CPU %", 100 * (after.cpu_s - before.cpu_s) / seconds},
           {"wake-ups a minute", static_cast<double>(after.wakeups - before.wakeups) * 60 / seconds},
           {"PSS MB", after.pss_mb}},
          ""};
}

/// The rate at which so many modems, each as slow as a stick, send when there is always something to send:
/// each gets more reports at once than it can answer.
std::size_t load_of(int modems, int seconds) {
  const int each = seconds;
  std::vector<std::unique_ptr<test::ModemSim>> sims;
  for (int n = 0; n < modems; ++n) {
    sims.push_back(std::make_unique<test::ModemSim>());
    sims.back()->latency("default", 30);
    sims.back()->latency("CMGS", 1500);
  }
  test::Gateway gateway{sims[0]->device(), unlimited("fast")};
  std::string more;
  for (std::size_t n = 1; n < sims.size(); ++n)
    more += fmt::format("[[modem]]\nname = \"sim{}\"\ndevice = \"{}\"\npace = \"fast\"\n", n + 1,
                        sims[n]->device());
  gateway.configure(more);
  gateway.start();
  const auto all_ready = [&] {
    const auto status = gateway.status();
    const auto& items = status["modems"].items();
    return !items.empty() && std::all_of(items.begin(), items.end(),
                                         [](const auto& m) { return *m["state"].text() == "ready"; });
  };
  gateway.await("all modems are ready", all_ready);
  const auto begin = now_ms();
  for (int n = 0; n < each; ++n)
    for (std::size_t m = 0; m < sims.size(); ++m)
      sims[m]->inject(citizen(n * modems + static_cast<int>(m)),
                      fmt::format("LAPOR JALAN berlubang, ukuran {}", n));
  std::this_thread::sleep_for(std::chrono::seconds(seconds));
  std::size_t left = 0;
  for (auto& sim : sims)
    for (const auto& part : sim->sent()) left += part.at_ms <= begin + seconds * 1000 ? 1U : 0U;
  return left;
}

std::vector<Contender> present(const std::vector<Contender>& all, const std::string& only) {
  std::vector<Contender> out;
  for (const auto& c : all) {
    if (c.name.find(only) == std::string::npos) continue;
    if (c.missing.empty())
      out.push_back(c);
    else
      fmt::print("{}: left out, {} is not installed\n", c.name, c.missing);
  }
  return out;
}

bool is_tools(const Contender& c) { return c.name.rfind("smstools", 0) == 0; }
bool is_peer(const Contender& c) { return c.name.rfind("gammu-smsd", 0) == 0 || is_tools(c); }

}  // namespace

void side_by_side(bool quick, const std::string& only) {
  auto all = present(contenders(), only);
  if (quick) std::erase_if(all, [](const Contender& c) { return c.patient; });
  const int stored = quick ? 10 : 500, texts = quick ? 4 : 20, slow_texts = quick ? 2 : 5,
            times = quick ? 1 : 10;
  const auto waiting = [](const Contender& c) { return c.name.rfind("lapor", 0) != 0; };
  const auto slow = [](const Contender& c) { return c.patient || is_tools(c); };
  const auto several = [&](const Contender& c) { return c.patient ? std::min(times, 3) : times; };
  // smstools3 takes four a second, however many there are.
  const auto reports = [&](const Contender& c) { return is_tools(c) ? std::min(stored, 100) : stored; };
  fmt::print("lapor-bench --side-by-side: {} processors\n", std::thread::hardware_concurrency());

  const std::vector<std::string> receiving{
      "s", "a second", "peak RSS MB", "CPU s", "commands each", "kB written each", "stored"};
  print(fmt::format("{} reports at once, the modem answers at once", stored), all,
        measured(all, slow, [&](const auto& c) { return receive(c, reports(c), 0); }), receiving);
  print(fmt::format("{} reports at once, 30 ms a command", stored), all,
        measured(all, waiting, [&](const auto& c) { return receive(c, reports(c), 30); }), receiving);
  print(fmt::format("{} texts queued, the modem answers at once", texts), all,
        measured(all, is_peer, [&](const auto& c) { return send(c, texts, 0); }), {"s each"});
  for (const int network : {1500, 4000})
    print(fmt::format("{} texts queued, {} ms a send", slow_texts, network), all,
          measured(
              all, [](const auto&) { return true; },
              [&](const auto& c) { return send(c, slow_texts, network); }),
          {"s each", "above the modem %"});
  print("a report and its answer", all,
        measured(all, is_peer, [&](const auto& c) { return reply(c, several(c)); }),
        {"median s", "p95 s", "kB written each"});
  print("idle", all,
        measured(
            all, [](const auto&) { return true; }, [&](const auto& c) { return idle(c, quick ? 2 : 60); }),
        {"CPU %", "wake-ups a minute", "PSS MB"});
  if (only != "modems" && std::string("lapor").find(only) == std::string::npos) return;
  const int modems = quick ? 2 : 8, seconds = quick ? 5 : 60;
  const auto one = load_of(1, seconds), many = load_of(modems, seconds);
  fmt::print("\n{} texts left one modem in {} s, {} left {} modems: {:.2f} times as many\n", one, seconds,
             many, modems, static_cast<double>(many) / static_cast<double>(one));
}

}  // namespace lapor::bench
