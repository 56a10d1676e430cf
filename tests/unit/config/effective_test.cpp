// Tests of `laporctl config show`. Every phone number is fictitious.
#include "config/effective.hpp"

#include <algorithm>

#include "files.hpp"
#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::config;

namespace {

std::vector<Effective> values(const std::string& text) {
  Report report;
  const auto root = parse_document(text, "lapord.toml", report);
  REQUIRE(root);
  return effective(*root, "/etc/lapord/lapord.toml");
}

const Effective& value(const std::vector<Effective>& all, const std::string& key, unsigned index = 0) {
  const auto at =
      std::find_if(all.begin(), all.end(), [&](const auto& v) { return v.key == key && v.index == index; });
  REQUIRE(at != all.end());
  return *at;
}

}  // namespace

TEST_CASE("each value is shown with its line, or as a default", "[config]") {
  const auto all = values("[gateway]\nname = \"Lapor \\\"Uji\\\"\"\nagencies = \"a.toml\"\n");
  CHECK(value(all, "name").value == "\"Lapor \\\"Uji\\\"\"");
  CHECK(value(all, "name").source == "lapord.toml:2");
  CHECK(value(all, "country").value == "\"ID\"");
  CHECK(value(all, "country").source == "default");
}

TEST_CASE("a PIN is not shown", "[config]") {
  const auto all = values("[[modem]]\nname = \"a\"\npin = \"1234\"\n[[modem]]\nname = \"b\"\n");
  CHECK(value(all, "pin", 1).value == "\"****\"");
  CHECK(value(all, "pin", 2).value == "\"\"");
  CHECK(config::show(all).find("1234") == std::string::npos);
}

TEST_CASE("what is shown is a configuration that means the same", "[config]") {
  test::Files files;
  const std::string text = "[gateway]\nagencies = \"agencies.toml\"\n[delivery]\nretry = [\"5s\", \"1m\"]\n";
  const auto shown = config::show(values(text));
  Report report;
  const auto again = parse_document(shown, "shown", report);
  INFO(shown);
  REQUIRE(again);
  CHECK(config::show(effective(*again, "x.toml")).find("retry = [\"5s\", \"1m\"]") != std::string::npos);
  CHECK(report.errors.empty());
}

TEST_CASE("the keys that only a restart changes are named, and no others", "[config]") {
  Config running, fresh;
  fresh.timezone = "Asia/Makassar";
  fresh.backups_kept = 3;
  CHECK(need_restart(running, fresh).empty());
  fresh.state_dir = "/elsewhere";
  fresh.view_socket = "/run/other.sock";
  CHECK(need_restart(running, fresh) == std::vector<std::string>{"gateway.state_dir", "gateway.view_socket"});
}
