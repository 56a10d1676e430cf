// The learned model, trained by a child that reads beside the gateway: lapord-learn.
#pragma once
#include <filesystem>
#include <functional>

#include "common/child_task.hpp"
#include "common/journal.hpp"
#include "config/config.hpp"
#include "control/json.hpp"

namespace lapor::daemon {

class LearnChild {
 public:
  using Learned = std::function<void(Result<control::Json>)>;

  LearnChild(boost::asio::io_context& io, std::filesystem::path trainer, const Journal& log)
      : child_(io), trainer_(std::move(trainer)), log_(log) {}

  /// Trains on the tickets of this configuration's database and writes the model beside it, or removes the
  /// one that is there if the new one isn't worth keeping; `dry_run` leaves the file alone. Logs how it
  /// ended. Errors: conflict while another one is trained, rejected with the child's reason.
  void train(const config::Config& config, bool dry_run, Learned learned);
  /// Kills the child; nobody is told.
  void stop() { child_.stop(); }

 private:
  Result<control::Json> result_of(const ChildTask::End& end);

  ChildTask child_;
  std::filesystem::path trainer_;
  const Journal& log_;
};

}  // namespace lapor::daemon
