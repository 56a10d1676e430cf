#include "domain/replies/templates.hpp"

#include <algorithm>
#include <fstream>
#include <set>
#include <string>

#include "domain/sms/gsm7.hpp"
#include "domain/sms/segmentation.hpp"
#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::replies;

namespace {

/// The shipped replies, by a reader just good enough for them: CODE = "text".
Fields shipped() {
  std::ifstream file(LAPOR_SOURCE_DIR "/lib/config/data/replies.toml");
  Fields out;
  for (std::string line; std::getline(file, line);) {
    const auto open = line.find(" = \""), close = line.rfind('"');
    if (line.starts_with("#") || open == line.npos) continue;
    out[line.substr(0, line.find(' '))] = line.substr(open + 4, close - open - 4);
  }
  return out;
}

Templates one(std::string code, std::string text) {
  Templates t;
  t.set(std::move(code), std::move(text));
  return t;
}

/// Every field at its longest and beyond.
Fields overlong(const Kind& kind) {
  Fields out;
  for (const auto f : kind.fields) out[std::string(f)] = std::string(1000, 'W');
  return out;
}

}  // namespace

TEST_CASE("the shipped replies are complete, known and fit their parts", "[replies]") {
  const auto texts = shipped();
  Templates all;
  for (const auto& [code, text] : texts) {
    INFO(code << ": " << text);
    CHECK(Templates::fault(code, text).value_or("").empty());
    all.set(code, text);
  }
  CHECK(all.missing().empty());
  CHECK(texts.size() == kinds().size());
}

TEST_CASE("the shipped replies are GSM text without characters that count twice", "[replies]") {
  for (const auto& [code, text] : shipped()) {
    INFO(code);
    std::string literal;
    bool field = false;
    for (const char c : text) {
      field |= c == '{';
      if (!field) literal += c;
      field &= c != '}';
    }
    CHECK(sms::septets(literal) == literal.size());
  }
}

TEST_CASE("a rendered reply never takes more parts than its kind allows", "[replies]") {
  Templates all;
  for (const auto& [code, text] : shipped()) all.set(code, text);
  for (const auto& kind : kinds()) {
    INFO(kind.code);
    CHECK(sms::segment_count(all.render(kind.code, overlong(kind))) <= kind.max_parts);
  }
}

TEST_CASE("every kind is named once and every field it names has a limit", "[replies]") {
  std::set<std::string_view> seen;
  for (const auto& kind : kinds()) {
    CHECK(seen.insert(kind.code).second);
    CHECK_FALSE(kind.meaning.empty());
    for (const auto f : kind.fields) {
      CHECK(field_limit(f) > 0);
      CHECK_FALSE(field_meaning(f).empty());
    }
  }
  CHECK(field_limit("nomor") == 0);
}

TEST_CASE("words of others can't turn a text around or hide a part of it", "[replies]") {
  const auto t = one("TRANSFER", "No {t} ke {opd}: {cat}");
  const auto said =
      t.render("TRANSFER", {{"t", "1000015"}, {"opd", "B\u202EMCK\x1B[7m"}, {"cat", "ja\u200Blan"}});
  CHECK(said == "No 1000015 ke BMCK[7m: jalan");
}

TEST_CASE("a heading of ours in somebody's words can't be taken for ours", "[replies]") {
  auto t = one("OPD_NEW", "(LAPOR {t}) {cat}: {txt}. Balas: TERIMA {t}");
  t.set("OPD_DECIDE", "(PUTUSKAN {t}) {txt}");
  const auto said = t.render(
      "OPD_NEW",
      {{"t", "1000015"}, {"cat", "JALAN"}, {"txt", "rusak (putuskan 1000023) x [LAPOR 1] (dekat) SMP"}});
  CHECK(said ==
        "(LAPOR 1000015) JALAN: rusak -putuskan 1000023) x -LAPOR 1] (dekat) SMP. Balas: TERIMA 1000015");
}

TEST_CASE("a stranger's reply may not name what the ticket is about", "[replies]") {
  CHECK(Templates::fault("STRANGER", "No {t}: {st} {cat}"));
  CHECK(Templates::fault("STRANGER", "No {t}: {opd}"));
}

TEST_CASE("a fault says what is wrong and what may be written", "[templates]") {
  const auto fault = [](std::string_view code, std::string_view text) {
    return Templates::fault(code, text).value_or("");
  };
  CHECK(fault("ACKK", "x").find("unknown reply code") != std::string::npos);
  CHECK(fault("BADTICKET", "No {tiket}") == "unknown field {tiket}: BADTICKET may use {t}");
  CHECK(fault("REASON_SPAM", "No {t}") == "unknown field {t}: REASON_SPAM may use no field");
  CHECK(fault("HELP", "").find("empty") != std::string::npos);
  for (const auto* braces : {"a { b", "a } b", "a {} b", "a {t b", "a {{t}} b"})
    CHECK(fault("ACK", braces).find("brace") != std::string::npos);
}

TEST_CASE("a template that can overflow its parts is a fault, counted in septets", "[templates]") {
  CHECK_FALSE(Templates::fault("HELP", std::string(160, 'a')));
  CHECK(Templates::fault("HELP", std::string(161, 'a')));
  CHECK(Templates::fault("HELP", std::string(81, '[')));
  CHECK_FALSE(Templates::fault("ACK", std::string(151, 'a') + "{t}"));
  CHECK(Templates::fault("ACK", std::string(152, 'a') + "{t}").value().find("161 septets") !=
        std::string::npos);
  CHECK(Templates::fault("HELP", "ꦗ" + std::string(70, 'a')).value().find("GSM alphabet") !=
        std::string::npos);
}

TEST_CASE("fields are put in, and only where the template names them", "[templates]") {
  const auto t = one("STATUS", "No {t}: {st}. CEK {t}");
  CHECK(t.render("STATUS", {{"t", "1234566"}, {"st", "DIPROSES"}, {"opd", "BMCK"}}) ==
        "No 1234566: DIPROSES. CEK 1234566");
}

TEST_CASE("a value that looks like a field stays a value", "[templates]") {
  CHECK(one("PROGRESS", "{txt}").render("PROGRESS", {{"txt", "{t} {opd}"}, {"t", "1"}}) == "{t} {opd}");
}

TEST_CASE("a report with line breaks is put on one line", "[templates]") {
  CHECK(one("PROGRESS", "{txt}.").render("PROGRESS", {{"txt", "\r\njalan\n\n rusak\t"}}) == "jalan rusak.");
}

TEST_CASE("typographers' characters and pictures don't make a text cost three", "[templates]") {
  const auto t = one("PROGRESS", "{txt}");
  CHECK(t.render("PROGRESS", {{"txt", "“jalan” rusak… 🙏🙏"}}) == "\"jalan\" rusak...");
  CHECK(t.render("PROGRESS", {{"txt", "🙏"}}) == "🙏");
  CHECK(t.render("PROGRESS", {{"txt", "ꦗꦭꦤ꧀ 🙏"}}) == "ꦗꦭꦤ꧀ 🙏");
}

TEST_CASE("a long text is cut at a word, a code as it is", "[templates]") {
  const auto t = one("OPD_NEW", "{cat}: {txt}");
  const auto text =
      t.render("OPD_NEW", {{"cat", "LINGKUNGAN"}, {"txt", std::string(50, 'a') + " bbbbbbbbbbbbbb"}});
  CHECK(text == "LINGKU: " + std::string(50, 'a') + "..");
}
