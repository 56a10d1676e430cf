#include "domain/limits/sender_limits.hpp"

#include "support/catch.hpp"

using namespace lapor::limits;

namespace {

SenderCounts opened(unsigned reports, unsigned urgent = 0) { return {reports, urgent, 1, 0}; }

}  // namespace

TEST_CASE("one sender opens so many tickets an hour, the rest is held", "[flood]") {
  const SenderLimits limits;
  CHECK(take_report(limits, opened(9), false) == ReportTaken::as_it_is);
  CHECK(take_report(limits, opened(10), false) == ReportTaken::set_aside);
  auto urgent_before = opened(10);
  CHECK(take_report(limits, urgent_before, true) == ReportTaken::as_it_is);  // an emergency is taken
  urgent_before.urgent = limits.urgent_per_hour;
  CHECK(take_report(limits, urgent_before, true) == ReportTaken::set_aside);
}

TEST_CASE("one sender fills so many parts an hour with reports, the rest is held", "[flood]") {
  const SenderLimits limits;
  auto counts = opened(3);
  counts.parts = limits.parts_per_hour;
  CHECK(take_report(limits, counts, false) == ReportTaken::as_it_is);
  ++counts.parts;
  CHECK(take_report(limits, counts, false) == ReportTaken::set_aside);
}

TEST_CASE("one sender is urgent twice an hour", "[flood]") {
  const SenderLimits limits;
  CHECK(take_report(limits, opened(1, 1), true) == ReportTaken::as_it_is);
  CHECK(take_report(limits, opened(2, 2), true) == ReportTaken::without_urgency);
  CHECK(take_report(limits, opened(2, 2), false) == ReportTaken::as_it_is);
}

TEST_CASE("the coordinator hears of the first that is held", "[flood]") {
  auto counts = opened(10);
  CHECK(is_first_held(counts));
  counts.held = 1;
  CHECK_FALSE(is_first_held(counts));
}
