#include "doctor.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

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

std::string text(const Json& object, std::string_view key) {
  const auto* value = object[key].text();
  return value ? *value : std::string{};
}

std::int64_t number(const Json& object, std::string_view key) {
  const auto* value = object[key].number();
  return value ? *value : 0;
}

struct StateAdvice {
  std::string_view state;
  Verdict verdict;
  std::string_view todo;
};
constexpr std::array advice{
    StateAdvice{"ready", Verdict::ok, ""},
    StateAdvice{"connecting", Verdict::warn, "wait a minute; it is being spoken to"},
    StateAdvice{"absent", Verdict::fail,
                "plug it in, or mend [[modem]] device; laporctl detect shows what is there"},
    StateAdvice{"no_network", Verdict::fail, "look at the antenna and whether the SIM is in force"},
    StateAdvice{"need_pin", Verdict::fail,
                "put the SIM's PIN into /etc/lapord/pins/NAME, then laporctl modem NAME reset"},
    StateAdvice{"failed", Verdict::fail,
                "laporctl modem NAME reset; if that is vain, unplug it and look at its power"},
    StateAdvice{"held", Verdict::warn, "laporctl modem NAME resume, when it may be used again"},
};

Finding judge_modem(const Json& modem) {
  const auto name = text(modem, "name"), state = text(modem, "state"), error = text(modem, "last_error");
  const auto known =
      std::find_if(advice.begin(), advice.end(), [&](const auto& a) { return a.state == state; });
  Finding f{"modem " + name, known == advice.end() ? Verdict::warn : known->verdict, state, {}};
  if (known != advice.end()) f.todo = known->todo;
  for (auto at = f.todo.find("NAME"); at != std::string::npos; at = f.todo.find("NAME", at + name.size()))
    f.todo.replace(at, 4, name);
  if (f.verdict != Verdict::ok) {
    if (!error.empty()) f.said += ": " + error;
    return f;
  }
  if (const auto* silent = modem["not_sending"].text()) {
    f.verdict = Verdict::warn;
    f.said += ", sends nothing: " + *silent;
    f.todo = "laporctl messages --out --state failed shows what was refused; look at the SIM's credit";
    return f;
  }
  const auto* signal = modem["signal_percent"].number();
  if (signal) f.said += fmt::format(", signal {}%", *signal);
  if (signal && *signal < 15)
    f.verdict = Verdict::warn, f.todo = "move the antenna; below 15% texts get lost";
  const auto used = number(modem, "sim_used"), size = number(modem, "sim_size");
  if (size > 0 && used * 10 >= size * 8)
    f.verdict = Verdict::warn, f.said += fmt::format(", {} of {} places of the SIM in use", used, size),
    f.todo = "if it stays so, the modem doesn't erase: laporctl modem " + name + " reset";
  return f;
}

/// How many of the last texts to a phone ended badly, and how many there were.
std::pair<std::size_t, std::size_t> lost(engine::Views& views, const std::string& phone) {
  engine::MessageQuery query;
  query.in = false;
  query.number = phone;
  query.limit = 3;
  const auto rows = views.messages(query);
  const auto bad = std::count_if(rows.begin(), rows.end(), [](const auto& m) { return m.state == "failed"; });
  return {static_cast<std::size_t>(bad), rows.size()};
}

const char* word(Verdict v) { return v == Verdict::ok ? "ok" : v == Verdict::warn ? "warn" : "fail"; }

}  // namespace

Findings judge_configuration(const config::Loaded& loaded, const std::string& file) {
  Findings out;
  for (const auto& fault : loaded.report.errors)
    out.push_back({"configuration", Verdict::fail, config::show(fault), "mend it, then laporctl reload"});
  for (const auto& fault : loaded.report.warnings)
    out.push_back({"configuration", Verdict::warn, config::show(fault), "mend it if it isn't meant so"});
  if (out.empty()) out.push_back({"configuration", Verdict::ok, file + " is good", {}});
  return out;
}

Finding judge_disk(std::uint64_t free, std::uint64_t total, std::uint64_t database) {
  Finding f{"disk", Verdict::ok, fmt::format("{} free of {}", mebibytes(free), mebibytes(total)), {}};
  // A backup needs the database's size, the log and the reserve some more.
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
  if (age > 48) f.verdict = Verdict::warn, f.said += fmt::format(", {} days old", age / 24), f.todo = todo;
  if (*last > now + minutes(5))
    f.verdict = Verdict::warn, f.said += ", in the future", f.todo = "look at the clock";
  return f;
}

Finding judge_clock(const std::vector<engine::TransitTimes>& recent_arrivals, Instant now) {
  constexpr auto todo = "timedatectl: set the clock, and let the network set it";
  if (recent_arrivals.empty())
    return {"clock", Verdict::ok, iso8601(now) + "; no text has told the network's time yet", {}};
  // A text may be late, never early: the least difference is nearest to the truth.
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

Findings judge_modems(const Json& status) {
  Findings out;
  for (const auto& modem : status["modems"].items()) out.push_back(judge_modem(modem));
  if (out.empty())
    out.push_back({"modem", Verdict::fail, "none is configured", "laporctl detect writes one"});
  return out;
}

Findings judge_sim(const std::string& modem, const engine::SimRules& rules,
                   const std::optional<engine::SimBalance>& balance, Instant now) {
  Findings out;
  const auto check = "SIM " + modem;
  if (rules.valid_until) {
    const auto left = (*rules.valid_until - std::chrono::floor<std::chrono::days>(now)).count();
    if (left < 0)
      out.push_back({check, Verdict::fail,
                     fmt::format("no longer in force for {} days, by valid_until", -left),
                     "top it up, and write the new day into [[modem]] valid_until"});
    else if (left <= 14)
      out.push_back({check, Verdict::warn, fmt::format("in force for {} days more", left), "top it up"});
  }
  if (rules.balance.ussd.empty()) return out;
  if (!balance)
    out.push_back({check, Verdict::ok, "its balance was not asked yet", {}});
  else if (!balance->amount)
    out.push_back({check, Verdict::warn, "its balance can't be read",
                   fmt::format("laporctl modem {} ussd '{}' shows the answer; mend balance_pattern", modem,
                               rules.balance.ussd)});
  else if (*balance->amount < static_cast<std::int64_t>(rules.balance.low))
    out.push_back({check, Verdict::fail,
                   fmt::format("holds {}, less than {}", *balance->amount, rules.balance.low), "top it up"});
  else
    out.push_back({check, Verdict::ok, fmt::format("holds {}", *balance->amount), {}});
  return out;
}

Finding judge_outbox(const Json& status) {
  const auto& outbox = status["outbox"];
  const auto waiting = number(outbox, "queued") + number(outbox, "sending") + number(outbox, "unsure");
  Finding f{"outbox",
            Verdict::ok,
            fmt::format("{} texts wait, {} have failed so far", waiting, number(outbox, "failed")),
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

Findings look_at_state(const config::Config& config, Instant now) {
  Findings out;
  std::error_code ec;
  const auto database = config.database();
  const auto bytes = fs::file_size(database, ec);
  if (const auto trace = store::missing(database.string()); trace)
    out.push_back({"database", Verdict::fail, "missing, but there is " + *trace,
                   "laporctl restore FILE, or laporctl init --new"});
  else if (ec)
    out.push_back({"database", Verdict::ok, "none yet; the gateway makes it at its first start", {}});
  else
    out.push_back({"database", Verdict::ok, fmt::format("{}, {}", database.string(), mebibytes(bytes)), {}});
  const auto space = fs::space(config.state_dir, ec);
  if (ec)
    out.push_back({"disk", Verdict::fail, config.state_dir.string() + " can't be read: " + ec.message(),
                   "ask as root, or make the folder"});
  else
    out.push_back(
        judge_disk(space.available, space.capacity, bytes == static_cast<std::uintmax_t>(-1) ? 0 : bytes));
  const auto kept = store::backups(store::backup_folder(database));
  out.push_back(judge_backup(kept.empty() ? std::nullopt : std::optional(kept.front().at), now));
  return out;
}

Findings look_at_gateway(const config::Config& config, engine::Views& views, const Json& status,
                         Instant now) {
  constexpr std::size_t last_texts = 20;
  auto out = look_at_state(config, now);
  out.push_back(judge_clock(views.recent_arrivals(last_texts), now));
  for (auto& f : judge_modems(status)) out.push_back(std::move(f));
  for (const auto& [name, sim] : config.rules->sims)
    for (auto& f : judge_sim(name, sim, views.balance(name), now)) out.push_back(std::move(f));
  out.push_back(judge_outbox(status));
  for (auto& f : judge_agencies(*config.rules, views)) out.push_back(std::move(f));
  return out;
}

Json to_json(const Findings& findings) {
  auto list = Json::list();
  for (const auto& f : findings)
    list.add(Json::object({{"check", f.check},
                           {"verdict", word(f.verdict)},
                           {"text", f.said},
                           {"todo", f.todo.empty() ? Json() : Json(f.todo)}}));
  return list;
}

Findings from_json(const Json& list) {
  Findings out;
  for (const auto& item : list.items()) {
    const auto verdict = text(item, "verdict");
    out.push_back({text(item, "check"),
                   verdict == "ok"     ? Verdict::ok
                   : verdict == "warn" ? Verdict::warn
                                       : Verdict::fail,
                   text(item, "text"), text(item, "todo")});
  }
  return out;
}

bool any_failed(const Findings& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [](const Finding& f) { return f.verdict == Verdict::fail; });
}

}  // namespace lapor::daemon
