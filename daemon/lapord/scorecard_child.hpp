// The scorecard and the public board, counted by a child that reads beside the gateway: a year of a big
// office takes a second, and no modem may wait for it.
#pragma once
#include <deque>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "common/child_task.hpp"
#include "control/board.hpp"
#include "control/scorecard.hpp"

namespace lapor::daemon {

class ScorecardChild {
 public:
  using Counted = std::function<void(Result<control::Json>)>;

  ScorecardChild(boost::asio::io_context& io, std::string database)
      : child_(io), database_(std::move(database)) {}

  /// One child at a time; the others wait. Errors: retry_later if too many wait, rejected if the child
  /// failed.
  void count(const control::ScorecardQuestion& question, Counted counted);
  /// The same for the public board.
  void count_board(const control::BoardQuestion& question, Counted counted);
  /// Kills the child and forgets who waits; nobody is told.
  void stop();

  /// The child's work, from the words that it was started with: writes the rows as JSON to stdout, or why
  /// there are none. \returns the exit status
  static int run(const std::vector<std::string>& words);
  static int run_board(const std::vector<std::string>& words);

 private:
  struct Waiting {
    std::vector<std::string> words;
    Counted counted;
  };
  void start(std::vector<std::string> words, Counted counted);
  void start_next();

  ChildTask child_;
  std::string database_;  ///< database_word()
  std::deque<Waiting> waiting_;
};

}  // namespace lapor::daemon
