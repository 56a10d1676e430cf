// laporctl: the operator's tool. See laporctl(1).
#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <optional>

#include "base/catalogue.hpp"
#include "config/effective.hpp"
#include "control/client.hpp"
#include "detect/detect.hpp"
#include "explain.hpp"
#include "export.hpp"
#include "options.hpp"
#include "places.hpp"
#include "show.hpp"
#include "top.hpp"
#include "upkeep.hpp"

namespace lapor::daemon {
namespace {

constexpr auto default_socket = "/run/lapord/control.sock";
constexpr auto default_config = "/etc/lapord/lapord.toml";
constexpr auto patience = std::chrono::seconds(120);  // a USSD code waits for the network

using control::Json;

int complain(const std::string& why, int status) {
  fmt::print(stderr, "laporctl: {}\n", why);
  return status;
}

/// The configuration, or nothing after its errors were printed.
std::optional<config::Config> load(const ControlOptions& options) {
  auto loaded = config::load(options.config, surroundings().places);
  for (const auto& fault : loaded.report.errors) fmt::print(stderr, "{}\n", config::show(fault));
  return std::move(loaded.config);
}

Json request_of(const ControlOptions& o) {
  auto request = Json::object({{"command", o.command}});
  const auto give = [&](const char* key, const std::string& value) {
    if (!value.empty()) request.set(key, value);
  };
  give("state", o.state);
  give("agency", o.agency);
  give("ticket", o.ticket);
  give("number", o.number);
  give("text", o.text);
  give("modem", o.modem);
  give("action", o.action);
  give("code", o.code);
  give("into", o.into);
  give("reason", o.reason);
  give("channel", o.channel);
  give("from", o.first_day);
  give("to", o.last_day);
  if (o.in) request.set("in", true);
  if (o.out) request.set("out", true);
  if (o.limit) request.set("limit", *o.limit);
  if (o.id) request.set("id", *o.id);
  return request;
}

/// See no-color.org.
bool in_colour() { return ::isatty(STDOUT_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr; }

std::string shown(const ControlOptions& o, const Json& result) {
  if (o.json) return result.dump(true) + "\n";
  if (o.command == "status") return show_status(result, in_colour());
  if (o.command == "recent") return show_recent(result);
  if (o.command == "tickets") return show_tickets(result);
  if (o.command == "ticket") return show_ticket(result);
  if (o.command == "messages") return show_messages(result);
  if (o.command == "scorecard") return o.csv ? scorecard_csv(result) : show_scorecard(result);
  if (o.command == "explain") return show_explanation(result);
  if (o.command == "access") return show_access(result);
  if (o.command == "queue") return show_queue(result);
  if (o.command == "quarantine") return show_quarantine(result);
  if (result["ticket"].text())
    return fmt::format("ticket {} is {} with {}\n", *result["ticket"].text(), *result["state"].text(),
                       result["agency"].text() ? *result["agency"].text() : "nobody");
  if (o.command == "send") return fmt::format("queued as {}\n", *result["id"].number());
  return result["text"].text() ? *result["text"].text() + "\n" : "done\n";
}

int print_text(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  return std::fflush(stdout) == 0 ? exit_ok : complain("the answer could not be written", exit_refused);
}

int print(const ControlOptions& o, const Json& result) { return print_text(shown(o, result)); }

int explain_text(const ControlOptions& o) {
  if (o.config.empty()) return complain("explain needs --config FILE", exit_ctl_usage);
  const auto config = load(o);
  if (!config) return exit_refused;
  const auto now = std::chrono::floor<Duration>(std::chrono::system_clock::now());
  const auto result = explain(*config->rules, {o.from, o.as, o.pending, o.text}, now);
  return result ? print(o, *result) : complain(result.error().context, exit_refused);
}

/// Needs no gateway; the configuration only says which ports it has already.
int detect_modems(const ControlOptions& o) {
  std::vector<std::string> configured;
  if (!o.config.empty()) {
    const auto config = load(o);
    if (!config) return exit_refused;
    for (const auto& modem : config->modems) configured.push_back(modem.device.string());
  }
  config::Report report;
  auto profiles =
      config::read_profiles(surroundings().places, o.config.parent_path() / "modem-profiles", report);
  for (const auto& fault : report.errors) fmt::print(stderr, "{}\n", config::show(fault));
  const auto seen = detect::look({o.ports, !o.no_ask}, {}, std::move(profiles), configured);
  if (o.udev) return print_text(detect::rules_for(seen));
  return print_text(o.json ? detect::to_json(seen).dump(true) + "\n" : detect::show(seen));
}

/// The socket is named outright, by the configuration, or usual. Nothing: the configuration has errors.
std::optional<std::filesystem::path> socket_of(const ControlOptions& o) {
  if (o.config.empty()) return o.socket.empty() ? std::filesystem::path(default_socket) : o.socket;
  const auto config = load(o);
  return config ? std::optional(config->socket) : std::nullopt;
}

/// The gateway's result; unavailable is retry_later, refused anything else.
Result<Json> ask(const std::filesystem::path& socket, const Json& request) {
  const auto answer = control::ask(socket, request, patience);
  if (!answer) return Error{Errc::retry_later, answer.error().context};
  const auto* ok = (*answer)["ok"].truth();
  if (ok && *ok) return (*answer)["result"];
  const auto* why = (*answer)["error"].text();
  return Error{Errc::rejected, why ? *why : "refused"};
}

int complain(const Error& error) {
  return complain(error.context, error.code == Errc::retry_later ? exit_unavailable : exit_refused);
}

/// Orders are given once; what a view shows may be watched.
bool is_view(const std::string& command) {
  for (const auto* view :
       {"status", "tickets", "ticket", "messages", "quarantine", "queue", "scorecard", "recent", "access"})
    if (command == view) return true;
  return false;
}

int watch_view(const ControlOptions& o, const std::filesystem::path& socket) {
  return watch(std::chrono::seconds(*o.watch), [&](std::size_t, std::size_t) {
    const auto result = ask(socket, request_of(o));
    if (!result)
      return o.json ? Json::object({{"error", result.error().context}}).dump()
                    : result.error().context + "\n";
    return o.json ? result->dump() : shown(o, *result);
  });
}

/// One screenful of everything: status above, what happened last below.
int top(const ControlOptions& o) {
  const auto socket = socket_of(o);
  if (!socket) return exit_refused;
  const auto question = [](const char* command) {
    return Json::object({{"command", command}, {"limit", 100}});
  };
  const auto once = ask(*socket, question("status"));
  if (!once) return complain(once.error());
  return watch(std::chrono::seconds(o.watch.value_or(1)), [&](std::size_t, std::size_t) {
    const auto status = ask(*socket, question("status")), recent = ask(*socket, question("recent"));
    if (!status || !recent) return (status ? recent : status).error().context + "\n";
    if (o.json) return Json::object({{"status", *status}, {"recent", *recent}}).dump();
    return show_status(*status, in_colour()) + "\n" + show_recent(*recent);
  });
}

int ask_gateway(const ControlOptions& o) {
  const auto socket = socket_of(o);
  if (!socket) return exit_refused;
  if (o.watch && is_view(o.command)) return watch_view(o, *socket);
  if (o.watch) return complain("only views can be watched, such as status or queue", exit_ctl_usage);
  const auto result = ask(*socket, request_of(o));
  return result ? print(o, *result) : complain(result.error());
}

int export_all(const ControlOptions& o) {
  const auto socket = socket_of(o);
  if (!socket) return exit_refused;
  const auto done = export_tickets(
      request_of(o), [&](const Json& request) { return ask(*socket, request); },
      o.csv ? ExportForm::csv : ExportForm::ndjson,
      [](const std::string& text) {
        return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
      });
  return done ? exit_ok : complain(done.error());
}

int tell(const ControlOptions& o, const Result<Done>& done) {
  if (!done) return complain(done.error().context, exit_refused);
  const auto text = o.json ? done->json.dump(true) + "\n" : done->said;
  std::fwrite(text.data(), 1, text.size(), stdout);
  return std::fflush(stdout) == 0 ? exit_ok : complain("the answer could not be written", exit_refused);
}

Instant clock() { return std::chrono::floor<Duration>(std::chrono::system_clock::now()); }

/// What is done to the file itself needs to know where it is.
int care(ControlOptions o) {
  if (o.config.empty()) o.config = default_config;
  const auto config = load(o);
  if (!config) return exit_refused;
  if (o.command == "restore") return tell(o, restore(*config, o.file, clock()));
  if (o.command == "init") return tell(o, init_new(*config, o.after, clock()));
  return tell(o, vacuum(*config));
}

/// By the gateway, which alone may read its database; without one by whoever may.
Result<Done> make_backup(const ControlOptions& o, const std::optional<config::Config>& config) {
  const auto socket = !o.socket.empty() ? o.socket
                      : config          ? config->socket
                                        : std::filesystem::path(default_socket);
  const auto answer = control::ask(socket, request_of(o), std::chrono::hours(1));
  if (!answer) {
    if (!config) return answer.error();
    auto offline = backup_offline(*config, clock());
    if (!offline && offline.error().code == Errc::conflict) return answer.error();
    return offline;
  }
  const auto* ok = (*answer)["ok"].truth();
  if (!ok || !*ok)
    return Error{Errc::rejected, (*answer)["error"].text() ? *(*answer)["error"].text() : "refused"};
  const auto* file = (*answer)["result"]["file"].text();
  return Done{file ? *file + "\n" : "", (*answer)["result"]};
}

/// Read from the files; what a running gateway has not reloaded yet is not in it.
int show_config(ControlOptions o) {
  if (o.config.empty()) o.config = default_config;
  if (!load(o)) return exit_refused;
  config::Report report;
  const auto root = config::read_document(o.config, report);
  if (!root) return exit_refused;
  const auto values = config::effective(*root, o.config.string());
  if (!o.json) return print_text(config::show(values));
  auto list = Json::list();
  for (const auto& v : values)
    list.add(Json::object({{"section", v.section},
                           {"index", v.index > 0 ? Json(v.index) : Json()},
                           {"key", v.key},
                           {"value", v.value},
                           {"source", v.source}}));
  return print_text(list.dump(true) + "\n");
}

int explain_events(const ControlOptions& o) {
  if (o.journal) return print_text(log::journal_catalogue(log::catalogue()));
  auto list = Json::list();
  for (const auto& e : log::catalogue()) {
    if (!o.event.empty() && e.name != o.event) continue;
    auto fields = Json::list();
    for (const auto& field : e.fields) fields.add(field);
    list.add(Json::object({{"event", e.name},
                           {"level", e.level},
                           {"fields", fields},
                           {"group", e.group},
                           {"text", e.text},
                           {"message_id", log::message_id(e.name)}}));
  }
  if (list.items().empty()) return complain(fmt::format("there is no event \"{}\"", o.event), exit_refused);
  return print_text(o.json ? list.dump(true) + "\n" : show_events(list));
}

/// The files as they are now, then what the running gateway says; without one, what can be seen from outside.
int doctor(ControlOptions o) {
  const auto file = o.config.empty() ? std::filesystem::path(default_config) : o.config;
  const auto loaded = config::load(file, surroundings().places);
  auto findings = judge_configuration(loaded, file.string());
  const auto socket = !o.socket.empty() ? o.socket : loaded.config ? loaded.config->socket : default_socket;
  if (const auto told = ask(socket, request_of(o))) {
    for (auto& f : from_json(*told)) findings.push_back(std::move(f));
  } else {
    findings.push_back(
        {"gateway", Verdict::fail, told.error().context, "systemctl start lapord; journalctl -u lapord"});
    if (loaded.config)
      for (auto& f : look_at_state(*loaded.config, clock())) findings.push_back(std::move(f));
  }
  const auto text = o.json ? to_json(findings).dump(true) + "\n" : show_findings(findings, in_colour());
  std::fwrite(text.data(), 1, text.size(), stdout);
  return any_failed(findings) ? exit_refused : exit_ok;
}

int backup(const ControlOptions& o) {
  std::optional<config::Config> config;
  if (!o.config.empty() && !(config = load(o))) return exit_refused;
  auto made = make_backup(o, config);
  if (!made && made.error().code == Errc::retry_later)
    return complain(made.error().context, exit_unavailable);
  if (made && !o.folder.empty()) {
    const auto* file = made->json["file"].text();
    const auto copy = copy_backup(file ? *file : "", o.folder, config ? config->backups_kept : 7);
    if (!copy) return complain(copy.error().context, exit_refused);
    made->json.set("copy", copy->string());
    made->said = copy->string() + "\n";
  }
  return tell(o, made);
}

int run(ControlOptions o) {
  if (o.command == "explain") return explain_text(o);
  if (o.command == "top") return top(o);
  if (o.command == "config") return show_config(std::move(o));
  if (o.command == "events") return explain_events(o);
  if (o.command == "doctor") return doctor(std::move(o));
  if (o.command == "backup") return backup(o);
  if (o.command == "export") return export_all(o);
  if (o.command == "restore" || o.command == "init" || o.command == "vacuum") return care(std::move(o));
  if (o.command == "detect") return detect_modems(o);
  return ask_gateway(o);
}

}  // namespace
}  // namespace lapor::daemon

int main(int argc, char** argv) {
  const auto options = lapor::daemon::read_control_options(argc, argv);
  if (const auto* status = std::get_if<int>(&options)) return *status;
  try {
    return lapor::daemon::run(std::get<lapor::daemon::ControlOptions>(options));
  } catch (const std::exception& e) {
    fmt::print(stderr, "laporctl: {}\n", e.what());
    return lapor::daemon::exit_refused;
  }
}
