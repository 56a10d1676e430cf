#include "domain/limits/sender_limits.hpp"

#include "support/catch.hpp"

using namespace lapor::limits;

namespace {

SenderCounts opened(unsigned reports, unsigned urgent = 0) { return {reports, urgent, 1, 0}; }

}  // namespace

TEST_CASE("one sender opens so many tickets an hour, the rest is held", "[flood]") {
  const SenderLimits limits;
  CHECK(admit_report(limits, opened(9), false) == ReportAdmission::as_it_is);
  CHECK(admit_report(limits, opened(10), false) == ReportAdmission::quarantine);
  auto urgent_before = opened(10);
  CHECK(admit_report(limits, urgent_before, true) == ReportAdmission::as_it_is);  // an emergency is taken
  urgent_before.urgent = limits.urgent_per_hour;
  CHECK(admit_report(limits, urgent_before, true) == ReportAdmission::quarantine);
}

TEST_CASE("one sender fills so many parts an hour with reports, the rest is held", "[flood]") {
  const SenderLimits limits;
  auto counts = opened(3);
  counts.parts = limits.parts_per_hour;
  CHECK(admit_report(limits, counts, false) == ReportAdmission::as_it_is);
  ++counts.parts;
  CHECK(admit_report(limits, counts, false) == ReportAdmission::quarantine);
}

TEST_CASE("one sender is urgent twice an hour", "[flood]") {
  const SenderLimits limits;
  CHECK(admit_report(limits, opened(1, 1), true) == ReportAdmission::as_it_is);
  CHECK(admit_report(limits, opened(2, 2), true) == ReportAdmission::without_urgency);
  CHECK(admit_report(limits, opened(2, 2), false) == ReportAdmission::as_it_is);
}

TEST_CASE("the coordinator hears of the first that is held", "[flood]") {
  auto counts = opened(10);
  CHECK(is_first_quarantined(counts));
  counts.quarantined = 1;
  CHECK_FALSE(is_first_quarantined(counts));
}
