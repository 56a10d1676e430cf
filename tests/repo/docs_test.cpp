// Compares the docs with the shape of the repository.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <regex>
#include <set>

#include "repo/sources.hpp"
#include "support/catch.hpp"

namespace lapor::repo {
namespace {
namespace fs = std::filesystem;

using Names = std::set<std::string>;

/// The words between backquotes in a line, split at blanks and commas: `care`, `views messages`, `sms/`.
Names quoted(const std::string& line) {
  static const std::regex code{"`([^`]+)`"}, word{R"([^ ,]+)"};
  Names found;
  for (std::sregex_iterator it{line.begin(), line.end(), code}, end; it != end; ++it) {
    const auto inside = (*it)[1].str();
    for (std::sregex_iterator w{inside.begin(), inside.end(), word}; w != end; ++w) found.insert(w->str());
  }
  return found;
}

/// "store.hpp" and "store.cpp" are `store`; "migrations/*.sql" is `migrations`.
std::string stem(const std::string& name) { return name.substr(0, name.find_first_of("./")); }

/// The files and folders that stand in this folder, by what a README calls them.
Names inhabitants(const std::string& folder) {
  Names names;
  for (const auto& source : read_sources({folder})) {
    const auto inside = source.path.substr(folder.size() + 1);
    if (inside.find('/') != inside.npos || source.cpp()) names.insert(stem(inside));
  }
  return names;
}

/// The names of all files and folders below a folder, without their endings.
Names everything_below(const std::string& folder) {
  Names names;
  for (const auto& entry : fs::recursive_directory_iterator{fs::path(LAPOR_SOURCE_DIR) / folder})
    names.insert(stem(entry.path().filename().string()));
  return names;
}

/// `host/supervisor*` names what is called supervisor*; `migrations/*.sql` and `sms/` name a folder.
std::string last_part(const std::string& name) {
  auto whole = name.substr(0, name.find("/*"));
  if (whole.ends_with('/')) whole.pop_back();
  return whole.substr(whole.rfind('/') + 1);
}

bool named(const std::string& inhabitant, const Names& by) {
  return std::any_of(by.begin(), by.end(), [&](const auto& name) {
    return name.ends_with('*') ? inhabitant.starts_with(name.substr(0, name.size() - 1))
                               : stem(name) == inhabitant;
  });
}

/// The first column of a README's tables.
Names first_column(const Source& readme) {
  Names names;
  for (const auto& line : readme.lines)
    if (line.starts_with("| `")) names.merge(quoted(line.substr(0, line.find(" | "))));
  return names;
}

std::vector<Source> readmes() {
  auto pages = read_sources({"lib", "daemon"});
  std::erase_if(pages, [](const auto& page) { return !page.path.ends_with("/README.md"); });
  return pages;
}

std::vector<std::string> absent(const Source& page, const std::vector<std::string>& lines) {
  std::vector<std::string> out;
  std::size_t from = 0;
  for (const auto& line : lines) {
    const auto at = page.text().find(line, from);
    if (at == std::string::npos)
      out.push_back(line);
    else
      from = at;
  }
  return out;
}

}  // namespace

TEST_CASE("every floor of lib/ and daemon/ has a page that says what it knows and what it must never know") {
  for (const auto& entry : fs::directory_iterator{LAPOR_SOURCE_DIR "/lib"}) {
    INFO(entry.path().string());
    if (entry.is_directory()) CHECK(fs::exists(entry.path() / "README.md"));
  }
  CHECK(fs::exists(LAPOR_SOURCE_DIR "/daemon/README.md"));
}

TEST_CASE("a folder's README names each of its files and rooms, and nothing that is gone") {
  CHECK(readmes().size() >= 8);
  for (const auto& readme : readmes()) {
    INFO(readme.path);
    const auto there = inhabitants(readme.folder());
    Names said;
    for (const auto& line : readme.lines) said.merge(quoted(line));
    for (const auto& name : there) {
      INFO("lacks " << name);
      CHECK(named(name, said));
    }
    const auto below = everything_below(readme.folder());
    for (const auto& name : first_column(readme)) {
      INFO("names " << name);
      CHECK(std::any_of(below.begin(), below.end(),
                        [&](const auto& n) { return named(n, {last_part(name)}); }));
    }
  }
}

TEST_CASE("tests/unit mirrors lib/, and has a folder for daemon/") {
  std::map<std::string, bool> rooms;  // of lib/: is there a test?
  for (const auto& source : read_sources({"lib"}))
    if (source.path.ends_with(".cpp")) rooms.emplace(source.folder().substr(4), false);
  for (const auto& source : read_sources({"tests/unit"})) {
    if (!source.path.ends_with("_test.cpp")) continue;
    const auto room = source.folder().substr(std::string("tests/unit/").size());
    INFO(source.path);
    const bool floor = room == "daemon" || fs::is_directory(fs::path(LAPOR_SOURCE_DIR "/lib") / room);
    CHECK(floor);
    for (auto& [name, tested] : rooms)
      if (name == room) tested = true;
  }
  for (const auto& [name, tested] : rooms) {
    if (name.starts_with("engine") || name.starts_with("modem")) continue;  // tests/sim and tests/worker, too
    INFO("no unit test of lib/" << name);
    CHECK(tested);
  }
}

/// lib/control/commands/GROUP_commands.cpp: a name for the reader to fill in.
bool placeholder(const std::string& path) {
  static const std::regex capitals{"[A-Z]{4,}"};
  return std::regex_search(path, capitals) && path.find("README") == path.npos;
}

TEST_CASE("a path that a page names exists") {
  static const std::regex path{
      R"re(`((?:lib|daemon|tests|docs|systemd|modem-profiles)/[A-Za-z0-9_./-]*)`)re"};
  for (const auto& page : read_sources({"docs", "README.md", "CONTRIBUTING.md", "lib", "daemon", "tests"})) {
    if (page.extension() != ".md") continue;
    for (std::size_t i = 0; i < page.lines.size(); ++i) {
      const auto& line = page.lines[i];
      for (std::sregex_iterator it{line.begin(), line.end(), path}, end; it != end; ++it) {
        const auto name = (*it)[1].str();
        INFO(fmt::format("{}:{}: {}", page.path, i + 1, name));
        if (placeholder(name)) continue;
        const fs::path at = fs::path(LAPOR_SOURCE_DIR) / name;
        CHECK((fs::exists(at) || fs::exists(at.string() + ".cpp") || fs::exists(at.string() + ".hpp")));
      }
    }
  }
}

TEST_CASE(
    "a decision has a number of its own and says context, options, choice, price, what would change it") {
  auto pages = read_sources({"docs/decisions"});
  std::sort(pages.begin(), pages.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  unsigned number = 0;
  for (const auto& page : pages) {
    INFO(page.path);
    const auto wanted = fmt::format("{:04}", ++number);
    CHECK(fs::path(page.path).filename().string().starts_with(wanted + "-"));
    CHECK(page.lines.front().starts_with("# " + wanted + " "));
    CHECK(absent(page, {"\n**Context.** ", "\n**Options.** ", "\n**Choice.** ", "\n**Price.** ",
                        "\n**What would change our mind.** "}) == std::vector<std::string>{});
  }
  CHECK(number >= 12);
}

}  // namespace lapor::repo
