#include "domain/language/lexer.hpp"

#include "domain/commands/command.hpp"
#include "support/catch.hpp"

using namespace lapor::commands;
using namespace lapor::language;

namespace {

std::string joined(std::string_view text) {
  std::string out;
  for (const auto& token : lex(text)) out += (out.empty() ? "" : "|") + token.key;
  return out;
}

using Strings = std::vector<std::string>;

}  // namespace

TEST_CASE("separators, signs and emoji cut words", "[lexer]") {
  CHECK(joined("lapor#jalan*smg.jl,kali:a;b/c|d!e-f_g=h") == "LAPOR|JALAN|SMG|JL|KALI|A|B|C|D|E|F|G|H");
  CHECK(joined("“jalan” rusak… 🙏🙏") == "JALAN|RUSAK");
  CHECK(joined("") == "");
  CHECK(joined(" \t\r\n🙏") == "");
}

TEST_CASE("a copied (spasi) is a blank", "[lexer]") {
  CHECK(joined("LAPOR(spasi)JALAN<SPASI>rusak[Spasi]parah") == "LAPOR|JALAN|RUSAK|PARAH");
  CHECK(joined("spasi (spasi") == "SPASI|SPASI");
}

TEST_CASE("full-width, ligated and invisible characters fold away", "[lexer]") {
  CHECK(joined("ＬＡＰＯＲ") == "LAPOR");
  CHECK(joined("la\u200bpor") == "LAPOR");
  CHECK(joined("lapor\u00a0jalan") == "LAPOR|JALAN");
  CHECK(joined("ﬁlm") == "FILM");
  CHECK(joined("jum'at Qur’an") == "JUMAT|QURAN");
  CHECK(joined("١٢٣٤٥٦٦") == "1234566");
}

TEST_CASE("letters glued to a ticket's digits come apart", "[lexer]") {
  CHECK(joined("CEK1234566") == "CEK|1234566");
  CHECK(joined("1234566SELESAI") == "1234566|SELESAI");
  CHECK(joined("50rb rt03 km12") == "50RB|RT03|KM12");
  CHECK(joined("a1234567890") == "A1234567890");
}

TEST_CASE("a token knows where it stood", "[lexer]") {
  const std::string text = "“Ｊ” 🙏 cek1234566!";
  const auto tokens = lex(text);
  REQUIRE(tokens.size() == 3);
  CHECK(text.substr(tokens[0].begin, tokens[0].end - tokens[0].begin) == "Ｊ");
  CHECK(text.substr(tokens[1].begin, tokens[1].end - tokens[1].begin) == "cek");
  CHECK(text.substr(tokens[2].begin, tokens[2].end - tokens[2].begin) == "1234566");
}

TEST_CASE("a comma and the end of a sentence part words, an abbreviation doesn't", "[lexer]") {
  const auto apart = [](std::string_view text) {
    std::string out;
    for (const auto& token : lex(text)) out += token.apart ? '|' : '-';
    return out;
  };
  CHECK(apart("dekat rumah, sakit") == "--|");
  CHECK(apart("jalan rusak. lampu mati") == "--|-");
  CHECK(apart("kec. Blora jl. raya km. 3") == "------");
  CHECK(apart("mati lampu?jalan gelap") == "--|-");
  CHECK(apart("kartu.keluarga hilang") == "---");
}

TEST_CASE("malformed bytes separate", "[lexer]") {
  CHECK(joined("la\xffpor\xc3") == "LA|POR");
  CHECK(joined(std::string_view("a\0b", 3)) == "A|B");
}

TEST_CASE("one slip is one letter wrong, missing, too many or swapped", "[lexer]") {
  CHECK(one_slip("LAPOR", "LAPRO"));
  CHECK(one_slip("LAPOR", "LAPR"));
  CHECK(one_slip("LAPOR", "LLAPOR"));
  CHECK(one_slip("LAPOR", "LAPAR"));
  CHECK_FALSE(one_slip("LAPOR", "LAPOR"));
  CHECK_FALSE(one_slip("LAPOR", "LARPO"));
  CHECK_FALSE(one_slip("LAPOR", ""));
  CHECK(one_slip("", "A"));
}

TEST_CASE("tickets are found in one piece or in pieces, and never inside longer numbers", "[tickets]") {
  CHECK(mentioned_tickets("cek 1234566 dan lg6543213, 1234566") == Strings{"1234566", "6543213"});
  CHECK(mentioned_tickets("no 123-4566") == Strings{"1234566"});
  CHECK(mentioned_tickets("nilai 1234566 4 mantap") == Strings{"1234566"});
  CHECK(mentioned_tickets("1234567").empty());
  CHECK(mentioned_tickets("tlp 0800-1234566").empty());
  CHECK(mentioned_tickets("tlp +6280 1234566").empty());
  CHECK(mentioned_tickets("tlp 0800 1234566").empty());
  CHECK(mentioned_tickets("nik 3374011234566001").empty());
  CHECK(mentioned_tickets("").empty());
}

TEST_CASE("a PIN leaves the text wherever it stands", "[pin]") {
  CHECK(cut_pin("SELESAI 1234566 PIN 4321 sudah ditambal").text == "SELESAI 1234566 sudah ditambal");
  CHECK(cut_pin("SELESAI 1234566 PIN 4321 sudah ditambal").pin == "4321");
  CHECK(cut_pin("pin:4321 selesai 1234566").text == "selesai 1234566");
  CHECK(cut_pin("selesai 1234566 beres PIN4321").text == "selesai 1234566 beres ");
  CHECK(cut_pin("selesai PIN 4321sudah").text == "selesai sudah");
  CHECK(cut_pin("PIN 4321 PIN 9876").text == "");
  CHECK(cut_pin("kode pin warga hilang").text == "kode pin warga hilang");
  CHECK(cut_pin("pin saya 4321 ok").pin == "4321");
}

TEST_CASE("a PIN leaves the text also where it is said in other words", "[pin]") {
  const auto text = GENERATE(
      "PROSES 1234566 PIN adalah 4321 tim turun", "PROSES 1234566 PIN nya adalah 4321 tim turun",
      "PROSES 1234566 PIN BMCK 4321 tim turun", "PROSES 1234566 pin kami untuk dinas yaitu 4321 tim turun",
      "PROSES 1234566 tim turun, PIN: 4321", "PROSES 1234566 tim turun 4321 adalah PIN saya",
      "PROSES 1234566 tim turun (4321 PIN)", "PROSES PIN untuk 1234566 4321 tim turun",
      "PROSES 1234566 kata sandi 4321 tim turun", "PROSES 1234566 password saya 4321 tim turun");
  CAPTURE(text);
  CHECK(cut_pin(text).pin == "4321");
  CHECK(cut_pin(text).text.find("4321") == std::string::npos);
  CHECK(cut_pin(text).text.find("tim turun") != std::string::npos);
}

TEST_CASE("figures that are no PIN stay in the text", "[pin]") {
  const auto text =
      GENERATE("SELESAI 1234566 PIN lupa, lubang 300 cm ditambal 15 orang",
               "kartu PIN warga hilang 12 lembar", "mesin PIN rusak sejak jam 1030 pagi di loket", "PIN 12");
  CHECK(cut_pin(text).text == text);
}
