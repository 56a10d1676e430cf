// Tests who may give a command, what is recorded before it is answered, and how a failure is answered.
#include <set>

#include "control/command_table.hpp"
#include "fake_gateway.hpp"
#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::control;

namespace {

template <class... Members>
constexpr bool makes_a_row = requires(Members... members) { Command{members...}; };

engine::AccessRecord record(const char* body, Right right = Right::control) {
  return access_record({*parse_json(body), right, engine::Actor::operator_named("operator uid 7")}, "ID");
}

/// A request that the command can answer.
Json sample_request(const Command& command) {
  return request(command.name, {{"ticket", "1234566"},
                                {"modem", "sim1"},
                                {"action", "hold"},
                                {"into", "1000015"},
                                {"channel", "hotline"}});
}

}  // namespace

// A row without its right, its audit or its kind does not compile.
static_assert(makes_a_row<const char*, Right, Audit, Kind, Handler::Now>);
static_assert(!makes_a_row<const char*, Right, Audit, Kind>);
static_assert(!makes_a_row<const char*, Right, Audit>);
static_assert(!makes_a_row<const char*, Right>);
static_assert(!makes_a_row<const char*, Right, Kind, Handler::Now>);
static_assert(!std::is_default_constructible_v<Required<Audit>>);

TEST_CASE("each command stands in the table once", "[control]") {
  std::set<std::string_view> names;
  for (const auto& command : command_table()) {
    INFO(command.name);
    CHECK(names.insert(command.name).second);
    CHECK(find_command(command.name) == &command);
  }
  CHECK(names.size() > 20);
  CHECK(find_command("reboot") == nullptr);
}

TEST_CASE("the view socket only looks", "[control]") {
  FakeGateway gateway;
  for (const auto& command : command_table()) {
    INFO(command.name);
    if (command.kind == Kind::order) CHECK(command.right == Right::control);
    if (command.right == Right::view) continue;
    CHECK(text_of(answer(gateway, sample_request(command), Right::view), "error") ==
          "this socket only answers questions");
  }
  CHECK(gateway.requests.empty());
  CHECK(gateway.actions.empty());
  CHECK(result(gateway, R"({"command":"reboot"})", Right::view).text()->find("only answers") !=
        std::string::npos);
}

TEST_CASE("a command that this version doesn't know is named in the refusal", "[control]") {
  FakeGateway gateway;
  CHECK(*result(gateway, R"({"command":"reboot"})").text() == "this version knows no command \"reboot\"");
}

TEST_CASE("a command that shows what people wrote goes on record, and no other shows it", "[control]") {
  for (const auto& command : command_table()) {
    if (command.kind == Kind::order) continue;
    INFO(command.name);
    FakeGateway gateway;
    gateway.views_.all.push_back(example());
    gateway.views_.all.back().confidential = false;
    const auto shown = answer(gateway, sample_request(command));
    CHECK(flag_of(shown, "ok"));
    const bool is_recorded =
        !gateway.requests.empty() && std::holds_alternative<engine::AccessLogged>(gateway.requests.front());
    CHECK(is_recorded == (command.audit == Audit::access));
    if (command.audit == Audit::none) {
      CHECK(shown.dump().find("lubang") == std::string::npos);
      CHECK(shown.dump().find("0000") == std::string::npos);
    }
  }
}

TEST_CASE("an order is recorded by the engine with its actor, or logged", "[control]") {
  for (const auto& command : command_table()) {
    if (command.kind == Kind::view) continue;
    INFO(command.name);
    FakeGateway gateway;
    answer(gateway, sample_request(command));
    if (command.audit == Audit::ticket)
      CHECK(gateway.requests.size() == 1);
    else
      CHECK(command.audit == Audit::log);
  }
}

TEST_CASE("a look is recorded before it is answered; without the database it is logged", "[control]") {
  FakeGateway gateway;
  gateway.gives_up = true;
  CHECK(flag_of(answer(gateway, R"({"command":"tickets"})"), "ok"));
  REQUIRE(gateway.logged.size() == 1);
  CHECK(gateway.logged.front().starts_with("access-unrecorded: operator uid 7 looked at tickets"));
  gateway.database_works = false;
  CHECK(flag_of(answer(gateway, R"({"command":"tickets"})"), "ok"));
  CHECK(gateway.requests.size() == 1);
  CHECK(gateway.logged.size() == 2);
}

TEST_CASE("a record says who looked at what, without the number that was asked for", "[control]") {
  const auto messages = record(R"({"command":"messages","number":"0811-0000-123","state":"sent"})");
  CHECK(messages.actor.text() == "operator uid 7");
  CHECK_FALSE(messages.masked);
  CHECK(messages.detail.find("0000") == std::string::npos);
  CHECK(messages.detail.find("state sent") != std::string::npos);
  const auto bytes = record(R"({"command":"quarantine","id":7})");
  CHECK(bytes.what == "quarantine");
  CHECK(bytes.detail == "id 7");
  const auto ticket = record(R"({"command":"ticket","ticket":"1000015"})", Right::view);
  CHECK(ticket.ticket == TicketId{100001});
  CHECK(ticket.masked);
}

TEST_CASE("a database that can't be read is told apart from a fault in lapord", "[control]") {
  FakeGateway gateway;
  gateway.views_.failure.emplace(engine::StoreFailure::Kind::io, "disk I/O error");
  CHECK(*result(gateway, R"({"command":"status"})").text() ==
        "the database can't be read now: disk I/O error");
  CHECK(gateway.logged.empty());
  gateway.views_.failure.reset();
  gateway.views_.fault.emplace("index out of range");
  CHECK(result(gateway, R"({"command":"status"})").text()->find("fault in lapord") != std::string::npos);
  REQUIRE(gateway.logged.size() == 1);
  CHECK(gateway.logged.front().starts_with("command-failed: "));
  CHECK(gateway.logged.front().find("index out of range") != std::string::npos);
}
