#include "lapord/backup_child.hpp"

#include <fmt/format.h>

#include "common/clock.hpp"
#include "common/exit_status.hpp"
#include "store/backup.hpp"

namespace lapor::daemon {
namespace {

std::string without_line_ends(std::string text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

/// The end of a child that said nothing, in words.
std::string how_it_ended(const ChildTask::End& end) {
  return end.exit_status ? fmt::format("the backup ended with status {}", *end.exit_status)
                         : "the backup was killed";
}

}  // namespace

void BackupChild::make(const std::filesystem::path& database, unsigned keep, Made made) {
  if (child_.running()) return made(Error{Errc::conflict, "a backup is being made already"});
  child_.start({"--take-backup", database.string(), "--keep", std::to_string(keep)},
               [this, made = std::move(made)](const ChildTask::End& end) { made(result_of(end)); });
}

Result<std::filesystem::path> BackupChild::result_of(const ChildTask::End& end) {
  const auto said = without_line_ends(end.output);
  if (end.exit_status != exit_ok) {
    log_.error("backup-failed", said.empty() ? how_it_ended(end) : said);
    return Error{Errc::rejected, "no backup: " + said};
  }
  log_.notice("backup-made", said);
  return std::filesystem::path(said);
}

int BackupChild::run(const std::filesystem::path& database, unsigned keep) {
  try {
    const auto folder = store::backup_folder(database);
    fmt::print("{}\n", store::take_backup(database.string(), folder, system_now(), keep).file.string());
    return exit_ok;
  } catch (const std::exception& e) {
    fmt::print("{}\n", e.what());
    return exit_io_error;
  }
}

}  // namespace lapor::daemon
