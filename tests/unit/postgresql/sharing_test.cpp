// The lease of a database that gateways share, on a real server: who may write, and what becomes of one that
// may not any more.
#include "store/sharing.hpp"

#include <thread>

#include "postgresql/connection.hpp"
#include "support/catch.hpp"
#include "support/tcp_proxy.hpp"
#include "support/test_database.hpp"

namespace lapor::postgresql {
namespace {

using namespace std::chrono_literals;
using engine::StoreFailure;

const store::GatewayId kudus{11, "kudus"}, blora{12, "blora"};

struct Shared {
  test::TestDatabase database;
  std::unique_ptr<store::Connection> first = database.open(), second = database.open(),
                                     watcher = database.open();

  /// `by` has the lease and writes in it.
  void give(store::Connection& db, const store::GatewayId& by) const {
    const auto epoch = db.sharing()->take(db.sharing()->lease(), by);
    REQUIRE(epoch);
    db.sharing()->write_in(*epoch);
  }
  std::int64_t people() const {
    return watcher->query("SELECT count(*) FROM person").first("people").integer(0);
  }
};

void add_person(store::Connection& db, std::string_view address) {
  db.query("INSERT INTO person (address, kind, country) VALUES (?, 'unknown', '')", address).run();
}

/// The kind of the failure; nullopt if the person was stored.
std::optional<StoreFailure::Kind> store_person(store::Connection& db, std::string_view address) {
  try {
    db.begin();
    add_person(db, address);
    db.commit();
    return std::nullopt;
  } catch (const StoreFailure& failure) {
    db.rollback();
    return failure.kind;
  }
}

}  // namespace

TEST_CASE("at first nobody has the lease, and then the one that took it", "[server]") {
  Shared shared;
  CHECK(shared.watcher->sharing()->lease().holder.number == 0);
  shared.give(*shared.first, kudus);
  const auto lease = shared.watcher->sharing()->lease();
  CHECK(lease.epoch == 1);
  CHECK(lease.holder == kudus);
  CHECK(store_person(*shared.first, "a") == std::nullopt);
  CHECK(shared.watcher->sharing()->lease() != lease);  // each transaction is a sign of life
  CHECK(shared.watcher->sharing()->lease().epoch == 1);
}

TEST_CASE("after another gateway has taken over, no transaction of the first is done", "[server]") {
  Shared shared;
  shared.give(*shared.first, kudus);
  shared.give(*shared.second, blora);
  CHECK(store_person(*shared.first, "a") == StoreFailure::Kind::lease);
  CHECK(shared.people() == 0);
  CHECK(store_person(*shared.second, "b") == std::nullopt);
  CHECK(shared.people() == 1);
  CHECK_THROWS_AS(shared.first->sharing()->give_back(), StoreFailure);
  CHECK(shared.watcher->sharing()->lease().holder == blora);
}

TEST_CASE("a transaction that waits while another gateway takes over fails, too", "[server]") {
  Shared shared;
  shared.give(*shared.first, kudus);
  shared.second->begin();
  shared.second->query("UPDATE last_transaction SET epoch = epoch + 1").run();
  CHECK(shared.second->query("SELECT 1").first("one").integer(0) == 1);  // it has the writers' lock now
  std::thread other([&] {
    constexpr const char* waits =
        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 1 AND NOT granted";
    while (shared.watcher->query(waits).first("waiting").integer(0) == 0) std::this_thread::yield();
    shared.second->commit();
  });
  CHECK(store_person(*shared.first, "a") == StoreFailure::Kind::lease);
  other.join();
  CHECK(shared.people() == 0);
}

TEST_CASE("of two that read the same lease one takes it", "[server]") {
  Shared shared;
  const auto seen = shared.first->sharing()->lease();
  CHECK(shared.first->sharing()->take(seen, kudus) == 1);
  CHECK(shared.second->sharing()->take(seen, blora) == std::nullopt);
  CHECK(shared.watcher->sharing()->lease().holder == kudus);
}

TEST_CASE("a lease whose holder has written since it was read isn't taken", "[server]") {
  Shared shared;
  shared.give(*shared.first, kudus);
  const auto seen = shared.second->sharing()->lease();
  CHECK(store_person(*shared.first, "a") == std::nullopt);
  CHECK(shared.second->sharing()->take(seen, blora) == std::nullopt);
  CHECK(store_person(*shared.first, "b") == std::nullopt);
}

TEST_CASE("a lease that was given back is free, and its epoch is over", "[server]") {
  Shared shared;
  shared.give(*shared.first, kudus);
  shared.first->sharing()->give_back();
  CHECK(shared.watcher->sharing()->lease().holder.number == 0);
  shared.give(*shared.second, blora);
  CHECK(shared.watcher->sharing()->lease().epoch == 2);
}

TEST_CASE("those that stand by are known to the active one", "[server]") {
  Shared shared;
  shared.second->sharing()->note(blora);
  shared.second->sharing()->note(blora);
  shared.give(*shared.first, kudus);
  const auto standbys = shared.first->sharing()->standbys();
  REQUIRE(standbys.size() == 1);
  CHECK(standbys[0].node == "blora");
  CHECK(standbys[0].silent < 1min);
  shared.give(*shared.second, blora);
  CHECK(shared.watcher->sharing()->standbys().empty());
}

TEST_CASE("a standby whose version is older than the database doesn't wait for it", "[server]") {
  Shared shared;
  dynamic_cast<Connection&>(*shared.first).exec("INSERT INTO schema_version (version) VALUES (999)");
  CHECK_THROWS_AS(Connection(shared.database.conninfo(), Use::watch), store::Unusable);
  dynamic_cast<Connection&>(*shared.first).exec("DELETE FROM schema_version WHERE version = 999");
  CHECK_NOTHROW(Connection(shared.database.conninfo(), Use::watch));
}

}  // namespace lapor::postgresql
