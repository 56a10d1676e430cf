#include "laporctl/offline.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/install_paths.hpp"
#include "common/state_lock.hpp"
#include "config/conninfo.hpp"
#include "domain/ticket/number.hpp"
#include "store/backup.hpp"
#include "store/offline_maintenance.hpp"
#include "store/plugin.hpp"

namespace lapor::laporctl {
namespace {

namespace fs = std::filesystem;
using control::Json;
using daemon::StateLock;

/// Gives the files that root made to the gateway's user, who owns the state directory.
void give_to_owner(const fs::path& state_dir) {
  struct stat owner{};
  if (::geteuid() != 0 || ::stat(state_dir.c_str(), &owner) != 0 || owner.st_uid == 0) return;
  std::error_code ec;
  for (const auto& entry : fs::recursive_directory_iterator(state_dir, ec))
    if (::lchown(entry.path().c_str(), owner.st_uid, owner.st_gid) != 0) continue;
}

/// Runs the work while no gateway can start.
template <class Work>
Result<Outcome> with_lock(const config::Config& config, Work work) {
  try {
    const StateLock lock(config.state_dir);
    struct Owner {
      fs::path dir;
      ~Owner() { give_to_owner(dir); }
    } const owner{config.state_dir};
    return work(config.database().string());
  } catch (const StateLock::Held& e) {
    return Error{Errc::conflict, fmt::format("{}; stop it first: systemctl stop lapord", e.what())};
  } catch (const std::exception& e) {
    return Error{Errc::rejected, e.what()};
  }
}

/// The same for what is done to the file.
template <class Work>
Result<Outcome> with_file(const config::Config& config, Work work) {
  if (!config.postgresql.empty())
    return Error{
        Errc::rejected,
        "the database is on PostgreSQL: backups, restoring and VACUUM are the server's, see postgresql.md"};
  return with_lock(config, std::move(work));
}

Outcome outcome_of(const store::Restored& r, std::string text) {
  const auto next = ticket::number(TicketId{r.after + 1});
  text += fmt::format("the next ticket is {}{}\n", next,
                      r.exact ? "" : " (numbers that may have been given out since are left out)");
  if (!r.database_aside.empty())
    text += fmt::format("the database that was there is now {}\n", r.database_aside);
  return {
      text,
      Json::object({{"ok", true},
                    {"next_ticket", next},
                    {"set_aside", control::text_or_null(r.database_aside)},
                    {"last_record_at", r.last_record == Instant{} ? Json() : Json(iso8601(r.last_record))}})};
}

Outcome outcome_of(const store::Moved& moved, const std::string& to, const std::string& key) {
  std::string text;
  std::int64_t rows = 0;
  auto tables = Json::object({});
  for (const auto& table : moved.tables) {
    text += fmt::format("{:<20}{:>10}\n", table.table, table.count);
    rows += table.count;
    tables.set(table.table, table.count);
  }
  const auto next = ticket::number(TicketId{moved.last_serial + 1});
  text += fmt::format("{} rows are in {}, each compared\n", rows, to);
  if (moved.cleaned > 0)
    text +=
        fmt::format("{} texts lost characters that no text may hold (NUL, malformed UTF-8)\n", moved.cleaned);
  text += fmt::format("the next ticket is {}\nnow write into lapord.toml, under [store]: {}\n", next, key);
  return {text, Json::object({{"ok", true},
                              {"database", to},
                              {"tables", std::move(tables)},
                              {"rows", rows},
                              {"cleaned", moved.cleaned},
                              {"next_ticket", next}})};
}

Result<Outcome> move_to_server(const std::string& database, const std::string& conninfo) {
  std::error_code ec;
  if (!fs::exists(database, ec))
    return Error{Errc::not_found, fmt::format("there is no database {}", database)};
  store::Database from(database, {.read_only = true, .vfs = {}});
  from.quick_check();
  const auto to = store::connect({daemon::install_layout().postgresql, conninfo}, store::Use::fill);
  const auto moved = store::move(from, *to);
  return outcome_of(moved, to->name(), fmt::format("postgresql = \"{}\"", conninfo));
}

Result<Outcome> move_to_file(const std::string& conninfo, const std::string& database) {
  const auto from = store::connect({daemon::install_layout().postgresql, conninfo}, store::Use::read);
  return outcome_of(store::move_to_file(*from, database), database, "postgresql = \"\"");
}

}  // namespace

Result<Outcome> backup_offline(const config::Config& config, Instant now) {
  return with_file(config, [&](const std::string& database) -> Result<Outcome> {
    if (const auto found = store::missing(database, now); found || !fs::exists(database))
      return Error{Errc::not_found, fmt::format("there is no database {}", database)};
    const auto made = store::take_backup(database, store::backup_folder(database), now, config.backups_kept);
    return Outcome{made.file.string() + "\n", Json::object({{"ok", true}, {"file", made.file.string()}})};
  });
}

Result<fs::path> copy_backup(const fs::path& backup, const fs::path& folder, Instant now, unsigned keep) {
  try {
    return store::copy_backup(backup, folder, now, keep);
  } catch (const std::exception& e) {
    return Error{Errc::rejected,
                 fmt::format("the backup is {}, but there is no copy: {}", backup.string(), e.what())};
  }
}

Result<Outcome> restore(const config::Config& config, const fs::path& file, Instant now) {
  return with_file(config, [&](const std::string& database) -> Result<Outcome> {
    std::error_code ec;
    if (!fs::is_regular_file(file, ec))
      return Error{Errc::not_found, fmt::format("{} is no file that can be read", file.string())};
    const auto r = store::restore(file.string(), database, now);
    return outcome_of(r, fmt::format("restored from {}; its last record is of {}\n", file.string(),
                                     iso8601(r.last_record)));
  });
}

Result<Outcome> mark_restored(const config::Config& config, Instant now) {
  if (config.postgresql.empty())
    return Error{Errc::rejected,
                 fmt::format("the database is the file {}: laporctl restore puts a backup back",
                             config.database().string())};
  return with_lock(config, [&](const std::string&) -> Result<Outcome> {
    const auto db =
        store::connect({daemon::install_layout().postgresql, config.postgresql}, store::Use::write);
    const auto r = store::mark_restored(*db, now);
    return outcome_of(r, fmt::format("the last record is of {}\n", iso8601(r.last_record)));
  });
}

Result<Outcome> init_new(const config::Config& config, const std::string& last, Instant now) {
  std::optional<std::int64_t> after;
  if (!last.empty()) {
    after = ticket::id_of(last).value;
    if (*after == 0) return Error{Errc::rejected, fmt::format("\"{}\" is no ticket number", last)};
  }
  return with_file(config, [&](const std::string& database) -> Result<Outcome> {
    return outcome_of(store::renew(database, after, now),
                      fmt::format("{} is a new, empty database\n", database));
  });
}

Result<Outcome> vacuum(const config::Config& config) {
  return with_file(config, [&](const std::string& database) -> Result<Outcome> {
    std::error_code ec;
    const auto before = fs::file_size(database, ec);
    if (ec) return Error{Errc::not_found, fmt::format("there is no database {}", database)};
    store::vacuum(database);
    const auto after = fs::file_size(database, ec);
    return Outcome{fmt::format("{} bytes, {} before\n", after, before),
                   Json::object({{"ok", true},
                                 {"bytes", static_cast<std::int64_t>(after)},
                                 {"bytes_before", static_cast<std::int64_t>(before)}})};
  });
}

Result<Outcome> move_to(const config::Config& config, const std::string& target) {
  const bool to_file = target == "sqlite", in_file = config.postgresql.empty();
  if (to_file && in_file)
    return Error{Errc::rejected,
                 fmt::format("the database is the file {} already", config.database().string())};
  if (!to_file && !in_file)
    return Error{Errc::rejected,
                 "the database is on PostgreSQL already; its pg_dump carries it to another server"};
  if (!to_file)
    if (const auto fault = config::conninfo_fault(target))
      return Error{Errc::rejected, "the target " + *fault};
  return with_lock(config, [&](const std::string& database) {
    return to_file ? move_to_file(config.postgresql, database) : move_to_server(database, target);
  });
}

}  // namespace lapor::laporctl
