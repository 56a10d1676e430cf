// The coordinator's requests as events, and what waits for the coordinator.
#include "control/orders.hpp"

#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::control;
using What = engine::OperatorOrder::What;

namespace {

Json request(std::initializer_list<Member> members) { return Json::object(members); }

engine::OperatorOrder desk(const Json& asked) {
  const auto read = read_order(asked, "operator uid 7");
  REQUIRE(read);
  REQUIRE(*read);
  return std::get<engine::OperatorOrder>(**read);
}

}  // namespace

TEST_CASE("each order of the desk is read with its actor", "[edge]") {
  const auto routed = desk(request({{"command", "route"}, {"ticket", "1000015"}, {"agency", "BMCK"}}));
  CHECK(routed.what == What::route);
  CHECK(routed.ticket == TicketId{100001});
  CHECK(routed.agency == "BMCK");
  CHECK(routed.actor == "operator uid 7");
  const auto merged = desk(request({{"command", "merge"}, {"ticket", "1000015"}, {"into", "1234566"}}));
  CHECK(merged.what == What::merge);
  CHECK(merged.into == TicketId{123456});
  const auto apart = desk(request({{"command", "separate"}, {"ticket", "1000015"}}));
  CHECK(apart.what == What::separate);
  CHECK(apart.ticket == TicketId{100001});
  const auto rejected =
      desk(request({{"command", "reject"}, {"ticket", "1000015"}, {"reason", "wenang"}, {"text", "x"}}));
  CHECK(rejected.what == What::reject);
  CHECK(rejected.reason == "WENANG");
  CHECK(desk(request({{"command", "reopen"}, {"ticket", "1000015"}})).what == What::reopen);
  CHECK(desk(request({{"command", "note"}, {"ticket", "1000015"}, {"text", "a"}})).text == "a");
  CHECK(desk(request({{"command", "answer"}, {"ticket", "1000015"}, {"text", "a"}})).what == What::answer);
  CHECK(desk(request({{"command", "ask"}, {"ticket", "1000015"}, {"text", "a"}})).what == What::ask);
}

TEST_CASE("a number that is no ticket's is refused before the engine sees it", "[edge]") {
  for (const auto* number : {"", "1000016", "12", "abc"}) {
    const auto read = read_order(request({{"command", "note"}, {"ticket", number}}), "x");
    REQUIRE(read);
    CHECK_FALSE(*read);
  }
  const auto into = read_order(request({{"command", "merge"}, {"ticket", "1000015"}, {"into", "7"}}), "x");
  REQUIRE(into);
  CHECK_FALSE(*into);
  CHECK_FALSE(read_order(request({{"command", "reboot"}}), "x"));
}

TEST_CASE("a report by hand keeps its channel, number and words", "[edge]") {
  const auto read = read_order(
      request({{"command", "new"}, {"channel", "hotline"}, {"number", "0811"}, {"text", "lampu"}}), "me");
  REQUIRE(read);
  const auto report = std::get<engine::ReportFiled>(**read);
  CHECK(report.channel == "hotline");
  CHECK(report.number == "0811");
  CHECK(report.text == "lampu");
  CHECK(report.actor == "me");
}
