// laporctl doctor: each judgement on values, and the whole on real processes. Every phone number is
// fictitious.
#include "common/doctor.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "laporctl/commands/show.hpp"
#include "support/catch.hpp"
#include "support/gateway.hpp"

using namespace lapor;
using namespace lapor::daemon;
using namespace std::chrono_literals;

namespace {

const Instant noon = from_ms(1'772'539'200'000);
constexpr std::uint64_t mib = 1 << 20;

engine::TransitTimes arrival(Duration late) { return {noon, noon + late}; }

control::Json modem(const char* state, int signal = 60, int used = 1) {
  return *control::parse_json(
      fmt::format(R"({{"modems": [{{"name": "sim1", "state": "{}", "signal_percent": {}, )"
                  R"("sim_used": {}, "sim_size": 20}}]}})",
                  state, signal, used));
}

const control::Json* finding(const control::Json& list, const std::string& check) {
  const auto& items = list.items();
  const auto at =
      std::find_if(items.begin(), items.end(), [&](const auto& f) { return *f["check"].text() == check; });
  return at == items.end() ? nullptr : &*at;
}

}  // namespace

TEST_CASE("the clock is judged by the least late text, for a text is never early", "[doctor]") {
  CHECK(judge_clock({}, noon).verdict == Verdict::ok);
  CHECK(judge_clock({arrival(3h), arrival(4s)}, noon).verdict == Verdict::ok);
  CHECK(judge_clock({arrival(3h), arrival(-10min)}, noon).verdict == Verdict::fail);
  CHECK(judge_clock({arrival(3h), arrival(2h), arrival(1h)}, noon).verdict == Verdict::warn);
}

TEST_CASE("a disk is too small when no backup fits, and in danger when little is left", "[doctor]") {
  CHECK(judge_disk(2000 * mib, 8000 * mib, 700 * mib).verdict == Verdict::ok);
  CHECK(judge_disk(1000 * mib, 8000 * mib, 700 * mib).verdict == Verdict::warn);
  CHECK(judge_disk(10 * mib, 8000 * mib, mib).verdict == Verdict::fail);
}

TEST_CASE("a backup may be two days old", "[doctor]") {
  CHECK(judge_backup(std::nullopt, noon).verdict == Verdict::warn);
  CHECK(judge_backup(noon - 47h, noon).verdict == Verdict::ok);
  CHECK(judge_backup(noon - 72h, noon).verdict == Verdict::warn);
  CHECK(judge_backup(noon + 72h, noon).verdict == Verdict::warn);
}

TEST_CASE("every state of a modem has its verdict and its advice", "[doctor]") {
  CHECK(judge_modems(modem("ready"))[0].verdict == Verdict::ok);
  CHECK(judge_modems(modem("ready", 5))[0].verdict == Verdict::warn);
  CHECK(judge_modems(modem("ready", 60, 18))[0].verdict == Verdict::warn);
  for (const auto* state : {"absent", "no_network", "need_pin", "failed"}) {
    const auto f = judge_modems(modem(state))[0];
    CHECK(f.verdict == Verdict::fail);
    CHECK_FALSE(f.todo.empty());
    CHECK(f.todo.find("NAME") == std::string::npos);
  }
  CHECK(judge_modems(modem("held"))[0].verdict == Verdict::warn);
  CHECK(judge_modems(control::Json::object({}))[0].verdict == Verdict::fail);
}

TEST_CASE("B11: a SIM without a message centre is told with what to write", "[doctor]") {
  const auto status =
      *control::parse_json(R"({"modems": [{"name": "sim1", "state": "no_network", )"
                           R"("last_error": "no number of it on the SIM", "lacks_service_centre": true}]})");
  const auto f = judge_modems(status)[0];
  CHECK(f.verdict == Verdict::fail);
  CHECK(f.todo.find("csca = \"+62...\" into [[modem]] of sim1") != std::string::npos);
}

TEST_CASE("a modem that lives on 3G is warned of, one on another network isn't", "[doctor]") {
  const auto on = [](const char* access) {
    return judge_modems(*control::parse_json(
        fmt::format(R"({{"modems": [{{"name": "sim1", "state": "ready", "access": {}}}]}})", access)))[0];
  };
  CHECK(on("\"3G\"").verdict == Verdict::warn);
  CHECK(on("\"3G\"").todo.find("switched off") != std::string::npos);
  for (const auto* other : {"\"2G\"", "\"4G\"", "null"}) CHECK(on(other).verdict == Verdict::ok);
}

TEST_CASE("a SIM is judged by what it holds and by its last day, where these are configured", "[doctor]") {
  engine::SimRules rules;
  const auto verdict = [&](std::optional<std::int64_t> amount) {
    return judge_sim("sim1", rules, engine::SimBalance{noon, amount, noon}, noon).at(0).verdict;
  };
  CHECK(judge_sim("sim1", rules, std::nullopt, noon).empty());
  rules.balance.ussd = "*888#";
  CHECK(judge_sim("sim1", rules, std::nullopt, noon).at(0).verdict == Verdict::ok);
  CHECK(verdict(std::nullopt) == Verdict::warn);
  CHECK(verdict(4999) == Verdict::fail);
  CHECK(verdict(5000) == Verdict::ok);
  rules.balance.ussd.clear();
  const auto today = std::chrono::floor<std::chrono::days>(noon);
  const auto last_day = [&](int days) {
    rules.valid_until = today + std::chrono::days{days};
    return judge_sim("sim1", rules, std::nullopt, noon);
  };
  CHECK(last_day(30).empty());
  CHECK(last_day(14).at(0).verdict == Verdict::warn);
  CHECK(last_day(-1).at(0).verdict == Verdict::fail);
}

TEST_CASE("findings fit a terminal, and are coloured only if asked", "[doctor]") {
  const Findings findings{
      {"modem sim1", Verdict::fail, std::string(200, 'x') + " words " + std::string(60, 'y'), "do this"}};
  const auto plain = laporctl::show_findings(findings, false);
  CHECK(plain.find('\x1b') == std::string::npos);
  CHECK(laporctl::show_findings(findings, true).find("\x1b[31mfail") != std::string::npos);
  CHECK(plain.find("> do this") != std::string::npos);
}

TEST_CASE("doctor looks at a running gateway, and at what is left of a stopped one", "[e2e]") {
  test::Gateway gateway{"/dev/lapor-no-such-modem"};
  const auto ask = [&] {
    auto ran = test::run({LAPOR_BIN_DIR "/laporctl", "--config",
                          (gateway.directory() / "lapord.toml").string(), "--json", "doctor"});
    return std::pair{ran.status, *control::parse_json(ran.out)};
  };
  gateway.start();
  auto [status, list] = ask();
  CHECK(status == 1);
  REQUIRE(finding(list, "modem sim1"));
  CHECK(*(*finding(list, "modem sim1"))["verdict"].text() == "fail");
  REQUIRE(finding(list, "backup"));
  CHECK(*(*finding(list, "backup"))["verdict"].text() == "warn");
  REQUIRE(finding(list, "agencies"));
  gateway.ctl({"backup"});
  CHECK(*(*finding(ask().second, "backup"))["verdict"].text() == "ok");

  CHECK(gateway.stop() == 0);
  std::tie(status, list) = ask();
  CHECK(status == 1);
  REQUIRE(finding(list, "gateway"));
  CHECK(*(*finding(list, "database"))["verdict"].text() == "ok");
  std::ofstream(gateway.directory() / "lapord.toml") << "[gatewy]\n";
  CHECK(*(*finding(ask().second, "configuration"))["verdict"].text() == "fail");
}
