// tests/data/quotations.tsv: reactions, forwards and quotations of our texts.
#include "domain/commands/quotation.hpp"

#include "support/catch.hpp"
#include "support/figures.hpp"
#include "support/table_file.hpp"
#include "support/vocabulary_file.hpp"

using namespace lapor;
using namespace lapor::commands;
using namespace lapor::language;

namespace {

const std::vector<std::string> ours{
    "Laporan diterima. No: 1000015 (JALAN). Diteruskan ke BMCK, ditanggapi maks 1x24 jam. Cek: ketik CEK "
    "1000015. Bukan layanan darurat, darurat: 112.",
    "No 1000015 SELESAI menurut BMCK: sudah ditambal Sudah beres? Balas YA 1000015 / BELUM 1000015.",
    "No 1000015: lampunya di sebelah mana? Balas SMS ini dgn jawabannya (maks 10 hari kerja).",
    "(LAPOR 1000015) JALAN: lubang besar depan pasar Johar Balas: TERIMA/PROSES/SELESAI/ALIH/TOLAK 1000015. "
    "Batas 04/03 08.06"};

std::string with_breaks(std::string text) {
  for (auto at = text.find("\\n"); at != text.npos; at = text.find("\\n")) text.replace(at, 2, "\n");
  return text;
}

std::string own(const std::string& text) {
  const auto found = quotes_us(text, ours, test::shipped_vocabulary());
  return !found ? "none" : found->own.empty() ? "-" : found->own;
}

}  // namespace

TEST_CASE("our words are known again, and the sender's own beside them are kept",
          "[command][quotation][figures]") {
  test::Figures figures("our words coming back");
  const auto kind = [](const std::string& own) {
    return own == "-" || own == "none" ? own : std::string("own words");
  };
  for (const auto& row : test::table("quotations.tsv", 3)) {
    INFO(row[1] << " | " << row[2]);
    const auto got = own(with_breaks(row[1]));
    figures.add(kind(row[2]), got == row[2] ? kind(got) : "other: " + got, row[1]);
    CHECK(got == row[2]);
  }
  figures.print();
  CHECK(figures.rows() >= 40);
}

TEST_CASE("it is told which of our texts is quoted", "[command][quotation]") {
  const auto found = quotes_us("Liked “" + ours[1] + "”", ours, test::shipped_vocabulary());
  REQUIRE(found);
  CHECK(found->of == 1);
}

TEST_CASE("nothing is quoted where we sent nothing, and no bytes break it", "[command][quotation]") {
  CHECK_FALSE(quotes_us(ours[0], {}, test::shipped_vocabulary()));
  CHECK_FALSE(quotes_us("", ours, test::shipped_vocabulary()));
  CHECK_FALSE(quotes_us("\xff\xfe\"", ours, test::shipped_vocabulary()));
  CHECK(quotes_us(std::string("\xff“") + ours[0] + "\xe2\x80", ours, test::shipped_vocabulary()));
}
