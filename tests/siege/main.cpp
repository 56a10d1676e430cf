// Floods a gateway and prints how long each kind of people waits, beside a quiet hour. The exit status is 1
// if anybody but the flood waits more than twice as long as in the quiet hour.
#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <iostream>

#include "siege/siege.hpp"

namespace lapor::siege {
namespace {

constexpr auto usage =
    "usage: lapor-siege [--short] [--only WORDS]\n"
    "Each flood (--short: a part of it) on a gateway of its own: seconds that others wait for their answer "
    "and their forward, beside "
    "the same in quiet.\n";

constexpr int brief_shots = 100;  ///< of each flood
/// Each kind of people asks a third of them. The median of a kind counts, so one question may fall into the
/// flood's first seconds, in which its few urgent texts are served.
constexpr std::size_t few_questions = 9, all_questions = 18;

/// A wait below this is the modem's own time and never too late.
constexpr double least_s = 3;

double worst(std::vector<double> v) { return v.empty() ? 0 : *std::max_element(v.begin(), v.end()); }
double middle(std::vector<double> v) {
  if (v.empty()) return 0;
  std::sort(v.begin(), v.end());
  return v[v.size() / 2];
}

std::string cell(const std::vector<double>& seconds, unsigned never) {
  auto out = fmt::format("{:.1f} / {:.1f}", middle(seconds), worst(seconds));
  if (never > 0) out += fmt::format(", {} never", never);
  return out;
}

bool is_twice(const std::vector<double>& now, const std::vector<double>& quiet) {
  return middle(now) > std::max(least_s, 2 * middle(quiet));
}

constexpr auto line = "{:44} {:18} {:>24} {:>24}  {}\n";

/// Prints one row. True if everybody else got their answers at most twice as late as without a flood.
bool print(const std::string& flood, const Result& r, const Result& quiet) {
  bool good = true;
  for (const auto& [who, waits] : r.waits) {
    const auto& before = quiet.waits.at(who);
    const bool late = is_twice(waits.answer, before.answer) || is_twice(waits.forward, before.forward) ||
                      waits.unanswered + waits.unforwarded > 0;
    good = good && !late;
    std::cout << fmt::format(line, flood, name(who), cell(waits.answer, waits.unanswered),
                             cell(waits.forward, waits.unforwarded), late ? "TOO LATE" : "");
  }
  std::cout << fmt::format(
                   "{:44} {} tickets and {} texts of the flood; read in {:.0f} s; disk {:.1f} MB more, "
                   "lapord {:.0f} MB\n",
                   flood, r.tickets, r.texts, r.seconds, r.disk_mb, r.lapord_mb)
            << std::flush;
  return good;
}

int run(bool brief, const std::string& only) {
  std::cout << fmt::format(line, "flood", "who", "answer: middle / worst", "forward: middle / worst", "");
  const auto questions = brief ? few_questions : all_questions;
  const auto calm = quiet(questions);
  bool good = print("none", calm, calm);
  for (auto flood : floods()) {
    if (flood.name.find(only) == std::string::npos) continue;
    if (brief) flood.shots = brief_shots;
    const auto name = fmt::format("{} {}", flood.shots, flood.name);
    good = print(name, siege(flood, questions), calm) && good;
  }
  return good ? 0 : 1;
}

}  // namespace
}  // namespace lapor::siege

int main(int argc, char** argv) {
  bool brief = false;
  std::string only;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--short") == 0) {
      brief = true;
    } else if (std::strcmp(argv[i], "--only") == 0 && i + 1 < argc) {
      only = argv[++i];
    } else {
      std::cerr << lapor::siege::usage;
      return 2;
    }
  }
  return lapor::siege::run(brief, only);
}
