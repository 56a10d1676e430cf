// docs/architecture.md prints the two tables of moves; this compares them. To renew them, run with
// LAPOR_WRITE_DOCS=1.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>

#include "domain/delivery/lifecycle.hpp"
#include "domain/ticket/lifecycle.hpp"
#include "support/catch.hpp"

namespace {

const std::string page = LAPOR_SOURCE_DIR "/docs/architecture.md";

std::string read(const std::string& path) {
  std::ifstream in(path);
  std::stringstream all;
  all << in.rdbuf();
  return all.str();
}

/// One row a state: what can happen there and where it leads.
template <class Moves, class NameAct>
std::string table(const Moves& moves, NameAct act) {
  std::string out = "\n| in | what happens → where it goes |\n|---|---|\n";
  for (std::size_t i = 0; i < moves.size();) {
    const auto from = moves[i].from;
    out += fmt::format("| `{}` |", name(from));
    std::string sep = " ";
    for (; i < moves.size() && moves[i].from == from; ++i) {
      out += fmt::format("{}{} → `{}`", sep, act(moves[i]), name(moves[i].to));
      sep = ", ";
    }
    out += " |\n";
  }
  return out + "\n";
}

/// The text between the marker that begins so and the end marker.
void compare(const std::string& marker, const std::string& wanted) {
  auto text = read(page);
  const auto start = text.find("<!-- " + marker);
  REQUIRE(start != std::string::npos);
  const auto from = text.find("-->\n", start) + 4;
  const auto to = text.find("<!-- end -->", from);
  REQUIRE(to != std::string::npos);
  if (std::getenv("LAPOR_WRITE_DOCS")) std::ofstream(page) << text.replace(from, to - from, wanted);
  CHECK(read(page).find(wanted) != std::string::npos);
}

}  // namespace

TEST_CASE("the docs print the ticket's moves as they are", "[docs]") {
  auto moves = lapor::ticket::moves;
  std::stable_sort(moves.begin(), moves.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
  compare("ticket moves", table(moves, [](const auto& m) { return name(m.act); }));
}

TEST_CASE("the docs print the deliveries' moves as they are", "[docs]") {
  auto moves = lapor::delivery::moves;
  std::stable_sort(moves.begin(), moves.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
  compare("delivery moves", table(moves, [](const auto& m) { return name(m.event); }));
}
