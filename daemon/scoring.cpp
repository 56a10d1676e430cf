#include "scoring.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "options.hpp"
#include "store/store.hpp"

namespace lapor::daemon {
namespace {

constexpr std::size_t most_waiting = 16;

Instant moment(const std::string& word) { return from_ms(std::strtoll(word.c_str(), nullptr, 10)); }

}  // namespace

void Scoring::ask(const control::ScoreQuestion& q, const control::Reply& reply) {
  if (waiting_.size() >= most_waiting)
    return reply(control::refused("too many ask for the scorecard; try again"));
  std::vector<std::string> words{
      "--scorecard", database_.string(), std::to_string(std::max<std::int64_t>(0, to_ms(q.from))),
      std::to_string(std::max<std::int64_t>(0, to_ms(q.to))), std::to_string(to_ms(q.now))};
  words.insert(words.end(), q.agencies.begin(), q.agencies.end());
  waiting_.push_back({std::move(words), reply});
  start_next();
}

void Scoring::start_next() {
  if (child_.running() || waiting_.empty()) return;
  const auto next = std::move(waiting_.front());
  waiting_.pop_front();
  child_.start(next.words, [this, reply = next.reply](int status, const std::string& output) {
    auto rows = control::parse_json(output);
    if (status == exit_ok && rows)
      reply(control::done(std::move(*rows)));
    else
      reply(control::refused(fmt::format("the scorecard could not be counted: {}", output.substr(0, 200))));
    start_next();
  });
}

void Scoring::stop() {
  waiting_.clear();
  child_.stop();
}

int Scoring::count(const std::vector<std::string>& words) {
  try {
    control::ScoreQuestion q{moment(words.at(1)), moment(words.at(2)), moment(words.at(3)), {}};
    q.agencies.assign(words.begin() + 4, words.end());
    const auto views = store::open_views(words.front());
    fmt::print("{}\n", control::score_rows(q, *views).dump());
    return exit_ok;
  } catch (const std::exception& e) {
    fmt::print("{}\n", e.what());
    return exit_software;
  }
}

}  // namespace lapor::daemon
