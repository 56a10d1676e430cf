#include "domain/commands/matters.hpp"

#include "support/catch.hpp"
#include "support/vocabulary_file.hpp"

using namespace lapor;
using namespace lapor::commands;
using namespace lapor::language;

namespace {

const Vocabulary& words() { return test::shipped_vocabulary(); }

Command read(std::string_view text) { return parse_citizen(text, words(), {}); }

/// "JALAN: lubang di Wates | LAMPU: …", or "" if the text isn't cut.
std::string parts(std::string_view text) {
  std::string out;
  const auto whole = read(text);
  if (!std::holds_alternative<Report>(whole)) return out;
  for (const auto& report : split_report(text, std::get<Report>(whole), words()))
    out += (out.empty() ? "" : " | ") + report.category + ": " + report.text;
  return out;
}

bool continues(std::string_view text) { return continues_report(text, read(text)); }

}  // namespace

TEST_CASE("numbers that count up cut a text into its matters", "[command][matters]") {
  CHECK(parts("1. jalan depan balai desa berlubang 2. lampu jalan mati semua 3. sampah menumpuk di TPS") ==
        "JALAN: jalan depan balai desa berlubang | LAMPU: lampu jalan mati semua | SAMPAH: sampah menumpuk "
        "di TPS");
  CHECK(parts("LAPOR pak gub: 1) jembatan rusak parah 2) air PDAM mati") ==
        "JALAN: jembatan rusak parah | AIR: air PDAM mati");
  CHECK(parts("Mohon bantuan\n1.jalan berlubang\n2.got mampet") ==
        "JALAN: jalan berlubang | SUNGAI: got mampet");
}

TEST_CASE("lines cut a text only where each is a report by itself", "[command][matters]") {
  CHECK(parts("jalan berlubang di Wates\nlampu PJU mati di gang 3") ==
        "JALAN: jalan berlubang di Wates | LAMPU: lampu PJU mati di gang 3");
  CHECK(parts("lampu jalan mati\nsudah lapor PLN\ndepan sekolah SD 3").empty());
  CHECK(parts("Assalamualaikum\nlampu jalan mati\nterima kasih").empty());
}

TEST_CASE("addresses, times and one matter in several points cut nothing", "[command][matters]") {
  CHECK(parts("lampu mati di RT 1. RW 2. desa Wates").empty());
  CHECK(parts("banjir jam 1. sampai jam 2.30 air masuk rumah").empty());
  CHECK(parts("1. jalan berlubang 2. aspal rusak").empty());
  CHECK(parts("1. jalan berlubang 2. tolong segera").empty());
  CHECK(parts("jalan rusak dan lampu mati").empty());
}

TEST_CASE("each part has the place and the secrecy of the whole", "[command][matters]") {
  const std::string text = "RAHASIA di kab. Blora 1. jalan berlubang parah 2. lampu jalan mati semua";
  const auto reports = split_report(text, std::get<Report>(read(text)), words());
  REQUIRE(reports.size() == 2);
  for (const auto& report : reports) {
    CHECK(report.area == "33.16");
    CHECK(report.flags == std::vector{Flag::confidential});
  }
}

TEST_CASE("what can't be cut plainly is said to name several matters", "[command][matters]") {
  CHECK(names_several("jalan berlubang, sekalian juga lampu PJU mati", words()));
  CHECK(
      names_several("1. jalan berlubang parah 2. lampu mati 3. dan lain lain tolong diperhatikan", words()));
  CHECK_FALSE(names_several("jalan berlubang di depan sekolah", words()));
  CHECK_FALSE(names_several("lampu PJU mati juga", words()));
}

TEST_CASE("more about a report has no keyword and no matter of its own", "[command][matters]") {
  CHECK(continues("di dekat masjid agung ya pak"));
  CHECK(continues("tolong segera ya pak sudah seminggu"));
  CHECK(continues("(2/3) dan sampai sekarang belum ada yang datang"));
  CHECK(continues("(2/2) lampu jalan mati semua"));
  CHECK_FALSE(continues("LAPOR di dekat masjid agung"));
  CHECK_FALSE(continues("lampu jalan mati semua"));
  CHECK_FALSE(continues("listrik mati dari pagi"));
  CHECK_FALSE(continues("CEK 1234566"));
}
