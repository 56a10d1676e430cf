#include "modem/host/lent_workers.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "support/catch.hpp"

using namespace lapor::modem;

namespace {

/// A worker that a node lends, with the other ends of its descriptors.
struct Lent {
  Lent() {
    int pair[2], pipe[2];
    REQUIRE(::socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair) == 0);
    REQUIRE(::pipe2(pipe, O_NONBLOCK) == 0);
    worker.socket = pair[0];
    worker.ended = pipe[0];
    socket = pair[1];
    ended = pipe[1];
  }
  ~Lent() {
    ::close(socket);
    if (ended >= 0) ::close(ended);
  }
  Lent(const Lent&) = delete;
  Lent& operator=(const Lent&) = delete;
  void lose() { ::close(std::exchange(ended, -1)); }
  bool is_closed() const {
    char byte = 0;
    return ::recv(socket, &byte, 1, MSG_DONTWAIT) == 0;
  }

  WorkerProcess worker;
  int socket = -1, ended = -1;
};

void close_both(const WorkerProcess& worker) {
  ::close(worker.socket);
  ::close(worker.ended);
}

}  // namespace

TEST_CASE("the newest of a node's connections is taken, and of that node alone", "[modem]") {
  boost::asio::io_context io;
  LentWorkers workers(io);
  Lent first, second, elsewhere;
  workers.add("blora", first.worker);
  workers.add("blora", second.worker);
  workers.add("cepu", elsewhere.worker);
  const auto got = workers.take("blora");
  REQUIRE(got);
  CHECK(got->socket == second.worker.socket);
  CHECK(got->pid == -1);
  close_both(*got);
  CHECK(workers.has("blora"));
  workers.drop("blora");
  CHECK(first.is_closed());
  CHECK_FALSE(workers.has("blora"));
  CHECK_FALSE(workers.take("blora"));
  CHECK(workers.has("cepu"));
}

TEST_CASE("a connection that is lost while it waits is nobody's", "[modem]") {
  boost::asio::io_context io;
  LentWorkers workers(io);
  Lent one;
  workers.add("blora", one.worker);
  io.poll();
  CHECK(workers.has("blora"));
  one.lose();
  io.restart();
  io.run_one();
  CHECK_FALSE(workers.has("blora"));
  CHECK(one.is_closed());
}

TEST_CASE("the oldest of too many connections goes", "[modem]") {
  boost::asio::io_context io;
  LentWorkers workers(io);
  std::list<Lent> lent(LentWorkers::most_waiting + 1);
  for (const auto& one : lent) workers.add("blora", one.worker);
  CHECK(lent.front().is_closed());
  CHECK_FALSE(lent.back().is_closed());
}

TEST_CASE("who waits for a node is called once when it comes, and not after it has left", "[modem]") {
  boost::asio::io_context io;
  LentWorkers workers(io);
  int called = 0, gone = 0;
  const auto waits = std::make_shared<LentWorkers::Found>([&] { ++called; });
  auto leaves = std::make_shared<LentWorkers::Found>([&] { ++gone; });
  workers.wait("blora", waits);
  workers.wait("blora", leaves);
  Lent one, two;
  workers.add("cepu", two.worker);
  io.poll();
  CHECK(called == 0);
  workers.add("blora", one.worker);
  CHECK(called == 0);  // from the event loop
  leaves.reset();
  io.restart();
  io.poll();
  CHECK(called == 1);
  CHECK(gone == 0);
  workers.wait("blora", waits);
  io.restart();
  io.poll();
  CHECK(called == 2);
}
