#include "store/offline_maintenance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "engine/model/settings.hpp"
#include "store/backup.hpp"
#include "store/last_known.hpp"
#include "store/migrate.hpp"
#include "store/private_file.hpp"

namespace lapor::store {
namespace {

namespace fs = std::filesystem;
using engine::StoreFailure;

constexpr std::int64_t before_first = 100'000;

std::string stamp(Instant now) {
  auto text = iso8601(now);
  std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
  return text;
}

bool there(const std::string& path) {
  std::error_code ec;
  const auto size = fs::file_size(path, ec);
  return !ec && size > 0;
}

/// A setting in a database that no store has open.
template <class Setting>
void put_setting(Connection& db, const Setting& setting) {
  db.query("INSERT INTO fact VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
           Setting::name, setting.write())
      .run();
}

/// Leaves out ticket ids, and notes for the gateway's next start that what is queued is old.
void mark(Connection& db, const Restored& restored) {
  db.begin();
  db.go_on_after("ticket", restored.after);
  const NotificationId last{db.query("SELECT coalesce(max(id), 0) FROM notice").first("notice").integer(0)};
  put_setting(db, engine::settings::Restored{restored.last_record});
  put_setting(db, engine::settings::LastNotificationBeforeRestore{last});
  db.commit();
}

/// The last serial of a database that may be damaged; nullopt when it can't tell.
std::optional<std::int64_t> last_serial_of(const std::string& path) {
  if (!there(path)) return std::nullopt;
  try {
    Database db(path);
    if (schema_version(db) == 0) return std::nullopt;
    db.quick_check();
    return last_serial(db);
  } catch (const StoreFailure&) {
    return std::nullopt;
  }
}

/// A copy of the file under a name that no gateway opens. It is removed at the end unless it was put in
/// place.
class Draft {
 public:
  explicit Draft(const std::string& database) : path_(database + ".restoring") { remove(); }
  ~Draft() { remove(); }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;
  const std::string& path() const { return path_; }

 private:
  void remove() const {
    std::error_code ec;
    for (const auto* end : {"", "-wal", "-shm", "-journal"}) fs::remove(path_ + end, ec);
  }
  std::string path_;
};

/// A file that was copied by hand beside its log is whole only with it.
void copy(const std::string& from, const std::string& to) {
  std::error_code ec;
  copy_to_new_file(fs::canonical(from), to);
  if (fs::exists(from + "-wal", ec)) copy_to_new_file(from + "-wal", to + "-wal");
}

/// A trigger of somebody else's would run inside the gateway; one of ours that is missing protects nothing.
void refuse_other_schema(Database& db, const std::string& file) {
  const auto differences = schema_differences(db);
  if (differences.empty()) return;
  constexpr std::size_t shown = 5;
  const auto more = differences.size() > shown ? fmt::format(" and {} more", differences.size() - shown) : "";
  throw Unusable(fmt::format(
      "store, {}: its tables aren't this gateway's: {}{}; take another backup", file,
      fmt::join(differences.begin(),
                differences.begin() + static_cast<long>(std::min(shown, differences.size())), ", "),
      more));
}

std::string make_way(const std::string& path, Instant now) {
  std::error_code ec;
  return fs::exists(path, ec) || fs::exists(path + "-wal", ec) ? rename_database_aside(path, "replaced", now)
                                                               : std::string{};
}

}  // namespace

std::string rename_database_aside(const std::string& path, std::string_view why, Instant now) {
  auto name = fmt::format("{}.{}-{}", path, why, stamp(now));
  std::error_code ec;
  for (int n = 2; fs::exists(name, ec); ++n) name = fmt::format("{}.{}-{}.{}", path, why, stamp(now), n);
  // The database first: from then on a gateway that starts finds none and refuses.
  for (const auto* end : {"", "-wal", "-shm"}) {
    if (!fs::exists(path + end, ec)) continue;
    fs::rename(path + end, name + end, ec);
    if (ec)
      throw StoreFailure(StoreFailure::Kind::io,
                         fmt::format("store: {}{} can't be renamed: {}", path, end, ec.message()));
  }
  sync_folder_of(path);
  return name;
}

std::optional<std::string> missing(const std::string& path, Instant now) {
  if (there(path)) return std::nullopt;
  if (there(path + "-wal")) return path + "-wal";
  const auto old = backups(backup_folder(path), now);
  if (!old.empty()) return old.front().file.string();
  std::error_code ec;
  const auto name = fs::path(path).filename().string();
  for (const auto& entry : fs::directory_iterator(fs::path(path).parent_path(), ec)) {
    const auto other = entry.path().filename().string();
    if (other.ends_with("-wal") || other.ends_with("-shm")) continue;
    for (const auto* why : {".damaged-", ".replaced-", ".before-"})
      if (other.starts_with(name + why)) return entry.path().string();
  }
  return std::nullopt;
}

std::int64_t margin(Duration unknown) {
  const auto minutes = std::chrono::ceil<std::chrono::minutes>(std::chrono::abs(unknown)).count();
  return minutes * 30 + 1000;
}

namespace {

/// The time of which a backup knows nothing. Without any record it doesn't say when it was made.
Duration uncovered(Instant last_record, Instant now) {
  return last_record == Instant{} ? std::chrono::days(30) : now - last_record;
}

}  // namespace

Restored mark_restored(Connection& db, Instant now) {
  refuse_others(db);
  Restored out;
  out.last_record = last_record(db);
  out.after = db.last_id("ticket") + margin(uncovered(out.last_record, now));
  mark(db, out);
  return out;
}

Restored restore(const std::string& file, const std::string& path, Instant now) {
  const Draft draft(path);
  copy(file, draft.path());
  const auto old = last_serial_of(path);
  Restored out;
  {
    Database db(draft.path());
    db.quick_check();
    if (schema_version(db) == 0) throw Unusable(fmt::format("store, {}: there is no database in it", file));
    refuse_other_schema(db, file);
    migrate(db, migrations(), Before::nothing);
    out.last_record = last_record(db);
    out.exact = old.has_value();
    out.after =
        std::max(old.value_or(0), last_serial(db) + (old ? 0 : margin(uncovered(out.last_record, now))));
    mark(db, out);
    db.query("PRAGMA journal_mode = DELETE").first("journal mode");  // one file, so that one rename is all
  }
  out.database_aside = make_way(path, now);
  put_in_place(draft.path(), path);
  return out;
}

Restored renew(const std::string& path, std::optional<std::int64_t> after, Instant now) {
  Restored out;
  if (const auto old = last_serial_of(path)) out.after = *old, out.exact = true;
  if (const auto kept = backups(backup_folder(path), now); !out.exact && !kept.empty())
    if (const auto known = last_serial_of(kept.front().file.string()))
      out.after = *known + margin(now - kept.front().at);
  if (after) out.after = *after, out.exact = true;
  out.after = std::max(out.after, before_first);
  const Draft draft(path);
  {
    Database db(draft.path());
    db.make_shrinkable();
    migrate(db);
    db.go_on_after("ticket", out.after);
  }
  out.database_aside = make_way(path, now);
  put_in_place(draft.path(), path);
  return out;
}

Moved move_to_file(Connection& from, const std::string& path) {
  std::error_code ec;
  if (fs::exists(path, ec) || there(path + "-wal"))
    throw StoreFailure(
        StoreFailure::Kind::other,
        fmt::format("store: there is {} already; move it away, with the files beside it that begin so",
                    fs::exists(path, ec) ? path : path + "-wal"));
  const Draft draft(path);
  Moved out;
  {
    Database db(draft.path());
    db.make_shrinkable();
    migrate(db);
    out = move(from, db);
  }
  name_new_file(draft.path(), path);
  return out;
}

void vacuum(const std::string& path) {
  Database db(path);
  if (schema_version(db) == 0) throw Unusable(fmt::format("store, {}: there is no database in it", path));
  db.quick_check();
  db.make_shrinkable();
  db.exec("VACUUM");
  db.query("PRAGMA wal_checkpoint(TRUNCATE)").first("checkpoint");
}

}  // namespace lapor::store
