#include "common/doctor.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/log.hpp"
#include "store/backup.hpp"
#include "store/offline_maintenance.hpp"

namespace lapor::daemon {
namespace {

namespace fs = std::filesystem;
using control::Json;
using std::chrono::hours;
using std::chrono::minutes;

std::string mebibytes(std::uint64_t bytes) { return fmt::format("{} MiB", bytes >> 20); }

/// 0 where it is unknown.
std::int64_t count_of(const Json& object, std::string_view key) { return number_of(object, key).value_or(0); }

/// The number of the last texts to a phone that ended badly, and the number of all of these.
std::pair<std::size_t, std::size_t> lost(engine::Views& views, const std::string& phone) {
  engine::MessageQuery query;
  query.in = false;
  query.number = phone;
  query.limit = 3;
  const auto rows = views.messages(query);
  const auto bad = std::count_if(rows.begin(), rows.end(), [](const auto& m) { return m.state == "failed"; });
  return {static_cast<std::size_t>(bad), rows.size()};
}

/// nullopt if the file is not there or can't be seen.
std::optional<std::uintmax_t> size_of(const fs::path& file) {
  std::error_code ec;
  const auto bytes = fs::file_size(file, ec);
  return ec ? std::nullopt : std::optional(bytes);
}

Finding look_at_database(const fs::path& database, const std::optional<std::uintmax_t>& bytes, Instant now) {
  if (const auto trace = store::missing(database.string(), now))
    return {"database", Verdict::fail, "missing, but there is " + *trace,
            "laporctl restore FILE, or laporctl init --new"};
  if (!bytes) return {"database", Verdict::ok, "none yet; the gateway makes it at its first start", {}};
  return {"database", Verdict::ok, fmt::format("{}, {}", database.string(), mebibytes(*bytes)), {}};
}

Finding look_at_disk(const fs::path& state_dir, std::uintmax_t database) {
  std::error_code ec;
  const auto space = fs::space(state_dir, ec);
  if (!ec) return judge_disk(space.available, space.capacity, database);
  return {"disk", Verdict::fail, state_dir.string() + " can't be read: " + ec.message(),
          "ask as root, or make the folder"};
}

}  // namespace

Findings judge_configuration(const config::Loaded& loaded, const std::string& file) {
  Findings out;
  for (const auto& fault : loaded.report.errors)
    out.push_back({"configuration", Verdict::fail, config::show(fault), "correct it, then laporctl reload"});
  for (const auto& fault : loaded.report.warnings)
    out.push_back({"configuration", Verdict::warn, config::show(fault), "correct it if it isn't meant so"});
  if (out.empty()) out.push_back({"configuration", Verdict::ok, file + " is good", {}});
  return out;
}

Finding judge_disk(std::uint64_t free, std::uint64_t total, std::uint64_t database) {
  Finding f{"disk", Verdict::ok, fmt::format("{} free of {}", mebibytes(free), mebibytes(total)), {}};
  // A backup needs as much again as the database, and the log and the reserve need some more.
  const auto wanted = database * 2 + (64 << 20);
  if (free < wanted) f.verdict = Verdict::warn, f.todo = "make room: a backup needs " + mebibytes(wanted);
  if (free < (32 << 20))
    f.verdict = Verdict::fail, f.todo = "make room now: reports stay on the SIM when it is full";
  return f;
}

Finding judge_backup(const std::optional<Instant>& last, Instant now) {
  constexpr auto todo = "laporctl backup; the timer lapord-backup.timer makes one a day";
  if (!last) return {"backup", Verdict::warn, "there is none", todo};
  const auto age = std::chrono::floor<hours>(now - *last).count();
  Finding f{"backup", Verdict::ok, fmt::format("the last one is of {}", iso8601(*last)), {}};
  if (age > 48) f.verdict = Verdict::warn, f.text += fmt::format(", {} days old", age / 24), f.todo = todo;
  if (*last > now + minutes(5))
    f.verdict = Verdict::warn, f.text += ", in the future", f.todo = "look at the clock";
  return f;
}

Finding judge_clock(const std::vector<engine::TransitTimes>& recent_arrivals, Instant now) {
  constexpr auto todo = "timedatectl: set the clock, and let the network set it";
  if (recent_arrivals.empty())
    return {"clock", Verdict::ok, iso8601(now) + "; no text has told the network's time yet", {}};
  // A text may come late but never early, so the least difference is nearest to the truth.
  auto least = Duration::max();
  for (const auto& a : recent_arrivals) least = std::min(least, a.received - a.smsc);
  const auto m = std::chrono::duration_cast<minutes>(least).count();
  if (least < -minutes(2))
    return {"clock", Verdict::fail, fmt::format("behind the network's by {} minutes", -m), todo};
  if (least > minutes(15) && recent_arrivals.size() > 2)
    return {"clock", Verdict::warn,
            fmt::format("ahead of the network's by {} minutes, or texts come late", m), todo};
  return {"clock", Verdict::ok, iso8601(now) + ", as the network's", {}};
}

Finding judge_outbox(const Json& status) {
  const auto& outbox = status["outbox"];
  const auto waiting = count_of(outbox, "queued") + count_of(outbox, "sending") + count_of(outbox, "unsure");
  Finding f{"outbox",
            Verdict::ok,
            fmt::format("{} texts wait, {} have failed so far", waiting, count_of(outbox, "failed")),
            {}};
  if (waiting > 200) f.verdict = Verdict::warn, f.todo = "more modems, or look why they don't send";
  return f;
}

Findings judge_agencies(const engine::Rules& rules, engine::Views& views) {
  Findings out;
  for (const auto& agency : rules.directory.agencies) {
    const auto check = "agency " + agency.code;
    if (agency.contacts.empty())
      out.push_back({check, Verdict::fail, "has no contact; its reports climb at once",
                     "add a phone in agencies.toml"});
    for (const auto& contact : agency.contacts)
      if (const auto [bad, of] = lost(views, contact.phone); of > 0 && bad == of)
        out.push_back({check, Verdict::warn,
                       fmt::format("the phone of its {} ({}) took none of the last {} texts",
                                   routing::name(contact.role), log::mask(contact.phone), of),
                       "ask the agency for a phone that works"});
  }
  if (out.empty())
    out.push_back(
        {"agencies", Verdict::ok, fmt::format("all {} can be reached", rules.directory.agencies.size()), {}});
  return out;
}

namespace {

Findings look_at_server(const config::Config& config) {
  return {{"database", Verdict::ok, "on PostgreSQL; its disk and its backups are the server's", {}},
          look_at_disk(config.state_dir, 0)};
}

}  // namespace

Findings look_at_state(const config::Config& config, Instant now) {
  if (!config.postgresql.empty()) return look_at_server(config);
  const auto database = config.database();
  const auto bytes = size_of(database);
  const auto kept = store::backups(store::backup_folder(database), now);
  Findings out{look_at_database(database, bytes, now), look_at_disk(config.state_dir, bytes.value_or(0)),
               judge_backup(kept.empty() ? std::nullopt : std::optional(kept.front().at), now)};
  for (const auto& backup : kept)
    if (backup.in_the_future)
      out.push_back({"backup", Verdict::warn, backup.file.string() + " has a name of the future",
                     "a clock was wrong: look at timedatectl; the file is kept like any other"});
  return out;
}

Findings look_at_gateway(const config::Config& config, engine::Views& views, const Json& status,
                         Instant now) {
  constexpr std::size_t last_texts = 20;
  auto out = look_at_state(config, now);
  const auto add = [&](const Findings& more) { out.insert(out.end(), more.begin(), more.end()); };
  out.push_back(judge_clock(views.recent_arrivals(last_texts), now));
  add(judge_modems(status));
  for (const auto& [name, sim] : config.rules->sims) add(judge_sim(name, sim, views.balance(name), now));
  out.push_back(judge_outbox(status));
  add(judge_agencies(*config.rules, views));
  return out;
}

}  // namespace lapor::daemon
