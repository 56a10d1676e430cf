#include "store/backup.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>

#include "store/migrate.hpp"

namespace lapor::store {
namespace {

namespace fs = std::filesystem;
using engine::StoreFailure;

constexpr std::string_view head = "lapord-", tail = ".db";

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

void make_folder(const fs::path& folder) {
  std::error_code ec;
  if (fs::create_directories(folder, ec)) fs::permissions(folder, fs::perms::owner_all, ec);
  if (ec)
    throw StoreFailure(StoreFailure::Kind::io, fmt::format("store: {}: {}", folder.string(), ec.message()));
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

}  // namespace

fs::path backup_folder(const fs::path& database) { return database.parent_path() / "backups"; }

std::string backup_name(Instant at) {
  auto stamp = iso8601(at);
  std::erase_if(stamp, [](char c) { return c == '-' || c == ':'; });
  return fmt::format("{}{}{}", head, stamp, tail);
}

std::vector<Backup> backups(const fs::path& folder) {
  std::vector<Backup> found;
  std::error_code ec;
  for (const auto& entry : fs::directory_iterator(folder, ec))
    if (const auto at = instant(entry.path().filename().string())) found.push_back({entry.path(), *at});
  std::sort(found.begin(), found.end(), [](const Backup& a, const Backup& b) { return a.at > b.at; });
  return found;
}

void rotate(const fs::path& folder, unsigned keep) {
  const auto all = backups(folder);
  std::error_code ec;
  for (std::size_t i = keep; i < all.size(); ++i) fs::remove(all[i].file, ec);
}

Backup take_backup(const std::string& database, const fs::path& folder, Instant now, unsigned keep) {
  make_folder(folder);
  remove_unfinished(folder);
  const Backup backup{folder / backup_name(now), std::chrono::floor<std::chrono::seconds>(now)};
  const auto unfinished = backup.file.string() + ".unfinished";
  Database(database, OpenOptions{.read_only = true, .vfs = {}}).backup_to(unfinished);
  try {
    check(unfinished);
  } catch (...) {
    std::error_code ec;
    fs::remove(unfinished, ec);
    throw;
  }
  put_in_place(unfinished, backup.file.string());
  rotate(folder, std::max(keep, 1U));
  return backup;
}

}  // namespace lapor::store
