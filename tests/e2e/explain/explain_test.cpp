// Compares `laporctl explain` with each row of tests/data/grammar.tsv, with the shipped words and the
// example's agencies. Every phone number is fictitious.
#include "laporctl/explain.hpp"

#include <fstream>
#include <sstream>

#include "domain/commands/command.hpp"
#include "laporctl/commands/show.hpp"
#include "support/catch.hpp"
#include "support/shipped.hpp"

using namespace lapor;
using control::Json;

namespace {

const engine::Rules& rules() {
  static const auto loaded = test::example_configuration();
  std::string faults;
  for (const auto& fault : loaded.report.errors) faults += config::show(fault) + "\n";
  INFO(faults);
  REQUIRE(loaded.config);
  return *loaded.config->rules;
}

const Instant morning = from_ms(1'772'500'000'000);  // 2026-03-03, 08:06 in Jakarta

Json explained(const laporctl::ExplainQuestion& what) {
  const auto result = laporctl::explain(rules(), what, morning);
  REQUIRE(result);
  return *result;
}

struct Row {
  std::string role, pending, sender, message, expected;
};

std::vector<Row> rows() {
  std::ifstream in(LAPOR_SOURCE_DIR "/tests/data/grammar.tsv");
  std::vector<Row> out;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#' || line.rfind("role\t", 0) == 0) continue;
    std::istringstream cells(line);
    Row row;
    for (auto* cell : {&row.role, &row.pending, &row.sender, &row.message, &row.expected})
      std::getline(cells, *cell, '\t');
    out.push_back(std::move(row));
  }
  return out;
}

std::string text(const Json& json) { return json.text() ? *json.text() : std::string{}; }

bool has_flag(const Json& json, const std::string& flag) {
  for (const auto& item : json["flags"].items())
    if (text(item) == flag) return true;
  return false;
}

std::string lower(std::string text) {
  for (auto& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

/// The expectations of a row that the explanation doesn't meet; empty if it meets all.
std::string difference(const Row& row, const Json& json) {
  std::istringstream words(row.expected);
  std::string word, out;
  words >> word;
  if (text(json["command"]) != word) out += word + " ";
  while (words >> word) {
    const auto at = word.find('=');
    const auto key = word.substr(0, at), value = word.substr(at + 1);
    const auto good = key == "cat"      ? text(json["category"]) == value
                      : key == "ticket" ? text(json["ticket"]) == value
                      : key == "arg"    ? text(json["argument"]) == value
                      : key == "flag"   ? has_flag(json, value)
                                        : true;  // what explain doesn't show
    if (!good) out += word + " ";
  }
  return out;
}

/// True for rows of an officer whose agency has no waiting ticket: then a vague text with a number isn't
/// enough. explain assumes that the ticket with this number waits, and takes it.
bool assumes_nothing_waits(const Row& row) {
  return row.expected == "NEED_TICKET" && !commands::mentioned_tickets(row.message).empty();
}

}  // namespace

TEST_CASE("explain reads every row of the grammar as expected", "[explain]") {
  for (const auto& row : rows()) {
    if (assumes_nothing_waits(row)) continue;
    const auto json = explained({row.sender, row.role, lower(row.pending), row.message});
    INFO(row.role << " " << row.pending << " " << row.sender << " | " << row.message << "\n" << json.dump());
    CHECK(difference(row, json) == "");
  }
}

TEST_CASE("a report is answered and forwarded, and nothing but texts of one or two parts go out",
          "[explain]") {
  const auto json = explained({"", "", "", "LAPOR JALAN berlubang di Blora"});
  REQUIRE_FALSE(json["replies"].items().empty());
  const auto& reply = json["replies"].items().front();
  CHECK(text(reply["to"]) == "+628110000000");
  CHECK(text(reply["text"]).find("1000015") != std::string::npos);
  CHECK(*reply["parts"].number() == 1);
  CHECK(json["ticket"].is_null());
}

TEST_CASE("a machine and a fraud get no answer", "[explain]") {
  CHECK(explained({"919", "", "", "Mau? Ketik YA ke 919"})["replies"].items().empty());
  CHECK(
      explained({"", "", "",
                 "Selamat No Anda menang undian hadiah mobil PIN 25e477r klik www.x.blogspot.com"})["replies"]
          .items()
          .empty());
}

TEST_CASE("the directory says who a sender is where nobody else does", "[explain]") {
  CHECK(text(explained({"+628110000211", "", "", "DAFTAR"})["command"]) == "DAFTAR");
  CHECK(text(explained({"+628110000211", "citizen", "", "jalan rusak di Blora"})["command"]) == "LAPOR");
}

TEST_CASE("a superior above the agencies is read as an officer, as the engine does", "[explain]") {
  const auto json = explained({"+628110000902", "", "", "monggo pak segera"});
  CHECK(text(json["command"]) == "AGENCY_HELP");
  CHECK(json["replies"].items().size() == 1);
}

TEST_CASE("an answer about a ticket is given as to its owner", "[explain]") {
  for (const auto* words :
       {"CEK 1234566", "BATAL 1234566", "BUKA 1234566 belum beres", "YA 1234566", "NILAI 1234566 5"}) {
    const auto json = explained({"", "", "", words});
    INFO(words << json.dump());
    REQUIRE_FALSE(json["replies"].items().empty());
    CHECK(text(json["replies"].items().front()["text"]).find("1234566") != std::string::npos);
  }
}

TEST_CASE("explain tells each ticket that a text with several matters opens, as the gateway does",
          "[explain]") {
  const auto cut =
      explained({"", "", "", "1. jalan berlubang di pasar 2. lampu jalan mati di gang mawar"})["opens"];
  REQUIRE(cut.items().size() == 2);
  CHECK(text(cut.items()[0]["category"]) == "JALAN");
  CHECK(text(cut.items()[1]["category"]) == "LAMPU");
  CHECK(text(cut.items()[1]["text"]) == "lampu jalan mati di gang mawar");
  const auto mixed =
      explained({"", "", "", "jalan di desa kami berlubang, sekalian lampu jalan juga mati"})["opens"];
  REQUIRE(mixed.items().size() == 1);
  CHECK(text(mixed.items()[0]["agency"]) == rules().directory.coordinator().code);
  CHECK(text(mixed.items()[0]["several_matters"]).find("JALAN") != std::string::npos);
}

TEST_CASE("what explain reads in a report is what the gateway files", "[explain]") {
  const auto explainer = laporctl::Explainer::make(rules(), {}, morning);
  REQUIRE(explainer);
  std::size_t compared = 0;
  for (const auto* table : {"urgent.tsv", "confidential.tsv", "office_year.tsv"}) {
    std::ifstream in(std::string(LAPOR_SOURCE_DIR "/tests/data/") + table);
    for (std::string line; std::getline(in, line);) {
      const auto tab = line.find('\t');
      if (line.starts_with('#') || tab == line.npos) continue;
      const auto json = (*explainer)(line.substr(tab + 1));
      const auto& opens = json["opens"].items();
      INFO(json.dump());
      if (text(json["command"]) == "LAPOR") REQUIRE_FALSE(opens.empty());
      if (opens.size() != 1 || opens[0]["several_matters"].text()) continue;
      ++compared;
      CHECK(text(json["category"]) == text(opens[0]["category"]));
      CHECK(text(json["area"]) == text(opens[0]["area"]));
      CHECK(has_flag(json, "URGENT") == has_flag(opens[0], "URGENT"));
      CHECK(has_flag(json, "RAHASIA") == has_flag(opens[0], "RAHASIA"));
    }
  }
  CHECK(compared > 300);
}

TEST_CASE("an officer whom we asked about their own report is read as the citizen that they are",
          "[explain]") {
  const std::string officer = "+628110000211";
  CHECK(text(explained({officer, "", "", "sudah beres terima kasih"})["command"]) == "NEED_TICKET");
  const auto answers = explained({officer, "", "confirm", "YA 1234566"});
  CHECK(text(answers["command"]) == "YA");
  REQUIRE_FALSE(answers["replies"].items().empty());
  CHECK(text(answers["replies"].items()[0]["to"]) == officer);
}

TEST_CASE("a text that is explained leaves nothing for the next one", "[explain]") {
  const auto explainer = laporctl::Explainer::make(rules(), {}, morning);
  REQUIRE(explainer);
  const auto once = (*explainer)("LAPOR JALAN berlubang di Blora").dump();
  for (int i = 0; i < 10; ++i) CHECK((*explainer)("LAPOR JALAN berlubang di Blora").dump() == once);
  CHECK((*explainer)("CEK 1234566").dump() == explained({"", "", "", "CEK 1234566"}).dump());
}

TEST_CASE("a line of a file stands for a text with its line breaks and backslashes", "[explain]") {
  CHECK(laporctl::unescape_line("a\\nb") == "a\nb");
  CHECK(laporctl::unescape_line("a\\\\nb") == "a\\nb");
  CHECK(laporctl::unescape_line("a\\tb\\") == "a\\tb\\");
  CHECK(laporctl::unescape_line("") == "");
}

TEST_CASE("no hostile text breaks explain or the terminal", "[explain]") {
  for (const auto& words :
       {std::string("\x1b[2J\xff\xfe \xe2\x80\xae"
                    "1234566"),
        std::string(5000, 'A'), std::string(" "), std::string("LAPOR \x1b]0;x\x07 jalan")}) {
    const auto shown = laporctl::show_explanation(explained({"", "", "", words}));
    CHECK(shown.find('\x1b') == std::string::npos);
  }
}
