// A lifecycle's table as docs/architecture.md prints it. Run a test that compares one with
// LAPOR_WRITE_DOCS=1, and the page is renewed.
#pragma once
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "base/transition_table.hpp"
#include "support/catch.hpp"

namespace lapor::test {

/// A row for each state, in the order of the enumeration: what can happen there and where it leads.
template <class State, class Event, std::size_t N>
std::string markdown(const TransitionTable<State, Event, N>& table) {
  std::vector<Transition<State, Event>> rows(table.begin(), table.end());
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
  std::string out = "\n| in | what happens → where it goes |\n|---|---|\n";
  for (std::size_t i = 0; i < rows.size();) {
    const auto from = rows[i].from;
    out += fmt::format("| `{}` |", name(from));
    for (std::string separator = " "; i < rows.size() && rows[i].from == from; ++i, separator = ", ")
      out += fmt::format("{}{} → `{}`", separator, name(rows[i].event), name(rows[i].to));
    out += " |\n";
  }
  return out + "\n";
}

/// Checks what the page has between "<!-- MARKER …-->" and the next "<!-- end -->".
inline void compare_with_page(const std::string& marker, const std::string& wanted) {
  const std::string page = LAPOR_SOURCE_DIR "/docs/architecture.md";
  const auto read = [&] {
    std::stringstream all;
    all << std::ifstream(page).rdbuf();
    return all.str();
  };
  auto text = read();
  const auto start = text.find("<!-- " + marker);
  REQUIRE(start != std::string::npos);
  const auto from = text.find("-->\n", start) + 4, to = text.find("<!-- end -->", from);
  REQUIRE(to != std::string::npos);
  if (std::getenv("LAPOR_WRITE_DOCS")) std::ofstream(page) << text.replace(from, to - from, wanted);
  CHECK(read().find(wanted) != std::string::npos);
}

}  // namespace lapor::test
