// Fills the tables of a manual page that the program itself knows: `lapor-manual <page.scd`, where a line
// such as @keys@ stands for the table of that name. A name that it doesn't know is an error.
#include <fmt/format.h>

#include <iostream>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "config/keys.hpp"
#include "control/command_table.hpp"
#include "domain/replies/templates.hpp"

namespace {

/// scdoc takes these for markup.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '_' || c == '*' || c == '\\' || c == '[' || c == '<') out += '\\';
    out += c;
  }
  return out;
}

std::string replies() {
  std::string out;
  for (const auto& kind : lapor::replies::kinds()) {
    std::string fields;
    for (const auto field : kind.fields) fields += fmt::format(" {{{}}}", field);
    const auto parts = kind.max_parts == 1 ? std::string{} : fmt::format("at most {} parts", kind.max_parts);
    out += fmt::format("*{}*\n\t{}.{}{}{}\n\n", escaped(kind.code), escaped(kind.meaning), escaped(fields),
                       parts.empty() ? "" : "; ", parts);
  }
  return out;
}

std::string fields() {
  std::set<std::string_view> names;
  for (const auto& kind : lapor::replies::kinds()) names.insert(kind.fields.begin(), kind.fields.end());
  std::string out;
  for (const auto name : names)
    out += fmt::format("*{{{}}}*\n\t{}; at most {} characters\n\n", escaped(name),
                       escaped(lapor::replies::field_meaning(name)), lapor::replies::field_limit(name));
  return out;
}

/// The default of a key as a reader needs it.
std::string standard(const lapor::config::Key& key) {
  if (key.type == lapor::config::Type::later) return "not known yet";
  if (key.standard.empty()) return "required";
  return key.standard == "\"\"" ? "empty" : escaped(key.standard);
}

std::string keys() {
  std::string out;
  for (const auto& section : lapor::config::sections()) {
    out += fmt::format(fmt::runtime(section.many ? "## [[{}]]\n\n{}\n\n" : "## [{}]\n\n{}\n\n"), section.name,
                       section.doc);
    for (const auto& key : lapor::config::keys())
      if (key.section == section.name)
        out += fmt::format("*{}* ({})\n\t{}\n\n", escaped(key.name), standard(key), escaped(key.doc));
  }
  return out;
}

/// The names of the control socket's commands that `fits` picks, as a line of an indented paragraph.
std::string commands(bool (*fits)(const lapor::control::Command&)) {
  std::string out;
  for (const auto& command : lapor::control::command_table())
    if (fits(command)) out += fmt::format("{}*{}*", out.empty() ? "\t" : ", ", escaped(command.name));
  return out + ".\n";
}

std::string viewable_commands() {
  return commands([](const auto& c) { return c.right == lapor::control::Right::view; });
}

std::string recorded_commands() {
  return commands([](const auto& c) { return c.audit == lapor::control::Audit::access; });
}

const std::map<std::string, std::string (*)(), std::less<>> tables{
    {"@keys@", keys},
    {"@replies@", replies},
    {"@fields@", fields},
    {"@viewable_commands@", viewable_commands},
    {"@recorded_commands@", recorded_commands}};

bool stands_for_a_table(const std::string& line) {
  return line.size() > 2 && line.front() == '@' && line.back() == '@';
}

}  // namespace

int main() {
  for (std::string line; std::getline(std::cin, line);) {
    const auto table = tables.find(line);
    if (table == tables.end() && stands_for_a_table(line)) {
      std::cerr << "lapor-manual: there is no table " << line << "\n";
      return 1;
    }
    std::cout << (table == tables.end() ? line + "\n" : table->second());
  }
  return std::cout.flush() ? 0 : 1;
}
