// [node], and modems that are plugged into other boxes.
#include <string>

#include "config/effective.hpp"
#include "support/catch.hpp"
#include "unit/config/files.hpp"

using namespace lapor;
using namespace lapor::test;

namespace {

constexpr auto node_section = "[node]\nname = \"kudus\"\nlisten = \"0.0.0.0:8312\"\n";

/// The second modem's table is line 10 of the file.
constexpr auto of_blora = "[[modem]]\nname = \"blora1\"\nnode = \"blora\"\ndevice = \"/dev/ttyUSB0\"\n";

std::string faults(const Files& files, const std::string& more) {
  return lines(files, files.load_plain(more).report.errors);
}

}  // namespace

TEST_CASE("a modem on a node has a port there, which may be called as one here", "[config]") {
  const Files files;
  const auto loaded = files.load_plain(std::string(of_blora) + node_section);
  INFO(lines(files, loaded.report.errors));
  REQUIRE(loaded.config);
  CHECK(loaded.config->modems.at(0).node.empty());
  CHECK(loaded.config->modems.at(1).node == "blora");
  CHECK(loaded.config->node.name == "kudus");
  CHECK(loaded.config->node.listen == "0.0.0.0:8312");
  CHECK(loaded.config->node.socket == "/run/lapord/nodes.sock");
  CHECK(loaded.config->node_folder() == "/var/lib/lapord/nodes");
  CHECK(faults(files, std::string(of_blora) +
                          "[[modem]]\nname = \"blora2\"\nnode = \"blora\"\ndevice = "
                          "\"/dev/ttyUSB0\"\n" +
                          node_section)
            .find("two modems can't share a port") != std::string::npos);
}

TEST_CASE("a modem on a node needs nodes to be let in, and another box than this", "[config]") {
  const Files files;
  CHECK(faults(files, of_blora)
            .find("lapord.toml:9: [[modem]] node: blora1 is on node blora, but no nodes are "
                  "let in; write [node] listen = \"0.0.0.0:8312\"") != std::string::npos);
  CHECK(faults(files, std::string(of_blora) + "[node]\nname = \"blora\"\nlisten = \"0.0.0.0:8312\"\n")
            .find("lapord.toml:9: [[modem]] node: blora is this box") != std::string::npos);
}

TEST_CASE("a modem on a node isn't looked for at all ports there", "[config]") {
  const Files files;
  CHECK(faults(files, std::string("[[modem]]\nname = \"blora1\"\nnode = \"blora\"\nimei = "
                                  "\"490154203237518\"\n") +
                          node_section)
            .find("where no ports are searched") != std::string::npos);
}

TEST_CASE("where nodes come in is an address", "[config]") {
  const Files files;
  CHECK(faults(files, "[node]\nlisten = \"8312\"\n").find("lapord.toml:10: [node] listen") !=
        std::string::npos);
  CHECK(faults(files, "[node]\nlisten = \"unix:/run/x\"\n").find("can't be reached from another box") !=
        std::string::npos);
  CHECK(faults(files, "[node]\nname = \"a b\"\n").find("a name of letters") != std::string::npos);
  CHECK(faults(files, "[node]\nlissten = \"\"\n").find("listen") != std::string::npos);
}

TEST_CASE("another place for nodes needs a restart", "[config]") {
  config::Config running, fresh;
  fresh.node.listen = "0.0.0.0:8312";
  CHECK(config::need_restart(running, fresh) == std::vector<std::string>{"node"});
}
