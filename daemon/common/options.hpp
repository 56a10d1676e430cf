// The command line of a program, read into values. CLI11 does the work and is known to options.cpp alone,
// because it takes long to compile.
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

// NOLINTNEXTLINE(readability-identifier-naming): the name that CLI11 gives itself
namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace lapor::daemon {

/// One option or argument. The calls below narrow down what it takes and can be chained.
class Option {
 public:
  explicit Option(CLI::Option& option) : option_(&option) {}
  Option& required();
  Option& one_of(std::vector<std::string> words);
  Option& one_of_ignoring_case(std::vector<std::string> words);
  Option& between(unsigned low, unsigned high);
  /// Takes from `low` to `high` words.
  Option& takes(int low, int high);
  /// Its value may be left out; then it is this one.
  Option& default_value(const std::string& value);
  Option& excludes(const Option& other);
  /// Hides it from --help: a program gives it only to its own children.
  Option& hidden();

 private:
  CLI::Option* option_;
};

/// The options of a program, or of one of its commands. The values that they are read into must live until
/// the command line has been parsed.
class OptionSet {
 public:
  explicit OptionSet(CLI::App& app) : app_(&app) {}
  /// An option "--state", or an argument "NUMBER". T is std::string, std::filesystem::path, unsigned,
  /// std::optional<unsigned>, std::optional<std::int64_t> or std::vector<std::string>.
  template <class T>
  Option option(const std::string& name, T& value, const std::string& help = {});
  Option flag(const std::string& name, bool& value, const std::string& help = {});
  OptionSet command(const std::string& name, const std::string& help);

 private:
  CLI::App* app_;
};

class CommandLine {
 public:
  CommandLine(const std::string& program, const std::string& description);
  ~CommandLine();
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;

  OptionSet options() { return OptionSet(*app_); }
  /// One command has to be given; the program's own options may stand behind it.
  void require_command();
  /// nullopt if the values have been read and the program should go on. Else the status to exit with, `usage`
  /// for wrong usage; help, the version or a complaint has been printed.
  std::optional<int> parse(int argc, const char* const* argv, int usage);
  /// The name of the command that was given. \pre require_command(), and parse() read the values
  std::string command() const;

 private:
  std::unique_ptr<CLI::App> app_;
};

/// "lapor 1.2.3"
std::string version_text();
/// "1.2.3"
std::string version_number();

}  // namespace lapor::daemon
