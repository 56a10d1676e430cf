// Phone numbers are fictitious.
#include "modem/protocol/wire.hpp"

#include <tuple>

#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::modem;

TEST_CASE("a segment crosses unaltered, cut surrogates and NUL bytes too") {
  wire::StoredSegment stored{{"SM", 3}, {}};
  stored.segment.sender = "+628110000401";
  stored.segment.service_centre_time = from_ms(1'770'000'000'000);
  stored.segment.coding = sms::Coding::ucs2;
  stored.segment.message_class = 2;
  stored.segment.pid = 64;
  stored.segment.udh = std::string("\x00\x03\x07\x02\x01", 5);
  stored.segment.text = {u'a', 0xD83C, 0};
  stored.segment.octets = std::string("\0\xff", 2);
  const auto back = wire::decode_from_worker(wire::encode(wire::FromWorker{stored}));
  REQUIRE(back);
  const auto& got = std::get<wire::StoredSegment>(*back);
  CHECK(got.slot == sms::StorageSlot{"SM", 3});
  CHECK(got.segment == stored.segment);
}

TEST_CASE("a configuration crosses unaltered") {
  wire::Configure c;
  c.device = "/dev/ttyUSB0";
  c.init = {"AT^CURC=0", "ATZ"};
  c.cnmi = "1,1,0,1,0";
  c.send = std::chrono::seconds(60);
  c.late = LateResults(2, 255);
  const auto back = wire::decode_to_worker(wire::encode(wire::ToWorker{c}));
  REQUIRE(back);
  const auto& got = std::get<wire::Configure>(*back);
  CHECK(got.device == c.device);
  CHECK(got.init == c.init);
  CHECK(got.cnmi == "1,1,0,1,0");
  CHECK(got.send == c.send);
  CHECK(got.late == c.late);
}

TEST_CASE("a line's configuration, and what it says of several slots, cross unaltered") {
  wire::ConfigureLine c;
  c.host = "smsc.example";
  c.port = 2776;
  c.tls = c.pair = true;
  c.password = "rahasia";
  c.address_ton = 5;
  c.enquire = std::chrono::seconds(15);
  const auto back = wire::decode_to_worker(wire::encode(wire::ToWorker{c}));
  REQUIRE(back);
  const auto& got = std::get<wire::ConfigureLine>(*back);
  CHECK(std::tuple(got.host, got.port, got.tls, got.pair, got.password, got.address_ton, got.enquire) ==
        std::tuple(c.host, c.port, c.tls, c.pair, c.password, c.address_ton, c.enquire));
  const wire::Settled settled{{{"18f-2", 7}, {"18f-2", 8}}};
  const auto told = wire::decode_from_worker(wire::encode(wire::FromWorker{settled}), wire::Teller::line);
  REQUIRE(told);
  CHECK(std::get<wire::Settled>(*told).slots == settled.slots);
}

TEST_CASE("every cut of a frame, and one byte too many, is refused") {
  const auto frame = wire::encode(wire::FromWorker{
      wire::SendResult{AttemptId{7}, wire::Outcome::refused, 0, {delivery::Table::cme, 30}, "x"}});
  for (std::size_t n = 0; n < frame.size(); ++n) CHECK_FALSE(wire::decode_from_worker(frame.substr(0, n)));
  CHECK_FALSE(wire::decode_from_worker(frame + "x"));
  const auto back = wire::decode_from_worker(frame);
  REQUIRE(back);
  CHECK(std::get<wire::SendResult>(*back).refusal == delivery::Refusal{delivery::Table::cme, 30});
}

TEST_CASE("a refusal of an unknown table is no frame") {
  const wire::SendResult result{AttemptId{7}, wire::Outcome::refused, 0, {delivery::Table::cms, 38}, ""};
  auto frame = wire::encode(wire::FromWorker{result});
  const auto table = frame.size() - 13;  // then the number, and the lengths of the detail and the id
  REQUIRE(frame[table] == 1);
  frame[table] = 2;
  CHECK(wire::decode_from_worker(frame));
  frame[table] = 4;
  CHECK_FALSE(wire::decode_from_worker(frame));
}

TEST_CASE("unknown versions, kinds, enumerators and sizes are refused") {
  auto frame = wire::encode(wire::FromWorker{wire::WorkerEnding{wire::WorkerEndingKind::no_sim, ""}});
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

TEST_CASE("slots cross as slots, and a report that lies in none says so") {
  const auto list = wire::decode_to_worker(
      wire::encode(wire::ToWorker{wire::List{true, {{"SM", 3}, {"ME", 0}}, {{"SR", 255}}}}));
  REQUIRE(list);
  CHECK(std::get<wire::List>(*list).last == std::vector<sms::StorageSlot>{{"SM", 3}, {"ME", 0}});
  CHECK(std::get<wire::List>(*list).never == std::vector<sms::StorageSlot>{{"SR", 255}});
  const auto report = wire::decode_from_worker(
      wire::encode(wire::FromWorker{wire::StatusReport{std::nullopt, "+628110000401", 42, 0}}));
  REQUIRE(report);
  CHECK_FALSE(std::get<wire::StatusReport>(*report).slot);
}

TEST_CASE("every value of every kind comes back with the kind it had") {
  const std::vector<wire::FromWorker> all{wire::Ready{},
                                          wire::StoredSegment{},
                                          wire::UnreadableSlot{},
                                          wire::Leftover{},
                                          wire::StatusReport{},
                                          wire::UnansweredSlot{},
                                          wire::ListProgress{},
                                          wire::ListDone{},
                                          wire::Erased{},
                                          wire::Prompted{},
                                          wire::SendResult{},
                                          wire::NewMessageIndication{},
                                          wire::RestartIndication{},
                                          wire::RegistrationIndication{},
                                          wire::HealthResult{},
                                          wire::SetUpDone{},
                                          wire::RadioRestarted{},
                                          wire::UssdResult{},
                                          wire::PinRequired{},
                                          wire::PinResult{},
                                          wire::WorkerEnding{},
                                          wire::Remark{"modem-no-notices", ""},
                                          wire::Settled{}};
  REQUIRE(all.size() == std::variant_size_v<wire::FromWorker>);
  for (const auto& value : all) {
    const auto back = wire::decode_from_worker(wire::encode(value));
    REQUIRE(back);
    CHECK(back->index() == value.index());
  }
  const std::vector<wire::ToWorker> commands{wire::Configure{}, wire::List{},          wire::Erase{},
                                             wire::Send{},      wire::ReleaseSubmit{}, wire::Health{},
                                             wire::SetUp{},     wire::RestartRadio{},  wire::Ussd{},
                                             wire::Reset{},     wire::EnterPin{},      wire::ConfigureLine{}};
  REQUIRE(commands.size() == std::variant_size_v<wire::ToWorker>);
  for (const auto& value : commands) {
    const auto back = wire::decode_to_worker(wire::encode(value));
    REQUIRE(back);
    CHECK(back->index() == value.index());
  }
}
