// Tries what libGammu could do if a text took it over. A process that has called the worker's own sandbox
// function tries it.
#include "modem/worker/sandbox.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <fstream>
#include <functional>
#include <string>
#include <thread>

#include "modem/at/tty.hpp"
#include "modem/worker/landlock.hpp"
#include "small_gateway.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

using namespace lapor;

namespace {

/// The outcome of one attempt: 0, or its errno.
int outcome(long result) { return result < 0 ? errno : 0; }

constexpr int not_closed = 200;  ///< the sandbox itself failed

/// Tries something in a child of its own behind a closed sandbox; gives back its errno.
int inside(const std::function<int(const modem::Pty&)>& attempt) {
  const auto pty = modem::make_pty();
  REQUIRE(pty);
  const auto child = ::fork();
  if (child == 0) ::_exit(modem::close_sandbox(std::array{pty->slave}) ? attempt(*pty) : not_closed);
  int status = 0;
  ::waitpid(child, &status, 0);
  ::close(pty->master), ::close(pty->slave);
  INFO("wait status " << status);
  REQUIRE(WIFEXITED(status));
  return WEXITSTATUS(status);
}

int open_file(const char* path, int flags) { return outcome(::open(path, flags, 0600)); }

std::string status_line(int pid, const std::string& key) {
  std::ifstream in("/proc/" + std::to_string(pid) + "/status");
  for (std::string line; std::getline(in, line);)
    if (line.starts_with(key + ":")) return line.substr(line.find_first_not_of(" \t", key.size() + 1));
  return "?";
}

}  // namespace

TEST_CASE("a worker can't make a socket or reach one", "[sandbox]") {
  CHECK(inside([](auto&) { return outcome(::socket(AF_UNIX, SOCK_STREAM, 0)); }) == EPERM);
  CHECK(inside([](auto&) { return outcome(::socket(AF_INET, SOCK_STREAM, 0)); }) == EPERM);
  CHECK(inside([](auto&) { return outcome(::socket(AF_NETLINK, SOCK_RAW, 0)); }) == EPERM);
  CHECK(inside([](auto&) {
          int pair[2];
          return outcome(::socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
        }) == EPERM);
  CHECK(inside([](auto& pty) {
          sockaddr_un address{};
          address.sun_family = AF_UNIX;
          return outcome(::connect(pty.master, reinterpret_cast<sockaddr*>(&address), sizeof address));
        }) == EPERM);
}

TEST_CASE("a worker can't look into another process or signal it", "[sandbox]") {
  CHECK(inside([](auto&) { return outcome(::ptrace(PTRACE_ATTACH, ::getppid(), nullptr, nullptr)); }) ==
        EPERM);
  CHECK(inside([](auto&) {
          char byte = 0;
          iovec here{&byte, 1}, there{&byte, 1};
          return outcome(::process_vm_readv(::getppid(), &here, 1, &there, 1, 0));
        }) == EPERM);
  CHECK(inside([](auto&) { return outcome(::kill(::getppid(), 0)); }) == EPERM);
}

TEST_CASE("a worker can't start a program or a process, nor make new code", "[sandbox]") {
  CHECK(inside([](auto&) { return outcome(::execl("/bin/true", "true", nullptr)); }) == EPERM);
  CHECK(inside([](auto&) {
          const auto child = ::fork();
          if (child == 0) ::_exit(0);
          return outcome(child);
        }) == EPERM);
  CHECK(inside([](auto&) {
          const auto* page = ::mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
          return page == MAP_FAILED ? errno : 0;
        }) == EPERM);
}

TEST_CASE("a worker can't type into the terminal that lapord was started from", "[sandbox]") {
  CHECK(inside([](auto& pty) { return outcome(::ioctl(pty.slave, TIOCSTI, "x")); }) == EPERM);
}

TEST_CASE("a worker sees no file but its line", "[sandbox]") {
  if (modem::landlock::version() == 0) {
    WARN("this kernel has no Landlock, or lets nobody use it");
    return;
  }
  test::TempDir dir;
  const auto secret = dir.path() / "lapord.db";
  std::ofstream(secret) << "secret";
  CHECK(inside([&](auto&) { return open_file(secret.c_str(), O_RDONLY); }) == EACCES);
  CHECK(inside([&](auto&) { return open_file(secret.c_str(), O_WRONLY); }) == EACCES);
  CHECK(inside([&](auto&) { return open_file((dir.path() / "new").c_str(), O_WRONLY | O_CREAT); }) == EACCES);
  CHECK(inside([&](auto&) { return open_file(dir.path().c_str(), O_RDONLY | O_DIRECTORY); }) == EACCES);
  CHECK(inside([](auto&) { return open_file("/etc/passwd", O_RDONLY); }) == EACCES);
  CHECK(inside([](auto&) { return open_file("/proc/self/mem", O_RDWR); }) == EACCES);
  CHECK(inside([](auto&) { return open_file("/dev/ptmx", O_RDWR); }) == EACCES);
  CHECK(inside([&](auto&) { return outcome(::unlink(secret.c_str())); }) == EPERM);
  CHECK(inside([&](auto&) { return outcome(::chmod(secret.c_str(), 0666)); }) == EPERM);
}

TEST_CASE("a worker can still do its work", "[sandbox]") {
  CHECK(inside([](auto& pty) { return open_file(pty.path.c_str(), O_RDWR | O_NOCTTY); }) == 0);
  CHECK(inside([](auto& pty) { return outcome(::write(pty.slave, "AT\r", 3)); }) == 0);
  CHECK(inside([](auto&) {
          int answer = 1;
          std::thread([&] { answer = 0; }).join();
          return answer;
        }) == 0);
}

TEST_CASE("the shipped worker is closed in when its modem is ready", "[sandbox]") {
  test::ModemSim sim;
  test::SmallGateway g(sim.device());
  REQUIRE(g.until_ready());
  const auto pid = g.supervisor.status().pid;
  REQUIRE(pid);
  CHECK(status_line(*pid, "NoNewPrivs") == "1");
  CHECK(status_line(*pid, "Seccomp") == "2");
}
