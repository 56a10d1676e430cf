// Values that no modem can have told are refused. A worker never sends such values.
#include "modem/protocol/bounds.hpp"

#include "modem/protocol/wire.hpp"
#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::modem;

namespace {

wire::StoredSegment longest() {
  wire::StoredSegment v{{"SM", 3}, {}};
  v.segment.sender = std::string(63, '1');
  v.segment.text = std::u16string(160, u'a');
  v.segment.octets = v.segment.udh = std::string(140, 'o');
  return v;
}

bool taken(const wire::FromWorker& value) {
  return wire::decode_from_worker(wire::encode(value)).has_value();
}

}  // namespace

TEST_CASE("a segment as long as the standard allows is taken, one unit more in any place is no frame") {
  CHECK(taken(longest()));
  const auto refused = [](auto change) {
    auto v = longest();
    change(v);
    CHECK_FALSE(taken(v));
    CHECK(taken(wire::cut_to_bounds(v)));
  };
  refused([](auto& v) { v.segment.text += u'a'; });
  refused([](auto& v) { v.segment.octets += 'o'; });
  refused([](auto& v) { v.segment.udh += 'o'; });
  refused([](auto& v) { v.segment.sender += '1'; });
  refused([](auto& v) { v.slot.storage = "SMSMS"; });
  refused([](auto& v) { v.segment.text.assign(24'000, u'a'); });
}

TEST_CASE("details, names and raw bytes have their bounds, too") {
  const std::string many(5000, 'x');
  const sms::StorageSlot slot{"SM", 1};
  const std::vector<wire::FromWorker> values{
      wire::Ready{many, "", "", "", ""},
      wire::Ready{"", "", "", many, ""},
      wire::UnreadableSlot{slot, many, ""},
      wire::UnreadableSlot{slot, "", many},
      wire::StatusReport{slot, many, 1, 0},
      wire::ListDone{false, many},
      wire::Erased{slot, false, many},
      wire::SendResult{AttemptId{1}, wire::Outcome::not_sent, 0, {}, many},
      wire::HealthResult{{}, many, sim::Registration::home, {}, {}},
      wire::UssdResult{true, many},
      wire::PinRequired{{}, many},
      wire::WorkerEnding{wire::WorkerEndingKind::other, many},
      wire::Remark{"modem-no-notices", many}};
  for (const auto& value : values) {
    INFO(value.index());
    CHECK_FALSE(taken(value));
    CHECK(taken(wire::cut_to_bounds(value)));
  }
}

TEST_CASE("a worker's remark has one of our names, and no other event's") {
  CHECK(taken(wire::Remark{"modem-no-notices", "x"}));
  CHECK_FALSE(taken(wire::Remark{"backup-made", "x"}));
  CHECK_FALSE(taken(wire::Remark{"", "x"}));
}
