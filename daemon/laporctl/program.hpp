// laporctl as a set of commands. Each command says in one place which options it has, what it asks or does,
// and how the answer is shown to people.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common/options.hpp"
#include "control/protocol.hpp"
#include "laporctl/session.hpp"

namespace lapor::laporctl {

class Command {
 public:
  Command(std::string name, daemon::OptionSet options) : name_(std::move(name)), options_(options) {}

  /// A struct for the values of this command's options; it lives as long as the command.
  template <class Values>
  Values& values() {
    auto owned = std::make_shared<Values>();
    values_ = owned;
    return *owned;
  }
  template <class T>
  daemon::Option option(const std::string& name, T& value, const std::string& help = {}) {
    return options_.option(name, value, help);
  }
  daemon::Option flag(const std::string& name, bool& value, const std::string& help = {}) {
    return options_.flag(name, value, help);
  }

  /// `fault` says what is wrong with the options taken together; nullopt if nothing is.
  void check(std::function<std::optional<std::string>()> fault) { fault_ = std::move(fault); }
  /// The command of the control socket that has this name answers. `request` makes the request from the
  /// values; `show` makes a text of the result. A view may be watched (--watch). \pre the control socket
  /// knows a command of this name
  void ask_gateway(std::function<control::Json()> request,
                   std::function<std::string(const control::Json& result, const Page& page)> show);
  /// The same of a result without times.
  void ask_gateway(std::function<control::Json()> request,
                   std::function<std::string(const control::Json& result)> show);
  /// `action` does it all. \returns the exit status
  void run_here(std::function<int(const Session&)> action) { action_ = std::move(action); }

  std::optional<std::string> fault() const { return fault_ ? fault_() : std::nullopt; }
  int run(const Session& session) const { return action_(session); }

 private:
  std::string name_;
  daemon::OptionSet options_;
  std::shared_ptr<void> values_;
  std::function<std::optional<std::string>()> fault_;
  std::function<int(const Session&)> action_;
};

class Program {
 public:
  /// With every command.
  Program();
  /// A new command; names differ.
  Command& add(const std::string& name, const std::string& help);
  bool has(const std::string& name) const { return commands_.contains(name); }
  /// Reads the words of main() and carries the command out. \returns the exit status
  int run(int argc, const char* const* argv);

 private:
  ProgramOptions options_;
  daemon::CommandLine line_;
  std::map<std::string, Command> commands_;
};

}  // namespace lapor::laporctl
