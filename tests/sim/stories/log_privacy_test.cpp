// The log of whole stories holds no phone number and no word that a person wrote. Every number is fictitious.
#include <regex>

#include "sim/world.hpp"
#include "support/catch.hpp"
#include "support/rules.hpp"

using namespace lapor;
using namespace lapor::test;
using namespace std::chrono_literals;

namespace {

/// In every text of these stories.
constexpr auto word = "zebra-kuning";

std::string all_of(const log::Record& record) {
  auto text = record.text;
  for (const auto& [key, value] : record.fields) text += " " + key + "=" + value;
  return text;
}

void check_log(World& w) {
  const std::regex number(R"((\+?62|0)8[0-9][-. 0-9]{7,})");
  REQUIRE_FALSE(w.log().empty());
  for (const auto& record : w.log()) {
    const auto text = all_of(record);
    INFO(record.event << ": " << text);
    CHECK_FALSE(std::regex_search(text, number));
    CHECK(text.find(word) == std::string::npos);
  }
}

}  // namespace

TEST_CASE("the log of a complaint's whole life holds no number and no words", "[sim]") {
  World w{rules()};
  w.text(sari, std::string("LAPOR JALAN berlubang ") + word + ", hubungi 08110000555");
  w.live(1min);
  w.text(bmck_operator, std::string("TANYA 1000015 di mana ") + word);
  w.live(1min);
  w.text(sari, std::string("1000015 depan pasar ") + word);
  w.live(30h);
  w.text(bmck_operator, std::string("SELESAI 1000015 sudah ditambal ") + word);
  w.live(1min);
  w.text(sari, std::string("BELUM 1000015 masih rusak ") + word);
  w.live(40min);
  w.text(bmck_operator, std::string("ALIH 9999999 ngawur ") + word);
  w.text("TELKOMSEL", std::string("Selamat Anda menang undian ") + word);
  w.text("+14155550100", std::string("LAPOR hello ") + word);
  w.post(engine::SendRequested{"+628110000777", word, engine::Actor::operator_named("operator uid 0")});
  w.live(1h);
  check_log(w);
}

TEST_CASE("the log of a network in trouble holds no number and no words", "[sim]") {
  World w{rules()};
  w.sim().refuse = [](const std::string&) { return std::optional(38); };
  for (int n = 0; n < 10; ++n) w.text(sari, std::string("LAPOR JALAN rusak ") + word + std::to_string(n));
  w.live(3h);
  w.sim().present = false;
  w.live(1h);
  w.post(engine::SlotUnreadable{"sim1", {"SM", 3}, "CORRUPTED", "0891268110000155"});
  w.live(80h);
  check_log(w);
}
