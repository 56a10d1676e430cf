#include "modem/worker/thread_messages.hpp"

#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::modem;
using namespace std::chrono_literals;

TEST_CASE("what the session arms reaches the pump unaltered") {
  const threads::ArmSend arm{AttemptId{1'234'567'890'123}, LateResults(2, 254), 15s};
  const auto back = threads::decode_to_pump(threads::encode(threads::ToPump{arm}));
  REQUIRE(back);
  const auto& got = std::get<threads::ArmSend>(*back);
  CHECK(got.attempt == arm.attempt);
  CHECK(got.late == arm.late);
  CHECK(got.withhold_for == 15s);
}

TEST_CASE("a refusal and a PDU reach the session unaltered") {
  const auto refused = threads::decode_to_session(
      threads::encode(threads::ToSession{threads::SendRefused{{delivery::Table::cme, -1}}}));
  REQUIRE(refused);
  CHECK(std::get<threads::SendRefused>(*refused).refusal == delivery::Refusal{delivery::Table::cme, -1});
  const auto pdu = threads::decode_to_session(
      threads::encode(threads::ToSession{threads::SlotPdu{{"ME", 30}, "0791 with a space"}}));
  REQUIRE(pdu);
  CHECK(std::get<threads::SlotPdu>(*pdu).slot == sms::StorageSlot{"ME", 30});
  CHECK(std::get<threads::SlotPdu>(*pdu).hex == "0791 with a space");
}

TEST_CASE("the largest frame of lapord's fits into a packet") {
  const std::string frame(wire::max_frame, 'x');
  const auto packet = threads::encode(threads::ToSession{threads::FrameFromLapord{frame}});
  CHECK(packet.size() <= threads::max_packet);
  REQUIRE(threads::decode_to_session(packet));
}

TEST_CASE("a packet that is no message is refused") {
  for (const auto* bad : {"", "A", "A1 0 -1", "\x01\x09"}) {
    CHECK_FALSE(threads::decode_to_pump(bad));
    CHECK_FALSE(threads::decode_to_session(bad));
  }
}
