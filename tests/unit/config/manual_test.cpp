// lapord.toml(5) lists exactly the keys that the table has, with the defaults that it has.
#include <fmt/format.h>

#include <fstream>
#include <iterator>

#include "config/keys.hpp"
#include "config/nearest.hpp"
#include "support/catch.hpp"

using namespace lapor::config;

namespace {

std::string manual() {
  std::ifstream in(LAPOR_SOURCE_DIR "/docs/man/lapord.toml.5.scd");
  return {std::istreambuf_iterator<char>(in), {}};
}

/// scdoc takes "_" and "*" for markup.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '_' || c == '*' || c == '\\' || c == '[' || c == '<') out += '\\';
    out += c;
  }
  return out;
}

std::string entry(const Key& key) {
  const auto standard = key.type == Type::later  ? std::string("not known yet")
                        : key.standard.empty()   ? std::string("required")
                        : key.standard == "\"\"" ? std::string("empty")
                                                 : escaped(key.standard);
  return fmt::format("*{}* ({})\n\t{}\n", escaped(key.name), standard, escaped(key.doc));
}

std::string reference() {
  std::string out;
  for (const auto& section : sections()) {
    out += section.many ? fmt::format("## [[{}]]\n\n{}\n\n", section.name, section.doc)
                        : fmt::format("## [{}]\n\n{}\n\n", section.name, section.doc);
    for (const auto& key : keys())
      if (key.section == section.name) out += entry(key) + "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("lapord.toml(5) lists the keys as the program knows them", "[config]") {
  const auto wanted = reference();
  INFO("docs/man/lapord.toml.5.scd must hold:\n" << wanted);
  CHECK(manual().find(wanted) != std::string::npos);
}

TEST_CASE("the nearest word is found where one is near", "[config]") {
  CHECK(nearest("nmae", {"name", "socket"}) == "name");
  CHECK(nearest("colour", {"name", "socket"}).empty());
  CHECK(suggestion("x", {"name", "socket"}) == "; known here: name, socket");
  CHECK(suggestion("x", {}).empty());
}
