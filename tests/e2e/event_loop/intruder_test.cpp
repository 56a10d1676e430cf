// A worker that was taken over, as the whole gateway sees it: a program in the worker's place asks at the
// operator's sockets. The gateway runs in this process, so that it can be given such a worker.
#include <sys/stat.h>

#include <fstream>
#include <iterator>

#include "config/config.hpp"
#include "control/asio.hpp"
#include "lapord/service.hpp"
#include "support/catch.hpp"
#include "support/caught_stderr.hpp"
#include "support/shipped.hpp"
#include "support/temp_dir.hpp"

using namespace lapor;
using namespace lapor::daemon;

namespace {

/// Asks at all three sockets, writes down what is answered, and stays.
constexpr auto intruder = R"(#!/usr/bin/perl
use IO::Socket::UNIX;
use IO::Handle;
$SIG{PIPE} = "IGNORE";  # the answer may come, and the line be closed, before the question is out
open(my $out, ">", "DIR/answers");
for my $name ("control.sock", "view.sock", "web.sock", "control.sock") {
  my $line = IO::Socket::UNIX->new(Peer => "DIR/$name") or next;
  print $line "{\"command\":\"status\"}\n";
  $line->flush();
  print $out scalar(<$line>);
}
print $out "done\n";
close($out);
sleep 60;
)";

void write(const std::filesystem::path& file, std::string text, const std::string& dir) {
  for (auto at = text.find("DIR"); at != text.npos; at = text.find("DIR", at)) text.replace(at, 3, dir);
  std::ofstream(file) << text;
}

std::size_t times(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++n;
  return n;
}

config::Config configuration(const std::filesystem::path& dir) {
  write(dir / "lapord.toml",
        "[gateway]\nstate_dir = \"state\"\nsocket = \"control.sock\"\nview_socket = \"view.sock\"\n"
        "web_socket = \"web.sock\"\n"
        "agencies = \"" LAPOR_SOURCE_DIR
        "/docs/example/agencies.toml\"\n[[modem]]\nname = \"sim1\"\n"
        "device = \"/dev/null\"\n[[escalation]]\nafter = \"12h\"\nto = \"operator\"\n",
        {});
  std::filesystem::create_directories(dir / "state");
  auto loaded = config::load(dir / "lapord.toml", test::shipped_files());
  for (const auto& fault : loaded.report.errors) WARN(config::show(fault));
  REQUIRE(loaded.config);
  return *loaded.config;
}

}  // namespace

TEST_CASE("a worker that asks at a control socket gets no answer, and the log says so once, with its modem",
          "[event_loop]") {
  test::TempDir dir;
  write(dir.path() / "worker", intruder, dir.path().string());
  ::chmod((dir.path() / "worker").c_str(), 0700);
  {
    const test::CaughtStderr caught(dir.path() / "log");
    boost::asio::io_context io{1};
    const Journal log{"lapord", Journal::Kind::plain};
    InstallLayout around;
    around.paths = test::shipped_files();
    around.worker = dir.path() / "worker";
    Service service(io, configuration(dir.path()), around, log);
    REQUIRE(service.start());
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (test::all_of(dir.path() / "answers").find("done") == std::string::npos &&
           std::chrono::steady_clock::now() < end)
      io.run_one_for(std::chrono::milliseconds(100));
    service.stop();
    io.run_for(std::chrono::seconds(20));
  }
  const auto answers = test::all_of(dir.path() / "answers"), log = test::all_of(dir.path() / "log");
  CHECK(times(answers, "own workers") == 4);
  CHECK(answers.find("\"ok\":true") == std::string::npos);
  CHECK(times(log, "worker-refused") == 1);
  CHECK(log.find("modem=sim1") != std::string::npos);
}
