#include "store/backup.hpp"

#include <fmt/core.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <tuple>

#include "store/last_known.hpp"
#include "store/migrate.hpp"
#include "store/private_file.hpp"

namespace lapor::store {
namespace {

namespace fs = std::filesystem;
using engine::StoreFailure;

constexpr std::string_view head = "lapord-", tail = ".db";
/// Two clocks that are right may differ by so much.
constexpr Duration clock_slack = std::chrono::minutes(2);

/// The instant in a backup's name.
std::optional<Instant> instant(const std::string& name) {
  if (name.size() != head.size() + 16 + tail.size() || !name.starts_with(head) || !name.ends_with(tail))
    return std::nullopt;
  const auto stamp = name.substr(head.size(), 16);
  const auto digits = stamp.substr(0, 8) + stamp.substr(9, 6);
  if (stamp[8] != 'T' || stamp[15] != 'Z' || digits.find_first_not_of("0123456789") != std::string::npos)
    return std::nullopt;
  const auto part = [&](std::size_t at, std::size_t n) {
    return static_cast<unsigned>(std::strtoul(digits.substr(at, n).c_str(), nullptr, 10));
  };
  using namespace std::chrono;
  const year_month_day day{year{static_cast<int>(part(0, 4))}, month{part(4, 2)},
                           std::chrono::day{part(6, 2)}};
  if (!day.ok()) return std::nullopt;
  return Instant{sys_days{day}} + hours(part(8, 2)) + minutes(part(10, 2)) + seconds(part(12, 2));
}

/// Removes what a killed backup left behind.
void remove_unfinished(const fs::path& folder) {
  std::error_code ec;
  for (const auto& entry : fs::directory_iterator(folder, ec)) {
    const auto name = entry.path().filename().string();
    if (name.starts_with(head) && name.find(".unfinished") != std::string::npos) fs::remove(entry.path(), ec);
  }
}

/// Turns the copy into one file without a log beside it, which can be opened in a read-only folder, too.
void check(const std::string& file) {
  Database copy(file);
  if (schema_version(copy) == 0) throw Unusable(fmt::format("store, {}: the copy is empty", file));
  copy.query("PRAGMA journal_mode = DELETE").first("journal mode");
  copy.quick_check();
}

/// nullopt when it can't be read: then nobody knows what it is, and it is left alone.
std::optional<Backup> look_at(const fs::path& file, Instant now) {
  const auto at = instant(file.filename().string());
  if (!at || !is_our_database(file)) return std::nullopt;
  try {
    Database db(file.string(), OpenOptions{.read_only = true, .make = false, .vfs = {}});
    return Backup{file, *at, last_serial(db), last_event(db), *at > now + clock_slack};
  } catch (const StoreFailure&) {
    return std::nullopt;
  }
}

std::optional<uid_t> owner_of(const fs::path& file) {
  struct stat is{};
  return ::stat(file.c_str(), &is) == 0 ? std::optional(is.st_uid) : std::nullopt;
}

/// All but the one just made and the newest others go; what can't be removed stays.
void rotate(const fs::path& folder, const fs::path& made, Instant now, unsigned keep) {
  unsigned kept = 1;
  std::error_code ec;
  for (const auto& backup : backups(folder, now))
    if (backup.file != made && ++kept > keep) fs::remove(backup.file, ec);
}

/// \throws if the file can't be seen, so that no backup is reported which isn't there
void see(const fs::path& file) {
  std::error_code ec;
  const auto status = fs::symlink_status(file, ec);
  if (ec || !fs::is_regular_file(status) || fs::file_size(file, ec) == 0 || ec)
    throw StoreFailure(StoreFailure::Kind::io,
                       fmt::format("store: {} was made and is not there any more", file.string()));
}

/// A file that is gone at the end unless it got its name.
class Unfinished {
 public:
  explicit Unfinished(const fs::path& file) : file_(file), path_(unfinished_name(file)) {}
  ~Unfinished() {
    std::error_code ec;
    for (const auto* end : {"", "-journal", "-wal", "-shm", ".tmp"}) fs::remove(path_.string() + end, ec);
  }
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;
  const fs::path& path() const { return path_; }
  void finish() const { name_new_file(path_, file_); }

 private:
  fs::path file_, path_;
};

}  // namespace

fs::path backup_folder(const fs::path& database) { return database.parent_path() / "backups"; }

std::string backup_name(Instant at) {
  auto stamp = iso8601(at);
  std::erase_if(stamp, [](char c) { return c == '-' || c == ':'; });
  return fmt::format("{}{}{}", head, stamp, tail);
}

std::vector<Backup> backups(const fs::path& folder, Instant now) {
  std::vector<Backup> found;
  std::error_code ec;
  for (const auto& entry : fs::directory_iterator(folder, ec))
    if (auto backup = look_at(entry.path(), now)) found.push_back(std::move(*backup));
  const auto age = [](const Backup& b) { return std::tuple(b.tickets, b.events, !b.in_the_future, b.at); };
  std::sort(found.begin(), found.end(), [&](const Backup& a, const Backup& b) { return age(a) > age(b); });
  return found;
}

namespace {

/// The first second from now on that no backup is named by: two may be asked for in one second.
Instant first_free(const fs::path& folder, Instant at) {
  while (fs::exists(fs::symlink_status(folder / backup_name(at)))) at += std::chrono::seconds(1);
  return at;
}

}  // namespace

Backup take_backup(const std::string& database, const fs::path& folder, Instant now, unsigned keep) {
  const auto place = private_folder(folder, owner_of(database));
  remove_unfinished(place);
  const auto at = first_free(place, now);
  const auto file = place / backup_name(at);
  {
    const Unfinished copy(file);
    Database(database, OpenOptions{.read_only = true, .vfs = {}}).backup_to(copy.path().string());
    check(copy.path().string());
    copy.finish();
  }
  rotate(place, file, now, keep);
  see(file);
  return {file, std::chrono::floor<std::chrono::seconds>(at)};
}

fs::path copy_backup(const fs::path& backup, const fs::path& folder, Instant now, unsigned keep) {
  const auto place = private_folder(folder);
  const auto file = place / backup.filename();
  {
    const Unfinished copy(file);
    copy_to_new_file(backup, copy.path());
    copy.finish();
  }
  rotate(place, file, now, keep);
  see(file);
  return file;
}

}  // namespace lapor::store
