// Tests of the form's limits, which lapord counts for each source and for all together. Every phone number is
// fictitious.
#include <fmt/format.h>

#include "control/web/portal.hpp"
#include "support/catch.hpp"
#include "unit/control/fake_gateway.hpp"

using namespace lapor;
using namespace lapor::control;

namespace {

/// A portal as lapord-web asks it, and nobody is logged in.
struct Desk {
  FakeGateway gateway;
  web::Portal portal{gateway};

  Json ask(Json body) {
    Json out;
    portal.dispatch({std::move(body), Right::view, engine::Actor::operator_named("operator uid 7")},
                    [&](const Json& answer) { out = answer; });
    return out;
  }
};

std::string error(const Json& answer) { return text_of(answer, "error"); }

}  // namespace

TEST_CASE("reports without a number are bounded for each source and in all, and none is taken halfway",
          "[web]") {
  Desk desk;
  desk.gateway.effects = {engine::TicketFiled{TicketId{123456}}};
  const auto file = [&](const std::string& client) {
    return error(desk.ask(Json::object({{"command", "form"}, {"text", "lubang"}, {"client", client}})));
  };
  for (int n = 0; n < 10; ++n) CHECK(file("10.0.0.1").empty());
  const auto asked = desk.gateway.requests.size();
  CHECK(file("10.0.0.1") == "too-many");
  CHECK(desk.gateway.requests.size() == asked);
  unsigned taken = 0;
  for (int n = 0; n < 100; ++n) taken += file("10.0.1." + std::to_string(n)).empty();
  CHECK(taken == 50);
  desk.gateway.time += std::chrono::minutes(61);
  CHECK(file("10.0.0.1").empty());
}

TEST_CASE("one source doesn't use up the codes that all may ask for", "[web]") {
  Desk desk;
  const auto ask = [&](const std::string& client, int n) {
    return error(desk.ask(Json::object({{"command", "form"},
                                        {"text", "lubang"},
                                        {"number", fmt::format("0811-0000-{:03}", n)},
                                        {"client", client}})));
  };
  for (int n = 0; n < 6; ++n) CHECK(ask("10.0.0.1", n).empty());
  CHECK(ask("10.0.0.1", 6) == "too-many");
  CHECK(ask("10.0.0.2", 7).empty());
}
