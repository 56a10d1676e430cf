// node.toml on the box with the modems.
#include <fmt/format.h>

#include <fstream>

#include "lapord-node/lender.hpp"
#include "lapord-node/settings.hpp"
#include "modem/link/authority.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

using namespace lapor;
using namespace lapor::daemon;

namespace {

struct File {
  File() {
    const auto authority = modem::link::make_authority();
    REQUIRE(authority);
    const auto pair = modem::link::issue(*authority, modem::link::Role::node, "blora");
    REQUIRE(pair);
    papers = fmt::format("key = '''\n{}'''\ncertificate = '''\n{}'''\nauthority = '''\n{}'''\n", pair->key,
                         pair->certificate, authority->certificate);
  }
  std::optional<NodeSettings> read(const std::string& text) {
    std::ofstream(path()) << text;
    report = {};
    return read_node_settings(path(), report);
  }
  std::string path() const { return (dir.path() / "node.toml").string(); }
  std::string error() const {
    return report.errors.empty() ? std::string{} : config::show(report.errors.front());
  }

  test::TempDir dir;
  std::string papers;
  config::Report report;
};

}  // namespace

TEST_CASE("a node's configuration names the gateway by name or address", "[node]") {
  File file;
  const auto by_name = file.read("name = \"blora\"\ngateway = \"lapor.example.go.id:8312\"\n" + file.papers);
  REQUIRE(by_name);
  CHECK(by_name->gateways[0].host == "lapor.example.go.id");
  CHECK(by_name->gateways[0].port == "8312");
  const auto by_address = file.read("name = \"blora\"\ngateway = \"[2001:db8::1]:8312\"\n" + file.papers);
  REQUIRE(by_address);
  CHECK(by_address->gateways[0].host == "2001:db8::1");
}

TEST_CASE("a node's configuration names several gateways, one of which is active", "[node]") {
  File file;
  const auto both =
      file.read("name = \"blora\"\ngateway = \"lapor1:8312,[2001:db8::1]:8313\"\n" + file.papers);
  REQUIRE(both);
  REQUIRE(both->gateways.size() == 2);
  CHECK(both->gateways[0].text() == "lapor1:8312");
  CHECK(both->gateways[1].host == "2001:db8::1");
  CHECK_FALSE(file.read("name = \"blora\"\ngateway = \"lapor1:8312,\"\n" + file.papers));
  CHECK_FALSE(file.read("name = \"blora\"\ngateway = \"lapor1:8312, lapor2\"\n" + file.papers));
}

TEST_CASE("an error in a node's configuration is told with its line", "[node]") {
  File file;
  CHECK_FALSE(file.read("name = \"blora\"\ngateway = \"no port\"\n" + file.papers));
  CHECK(file.error().find("node.toml:2") != std::string::npos);
  CHECK_FALSE(file.read("name = \"blora\"\ngatway = \"a:1\"\n" + file.papers));
  CHECK(file.error().find("gateway") != std::string::npos);
  CHECK_FALSE(
      file.read("name = \"blora\"\ngateway = \"a:1\"\nkey = 'x'\ncertificate = 'y'\nauthority = 'z'\n"));
  CHECK(file.error().find("node.toml:3") != std::string::npos);
  CHECK(file.error().find("laporctl node add") != std::string::npos);
}

TEST_CASE("the pauses of a node that finds no gateway grow to half a minute", "[node]") {
  CHECK(Lender::pause_after(1).count() == 1);
  CHECK(Lender::pause_after(3).count() == 5);
  CHECK(Lender::pause_after(1000).count() == 30);
}
