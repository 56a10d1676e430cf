// laporctl: the operator's tool. See laporctl(1).
#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <optional>

#include "edge/client.hpp"
#include "explain.hpp"
#include "options.hpp"
#include "places.hpp"
#include "show.hpp"

namespace lapor::daemon {
namespace {

constexpr auto default_socket = "/run/lapord/control.sock";
constexpr auto patience = std::chrono::seconds(120);  // a USSD code waits for the network

using edge::Json;

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
  return request;
}

std::string shown(const ControlOptions& o, const Json& result) {
  if (o.json) return result.dump(true) + "\n";
  if (o.command == "status") return show_status(result);
  if (o.command == "tickets") return show_tickets(result);
  if (o.command == "ticket") return show_ticket(result);
  if (o.command == "messages") return show_messages(result);
  if (o.command == "scorecard") return o.csv ? scorecard_csv(result) : show_scorecard(result);
  if (o.command == "explain") return show_explanation(result);
  if (o.command == "queue") return show_queue(result);
  if (result["ticket"].text())
    return fmt::format("ticket {} is {} with {}\n", *result["ticket"].text(), *result["state"].text(),
                       result["agency"].text() ? *result["agency"].text() : "nobody");
  if (o.command == "send") return fmt::format("queued as {}\n", *result["id"].number());
  return result["text"].text() ? *result["text"].text() + "\n" : "done\n";
}

int print(const ControlOptions& o, const Json& result) {
  const auto text = shown(o, result);
  std::fwrite(text.data(), 1, text.size(), stdout);
  return std::fflush(stdout) == 0 ? exit_ok : complain("the answer could not be written", exit_refused);
}

int explain_text(const ControlOptions& o) {
  if (o.config.empty()) return complain("explain needs --config FILE", exit_ctl_usage);
  const auto config = load(o);
  if (!config) return exit_refused;
  const auto now = std::chrono::floor<Duration>(std::chrono::system_clock::now());
  const auto result = explain(*config->rules, {o.from, o.as, o.pending, o.text}, now);
  return result ? print(o, *result) : complain(result.error().context, exit_refused);
}

/// Without a running gateway there is nobody to ask: the socket is named outright, by the configuration, or
/// usual.
int ask_gateway(const ControlOptions& o) {
  auto socket = o.socket.empty() ? std::filesystem::path(default_socket) : o.socket;
  if (!o.config.empty()) {
    const auto config = load(o);
    if (!config) return exit_refused;
    socket = config->socket;
  }
  const auto answer = edge::ask(socket, request_of(o), patience);
  if (!answer) return complain(answer.error().context, exit_unavailable);
  const auto* ok = (*answer)["ok"].truth();
  if (ok && *ok) return print(o, (*answer)["result"]);
  const auto* why = (*answer)["error"].text();
  return complain(why ? *why : "refused", exit_refused);
}

int run(ControlOptions o) {
  if (o.command == "explain") return explain_text(o);
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
