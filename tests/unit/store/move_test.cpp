// From one file to another. tests/unit/postgresql moves to a server and back.
#include "store/move.hpp"

#include <filesystem>
#include <fstream>

#include "open_store.hpp"
#include "store/migrate.hpp"
#include "store/offline_maintenance.hpp"
#include "support/filled_database.hpp"

namespace lapor::store {
namespace {

namespace fs = std::filesystem;
using Catch::Matchers::ContainsSubstring;

struct InMemory {
  Database db{":memory:"};
  InMemory() { migrate(db); }
  void sql(const std::string& text) { db.exec(text); }
  std::int64_t figure(const std::string& text) { return db.query(text).first("figure").integer(0); }
  std::string word(const std::string& text) { return db.query(text).first("word").text(0); }
};

constexpr const char* some_ticket =
    "INSERT INTO ticket (state, kind, category, area, agency, answer_class, urgent, confidential, anonymous, "
    "channel, "
    "reporter, text, created_ms, level, transfers, reopens, before_question, joined_to) VALUES ('new', '', "
    "'', '', '', "
    "'', 0, 0, 0, 'sms', 1, '', 0, 0, 0, 0, 'new', ";

}  // namespace

TEST_CASE("a row of every table is carried over", "[sqlite]") {
  InMemory from, to;
  test::fill_every_table(from.db);
  const auto moved = move(from.db, to.db);
  std::int64_t there = 0;
  for (const auto& rows : moved.tables) {
    INFO(rows.table);
    CHECK(rows.count >= 1);
    CHECK(to.figure("SELECT count(*) FROM " + rows.table) == rows.count);
    ++there;
  }
  CHECK(there ==
        to.figure("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"));
  CHECK(moved.cleaned == 0);
  CHECK(moved.last_serial == 100001);
}

TEST_CASE("more rows than a page has are carried over, and none twice", "[sqlite]") {
  InMemory from, to;
  from.sql(
      "INSERT INTO person (address, kind, country) WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 "
      "FROM n "
      "WHERE i < 1500) SELECT 'a' || i, 'unknown', '' FROM n; "
      "INSERT INTO wrong_pin SELECT id % 7 + 1, 1, 'x' FROM person");
  move(from.db, to.db);
  CHECK(to.figure("SELECT count(DISTINCT address) FROM person") == 1500);
  CHECK(to.figure("SELECT count(*) FROM wrong_pin") == 1500);
}

TEST_CASE("numbers go on after the last one that was given, though its row is gone", "[sqlite]") {
  InMemory from, to;
  from.sql(
      "INSERT INTO person (id, address, kind, country) VALUES (1, 'a', 'unknown', ''), (9, 'b', 'unknown', "
      "''); "
      "DELETE FROM person WHERE id = 9");
  from.db.go_on_after("ticket", 123456);
  from.db.go_on_after("attempt", 40);  // no row, ever
  const auto moved = move(from.db, to.db);
  CHECK(moved.last_serial == 123456);
  CHECK(to.db.query("INSERT INTO person (address, kind, country) VALUES ('c', 'unknown', '')").insert() ==
        10);
  CHECK(to.db.query(std::string(some_ticket) + "NULL)").insert() == 123457);
  CHECK(to.db.last_id("attempt") == 40);
}

TEST_CASE("a ticket that was merged into a later one still is", "[sqlite]") {
  InMemory from, to;
  from.sql("INSERT INTO person (address, kind, country) VALUES ('a', 'unknown', '')");
  from.sql(std::string(some_ticket) + "NULL)");
  from.sql(std::string(some_ticket) + "NULL)");
  from.sql("UPDATE ticket SET joined_to = 100002 WHERE serial = 100001");
  move(from.db, to.db);
  CHECK(to.figure("SELECT joined_to FROM ticket WHERE serial = 100001") == 100002);
  CHECK(to.figure("SELECT count(*) FROM ticket WHERE joined_to IS NULL") == 1);
}

TEST_CASE("figures that triggers keep are those of the source, and go on", "[sqlite]") {
  InMemory from, to;
  test::fill_every_table(from.db);
  from.sql("UPDATE outbox_count SET n = 5 WHERE state = 'queued'");
  move(from.db, to.db);
  const auto queued = [&] { return to.figure("SELECT n FROM outbox_count WHERE state = 'queued'"); };
  CHECK(queued() == 5);
  to.sql("UPDATE outgoing SET state = 'sending'");
  CHECK(queued() == 4);
}

TEST_CASE("a text that PostgreSQL can't hold loses what it can't hold, and is counted", "[sqlite]") {
  InMemory from, to;
  from.db
      .query("INSERT INTO fact VALUES ('a', ?), ('b', ?), ('c', 'x')", std::string_view("a\0b", 3),
             std::string_view("a\xff\xed\xa0\x80"))
      .run();
  CHECK(move(from.db, to.db).cleaned == 2);
  CHECK(to.word("SELECT value FROM fact WHERE name = 'a'") == "ab");
  CHECK(to.word("SELECT value FROM fact WHERE name = 'b'").starts_with("a\xEF\xBF\xBD"));
}

TEST_CASE("a target with a row, or of another schema, is refused and stays as it is", "[sqlite]") {
  InMemory from, used, old;
  test::fill_every_table(from.db);
  used.sql("INSERT INTO fact VALUES ('alive', '1')");
  CHECK_THROWS_WITH(move(from.db, used.db), ContainsSubstring("isn't empty: table fact has a row 1"));
  CHECK(used.figure("SELECT count(*) FROM fact") == 1);
  CHECK(used.figure("SELECT count(*) FROM person") == 0);
  old.sql("PRAGMA user_version = 1");
  CHECK_THROWS_WITH(move(from.db, old.db), ContainsSubstring("has schema 1"));
  CHECK_THROWS_WITH(move(old.db, from.db), ContainsSubstring("has schema 1"));
}

TEST_CASE("a row that the target refuses names its table and no value, and the target stays empty",
          "[sqlite]") {
  InMemory from, to;
  test::fill_every_table(from.db);
  from.sql(std::string("PRAGMA ignore_check_constraints = ON; UPDATE person SET kind = '") + test::phone +
           "'");
  try {
    move(from.db, to.db);
    FAIL("the row is wrong");
  } catch (const StoreFailure& e) {
    CHECK_THAT(e.what(), ContainsSubstring("table person"));
    CHECK_THAT(e.what(), !ContainsSubstring("811"));
  }
  from.sql("UPDATE person SET kind = 'mobile'");
  CHECK_NOTHROW(move(from.db, to.db));
}

TEST_CASE("a target that keeps something else is found out, and stays empty", "[sqlite]") {
  InMemory from, to;
  from.sql("INSERT INTO fact VALUES ('a', '007')");
  to.sql("DROP TABLE fact; CREATE TABLE fact (name TEXT PRIMARY KEY, value INTEGER)");
  CHECK_THROWS_WITH(move(from.db, to.db), ContainsSubstring("table fact, row 1: another value"));
  CHECK(to.figure("SELECT count(*) FROM fact") == 0);
}

TEST_CASE("a new file has all or isn't there, and takes no other's place", "[sqlite]") {
  test::TempDir dir;
  const auto path = (dir.path() / "lapord.db").string();
  InMemory from, wrong;
  test::fill_every_table(from.db);
  wrong.sql("PRAGMA ignore_check_constraints = ON; INSERT INTO person (kind, country) VALUES ('x', '')");
  CHECK_THROWS_AS(move_to_file(wrong.db, path), StoreFailure);
  CHECK(fs::is_empty(dir.path()));
  move_to_file(from.db, path);
  CHECK((fs::status(path).permissions() & fs::perms(0077)) == fs::perms::none);
  CHECK(make_store(path)->connection().query("SELECT count(*) FROM ticket").first("n").integer(0) == 1);
  CHECK_THROWS_WITH(move_to_file(from.db, path), ContainsSubstring("move it away"));
  fs::remove(path);
  std::ofstream(path + "-wal") << "x";
  CHECK_THROWS_WITH(move_to_file(from.db, path), ContainsSubstring("move it away"));
}

}  // namespace lapor::store
