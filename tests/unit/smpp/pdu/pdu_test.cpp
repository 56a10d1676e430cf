#include "smpp/pdu/pdu.hpp"

#include <random>

#include "smpp/pdu/framing.hpp"
#include "smpp/pdu/receipt.hpp"
#include "smpp/pdu/short_message.hpp"
#include "support/catch.hpp"

using namespace lapor::smpp;

namespace {

std::string bytes(std::initializer_list<int> octets) {
  std::string out;
  for (const int o : octets) out += static_cast<char>(o);
  return out;
}

Message a_message() {
  Message m;
  m.source = {1, 1, "628110000123"};
  m.destination = {3, 0, "1708"};
  m.short_message = "LAPOR jalan rusak";
  return m;
}

Pdu deliver(Message m) { return {{Command::deliver_sm, 0, 7}, std::move(m)}; }

Pdu whole(const std::string& packet) {
  const auto result = read(packet);
  REQUIRE(std::holds_alternative<Pdu>(result));
  return std::get<Pdu>(result);
}

/// A packet of only these octets behind a header.
std::string packet(Command command, std::uint32_t status, std::string_view body) {
  auto out = write({{command, status, 9}, Bare{}});
  out[3] = static_cast<char>(header_length + body.size());
  return out + std::string(body);
}

}  // namespace

TEST_CASE("a bind_transceiver is written octet by octet as the specification says", "[smpp]") {
  // system_id, password, system_type, version, ton, npi, range
  const std::string body("lapor\0rahasia\0\0\x34\0\0\0", 19);
  const auto header = bytes({0, 0, 0, 35, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 1});
  CHECK(write({{Command::bind_transceiver, 0, 1}, Bind{"lapor", "rahasia", "", 0x34, {}}}) == header + body);
}

TEST_CASE("each kind of packet comes back as it went", "[smpp]") {
  auto message = a_message();
  message.tlvs = {{tag::sar_reference, bytes({1, 2})}, {0x1401, "vendor"}};
  const std::vector<Pdu> all{
      {{Command::bind_receiver, 0, 1}, Bind{"a", "b", "c", 0x34, {1, 1, "1708"}}},
      {{Command::bind_transceiver_resp, 0, 1}, BindResponse{"smsc", {{0x0210, bytes({0x34})}}}},
      {{Command::submit_sm, 0, 2}, message},
      {{Command::submit_sm_resp, 0, 2}, MessageResponse{"6a5F", {}}},
      deliver(message),
      {{Command::enquire_link, 0, 3}, Bare{}},
      {{Command::unbind_resp, 0, 4}, Bare{}},
      {{Command::generic_nack, status::invalid_command, 5}, Bare{}}};
  for (const auto& pdu : all) CHECK(whole(write(pdu)) == pdu);
}

TEST_CASE("a data_sm carries its text as message_payload", "[smpp]") {
  auto message = a_message();
  message.short_message.assign(600, 'x');
  const auto back = whole(write({{Command::data_sm, 0, 1}, message}));
  CHECK(content(std::get<Message>(back.body)) == message.short_message);
}

TEST_CASE("a text that is too long for short_message travels as message_payload", "[smpp]") {
  auto message = a_message();
  message.short_message.assign(255, 'x');
  const auto back = std::get<Message>(whole(write(deliver(message))).body);
  CHECK(back.short_message.empty());
  CHECK(content(back) == message.short_message);
}

TEST_CASE("the body of an error response may be missing, empty, or whole", "[smpp]") {
  const auto response = Command::submit_sm_resp;
  for (const std::string_view body :
       {std::string_view(""), std::string_view("\0", 1), std::string_view("id1\0", 4),
        std::string_view("id1\0\x04\x27\0\x01\x02", 9), std::string_view("id1")}) {
    const auto back = whole(packet(response, status::throttled, body));
    CHECK(back.header.status == status::throttled);
  }
  CHECK(whole(packet(Command::bind_transceiver_resp, 0x0E, "")).header.status == 0x0E);
  CHECK(whole(packet(response, 0x0400, "")).header.status == 0x0400);  // a vendor's
}

TEST_CASE("values outside the specification's lists are kept", "[smpp]") {
  auto message = a_message();
  message.source = {7, 5, "628110000123456789012345"};  // its longest is 20 characters
  message.validity = "000001000000000R";
  message.schedule = "261130050000000+";
  for (int n = 0; n < 100; ++n) message.tlvs.push_back({static_cast<std::uint16_t>(0x1400 + n), "x"});
  auto pdu = deliver(message);
  pdu.header.status = 0x0499;
  const auto back = whole(write(pdu));
  CHECK(std::get<Message>(back.body).tlvs.size() == 100);
  CHECK(back.header.status == 0x0499);
  CHECK(std::get<Message>(back.body).validity == message.validity);
}

TEST_CASE("a cut message is told to be unreadable, with the header that its answer needs", "[smpp]") {
  const auto bytes_of_it = write(deliver(a_message()));
  for (std::size_t n = header_length; n < bytes_of_it.size(); ++n) {
    const auto result = read(std::string_view(bytes_of_it).substr(0, n));
    REQUIRE(std::holds_alternative<Unreadable>(result));
    CHECK(std::get<Unreadable>(result).header.sequence == 7);
  }
}

TEST_CASE("octets behind the last parameter cost no text that came before them", "[smpp]") {
  const auto tail = whole(write(deliver(a_message())) + "\x14");
  CHECK(content(std::get<Message>(tail.body)) == "LAPOR jalan rusak");
  auto empty = a_message();
  empty.short_message.clear();
  // The text may be in what was cut off.
  CHECK(
      std::holds_alternative<Unreadable>(read(write(deliver(empty)) + bytes({0x04, 0x24, 0x00, 0x09, 'a'}))));
}

TEST_CASE("packets come out of a stream as they went in, however it is cut", "[smpp]") {
  std::mt19937 random(3);
  for (int round = 0; round < 200; ++round) {
    std::string stream;
    std::vector<std::string> sent;
    for (int n = 0; n < 5; ++n) {
      sent.push_back(write(deliver(a_message())));
      stream += sent.back();
    }
    Framing framing;
    std::vector<std::string> got;
    while (!stream.empty()) {
      const auto n = std::min<std::size_t>(1 + random() % 50, stream.size());
      framing.add(stream.substr(0, n));
      stream.erase(0, n);
      while (auto one = framing.take()) got.push_back(*one);
    }
    CHECK(got == sent);
    CHECK_FALSE(framing.inside());
  }
}

TEST_CASE("a length that no packet has breaks the stream for good", "[smpp]") {
  for (const auto& length : {bytes({0, 0, 0, 15}), bytes({0, 0, 0x40, 1}), bytes({0xFF, 0xFF, 0xFF, 0xFF})}) {
    Framing framing;
    framing.add(length);
    CHECK_FALSE(framing.take());
    CHECK(framing.broken());
    framing.add(write({{Command::enquire_link, 0, 1}, Bare{}}));
    CHECK_FALSE(framing.take());
  }
}

TEST_CASE("no octets are too odd to be read", "[smpp]") {
  std::mt19937 random(7);
  const auto base = write(deliver(a_message()));
  for (int round = 0; round < 20000; ++round) {
    auto odd = base;
    for (auto n = 1 + random() % 4; n-- > 0;)
      odd[4 + random() % (odd.size() - 4)] = static_cast<char>(random());
    odd.resize(header_length + random() % (odd.size() - header_length + 1));
    const auto result = read(odd);
    const auto* pdu = std::get_if<Pdu>(&result);
    const auto* message = pdu ? std::get_if<Message>(&pdu->body) : nullptr;
    if (!message) continue;
    (void)receipt_of(*message);
    (void)inbound(*message, Alphabet::gsm7);
  }
}
