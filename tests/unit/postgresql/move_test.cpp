// From a file to a server and back. These tests need a server; those that need none are in
// tests/unit/store/move_test.cpp.
#include "store/move.hpp"

#include <set>
#include <thread>

#include "postgresql/connection.hpp"
#include "store/db.hpp"
#include "store/migrate.hpp"
#include "store/offline_maintenance.hpp"
#include "store/tables.hpp"
#include "support/catch.hpp"
#include "support/filled_database.hpp"
#include "support/test_database.hpp"

namespace lapor::postgresql {
namespace {

using Catch::Matchers::ContainsSubstring;
using engine::StoreFailure;

std::int64_t figure(store::Connection& db, const std::string& sql) {
  return db.query(sql).first("figure").integer(0);
}

struct Server {
  test::TestDatabase database;
  std::unique_ptr<store::Connection> db = database.open();
  void sql(const std::string& text) { dynamic_cast<Connection&>(*db).exec(text); }
};

struct File {
  store::Database db{":memory:"};
  File() { store::migrate(db); }
};

std::int64_t add_ticket(store::Connection& db) {
  return db
      .query(
          "INSERT INTO ticket (state, kind, category, area, agency, answer_class, urgent, confidential, "
          "anonymous, "
          "channel, reporter, text, created_ms, level, transfers, reopens, before_question) VALUES ('new', "
          "'', '', '', "
          "'', '', 0, 0, 0, 'sms', ?, '', 0, 0, 0, 0, 'new')",
          std::int64_t{1})
      .insert();
}

}  // namespace

TEST_CASE("a row of every table goes to a server and comes back as it was", "[server]") {
  File from, back;
  Server server;
  test::fill_every_table(from.db);
  const auto there = store::move(from.db, *server.db);
  for (const auto& rows : there.tables) {
    INFO(rows.table);
    CHECK(rows.count >= 1);
    CHECK(figure(*server.db, "SELECT count(*) FROM " + rows.table) == rows.count);
  }
  CHECK(store::move(*server.db, back.db).tables.size() == there.tables.size());
  CHECK(back.db.query("SELECT payload FROM part").first("part").text(0) == std::string("\0\xff", 2));
}

TEST_CASE("each column that the server doesn't compute itself is carried over", "[server]") {
  Server server;
  std::set<std::string> carried, there;
  for (const auto& table : store::tables())
    for (const auto& column : table.columns) carried.insert(table.name + "." + column.name);
  auto row = server.db->query(
      "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'lapor' AND "
      "is_generated = "
      "'NEVER' AND table_name NOT IN ('last_transaction', 'last_serial', 'schema_version', 'gateway')");
  while (row.step()) there.insert(row.text(0) + "." + row.text(1));
  CHECK(carried == there);
}

TEST_CASE("tickets go on densely after a move, there and back", "[server]") {
  File from, back;
  Server server;
  test::fill_every_table(from.db);
  from.db.go_on_after("ticket", 123456);
  CHECK(store::move(from.db, *server.db).last_serial == 123456);
  CHECK(add_ticket(*server.db) == 123457);
  CHECK(add_ticket(*server.db) == 123458);
  CHECK(store::move(*server.db, back.db).last_serial == 123458);
  CHECK(add_ticket(back.db) == 123459);
}

TEST_CASE("rows that come after a move get numbers of their own", "[server]") {
  File from, back;
  Server server;
  test::fill_every_table(from.db);
  from.db.exec(
      "INSERT INTO person (id, kind, country) VALUES (70, 'unknown', ''); DELETE FROM person WHERE id = 70");
  store::move(from.db, *server.db);
  const auto add = [](store::Connection& db) {
    return db.query("INSERT INTO person (kind, country) VALUES ('unknown', '')").insert();
  };
  CHECK(add(*server.db) == 71);
  CHECK(server.db
            ->query("INSERT INTO event (ticket, at_ms, kind, actor, detail) VALUES (100001, 0, '', '', '')")
            .insert() == 2);
  server.sql("DELETE FROM person WHERE id = 71");
  store::move(*server.db, back.db);
  CHECK(add(back.db) == 72);
}

TEST_CASE("figures that triggers keep come over as they are, and are kept again", "[server]") {
  File from;
  Server server;
  test::fill_every_table(from.db);
  from.db.exec("UPDATE outbox_count SET n = 5 WHERE state = 'queued'");
  store::move(from.db, *server.db);
  const auto queued = [&] { return figure(*server.db, "SELECT n FROM outbox_count WHERE state = 'queued'"); };
  CHECK(queued() == 5);
  server.sql("UPDATE outgoing SET state = 'sending'");
  CHECK(queued() == 4);
  CHECK_THROWS_WITH(server.sql("DELETE FROM event"), ContainsSubstring("events are never"));
}

TEST_CASE("many rows, with gaps, go over and come back", "[server]") {
  File from, back;
  Server server;
  from.db.exec(
      "INSERT INTO person (id, address, kind, country) WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i "
      "+ 1 FROM "
      "n WHERE i < 3000) SELECT i * 3, 'a' || i, 'unknown', '' FROM n; "
      "INSERT INTO fact SELECT address, country FROM person");
  store::move(from.db, *server.db);
  CHECK(figure(*server.db, "SELECT count(DISTINCT address) FROM person") == 3000);
  store::move(*server.db, back.db);
  CHECK(figure(back.db, "SELECT max(id) FROM person") == 9000);
}

TEST_CASE("a text with NUL and broken UTF-8 goes to a server without them", "[server]") {
  File from;
  Server server;
  from.db.query("INSERT INTO fact VALUES ('a', ?)", std::string_view("a\0b\xff", 4)).run();
  CHECK(store::move(from.db, *server.db).cleaned == 1);
  CHECK(server.db->query("SELECT value FROM fact").first("fact").text(0) == "ab\xEF\xBF\xBD");
}

TEST_CASE("a server with rows, or that another gateway uses, is refused and stays as it is", "[server]") {
  File from;
  Server used, shared;
  used.sql("INSERT INTO fact VALUES ('alive', '1')");
  CHECK_THROWS_WITH(store::move(from.db, *used.db), ContainsSubstring("isn't empty: table fact"));
  CHECK(figure(*used.db, "SELECT count(*) FROM fact") == 1);
  const auto other = shared.database.open();
  CHECK_THROWS_WITH(store::move(from.db, *shared.db), ContainsSubstring("lapord is connected to"));
  CHECK_THROWS_WITH(store::move(*shared.db, from.db), ContainsSubstring("lapord is connected to"));
}

TEST_CASE("a row that the server refuses names its table and no value, and the server stays empty",
          "[server]") {
  File from;
  Server server;
  test::fill_every_table(from.db);
  from.db.exec(std::string("PRAGMA ignore_check_constraints = ON; UPDATE person SET kind = '") + test::phone +
               "'");
  try {
    store::move(from.db, *server.db);
    FAIL("the row is wrong");
  } catch (const StoreFailure& e) {
    CHECK_THAT(e.what(), ContainsSubstring("table person"));
    CHECK_THAT(e.what(), !ContainsSubstring("811"));
  }
  from.db.exec("UPDATE person SET kind = 'mobile'");
  CHECK_NOTHROW(store::move(from.db, *server.db));
}

TEST_CASE("a connection that breaks in the middle leaves the server empty", "[server]") {
  File from;
  const test::TestDatabase database;
  test::fill_every_table(from.db);
  dynamic_cast<Connection&>(*database.open())
      .exec("DROP ROLE IF EXISTS watcher; CREATE ROLE watcher SUPERUSER LOGIN");
  // It is no other session of the mover's user, and holds the mover up at one of the last tables.
  Connection watcher(database.conninfo() + " user=watcher", Use::read);
  watcher.exec("BEGIN; LOCK TABLE lapor.unsettled_delivery IN ROW EXCLUSIVE MODE");
  std::thread killer([&] {
    constexpr const char* held_up =
        "SELECT count(*) FROM pg_locks WHERE relation = 'lapor.unsettled_delivery'::regclass AND NOT granted";
    while (figure(watcher, held_up) == 0) std::this_thread::yield();
    figure(watcher,
           "SELECT count(pg_terminate_backend(pid)) FROM pg_locks WHERE relation = "
           "'lapor.unsettled_delivery'::regclass AND NOT granted");
  });
  {
    const auto to = database.open();
    CHECK_THROWS_AS(store::move(from.db, *to), StoreFailure);
  }
  killer.join();
  watcher.exec("ROLLBACK");
  CHECK(figure(watcher, "SELECT count(*) FROM person") == 0);
  CHECK_NOTHROW(store::move(from.db, *database.open()));
}

TEST_CASE("a server without tables gets them, and tables of another version are refused", "[server]") {
  const test::TestDatabase database;
  dynamic_cast<Connection&>(*database.open()).exec("DROP SCHEMA lapor CASCADE");
  CHECK_THROWS_AS(Connection(database.conninfo(), Use::read), store::Unusable);
  CHECK(Connection(database.conninfo(), Use::fill).schema() == migrations().back().version);
  Connection(database.conninfo(), Use::fill).exec("DELETE FROM schema_version WHERE version > 19");
  CHECK_THROWS_AS(Connection(database.conninfo(), Use::fill), store::Unusable);
}

TEST_CASE("a server's database that was put back leaves out numbers, and its queue counts as old",
          "[server]") {
  Server server;
  server.sql("INSERT INTO person (address, kind, country) VALUES (NULL, 'unknown', '')");
  server.db->begin();
  const auto last = add_ticket(*server.db);
  server.db->query("UPDATE ticket SET created_ms = 1772517600000").run();
  server.db->commit();
  const auto restored = store::mark_restored(*server.db, from_ms(1772517600000) + std::chrono::minutes(10));
  CHECK(restored.last_record == from_ms(1772517600000));
  CHECK(restored.after == last + 10 * 30 + 1000);
  server.db->begin();
  CHECK(add_ticket(*server.db) == restored.after + 1);
  server.db->commit();
  CHECK(figure(*server.db, "SELECT count(*) FROM fact WHERE name = 'restored'") == 1);
  const auto gateway = server.database.open();
  CHECK_THROWS_WITH(store::mark_restored(*server.db, from_ms(0)), ContainsSubstring("is connected"));
}

}  // namespace lapor::postgresql
