// The scorecard, counted by a child that reads beside the gateway: a year of a big office takes a second, and
// no modem may wait for it.
#pragma once
#include <deque>
#include <filesystem>

#include "control/control_server.hpp"
#include "control/scorecard.hpp"
#include "errand.hpp"

namespace lapor::daemon {

class Scoring {
 public:
  Scoring(boost::asio::io_context& io, std::filesystem::path database)
      : child_(io), database_(std::move(database)) {}

  /// One child at a time; who asks while too many wait is refused.
  void ask(const control::ScoreQuestion& question, const control::Reply& reply);
  void stop();

  /// The child's work: the words that it was started with, and its end. \returns the exit status
  static int count(const std::vector<std::string>& words);

 private:
  struct Waiting {
    std::vector<std::string> words;
    control::Reply reply;
  };
  void start_next();

  Errand child_;
  std::filesystem::path database_;
  std::deque<Waiting> waiting_;
};

}  // namespace lapor::daemon
