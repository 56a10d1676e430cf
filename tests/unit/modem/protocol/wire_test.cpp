// Phone numbers are fictitious.
#include "modem/protocol/wire.hpp"

#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::modem;

TEST_CASE("a part crosses unaltered, cut surrogates and NUL bytes too") {
  wire::Stored stored{"SM", 3, {}};
  stored.part.sender = "+628110000401";
  stored.part.service_centre_time = from_ms(1'770'000'000'000);
  stored.part.coding = sms::Coding::ucs2;
  stored.part.message_class = 2;
  stored.part.pid = 64;
  stored.part.udh = std::string("\x00\x03\x07\x02\x01", 5);
  stored.part.text = {u'a', 0xD83C, 0};
  stored.part.octets = std::string("\0\xff", 2);
  const auto back = wire::decode_from_worker(wire::encode(wire::FromWorker{stored}));
  REQUIRE(back);
  const auto& part = std::get<wire::Stored>(*back);
  CHECK(part.storage == "SM");
  CHECK(part.index == 3);
  CHECK(part.part == stored.part);
}

TEST_CASE("a configuration crosses unaltered") {
  wire::Configure c;
  c.device = "/dev/ttyUSB0";
  c.init = {"AT^CURC=0", "ATZ"};
  c.cnmi = "1,1,0,1,0";
  c.send = std::chrono::seconds(60);
  const auto back = wire::decode_to_worker(wire::encode(wire::ToWorker{c}));
  REQUIRE(back);
  const auto& got = std::get<wire::Configure>(*back);
  CHECK(got.device == c.device);
  CHECK(got.init == c.init);
  CHECK(got.cnmi == "1,1,0,1,0");
  CHECK(got.send == c.send);
}

TEST_CASE("every cut of a frame, and one byte too many, is refused") {
  const auto frame = wire::encode(
      wire::FromWorker{wire::SendResult{7, wire::Outcome::refused, 0, {delivery::Table::cme, 30}, "x"}});
  for (std::size_t n = 0; n < frame.size(); ++n) CHECK_FALSE(wire::decode_from_worker(frame.substr(0, n)));
  CHECK_FALSE(wire::decode_from_worker(frame + "x"));
  const auto back = wire::decode_from_worker(frame);
  REQUIRE(back);
  CHECK(std::get<wire::SendResult>(*back).refusal == delivery::Refusal{delivery::Table::cme, 30});
}

TEST_CASE("a refusal of an unknown table is no frame") {
  const wire::SendResult result{7, wire::Outcome::refused, 0, {delivery::Table::cms, 38}, ""};
  auto frame = wire::encode(wire::FromWorker{result});
  const auto table = frame.size() - 9;  // then the number and the detail's length
  REQUIRE(frame[table] == 1);
  frame[table] = 2;
  CHECK(wire::decode_from_worker(frame));
  frame[table] = 3;
  CHECK_FALSE(wire::decode_from_worker(frame));
}

TEST_CASE("unknown versions, kinds, enumerators and sizes are refused") {
  auto frame = wire::encode(wire::FromWorker{wire::Trouble{wire::TroubleKind::no_sim, ""}});
  auto other = frame;
  other[0] = 9;
  CHECK_FALSE(wire::decode_from_worker(other));
  other = frame;
  other[1] = 99;
  CHECK_FALSE(wire::decode_from_worker(other));
  other = frame;
  other[2] = 99;
  CHECK_FALSE(wire::decode_from_worker(other));
  const auto size = std::string("\xff\xff\xff\xff", 4);
  CHECK_FALSE(wire::decode_from_worker(frame.substr(0, 3) + size));
}
