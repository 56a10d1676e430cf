// tests/data/grammar.tsv: what each text means, row by row.
#include <algorithm>
#include <cctype>
#include <fstream>
#include <sstream>
#include <vector>

#include "domain/commands/command.hpp"
#include "support/catch.hpp"
#include "support/vocabulary_file.hpp"

using namespace lapor::commands;

namespace {

struct Row {
  std::string role, pending, sender, message, expected;
  int line = 0;
};

std::vector<Row> rows() {
  std::ifstream in(LAPOR_SOURCE_DIR "/tests/data/grammar.tsv");
  std::vector<Row> out;
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.empty() || line[0] == '#' || line.rfind("role\t", 0) == 0) continue;
    std::istringstream cells(line);
    Row row;
    for (auto* cell : {&row.role, &row.pending, &row.sender, &row.message, &row.expected})
      std::getline(cells, *cell, '\t');
    row.line = number;
    out.push_back(row);
  }
  return out;
}

/// As `laporctl explain` assumes: good numbers are this sender's own.
Command read(const Row& row) {
  const auto& vocabulary = lapor::test::shipped_vocabulary();
  if (row.role == "agency")
    return parse_agency(row.message, vocabulary, {{"BMCK", "DISHUB", "DLHK", "SDATR"}, {}});
  Citizen citizen;
  if (row.pending == "CONFIRM") citizen.pending = {Pending::confirm};
  if (row.pending == "RATE") citizen.pending = {Pending::rate};
  if (row.pending == "CLARIFY") citizen.pending = {Pending::clarify};
  citizen.own = mentioned_tickets(row.message);
  const auto letter = [](unsigned char c) { return std::isalpha(c) != 0; };
  citizen.machine = !row.sender.empty() &&
                    (row.sender.size() < 7 || std::any_of(row.sender.begin(), row.sender.end(), letter));
  return parse_citizen(row.message, vocabulary, citizen);
}

std::string blank_for_underscore(std::string text) {
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

bool has_flag(const Command& command, const std::string& flag) {
  return std::any_of(command.flags.begin(), command.flags.end(), [&](Flag f) { return name(f) == flag; });
}

/// What a Command says under a key of the last column; "" for none.
std::string said(const Command& command, const std::string& key, const std::string& wanted) {
  if (key == "cat") return command.category;
  if (key == "ticket") return command.ticket;
  if (key == "arg") return command.argument;
  if (key == "area") return command.area;
  if (key == "pin") return command.pin;
  if (key == "text") return command.text;
  if (key == "flag") return has_flag(command, wanted) ? wanted : "";
  if (key == "noflag") return has_flag(command, wanted) ? "" : wanted;
  return "unknown key " + key;
}

/// The first column of the last cell is the verb; the rest are key=value, "_" for a blank. A ticket and an
/// argument that aren't named must be absent.
std::string difference(const Command& command, const std::string& expected) {
  std::istringstream words(expected);
  std::string verb, out;
  words >> verb;
  bool ticket = false, argument = false;
  if (name(command.verb) != verb) out += " is " + std::string(name(command.verb));
  for (std::string word; words >> word;) {
    const auto key = word.substr(0, word.find('='));
    const auto value = blank_for_underscore(word.substr(word.find('=') + 1));
    ticket |= key == "ticket";
    argument |= key == "arg";
    const auto got = said(command, key, value);
    if (got != value) out += " " + key + " is [" + got + "]";
  }
  if (!ticket && !command.ticket.empty()) out += " has ticket " + command.ticket;
  if (!argument && !command.argument.empty()) out += " has argument " + command.argument;
  return out;
}

}  // namespace

TEST_CASE("every row of the grammar reads as it says", "[command]") {
  const auto all = rows();
  REQUIRE(all.size() > 90);
  for (const auto& row : all) {
    INFO("line " << row.line << ": " << row.role << " " << row.pending << " | " << row.message << " | "
                 << row.expected);
    CHECK(difference(read(row), row.expected) == "");
  }
}

TEST_CASE("a text is a slice of the message", "[command]") {
  for (const auto& row : rows()) {
    const auto command = read(row);
    INFO(row.message);
    CHECK((!command.pin.empty() || row.message.find(command.text) != std::string::npos));
  }
}
