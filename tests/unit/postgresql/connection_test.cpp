// Tests of things that happen with a server and never with a file. They need a server; tests/postgresql
// starts one.
#include "postgresql/connection.hpp"

#include <chrono>
#include <cstdlib>
#include <set>
#include <thread>

#include "store/db.hpp"
#include "store/migrate.hpp"
#include "support/catch.hpp"
#include "support/tcp_proxy.hpp"
#include "support/test_database.hpp"

namespace lapor::postgresql {
namespace {

using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;
using engine::StoreFailure;

constexpr Deadlines short_ones{500ms, 300ms};

Connection& of(const std::unique_ptr<store::Connection>& opened) {
  return dynamic_cast<Connection&>(*opened);
}

std::int64_t figure(store::Connection& db, std::string_view sql) {
  return db.query(sql).first("figure").integer(0);
}

void add_person(store::Connection& db, std::string_view address) {
  db.query("INSERT INTO person (address, kind, country) VALUES (?, 'unknown', '')", address).run();
}

std::int64_t people(store::Connection& db) { return figure(db, "SELECT count(*) FROM person"); }

/// Waits until the server shows it. A test that fails hangs until its time is over.
void await(store::Connection& db, std::string_view condition) {
  while (figure(db, condition) == 0) std::this_thread::yield();
}

/// A database whose COMMITs of people wait for a lock, so that a test can act meanwhile.
struct SlowCommit {
  static constexpr const char* waiting =
      "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 7 AND NOT granted";
  test::TestDatabase database;
  std::unique_ptr<store::Connection> holder = database.open(), watcher = database.open();

  SlowCommit() {
    of(holder).exec(
        "CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "PERFORM pg_advisory_xact_lock(7); RETURN NULL; END $$; "
        "CREATE CONSTRAINT TRIGGER waits AFTER INSERT ON person DEFERRABLE INITIALLY DEFERRED FOR EACH ROW "
        "EXECUTE FUNCTION wait(); SELECT pg_advisory_lock(7)");
  }
  void release() { of(holder).exec("SELECT pg_advisory_unlock(7)"); }
  /// Over a line that can be cut, and then straight.
  std::string conninfo(const test::TcpProxy& line, const std::string& port) const {
    return std::string(std::getenv("LAPOR_TEST_POSTGRESQL_TCP")) + " dbname=" + database.name() +
           " host=127.0.0.1,127.0.0.1 port=" + std::to_string(line.port()) + "," + port;
  }
};

std::string tcp_port() {
  const std::string words = std::getenv("LAPOR_TEST_POSTGRESQL_TCP");
  const auto at = words.find("port=") + 5;
  return words.substr(at, words.find(' ', at) - at);
}

}  // namespace

TEST_CASE("what was rolled back is gone, and the next serial is the one after the last that stayed",
          "[server]") {
  const test::TestDatabase database;
  const auto db = database.open();
  const auto add = [&] {
    return db
        ->query(
            "INSERT INTO ticket (state, kind, category, area, agency, answer_class, urgent, confidential, "
            "anonymous, "
            "channel, reporter, text, created_ms, level, transfers, reopens, before_question) VALUES ('new', "
            "'', '', "
            "'', '', '', 0, 0, 0, 'sms', ?, '', 0, 0, 0, 0, 'new')",
            std::int64_t{1})
        .insert();
  };
  db->begin();
  add_person(*db, "a");
  CHECK(add() == 100001);
  db->commit();
  db->begin();
  CHECK(add() == 100002);
  db->rollback();
  db->begin();
  CHECK(add() == 100002);
  db->commit();
}

TEST_CASE("a text with NUL and broken UTF-8 ends no transaction", "[server]") {
  const test::TestDatabase database;
  const auto db = database.open();
  db->begin();
  add_person(*db, std::string_view("a\0b\xff\xed\xa0\x80", 7));
  db->commit();
  const auto kept = db->query("SELECT address FROM person").first("row").text(0);
  CHECK(kept.starts_with("ab\xEF\xBF\xBD"));
}

TEST_CASE("bytes come back as they were", "[server]") {
  const test::TestDatabase database;
  const auto db = database.open();
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  db->begin();
  db->query("INSERT INTO quarantine (modem, cause, raw, received_ms) VALUES ('', '', ?, 0)", store::Blob{all})
      .run();
  db->query("INSERT INTO quarantine (modem, cause, raw, received_ms) VALUES ('', 'b', ?, 0)", store::Blob{})
      .run();
  db->commit();
  auto rows = db->query("SELECT raw FROM quarantine ORDER BY id");
  CHECK(rows.first("row").text(0) == all);
  REQUIRE(rows.step());
  CHECK(rows.text(0) == "");
}

TEST_CASE("a payload longer than a row of an index is told from another one", "[server]") {
  const test::TestDatabase database;
  const auto db = database.open();
  db->begin();
  add_person(*db, "a");
  const auto add = [&](const std::string& payload) {
    return db
        ->query(
            "INSERT INTO part (sender, modem, received_ms, smsc_ms, coding, udh, payload) VALUES (1, '', 0, "
            "0, 'ucs2', "
            "?, ?) ON CONFLICT DO NOTHING",
            store::Blob{}, store::Blob{payload})
        .insert();
  };
  const std::string much(60000, 'x');
  CHECK(add(much) != 0);
  CHECK(add(much) == 0);
  CHECK(db->changes() == 0);
  CHECK(add(much + "y") != 0);
  CHECK(db->changes() == 1);
  db->commit();
}

TEST_CASE("after a statement that failed the transaction is lost, and the next one works", "[server]") {
  const test::TestDatabase database;
  const auto db = database.open();
  db->begin();
  add_person(*db, "a");
  CHECK_THROWS_AS(db->query("SELECT nothing FROM nowhere").step(), StoreFailure);
  CHECK_FALSE(db->in_transaction());
  db->rollback();
  db->begin();
  add_person(*db, "a");  // prepared in the lost transaction
  add_person(*db, "a");  // refused, and nobody asked yet
  CHECK_THROWS_AS(db->commit(), StoreFailure);
  db->rollback();
  db->begin();
  add_person(*db, "a");
  db->commit();
  CHECK(people(*db) == 1);
}

TEST_CASE("writes wait for nobody, and what they changed is known when it is asked", "[server]") {
  const test::TestDatabase database;
  const auto db = database.open();
  const auto trips = [&] { return of(db).round_trips(); };
  db->begin();
  const auto before = trips();
  for (int n = 0; n < 20; ++n) add_person(*db, std::to_string(n));
  CHECK(trips() == before);
  db->query("UPDATE person SET quiet = 1 WHERE id > ?", std::int64_t{5}).run();
  CHECK(db->changes() == 15);
  CHECK(trips() == before + 1);
  db->commit();
  CHECK(trips() == before + 2);
}

TEST_CASE("a change that must change a row is waited for with what comes next, and undone if it changed none",
          "[server]") {
  const test::TestDatabase database;
  const auto db = database.open();
  const auto forget = [&](std::int64_t id) {
    db->query("UPDATE person SET quiet = 1 WHERE id = ?", id).run();
    db->must_change("person");
  };
  db->begin();
  add_person(*db, "a");
  db->commit();
  db->begin();
  const auto before = of(db).round_trips();
  forget(1);
  CHECK(of(db).round_trips() == before);
  CHECK(db->query("SELECT quiet FROM person").first("person").integer(0) == 1);
  db->commit();
  CHECK(of(db).round_trips() == before + 2);

  db->begin();
  add_person(*db, "b");
  forget(99);
  CHECK_THROWS_WITH(db->query("SELECT 1").step(), ContainsSubstring("no such person"));
  CHECK_FALSE(db->in_transaction());
  db->rollback();
  db->begin();
  add_person(*db, "c");
  forget(99);
  CHECK_THROWS_WITH(db->commit(), ContainsSubstring("no such person"));
  db->rollback();
  CHECK(people(*db) == 1);
}

TEST_CASE("two gateways write one after the other, and one that holds the lock for long is given up",
          "[server]") {
  const test::TestDatabase database;
  const auto first = database.open();
  Connection second(database.conninfo(), Use::write, short_ones);
  first->begin();
  CHECK(people(*first) == 0);
  second.begin();
  CHECK_THROWS_AS(people(second), LinkLost);
  second.rollback();
  CHECK_THROWS_AS(second.begin(), LinkLost);
  first->commit();
  Connection third(database.conninfo(), Use::write, short_ones);
  third.begin();
  CHECK(people(third) == 0);
  third.commit();
}

TEST_CASE("a COMMIT whose answer was lost is looked for, and found done", "[server]") {
  SlowCommit slow;
  test::TcpProxy line(static_cast<std::uint16_t>(std::stoi(tcp_port())));
  Connection db(slow.conninfo(line, tcp_port()), Use::write);
  REQUIRE(line.connections() == 1);
  db.begin();
  add_person(db, "a");
  std::thread fate([&] {
    await(*slow.watcher, SlowCommit::waiting);
    line.cut();
    while (line.open() > 0) std::this_thread::yield();
    slow.release();
  });
  db.commit();
  fate.join();
  CHECK(people(db) == 1);
  db.begin();
  add_person(db, "b");
  db.commit();
  CHECK(people(*slow.watcher) == 2);
}

TEST_CASE("a COMMIT that the server gave up is looked for, and not found", "[server]") {
  SlowCommit slow;
  test::TcpProxy line(static_cast<std::uint16_t>(std::stoi(tcp_port())));
  Connection db(slow.conninfo(line, tcp_port()), Use::write);
  db.begin();
  add_person(db, "a");
  std::thread fate([&] {
    await(*slow.watcher, SlowCommit::waiting);
    figure(*slow.watcher,
           "SELECT count(pg_terminate_backend(pid)) FROM pg_locks WHERE locktype = 'advisory' AND objid = 7 "
           "AND NOT "
           "granted");
  });
  CHECK_THROWS_WITH(db.commit(), ContainsSubstring("nothing was committed"));
  fate.join();
  CHECK(people(db) == 0);
}

TEST_CASE("a COMMIT without an answer, and no way to ask, is unknown", "[server]") {
  SlowCommit slow;
  test::TcpProxy line(static_cast<std::uint16_t>(std::stoi(tcp_port())));
  const auto only = std::string(std::getenv("LAPOR_TEST_POSTGRESQL_TCP")) +
                    " dbname=" + slow.database.name() + " host=127.0.0.1 port=" + std::to_string(line.port());
  Connection db(only, Use::write, short_ones);
  db.begin();
  add_person(db, "a");
  CHECK(people(db) == 1);
  line.silence();
  CHECK_THROWS_AS(db.commit(), LinkLost);
  db.rollback();
  CHECK_THROWS_AS(db.begin(), LinkLost);
  CHECK_THROWS_AS(people(db), LinkLost);
  slow.release();
}

TEST_CASE("a COMMIT that came with a warning is looked for", "[server]") {
  const test::TestDatabase database;
  const auto db = database.open();
  of(db).exec(
      "CREATE FUNCTION warn() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
      "RAISE WARNING 'committed locally, but might not have been replicated'; RETURN NULL; END $$; "
      "CREATE CONSTRAINT TRIGGER warns AFTER INSERT ON person DEFERRABLE INITIALLY DEFERRED FOR EACH ROW "
      "EXECUTE FUNCTION warn()");
  db->begin();
  add_person(*db, "a");
  const auto before = of(db).round_trips();
  db->commit();
  CHECK(of(db).round_trips() == before + 2);  // the COMMIT, and the look at last_transaction
  CHECK(people(*db) == 1);
}

TEST_CASE("a password that is wrong, a server that isn't there and a word that libpq doesn't know say so",
          "[server]") {
  const std::string tcp = std::getenv("LAPOR_TEST_POSTGRESQL_TCP");
  CHECK_THROWS_WITH(Connection(tcp + "x host=127.0.0.1 dbname=postgres", Use::write),
                    ContainsSubstring("password authentication failed"));
  CHECK_THROWS_WITH(Connection("host=/nowhere dbname=x", Use::write), ContainsSubstring("/nowhere"));
  CHECK_THROWS_WITH(Connection("hosts=/nowhere", Use::write), ContainsSubstring("hosts"));
}

TEST_CASE("a server that wouldn't wait for its disk is asked to", "[server]") {
  const test::TestDatabase database;
  const auto sync = [&](const std::string& setting) {
    Connection db(database.conninfo() + " options='-c synchronous_commit=" + setting + "'", Use::write);
    return db.query("SELECT current_setting('synchronous_commit')").first("setting").text(0);
  };
  CHECK(sync("off") == "on");
  CHECK(sync("remote_apply") == "remote_apply");
}

TEST_CASE("a database of a newer version is refused, and read beside its writer only as it is", "[server]") {
  const test::TestDatabase database;
  of(database.open()).exec("INSERT INTO schema_version (version) VALUES (1000000)");
  CHECK_THROWS_AS(database.open(), store::Unusable);
  CHECK_THROWS_AS(Connection(database.conninfo(), Use::read), store::Unusable);
}

TEST_CASE("records can't be changed or deleted, but a citizen's words can be emptied", "[server]") {
  const test::TestDatabase database;
  const auto db = database.open();
  of(db).exec(
      "INSERT INTO person (address, kind, country) VALUES ('a', 'mobile', 'ID'); "
      "INSERT INTO ticket (state, kind, category, area, agency, answer_class, urgent, confidential, "
      "anonymous, channel, "
      "reporter, text, created_ms, level, transfers, reopens, before_question) VALUES ('new', '', '', '', "
      "'', '', 0, 0, 0, "
      "'sms', 1, '', 0, 0, 0, 0, 'new'); "
      "INSERT INTO event (ticket, at_ms, kind, actor, detail) VALUES (100001, 0, 'x', 'citizen', 'words')");
  for (const auto* sql : {"UPDATE event SET kind = 'y'", "UPDATE event SET detail = 'others'",
                          "DELETE FROM event", "TRUNCATE event"}) {
    INFO(sql);
    CHECK_THROWS_WITH(of(db).exec(sql), ContainsSubstring("events are never"));
  }
  CHECK_NOTHROW(of(db).exec("UPDATE event SET detail = ''"));
}

TEST_CASE("both databases have the same tables with the same columns", "[server]") {
  const test::TestDatabase database;
  const auto server = database.open();
  store::Database file(":memory:");
  store::migrate(file);
  std::set<std::string> ours, theirs;
  for (auto row = file.query(
           "SELECT m.name, c.name FROM sqlite_schema AS m JOIN pragma_table_xinfo(m.name) AS c WHERE "
           "m.type = 'table' AND m.name NOT LIKE 'sqlite_%'");
       row.step();)
    ours.insert(row.text(0) + "." + row.text(1));
  for (auto row = server->query(
           "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = "
           "'lapor' AND table_name NOT IN ('last_transaction', 'last_serial', 'schema_version', 'gateway')");
       row.step();)
    theirs.insert(row.text(0) + "." + row.text(1));
  CHECK(ours.size() > 150);
  CHECK(ours == theirs);
  CHECK(migrations().back().version == store::migrations().back().version);
}

TEST_CASE("both databases have an index of each name", "[server]") {
  const test::TestDatabase database;
  const auto server = database.open();
  store::Database file(":memory:");
  store::migrate(file);
  std::set<std::string> theirs;
  for (auto row = server->query("SELECT indexname FROM pg_indexes WHERE schemaname = 'lapor'"); row.step();)
    theirs.insert(row.text(0));
  for (auto row = file.query("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL");
       row.step();) {
    INFO(row.text(0));
    CHECK(theirs.contains(row.text(0)));
  }
}

}  // namespace lapor::postgresql
