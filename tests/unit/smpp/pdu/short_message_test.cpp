#include "smpp/pdu/short_message.hpp"

#include "base/utf8.hpp"
#include "domain/sms/segmentation.hpp"
#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::smpp;

namespace {

Message coded(unsigned data_coding, std::string octets) {
  Message m;
  m.source = {1, 1, "628110000123"};
  m.data_coding = static_cast<std::uint8_t>(data_coding);
  m.short_message = std::move(octets);
  return m;
}

sms::InboundSegment taken(const Message& message, Alphabet standard = Alphabet::gsm7) {
  const auto result = inbound(message, standard);
  REQUIRE(std::holds_alternative<sms::InboundSegment>(result));
  return std::get<sms::InboundSegment>(result);
}

std::string text(const Message& message, Alphabet standard = Alphabet::gsm7) {
  return utf8::from_utf16(taken(message, standard).text);
}

}  // namespace

TEST_CASE("the default alphabet is the carrier's", "[smpp]") {
  CHECK(text(coded(0, std::string("a\0b", 3))) == "a@b");
  CHECK(text(coded(0, "\x1b\x65")) == "€");
  CHECK(text(coded(0, "\xA3 5"), Alphabet::latin1) == "£ 5");
  CHECK(text(coded(0, "_$@"), Alphabet::ascii) == "_$@");
}

TEST_CASE("the other codings are what they say", "[smpp]") {
  CHECK(text(coded(1, "_$@")) == "_$@");
  CHECK(text(coded(3, "caf\xE9")) == "café");
  CHECK(text(coded(8, std::string("\x06\x27\0a", 4))) ==
        "\u0627"
        "a");
  CHECK(text(coded(8, std::string("\xD8\x3D\xDE\x00", 4))) == "\U0001F600");
  CHECK(taken(coded(8, std::string("\0a\x06", 3))).text == u"a");  // half a unit
}

TEST_CASE("GSM 03.38 that is called IA5 is known by octets that nobody writes in IA5", "[smpp]") {
  CHECK(text(coded(1, std::string("a \0 \x01 \x11 \x1B(", 10))) == "a @ £ _ {");
  CHECK(text(coded(1, "[a]\r\n\tb_")) == "[a]\r\n\tb_");
}

TEST_CASE("data_coding as a TP-DCS gives its class and its coding", "[smpp]") {
  CHECK(taken(coded(0xF0, "kilat")).message_class == 0u);
  CHECK(text(coded(0xF1, "biasa")) == "biasa");
  CHECK(taken(coded(0xF5, "\x01\x02")).coding == sms::Coding::octets);
  CHECK(text(coded(0x18, std::string("\0a", 2))) == "a");
  CHECK(taken(coded(0x18, std::string("\0a", 2))).message_class == 0u);
  CHECK(taken(coded(0xC8, "")).waiting_indication);
}

TEST_CASE("octets that are no text are kept as octets", "[smpp]") {
  for (const unsigned coding : {2u, 4u, 5u, 9u, 0x0Eu, 0x80u}) {
    const auto segment = taken(coded(coding, "\x01\xFF"));
    CHECK(segment.coding == sms::Coding::octets);
    CHECK(segment.octets == "\x01\xFF");
  }
}

TEST_CASE("a text with bit 7 set where there is none is read as UTF-8 or Latin-1", "[smpp]") {
  CHECK(text(coded(0, "caf\xC3\xA9")) == "café");
  CHECK(text(coded(0, "caf\xE9")) == "café");
  CHECK(text(coded(1, "caf\xE9")) == "café");
}

TEST_CASE("a part of a long text is known by its user data header or by the sar parameters", "[smpp]") {
  const sms::Concat second{0x17, 8, 2, 2}, of_16_bits{0x1234, 16, 3, 1};
  auto with_header = coded(0, std::string("\x05\x00\x03\x17\x02\x02", 6) + "lanjutan");
  with_header.esm_class = 0x40;
  CHECK(sms::concat_of(taken(with_header).udh) == second);
  CHECK(text(with_header) == "lanjutan");
  auto with_sar = coded(0, "awal");
  with_sar.tlvs = {{tag::sar_reference, "\x12\x34"}, {tag::sar_total, "\x03"}, {tag::sar_number, "\x01"}};
  CHECK(sms::concat_of(taken(with_sar).udh) == of_16_bits);
  CHECK(text(with_sar) == "awal");
}

TEST_CASE("a header longer than its message can't be read", "[smpp]") {
  auto message = coded(0,
                       "\x09"
                       "abc");
  message.esm_class = 0x40;
  CHECK(std::holds_alternative<std::string>(inbound(message, Alphabet::gsm7)));
}

TEST_CASE("a message_payload is read where short_message is empty, up to a bound", "[smpp]") {
  auto message = coded(0, "");
  message.tlvs = {{tag::message_payload, std::string(1000, 'a')}};
  CHECK(text(message) == std::string(1000, 'a'));
  message.tlvs = {{tag::message_payload, std::string(longest_text + 1, 'a')}};
  CHECK(std::holds_alternative<std::string>(inbound(message, Alphabet::gsm7)));
}

TEST_CASE("a sender is international, national, short or a name", "[smpp]") {
  CHECK(readable({1, 1, "628110000123"}) == "+628110000123");
  CHECK(readable({0, 1, "08110000123"}) == "08110000123");
  CHECK(readable({5, 0, "BANK"}) == "BANK");
  CHECK(readable({1, 1, ""}) == "");
}

TEST_CASE("what we submit comes back as it was, in every alphabet and cut in parts", "[smpp]") {
  const std::string words = "Laporan Anda 1234566 diterima. [OK] ~ @";
  for (const auto standard : {Alphabet::gsm7, Alphabet::latin1, Alphabet::ascii})
    for (const std::string& whole : {words, std::string("Terima kasih £ ñ"), std::string("ꦲꦏ꧀ꦱꦫ"),
                                     words + words + words + words + words}) {
      std::string back;
      for (const auto& segment : sms::segment(whole, 9)) {
        auto message = outbound({{3, 0, "1708"}, standard}, "+628110000123", segment);
        CHECK(message.destination == Address{1, 1, "628110000123"});
        CHECK(message.registered_delivery == 1);
        const auto again = taken(message, standard);
        CHECK(again.udh == segment.udh);
        back += utf8::from_utf16(again.text);
      }
      CHECK(back == whole);
    }
}
