// learn: the learned model, and how it would have done beside the keywords.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "common/exit_status.hpp"
#include "laporctl/commands/groups.hpp"
#include "laporctl/program.hpp"
#include "laporctl/session.hpp"
#include "laporctl/tables.hpp"

namespace lapor::laporctl {
namespace {

using control::Json;
using control::request;

/// The time limit that lapord gives its child.
constexpr auto longest_training = std::chrono::hours(1);

/// A share: a whole number is written without a point.
double value_of(const Json& share) {
  if (const auto* real = share.real()) return *real;
  return share.number() ? static_cast<double>(*share.number()) : 0;
}

std::int64_t rows_of(const Json& pair) { return control::number_of(pair, "rows").value_or(0); }

std::string percent_of(const Json& share) { return fmt::format("{:.1f}%", 100 * value_of(share)); }

std::string show_classes(const Json& classes) {
  constexpr std::size_t columns = 120;
  std::vector<Row> rows;
  for (const auto& c : classes.items()) {
    std::string words;
    for (const auto& word : c["words"].items()) words += (words.empty() ? "" : ", ") + plain(word);
    rows.push_back(
        {plain(c["category"]), plain(c["rows"]), percent_of(c["precision"]), percent_of(c["recall"]), words});
  }
  return table({"CATEGORY", "TICKETS", "RIGHT OF TOLD", "REACHED", "WORDS THAT CARRY IT"}, std::move(rows),
               columns);
}

std::string show_confusion(const Json& pairs) {
  constexpr std::size_t shown = 12;
  std::vector<std::pair<std::int64_t, std::string>> wrong;
  for (const auto& p : pairs.items())
    if (p["told"].text() && plain(p["told"]) != plain(p["category"]))
      wrong.emplace_back(-rows_of(p), plain(p["category"]) + " told as " + plain(p["told"]));
  std::sort(wrong.begin(), wrong.end());
  std::string out;
  for (std::size_t i = 0; i < std::min(wrong.size(), shown); ++i)
    out += fmt::format("{}{} {}", out.empty() ? "" : ", ", wrong[i].second, -wrong[i].first);
  return out;
}

std::string learned_line(const char* who, const Json& share) {
  return fmt::format("{:<24} {:>7} of {:>6} decided\n", who, percent_of(share["precision"]),
                     percent_of(share["decided"]));
}

std::string show_learned(const Json& r) {
  auto out = fmt::format("{} tickets to learn from; the latest {} were kept to test on\n", plain(r["rows"]),
                         plain(r["tested"]));
  if (!r["classes"].items().empty()) {
    out += learned_line("the keywords alone", r["keywords"]) + learned_line("the model alone", r) +
           learned_line("both together", r["together"]) + "\n" + show_classes(r["classes"]);
    if (const auto confused = show_confusion(r["confusion"]); !confused.empty())
      out += "\n" + wrapped("Most confused: " + confused, "");
  }
  return out + "\n" + wrapped(plain(r["text"]), "");
}

}  // namespace

void add_learn_command(Program& program) {
  struct Values {
    bool dry_run = false;
  };
  auto& command =
      program.add("learn", "train the learned model on the desk's own decisions, keep it if it is better");
  auto& v = command.values<Values>();
  command.flag("--dry-run", v.dry_run, "only try it out; the model in use stays");
  command.run_here([&v](const Session& session) -> int {
    const auto socket = session.socket_or_complain();
    if (!socket) return daemon::exit_refused;
    const auto figures = ask(*socket, request("learn", {{"dry_run", v.dry_run}}), longest_training);
    return figures ? session.print({show_learned(*figures), *figures}) : complain(figures.error());
  });
}

}  // namespace lapor::laporctl
