// Every command of laporctl gets a Session: the program's options, the configuration, the gateway, and how
// answers and errors are printed.
#pragma once
#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

#include "base/error.hpp"
#include "base/time.hpp"
#include "config/config.hpp"
#include "control/json.hpp"
#include "laporctl/page.hpp"

namespace lapor::laporctl {

struct ProgramOptions {
  std::filesystem::path socket;  ///< empty: not given
  std::filesystem::path config;  ///< empty: not given
  bool json = false;
  std::optional<unsigned> watch;  ///< seconds between two looks
};

/// The result of a command: for people, and for --json.
struct Outcome {
  std::string text;
  control::Json json;
};

inline constexpr auto default_socket = "/run/lapord/control.sock";
inline constexpr auto default_config = "/etc/lapord/lapord.toml";

class Session {
 public:
  explicit Session(const ProgramOptions& options) : options_(options) {}
  const ProgramOptions& options() const { return options_; }

  /// The configuration of --config, or the usual one. nullopt if it has errors, which have then been printed.
  std::optional<config::Config> config_or_complain() const;
  /// The gateway's socket: the one of --socket, the one that --config names, or the usual one. nullopt if the
  /// configuration has errors, which have then been printed.
  std::optional<std::filesystem::path> socket_or_complain() const;
  /// The socket where the configuration may be missing or faulty: then the usual one.
  std::filesystem::path socket_beside(const std::optional<config::Config>& config) const;

  /// Prints it in the form that --json asks for. \returns the exit status
  int print(const Outcome& outcome) const;

 private:
  const ProgramOptions& options_;
};

/// The gateway's result. Errors: retry_later (nobody answers there), rejected (refused, with its reason).
Result<control::Json> ask(const std::filesystem::path& socket, const control::Json& request,
                          std::chrono::seconds timeout = std::chrono::seconds(120));

/// A result with the page that people are to read it on.
struct Answer {
  control::Json result;
  Page page;
};
/// As ask().
Result<Answer> ask_for_people(const std::filesystem::path& socket, const control::Json& request);

/// Prints a text. \returns the exit status, exit_refused if it could not be written
int print_text(const std::string& text);
/// Prints the reason on stderr. \returns `status`
int complain(const std::string& why, int status);
/// \returns exit_unavailable for retry_later, else exit_refused
int complain(const Error& error);
/// True on a terminal, unless NO_COLOR is set (no-color.org).
bool in_colour();
/// The machine's clock.
Instant now();

}  // namespace lapor::laporctl
