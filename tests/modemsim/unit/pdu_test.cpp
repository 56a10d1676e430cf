#include "modemsim/pdu.hpp"

#include "modemsim/text.hpp"
#include "support/catch.hpp"

using namespace lapor::modemsim;

namespace {

constexpr const char* smsc = "+628110000999";

std::string bytes(const char* hex) { return from_hex(hex).value(); }

Deliver text_from(const char* from, const char16_t* text) {
  Deliver out;
  out.from = from;
  out.text = text;
  out.service_centre_time =
      Seconds{std::chrono::sys_days{std::chrono::year{2026} / 3 / 3} + std::chrono::hours{1}};
  return out;
}

}  // namespace

TEST_CASE("a SUBMIT is read") {
  // To a fictitious number, GSM alphabet, relative validity.
  const auto pdu = bytes("0011000C912618010010100000AA0AE8329BFD4697D9EC37");
  const auto submit = decode_submit(pdu, pdu.size() - 1);
  REQUIRE(submit);
  CHECK(submit->to == "+628110000101");
  CHECK(submit->coding == Coding::gsm7);
  CHECK(submit->text == u"hellohello");
  CHECK_FALSE(submit->wants_report);
}

TEST_CASE("a SUBMIT with another length than announced is refused") {
  const auto pdu = bytes("0011000C912618010010100000AA0AE8329BFD4697D9EC37");
  CHECK_FALSE(decode_submit(pdu, pdu.size()));
  CHECK_FALSE(decode_submit(pdu, pdu.size() - 2));
  CHECK_FALSE(decode_submit("", 0));
}

TEST_CASE("a SUBMIT that ends early is refused at every length") {
  const auto pdu = bytes("0011000C912618010010100000AA0AE8329BFD4697D9EC37");
  for (std::size_t size = 0; size < pdu.size(); ++size) {
    CHECK_FALSE(decode_submit(pdu.substr(0, size), size ? size - 1 : 0));
  }
}

TEST_CASE("a header longer than its text is refused") {
  CHECK_FALSE(decode_submit(bytes("0041000C91261801001010000405FF01020304"), 18));
}

TEST_CASE("a DELIVER names sender, alphabet and time in the service centre's zone") {
  const auto hex = to_hex(encode_deliver(text_from("+628110000101", u"Halo"), smsc));
  CHECK(hex ==
        "0791261801009099"
        "040C91261801001010"
        "0000"
        "62303080000082"
        "04C830FB0D");
}

TEST_CASE("names and short codes are senders too") {
  const auto name = to_hex(encode_deliver(text_from("TELKOMSEL", u"x"), smsc));
  CHECK(name.substr(16, 4) == "0410");
  CHECK(name.substr(18, 4) == "10D0");  // nine septets are sixteen semi-octets
  const auto code = to_hex(encode_deliver(text_from("8170", u"x"), smsc));
  CHECK(code.substr(16, 10) == "0404811807");
}

TEST_CASE("message class and alphabet make the coding scheme") {
  auto deliver = text_from("8170", u"ꦗ");
  deliver.coding = Coding::ucs2;
  deliver.message_class = 0;
  CHECK(to_hex(encode_deliver(deliver, smsc)).substr(26, 4) == "0018");
  deliver.dcs = 0xC8;
  CHECK(to_hex(encode_deliver(deliver, smsc)).substr(26, 4) == "00C8");
}

TEST_CASE("160 septets are one part, 161 are two of at most 153") {
  auto one = text_from("8170", u"");
  one.text = std::u16string(160, u'a');
  CHECK(split(one, 7, 8).size() == 1);
  CHECK(split(one, 7, 8)[0].udh.empty());
  one.text += u'a';
  const auto two = split(one, 7, 8);
  REQUIRE(two.size() == 2);
  CHECK(two[0].text.size() == 153);
  CHECK(to_hex(two[1].udh) == "0003070202");
}

TEST_CASE("UCS2 takes 70 units alone and 67 a part, and no surrogate pair is cut") {
  auto text = text_from("8170", u"");
  text.text = std::u16string(70, u'ꦗ');
  CHECK(split(text, 1, 8).size() == 1);
  text.text = std::u16string(66, u'ꦗ') + u"😀" + std::u16string(10, u'x');
  const auto parts = split(text, 1, 8);
  REQUIRE(parts.size() == 2);
  CHECK(parts[0].text.size() == 66);
  CHECK(parts[1].text.substr(0, 2) == u"😀");
}

TEST_CASE("a 16-bit reference leaves 152 septets") {
  auto text = text_from("8170", u"");
  text.text = std::u16string(200, u'a');
  const auto parts = split(text, 0x1234, 16);
  REQUIRE(parts.size() == 2);
  CHECK(parts[0].text.size() == 152);
  CHECK(to_hex(parts[0].udh) == "080412340201");
  CHECK(concat_of(parts[0].udh)->reference == 0x1234);
}

TEST_CASE("an extension character is never cut in two") {
  auto text = text_from("8170", u"");
  text.text = std::u16string(152, u'a') + u"[" + std::u16string(20, u'b');
  CHECK(split(text, 1, 8)[0].text.size() == 152);
}

TEST_CASE("every part fits an SMS") {
  auto text = text_from("8170", u"");
  for (int i = 0; i < 400; ++i) text.text += i % 3 ? u"a" : u"[";
  for (const auto& part : split(text, 1, 8)) {
    // service centre 8, first 1, address 4, pid 1, dcs 1, time 7, length 1, data at most 140
    CHECK(encode_deliver(part, smsc).size() <= 8 + 1 + 4 + 1 + 1 + 7 + 1 + 140);
  }
}

TEST_CASE("a status report carries reference, recipient, both times and the state") {
  const auto pdu = bytes("0011000C912618010010100000AA0AE8329BFD4697D9EC37");
  const auto submit = decode_submit(pdu, pdu.size() - 1);
  const Seconds time = text_from("1", u"").service_centre_time;
  const auto hex = to_hex(encode_status_report({42, submit->raw_address, time, time, 0x46}, smsc));
  CHECK(hex ==
        "0791261801009099"
        "062A"
        "0C91261801001010"
        "62303080000082"
        "62303080000082"
        "46");
}
