// tests/data/reports.tsv: which category a report gets, by the shipped keywords alone.
#include <algorithm>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "domain/commands/command.hpp"
#include "support/catch.hpp"
#include "support/figures.hpp"
#include "support/table_file.hpp"
#include "support/vocabulary_file.hpp"

using namespace lapor;

namespace {

/// "-" where the coordinator decides.
std::string category(const std::string& text) {
  const auto command = commands::parse_citizen(text, test::shipped_vocabulary(), {});
  const auto* report = std::get_if<commands::Report>(&command);
  if (!report) return std::string(commands::name(commands::verb_of(command)));
  return report->category.empty() ? "-" : report->category;
}

std::vector<std::string> acceptable(const std::string& cell) {
  std::vector<std::string> out;
  std::istringstream parts(cell);
  for (std::string code; std::getline(parts, code, '|');) out.push_back(code);
  return out;
}

}  // namespace

TEST_CASE("most reports go to the agency that owns them, and few to another",
          "[routing][category][figures]") {
  test::Figures figures("reports");
  int owned = 0, right = 0, undecided = 0, unowned = 0, taken = 0;
  for (const auto& row : test::table("reports.tsv", 2)) {
    const auto codes = acceptable(row[0]);
    const auto read = category(row[1]);
    const bool fits = std::count(codes.begin(), codes.end(), read) > 0;
    figures.add(fits ? read : codes.front(), read, row[1]);
    if (codes.front() == "-") {
      ++unowned, taken += !fits;
    } else {
      ++owned, right += fits, undecided += !fits && read == "-";
    }
  }
  figures.print();
  const int wrong = owned - right - undecided;
  std::cout << "  of " << owned << " that a category owns: " << right << " right, " << wrong << " wrong, "
            << undecided << " left to the coordinator; of " << unowned << " that none owns: " << taken
            << " went to some agency\n";
  CHECK(owned >= 390);
  CHECK(unowned >= 50);
  CHECK(right >= 0.94 * owned);
  CHECK(wrong <= 0.02 * owned);
  CHECK(taken <= 0.12 * unowned);
}
