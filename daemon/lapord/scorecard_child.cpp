#include "lapord/scorecard_child.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "common/exit_status.hpp"
#include "common/open_database.hpp"

namespace lapor::daemon {
namespace {

constexpr std::size_t max_waiting = 16;

/// Milliseconds since 1970; CLI11 would take a negative number for an option.
std::string word_of(Instant t) { return std::to_string(std::max<std::int64_t>(0, to_ms(t))); }
Instant instant_of(const std::string& word) { return from_ms(std::strtoll(word.c_str(), nullptr, 10)); }

std::vector<std::string> words_of(const control::ScorecardQuestion& q, const std::string& database) {
  std::vector<std::string> words{"--scorecard", database, word_of(q.from), word_of(q.to), word_of(q.now)};
  words.insert(words.end(), q.agencies.begin(), q.agencies.end());
  return words;
}

/// \pre at least the four words before the agencies, as read_options() checks
control::ScorecardQuestion question_of(const std::vector<std::string>& words) {
  return {instant_of(words.at(1)),
          instant_of(words.at(2)),
          instant_of(words.at(3)),
          {words.begin() + 4, words.end()}};
}

Result<control::Json> result_of(const ChildTask::End& end) {
  auto rows = control::parse_json(end.output);
  if (end.exit_status == exit_ok && rows) return std::move(*rows);
  constexpr std::size_t max_reason = 200;
  return Error{Errc::rejected,
               fmt::format("the scorecard could not be counted: {}", end.output.substr(0, max_reason))};
}

}  // namespace

void ScorecardChild::count(const control::ScorecardQuestion& question, Counted counted) {
  start(words_of(question, database_), std::move(counted));
}

void ScorecardChild::count_board(const control::BoardQuestion& question, Counted counted) {
  auto words = words_of(question.card, database_);
  words.front() = "--board";
  words.push_back(question.zone);
  start(std::move(words), std::move(counted));
}

void ScorecardChild::start(std::vector<std::string> words, Counted counted) {
  if (waiting_.size() >= max_waiting)
    return counted(Error{Errc::retry_later, "too many ask for the scorecard; try again"});
  waiting_.push_back({std::move(words), std::move(counted)});
  start_next();
}

void ScorecardChild::start_next() {
  if (child_.running() || waiting_.empty()) return;
  const auto next = std::move(waiting_.front());
  waiting_.pop_front();
  child_.start(next.words, [this, counted = next.counted](const ChildTask::End& end) {
    counted(result_of(end));
    start_next();
  });
}

void ScorecardChild::stop() {
  waiting_.clear();
  child_.stop();
}

namespace {

template <class Figures>
int print_figures(const std::string& database, Figures figures) {
  try {
    const auto views = open_to_read(database);
    fmt::print("{}\n", figures(*views).dump());
    return exit_ok;
  } catch (const std::exception& e) {
    fmt::print("{}\n", e.what());
    return exit_software;
  }
}

}  // namespace

int ScorecardChild::run(const std::vector<std::string>& words) {
  return print_figures(words.front(),
                       [&](engine::Views& views) { return scorecard_rows(question_of(words), views); });
}

/// The time zone follows the agencies.
int ScorecardChild::run_board(const std::vector<std::string>& words) {
  return print_figures(words.front(), [&](engine::Views& views) {
    control::BoardQuestion question{question_of(words), {}};
    question.zone = question.card.agencies.back();
    question.card.agencies.pop_back();
    return board_figures(question, views);
  });
}

}  // namespace lapor::daemon
