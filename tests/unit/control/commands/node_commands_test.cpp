// The boxes that lend modems, as operators see and admit them.
#include "support/catch.hpp"
#include "unit/control/fake_gateway.hpp"

using namespace lapor;
using namespace lapor::control;

TEST_CASE("nodes are shown with the contract's fields, this box first", "[control]") {
  FakeGateway gateway;
  const auto rows = result(gateway, R"({"command":"nodes"})", Right::view);
  REQUIRE(rows.items().size() == 2);
  CHECK(rows.items()[0].dump() == R"({"node":"gateway","role":"active","state":"serving","modems":["sim1"],)"
                                  R"("last_seen":"2026-03-03T12:00:00Z","address":null,"version":null})");
  CHECK(*rows.items()[1]["role"].text() == "modems");
  CHECK(rows.items()[1]["last_seen"].is_null());
  CHECK(rows.items()[1]["modems"].items().size() == 2);
}

TEST_CASE("a node's configuration goes to who asked, and not into the log", "[control]") {
  FakeGateway gateway;
  const auto made =
      result(gateway, R"({"command":"node","action":"add","node":"cepu","at":"lapor.example.go.id:8312"})");
  CHECK(*made["configuration"].text() == "name = \"cepu\" at lapor.example.go.id:8312");
  REQUIRE(gateway.logged.size() == 1);
  CHECK(gateway.logged[0] == "node-added: operator uid 7: node cepu is admitted");
  CHECK(result(gateway, R"({"command":"node","action":"add","node":"blora"})").text() != nullptr);
}

TEST_CASE("a node is removed once", "[control]") {
  FakeGateway gateway;
  CHECK(flag_of(result(gateway, R"({"command":"node","action":"remove","node":"blora"})"), "ok"));
  CHECK(gateway.logged.size() == 1);
  CHECK(*result(gateway, R"({"command":"node","action":"remove","node":"cepu"})").text() ==
        "there is no such node");
}

TEST_CASE("names and addresses that could mean something else are refused", "[control]") {
  FakeGateway gateway;
  for (const auto* body :
       {R"({"command":"node","action":"add","node":""})",
        R"({"command":"node","action":"add","node":"../x"})",
        R"({"command":"node","action":"remove","node":"a b"})", R"({"command":"node","action":"add"})",
        R"({"command":"node","action":"add","node":"cepu","at":"a\"b:1"})",
        R"({"command":"node","action":"rename","node":"cepu"})"})
    CHECK_FALSE(flag_of(answer(gateway, parse_json(body).value()), "ok"));
  CHECK(gateway.logged.empty());
  CHECK_FALSE(
      flag_of(answer(gateway, R"({"command":"node","action":"add","node":"cepu"})", Right::view), "ok"));
}
