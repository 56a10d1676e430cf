#include "store/migrate.hpp"

#include <array>
#include <filesystem>

#include "open_store.hpp"
#include "store/private_file.hpp"

namespace lapor::store {
namespace {

constexpr Migration first{1, "0001_a", "CREATE TABLE a (n INTEGER) STRICT; INSERT INTO a VALUES (1);"};
constexpr Migration second{2, "0002_b", "ALTER TABLE a ADD COLUMN m INTEGER;"};
constexpr Migration broken{2, "0002_b",
                           "ALTER TABLE a ADD COLUMN m INTEGER; INSERT INTO nowhere VALUES (1);"};

struct File {
  test::TempDir dir;
  std::string path = (dir.path() / "lapord.db").string();
};

void run(const std::string& path, std::span<const Migration> steps) {
  Database db(path);
  migrate(db, steps);
}

std::int64_t version(const std::string& path) {
  Database db(path);
  return schema_version(db);
}

}  // namespace

TEST_CASE("the migrations are numbered from 1 without a gap and say what for") {
  std::int64_t expected = 0;
  for (const auto& m : migrations()) {
    INFO(std::string(m.name));
    CHECK(m.version == ++expected);
    CHECK(m.sql.starts_with("-- " + std::string(m.name)));
  }
  CHECK(expected >= 1);
}

TEST_CASE("steps run once, in order, and mark the file as ours") {
  File f;
  run(f.path, std::array{first});
  run(f.path, std::array{first});
  CHECK(version(f.path) == 1);
  run(f.path, std::array{first, second});
  Database db(f.path);
  CHECK(schema_version(db) == 2);
  CHECK(db.query("PRAGMA application_id").first("id").integer(0) == application_id);
  CHECK(db.query("SELECT count(*) FROM a WHERE m IS NULL").first("rows").integer(0) == 1);
}

TEST_CASE("a database with rows is copied before it is migrated") {
  File f;
  run(f.path, std::array{first});
  CHECK_FALSE(std::filesystem::exists(f.path + ".before-1"));
  run(f.path, std::array{first, second});
  const std::string copy = f.path + ".before-2";
  REQUIRE(std::filesystem::exists(copy));
  CHECK_FALSE(std::filesystem::exists(copy + ".tmp"));
  CHECK((std::filesystem::status(copy).permissions() & std::filesystem::perms(0077)) ==
        std::filesystem::perms::none);
  Database db(copy);
  CHECK(schema_version(db) == 1);
  CHECK(db.query("SELECT count(*) FROM a").first("rows").integer(0) == 1);
}

TEST_CASE("a step that fails leaves the schema as it was") {
  File f;
  run(f.path, std::array{first});
  CHECK_THROWS_AS(run(f.path, std::array{first, broken}), StoreFailure);
  Database db(f.path);
  CHECK(schema_version(db) == 1);
  CHECK_THROWS_AS(db.query("SELECT m FROM a"), StoreFailure);
  migrate(db, std::array{first, second});
  CHECK(schema_version(db) == 2);
}

TEST_CASE("a database newer than this version is refused and not touched") {
  File f;
  run(f.path, std::array{first, second});
  CHECK_THROWS_AS(run(f.path, std::array{first}), Unusable);
  CHECK(version(f.path) == 2);
  Database(f.path).exec("PRAGMA user_version = 9999");
  CHECK_THROWS_AS(open_views(f.path), Unusable);
}

TEST_CASE("another program's database is refused") {
  File f;
  Database(f.path).exec("CREATE TABLE theirs (n INTEGER)");
  CHECK_THROWS_AS(make_store(f.path), Unusable);
  Database(f.path).exec("PRAGMA application_id = 7");
  CHECK_THROWS_AS(make_store(f.path), Unusable);
}

TEST_CASE("an empty file left by a crash at the first start is taken over") {
  File f;
  {
    Database db(f.path);
  }
  CHECK(std::filesystem::file_size(f.path) == 0);
  auto store = make_store(f.path);
  CHECK(store->database().schema == migrations().back().version);
}

TEST_CASE("tickets of the first schema get the stay and the bases that are known of them") {
  File f;
  run(f.path, migrations().first(1));
  {
    Database db(f.path);
    db.exec(
        "INSERT INTO person (id, address, kind, country) VALUES (1, 'warga', 'unknown', 'ID');"
        "INSERT INTO ticket (serial, state, kind, category, area, agency, answer_class, urgent, "
        "confidential, "
        "anonymous, channel, reporter, text, created_ms, forwarded_ms, first_response_ms, due_ms, closed_ms, "
        "level, "
        "resolve_by_ms, transfers, reopens, rating, before_question) VALUES "
        "(100001, 'forwarded', 'LAPOR', '', '', 'BMCK', 'ordinary', 0, 0, 0, 'sms', 1, 'a', 1, 1000, NULL, "
        "87401000, "
        "NULL, 0, 9000, 0, 0, NULL, 'forwarded'), "
        "(100002, 'closed', 'LAPOR', '', '', 'BMCK', 'ordinary', 0, 0, 0, 'sms', 1, 'b', 1, 1000, 5000, "
        "NULL, 8000, 0, "
        "9000, 0, 1, 4, 'forwarded'), "
        "(100003, 'new', 'LAPOR', '', '', '', 'ordinary', 0, 0, 0, 'sms', 1, 'c', 1, NULL, NULL, NULL, NULL, "
        "0, NULL, "
        "0, 0, NULL, 'forwarded');"
        "INSERT INTO event (ticket, at_ms, kind, actor, detail) VALUES (100002, 5000, 'resolve', 'agency "
        "BMCK', ''), "
        "(100002, 6000, 'contest', 'citizen', ''), (100002, 7000, 'resolve', 'agency BMCK', '');");
  }
  auto store = make_store(f.path);
  in_tx(*store, [&] { CHECK(store->count_unanswered("BMCK") == 1); });
  const auto assignments = store->assignments("BMCK", Instant{}, Instant{} + std::chrono::hours(1));
  REQUIRE(assignments.size() == 2);
  CHECK(assignments[0].ending == scorecard::Ending::open);
  CHECK(assignments[0].response_due == from_ms(87'401'000));
  CHECK(assignments[1].ending == scorecard::Ending::confirmed);
  CHECK(assignments[1].resolved == from_ms(7000));
  CHECK(assignments[1].contests == 1);
  CHECK(assignments[1].rating == 4u);
  CHECK(store->find(TicketId{100001})->due_clock_start == from_ms(1000));
  CHECK(store->find(TicketId{100001})->resolution_clock_start == from_ms(1000));
  CHECK_FALSE(store->find(TicketId{100003})->due_clock_start);
}

TEST_CASE("what was forgotten of the quarantine before it was listed is still known as forgotten") {
  File f;
  run(f.path, migrations().first(9));
  Database(f.path).exec(
      "INSERT INTO quarantine (id, modem, cause, raw, received_ms) VALUES (7, 'sim1', 'unreadable: X', "
      "x'37', 1), "
      "(8, 'sim1', 'unreadable: X', x'3937', 2);");
  auto store = make_store(f.path);
  CHECK_FALSE(store->quarantined_row(7)->bytes);
  CHECK(store->quarantined_row(7)->raw.empty());
  CHECK(store->quarantined_row(8)->bytes == 2);
}

}  // namespace lapor::store
