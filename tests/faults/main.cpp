// Tries every fault on a gateway and prints the result. Rows run beside each other, because they mostly wait.
// The exit status is 1 when a row breaks its promise.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <mutex>
#include <thread>
#include <variant>

#include "faults/line_trial.hpp"
#include "faults/trial.hpp"

namespace lapor::faults {
namespace {

constexpr auto usage =
    "usage: lapor-faults [--only WORDS] [--beside N] [--log DIRECTORY] [--list]\n"
    "Each fault, done to a gateway on a simulated modem: tickets exactly once, messages out once (or the "
    "second on\n"
    "record), seconds until it worked again, beyond the fault. See tests/faults/README.md.\n";

struct Options {
  std::string only, log;
  unsigned beside = 10;
  bool list = false;
};

bool read_options(int argc, char** argv, Options& o) {
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--list") {
      o.list = true;
      continue;
    }
    if (i + 1 == argc) return false;
    const std::string value = argv[++i];
    if (word == "--only")
      o.only = value;
    else if (word == "--log")
      o.log = value;
    else if (word == "--beside")
      o.beside = static_cast<unsigned>(std::max(1, std::atoi(value.c_str())));
    else
      return false;
  }
  return true;
}

std::vector<Row> chosen(const std::string& only, const std::vector<std::vector<Row>>& groups) {
  std::vector<Row> rows;
  for (const auto& group : groups)
    for (const auto& row : group)
      if (row.fault.find(only) != std::string::npos) rows.push_back(row);
  return rows;
}

void keep_log(const Options& o, const Row& row, const test::Gateway& gateway) {
  auto name = row.fault;
  std::replace_if(
      name.begin(), name.end(), [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); }, '-');
  if (!o.log.empty()) std::ofstream(o.log + "/" + name + ".log") << gateway.log();
}

template <class T>
Verdict run(const Options& o, const Row& row, const std::function<void(T&)>& happens) {
  try {
    T trial{row};
    Verdict verdict;
    try {
      happens(trial);
      verdict = trial.close();
    } catch (const std::exception& e) {
      verdict = trial.broken(e.what());
    }
    keep_log(o, row, trial.gateway);
    return verdict;
  } catch (const std::exception& e) {
    return {row.fault, "?", "?", "never", e.what(), false};
  }
}

constexpr auto line = "{:34} {:>8}  {:24} {:>8}  {:6} {}\n";

void print(const Verdict& v) {
  std::cout << fmt::format(line, v.fault, v.tickets, v.messages, v.worked, v.good ? "kept" : "BROKEN",
                           v.remark)
            << std::flush;
}

/// Runs the rows beside each other and prints each when it ends. Returns how many broke their promise.
std::size_t run_all(const Options& o, const std::vector<Row>& rows) {
  std::atomic<std::size_t> next{0}, broken{0};
  std::mutex printing;
  std::vector<std::thread> hands;
  for (unsigned n = 0; n < std::min<std::size_t>(o.beside, rows.size()); ++n)
    hands.emplace_back([&] {
      for (std::size_t at; (at = next++) < rows.size();) {
        const auto verdict =
            std::visit([&](const auto& happens) { return run(o, rows[at], happens); }, rows[at].happens);
        broken += !verdict.good;
        const std::lock_guard lock{printing};
        print(verdict);
      }
    });
  for (auto& hand : hands) hand.join();
  return broken;
}

int table(const Options& o) {
  const auto rows = chosen(o.only, {rows_send(), rows_line(), rows_store(), rows_field(), rows_smpp()});
  const auto alone = chosen(o.only, {rows_beside()});  // measured in milliseconds: nothing else runs then
  if (o.list) {
    for (const auto& row : chosen(o.only, {rows, alone})) std::cout << row.fault << "\n";
    return 0;
  }
  std::cout << fmt::format(line, "fault", "tickets", "messages out", "worked", "", "") << std::flush;
  const auto begin = Clock::now();
  auto one_by_one = o;
  one_by_one.beside = 1;
  const auto broken = run_all(o, rows) + run_all(one_by_one, alone);
  const auto count = rows.size() + alone.size();
  std::cout << fmt::format("{} of {} rows kept their promise, {:.0f} s\n", count - broken, count,
                           Seconds(Clock::now() - begin).count());
  return broken == 0 && count > 0 ? 0 : 1;
}

}  // namespace
}  // namespace lapor::faults

int main(int argc, char** argv) {
  lapor::faults::Options options;
  if (!lapor::faults::read_options(argc, argv, options)) {
    std::cerr << lapor::faults::usage;
    return 2;
  }
  return lapor::faults::table(options);
}
