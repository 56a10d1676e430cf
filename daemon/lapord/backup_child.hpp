// Backups, made by a child that reads beside the gateway: copying and checking a big database takes a while.
#pragma once
#include <filesystem>
#include <functional>

#include "base/error.hpp"
#include "common/child_task.hpp"
#include "common/journal.hpp"

namespace lapor::daemon {

class BackupChild {
 public:
  /// Gets the file of the finished backup.
  using Made = std::function<void(Result<std::filesystem::path>)>;

  BackupChild(boost::asio::io_context& io, const Journal& log) : child_(io), log_(log) {}

  /// Backs the database up into the folder beside it and keeps the newest `keep` there. Logs how it ended.
  /// Errors: conflict while another one is being made, rejected with the child's reason.
  void make(const std::filesystem::path& database, unsigned keep, Made made);
  /// Kills the child; nobody is told.
  void stop() { child_.stop(); }

  /// The child's work: writes the file's name to stdout, or why there is none. \returns the exit status
  static int run(const std::filesystem::path& database, unsigned keep);

 private:
  Result<std::filesystem::path> result_of(const ChildTask::End& end);

  ChildTask child_;
  const Journal& log_;
};

}  // namespace lapor::daemon
