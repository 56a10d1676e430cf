// Orders to the gateway and to its modems.
#include "support/catch.hpp"
#include "unit/control/fake_gateway.hpp"

using namespace lapor;
using namespace lapor::control;

TEST_CASE("whoever resets or resumes a modem vouches for its SIM; resume also forgives PIN tries",
          "[control]") {
  FakeGateway gateway;
  answer(gateway, R"({"command":"modem","modem":"sim1","action":"hold"})");
  CHECK(gateway.requests.empty());
  answer(gateway, R"({"command":"modem","modem":"sim1","action":"reset"})");
  REQUIRE(gateway.requests.size() == 1);
  CHECK(std::holds_alternative<engine::SimTrusted>(gateway.requests[0]));
  answer(gateway, R"({"command":"modem","modem":"sim1","action":"resume"})");
  REQUIRE(gateway.requests.size() == 3);
  CHECK(std::holds_alternative<engine::PinTriesForgiven>(gateway.requests[2]));
  CHECK(gateway.actions == std::vector{ModemAction::hold, ModemAction::reset, ModemAction::resume});
  CHECK(gateway.logged.back() == "modem-order: operator uid 7: sim1 resume");
}

TEST_CASE("a USSD code is dialled if it is one, and its answer comes back", "[control]") {
  FakeGateway gateway;
  const auto dialled =
      result(gateway, R"({"command":"modem","modem":"sim1","action":"ussd","code":"*888#"})");
  CHECK(text_of(dialled, "text") == "Pulsa 5000");
  for (const auto* body : {R"({"command":"modem","modem":"sim1","action":"ussd"})",
                           R"({"command":"modem","modem":"sim1","action":"ussd","code":"AT+CFUN=0"})",
                           R"({"command":"modem","modem":"sim1","action":"ussd","code":"*1#"})",
                           R"({"command":"modem","modem":"sim1","action":"dance"})",
                           R"({"command":"modem","modem":"sim9","action":"hold"})"}) {
    INFO(body);
    CHECK(result(gateway, body).text());
  }
  CHECK(gateway.actions.empty());
}

TEST_CASE("a clock that nobody confirms is followed by an operator's word, which is logged", "[control]") {
  FakeGateway gateway;
  gateway.doubted = true;
  const auto asked = result(gateway, R"({"command":"clock"})");
  CHECK(flag_of(asked, "doubted"));
  CHECK(text_of(asked, "machine_time") == "2026-03-23T12:00:00Z");
  CHECK(gateway.doubted);
  CHECK(result(gateway, R"({"command":"clock","action":"set"})").text());
  CHECK(result(gateway, R"({"command":"clock","action":"confirm"})", Right::view).text());
  CHECK(gateway.doubted);
  CHECK_FALSE(flag_of(result(gateway, R"({"command":"clock","action":"confirm"})"), "doubted"));
  CHECK(gateway.logged.back() == "clock-confirmed: operator uid 7: clock confirm");
}

TEST_CASE("a reload names the faults, or the keys that need a restart", "[control]") {
  FakeGateway gateway;
  CHECK(text_of(result(gateway, R"({"command":"reload"})"), "text") == "taken");
  gateway.reloaded.need_restart = {"gateway.socket", "gateway.state_dir"};
  CHECK(text_of(result(gateway, R"({"command":"reload"})"), "text") ==
        "taken; only a restart changes gateway.socket, gateway.state_dir");
  gateway.reloaded = {{"a:1: wrong", "a:2: wrong"}, {}};
  CHECK(*result(gateway, R"({"command":"reload"})").text() == "a:1: wrong\na:2: wrong");
}

TEST_CASE("a backup is answered with its file", "[control]") {
  FakeGateway gateway;
  CHECK(text_of(result(gateway, R"({"command":"backup"})"), "file") == "/backups/one.db");
}
