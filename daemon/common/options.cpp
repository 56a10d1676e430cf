#include "common/options.hpp"

#include <CLI/CLI.hpp>
#include <iostream>

#include "build_info.hpp"

namespace lapor::daemon {

std::string version_number() { return LAPOR_VERSION; }
std::string version_text() { return "lapor " LAPOR_VERSION; }

Option& Option::required() { return option_->required(), *this; }

Option& Option::one_of(std::vector<std::string> words) {
  option_->check(CLI::IsMember(std::move(words)));
  return *this;
}

Option& Option::one_of_ignoring_case(std::vector<std::string> words) {
  option_->check(CLI::IsMember(std::move(words), CLI::ignore_case));
  return *this;
}

Option& Option::between(unsigned low, unsigned high) { return option_->check(CLI::Range(low, high)), *this; }
Option& Option::takes(int low, int high) { return option_->expected(low, high), *this; }

Option& Option::default_value(const std::string& value) {
  option_->expected(0, 1)->default_str(value);
  return *this;
}

Option& Option::excludes(const Option& other) { return option_->excludes(other.option_), *this; }
Option& Option::hidden() { return option_->group(""), *this; }

template <class T>
Option OptionSet::option(const std::string& name, T& value, const std::string& help) {
  return Option(*app_->add_option(name, value, help));
}

template Option OptionSet::option(const std::string&, std::string&, const std::string&);
template Option OptionSet::option(const std::string&, std::filesystem::path&, const std::string&);
template Option OptionSet::option(const std::string&, unsigned&, const std::string&);
template Option OptionSet::option(const std::string&, std::optional<unsigned>&, const std::string&);
template Option OptionSet::option(const std::string&, std::optional<std::int64_t>&, const std::string&);
template Option OptionSet::option(const std::string&, std::vector<std::string>&, const std::string&);

Option OptionSet::flag(const std::string& name, bool& value, const std::string& help) {
  return Option(*app_->add_flag(name, value, help));
}

OptionSet OptionSet::command(const std::string& name, const std::string& help) {
  return OptionSet(*app_->add_subcommand(name, help));
}

CommandLine::CommandLine(const std::string& program, const std::string& description)
    : app_(std::make_unique<CLI::App>(description, program)) {
  app_->set_version_flag("--version", version_text());
}

CommandLine::~CommandLine() = default;

void CommandLine::require_command() {
  app_->fallthrough();
  app_->require_subcommand(1);
}

std::optional<int> CommandLine::parse(int argc, const char* const* argv, int usage) {
  try {
    app_->parse(argc, argv);
  } catch (const CLI::Success& help_or_version) {
    return app_->exit(help_or_version);
  } catch (const CLI::ParseError& error) {
    app_->exit(error, std::cout, std::cerr);
    return usage;
  }
  return std::nullopt;
}

std::string CommandLine::command() const { return app_->get_subcommands().front()->get_name(); }

}  // namespace lapor::daemon
