#include "laporctl/session.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "common/exit_status.hpp"
#include "common/install_paths.hpp"
#include "control/client.hpp"
#include "control/protocol.hpp"

namespace lapor::laporctl {
namespace {

namespace fs = std::filesystem;
using control::Json;

constexpr std::chrono::seconds patience{120};

std::optional<config::Config> load_or_complain(const fs::path& file) {
  auto loaded = config::load(file, daemon::install_layout().paths);
  for (const auto& fault : loaded.report.errors) fmt::print(stderr, "{}\n", config::show(fault));
  return std::move(loaded.config);
}

}  // namespace

std::optional<config::Config> Session::config_or_complain() const {
  return load_or_complain(options_.config.empty() ? fs::path(default_config) : options_.config);
}

std::optional<fs::path> Session::socket_or_complain() const {
  if (options_.config.empty()) return socket_beside(std::nullopt);
  const auto config = config_or_complain();
  return config ? std::optional(config->socket) : std::nullopt;
}

fs::path Session::socket_beside(const std::optional<config::Config>& config) const {
  if (!options_.socket.empty()) return options_.socket;
  return config ? config->socket : fs::path(default_socket);
}

int Session::print(const Outcome& outcome) const {
  return print_text(options_.json ? outcome.json.dump(true) + "\n" : outcome.text);
}

Result<Json> ask(const fs::path& socket, const Json& request, std::chrono::seconds timeout) {
  const auto answer = control::ask(socket, request, timeout);
  if (!answer) return Error{Errc::retry_later, answer.error().context};
  return control::result_of(*answer);
}

Result<Answer> ask_for_people(const fs::path& socket, const Json& request) {
  const auto answer = control::ask(socket, request, patience);
  if (!answer) return Error{Errc::retry_later, answer.error().context};
  const auto result = control::result_of(*answer);
  if (!result) return result.error();
  const bool is_terminal = ::isatty(STDOUT_FILENO) != 0;
  return Answer{*result, {LocalTime(control::text_of(*answer, "timezone")), is_terminal}};
}

int print_text(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  return std::fflush(stdout) == 0 ? daemon::exit_ok
                                  : complain("the answer could not be written", daemon::exit_refused);
}

int complain(const std::string& why, int status) {
  fmt::print(stderr, "laporctl: {}\n", why);
  return status;
}

int complain(const Error& error) {
  return complain(error.context,
                  error.code == Errc::retry_later ? daemon::exit_unavailable : daemon::exit_refused);
}

bool in_colour() { return ::isatty(STDOUT_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr; }

Instant now() { return std::chrono::floor<Duration>(std::chrono::system_clock::now()); }

}  // namespace lapor::laporctl
