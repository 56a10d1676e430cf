// The gateway as a whole: status, top, doctor, backup, clock, reload.
#include <fmt/format.h>

#include "base/utf8.hpp"
#include "common/doctor.hpp"
#include "common/exit_status.hpp"
#include "common/install_paths.hpp"
#include "laporctl/commands/groups.hpp"
#include "laporctl/commands/show.hpp"
#include "laporctl/offline.hpp"
#include "laporctl/page.hpp"
#include "laporctl/program.hpp"
#include "laporctl/tables.hpp"
#include "laporctl/watch.hpp"

namespace lapor::laporctl {
namespace {

using control::Json;
using control::request;
using daemon::Verdict;

constexpr auto green = "\x1b[32m", yellow = "\x1b[33m", red = "\x1b[31m", no_colour = "\x1b[0m";

const char* colour_of_state(const std::string& state) {
  if (state == "ready") return green;
  return state == "connecting" || state == "held" ? yellow : red;
}

/// Colours the state of each modem in the table.
void paint_states(std::string& text, const Json& modems) {
  for (const auto& m : modems.items()) {
    const auto state = plain(m["state"]);
    const auto row = text.find("\n" + plain(m["name"]) + " ");
    const auto at = row == text.npos ? row : text.find(state, row + 1 + plain(m["name"]).size());
    if (at != text.npos) text.replace(at, state.size(), colour_of_state(state) + state + no_colour);
  }
}

std::string sim_of(const Json& modem) {
  if (modem["sim_size"].is_null()) return "-";
  return fmt::format("{}/{}", plain(modem["sim_used"]), plain(modem["sim_size"]));
}

std::string modem_table(const Json& modems, const Page& page) {
  std::vector<Row> rows;
  for (const auto& m : modems.items())
    rows.push_back({plain(m["name"]), plain(m["state"]), percent(m["signal_percent"]), plain(m["operator"]),
                    sim_of(m), plain(m["sent"]), plain(m["received"]), plain(m["last_error"])});
  return table({"MODEM", "STATE", "SIGNAL", "OPERATOR", "SIM", "SENT", "RECEIVED", "LAST ERROR"},
               std::move(rows), page.width());
}

/// A column of the table is too narrow for all that is wrong with a modem.
std::string why_silent(const Json& modem) {
  const auto why = plain(modem["not_sending"]);
  if (modem["last_error"].is_null() || plain(modem["state"]) == "ready") return why;
  return why + ": " + plain(modem["last_error"]);
}

std::string modem_notes(const Json& modems, const Page& page) {
  std::string out;
  for (const auto& m : modems.items()) {
    if (!m["node"].is_null())
      out += wrapped(fmt::format("{} is on node {}", plain(m["name"]), plain(m["node"])), "");
    if (!m["not_sending"].is_null())
      out += wrapped(plain(m["name"]) + " sends nothing: " + why_silent(m), "");
    if (const auto waiting = control::number_of(m, "waiting").value_or(0); waiting > 0)
      out += wrapped(fmt::format("{} texts wait for {}, whose number their recipients have texted", waiting,
                                 plain(m["name"])),
                     "");
    if (!m["balance"].is_null())
      out += wrapped(fmt::format("{} holds {} ({})", plain(m["name"]), plain(m["balance"]),
                                 page.time.minute(m["balance_at"])),
                     "");
  }
  return out;
}

void add_status(Program& program) {
  auto& command = program.add("status", "modems, outbox, inbox, tickets and database at a glance");
  command.ask_gateway([] { return request("status"); }, show_status);
}

/// One screenful of everything: the status above, what happened last below.
std::string top_screen(const std::filesystem::path& socket, bool json) {
  const auto status = ask_for_people(socket, request("status")),
             recent = ask_for_people(socket, request("recent", {{"limit", 100}}));
  if (!status || !recent) return (status ? recent : status).error().context + "\n";
  if (json) return Json::object({{"status", status->result}, {"recent", recent->result}}).dump();
  return show_status(status->result, status->page) + "\n" + show_recent(recent->result, recent->page);
}

int top(const Session& session) {
  const auto socket = session.socket_or_complain();
  if (!socket) return daemon::exit_refused;
  if (const auto status = ask(*socket, request("status")); !status) return complain(status.error());
  return watch(std::chrono::seconds(session.options().watch.value_or(1)),
               [&] { return top_screen(*socket, session.options().json); });
}

/// Checks the files as they are now, then asks the running gateway; without one, looks from outside.
int doctor(const Session& session) {
  const auto& given = session.options().config;
  const auto file = given.empty() ? std::filesystem::path(default_config) : given;
  const auto loaded = config::load(file, daemon::install_layout().paths);
  auto findings = daemon::judge_configuration(loaded, file.string());
  const auto add = [&](const daemon::Findings& more) {
    findings.insert(findings.end(), more.begin(), more.end());
  };
  if (const auto seen = ask(session.socket_beside(loaded.config), request("doctor"))) {
    add(daemon::from_json(*seen));
  } else {
    add({{"gateway", Verdict::fail, seen.error().context, "systemctl start lapord; journalctl -u lapord"}});
    if (loaded.config) add(daemon::look_at_state(*loaded.config, now()));
  }
  session.print({show_findings(findings, in_colour()), to_json(findings)});
  return any_failed(findings) ? daemon::exit_refused : daemon::exit_ok;
}

struct BackupValues {
  std::filesystem::path folder;
};

Outcome backup_outcome(Json result) {
  const auto file = control::text_of(result, "file");
  return {file.empty() ? file : file + "\n", std::move(result)};
}

/// Lets the gateway make it, because only the gateway may read its database. Without a gateway, a user who
/// may read the file makes it.
Result<Outcome> make_backup(const Session& session, const std::optional<config::Config>& config) {
  auto made = ask(session.socket_beside(config), request("backup"), std::chrono::hours(1));
  if (made) return backup_outcome(std::move(*made));
  if (!config || made.error().code != Errc::retry_later) return made.error();
  auto offline = backup_offline(*config, now());
  if (!offline && offline.error().code == Errc::conflict) return made.error();
  return offline;
}

int backup(const BackupValues& v, const Session& session) {
  std::optional<config::Config> config;
  if (!session.options().config.empty() && !(config = session.config_or_complain()))
    return daemon::exit_refused;
  auto made = make_backup(session, config);
  if (!made) return complain(made.error());
  if (!v.folder.empty()) {
    constexpr unsigned usual_keep = 7;
    const auto copy = copy_backup(control::text_of(made->json, "file"), v.folder, now(),
                                  config ? config->backups_kept : usual_keep);
    if (!copy) return complain(copy.error());
    made->json.set("copy", copy->string());
    made->text = copy->string() + "\n";
  }
  return session.print(*made);
}

void add_backup(Program& program) {
  auto& command = program.add("backup", "a checked copy of the database, also while the gateway serves");
  auto& v = command.values<BackupValues>();
  command.option("DIR", v.folder, "copy it there too, with your rights");
  command.run_here([&v](const Session& session) { return backup(v, session); });
}

struct ClockValues {
  std::string action;
};

void add_clock(Program& program) {
  auto& command = program.add("clock", "whether the machine's clock is followed; confirm: it is right");
  auto& v = command.values<ClockValues>();
  command.option("ACTION", v.action, "confirm").one_of({"confirm"});
  command.ask_gateway([&v] { return request("clock", {{"action", v.action}}); }, show_outcome);
}

const char* colour_of(Verdict verdict) {
  if (verdict == Verdict::ok) return green;
  return verdict == Verdict::warn ? yellow : red;
}

std::string show_finding(const daemon::Finding& f, bool colour) {
  constexpr std::size_t check_width = 15, indent = 22;
  const std::string margin(indent, ' ');
  const auto verdict = fmt::format("{:4}", daemon::name(f.verdict));
  const auto text = wrapped(utf8::escape(f.text), margin).substr(indent);
  auto out = colour ? colour_of(f.verdict) + verdict + no_colour : verdict;
  out += fmt::format("  {:<15} {}", cut(utf8::escape(f.check), check_width), text);
  return f.todo.empty() ? out : out + wrapped("> " + utf8::escape(f.todo), margin);
}

}  // namespace

std::string show_status(const Json& s, const Page& page) {
  auto out = fmt::format("lapord {}, up {} s\n\n", plain(s["version"]), plain(s["uptime_s"]));
  out += modem_table(s["modems"], page);
  if (in_colour()) paint_states(out, s["modems"]);
  out += modem_notes(s["modems"], page) + "\n";
  for (const auto* part : {"outbox", "inbox", "tickets", "database"})
    out += wrapped(std::string(part) + ": " + figures(s[part]), "");
  return out;
}

std::string show_findings(const daemon::Findings& findings, bool colour) {
  std::string out;
  for (const auto& finding : findings) out += show_finding(finding, colour);
  return out;
}

void add_gateway_commands(Program& program) {
  add_status(program);
  program.add("top", "the gateway live: modems, queues and what happened last; q ends it").run_here(top);
  program.add("doctor", "is all well, and if not, what to do; also without a running gateway")
      .run_here(doctor);
  add_backup(program);
  add_clock(program);
  program.add("reload", "read the configuration again")
      .ask_gateway([] { return request("reload"); }, show_outcome);
}

}  // namespace lapor::laporctl
