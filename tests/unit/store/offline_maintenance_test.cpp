// Backups, restoring, setting a database aside and making a new one.
#include "store/offline_maintenance.hpp"

#include <filesystem>
#include <fstream>

#include "open_store.hpp"
#include "store/backup.hpp"
#include "store/migrate.hpp"

namespace lapor::store {
namespace {

namespace fs = std::filesystem;

struct File {
  test::TempDir dir;
  std::string path = (dir.path() / "lapord.db").string();

  TicketId add_ticket(Instant at = noon) {
    auto store = make_store(path);
    return in_tx(*store, [&] {
      engine::Ticket t;
      t.reporter = store->person(mobile(1));
      t.text = "jalan rusak";
      t.created = at;
      return store->add_ticket(t);
    });
  }
  std::size_t tickets() { return make_store(path)->tickets({}).size(); }
  Backup backup(Instant at = noon, unsigned keep = 7) {
    return take_backup(path, backup_folder(path), at, keep);
  }
  void spoil() {
    fs::remove(path + "-wal");
    fs::remove(path + "-shm");
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(100);
    file << std::string(8000, 'x');
  }
};

std::size_t files_named(const fs::path& folder, const std::string& part) {
  std::size_t n = 0;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().filename().string().find(part) != std::string::npos) ++n;
  return n;
}

bool shrinkable(const std::string& path) {
  return Database(path).query("PRAGMA auto_vacuum").first("auto_vacuum").integer(0) == 2;
}

}  // namespace

TEST_CASE("a new database can give pages back, one begun anew too, and an old one after a whole vacuum") {
  test::TempDir dir;
  const auto path = [&](const char* name) { return (dir.path() / name).string(); };
  make_store(path("new.db"));
  CHECK(shrinkable(path("new.db")));
  renew(path("renewed.db"), 100'005, noon);
  CHECK(shrinkable(path("renewed.db")));
  {
    Database db(path("old.db"));
    migrate(db);
  }
  make_store(path("old.db"));
  CHECK_FALSE(shrinkable(path("old.db")));
  vacuum(path("old.db"));
  CHECK(shrinkable(path("old.db")));
}

TEST_CASE("a backup taken beside the writer is whole, private, and one plain file") {
  File f;
  f.add_ticket();
  auto writer = make_store(f.path);
  in_tx(*writer, [&] { writer->person(mobile(2)); });
  const auto backup = f.backup();
  CHECK(backup.file.filename() == "lapord-20260303T060000Z.db");
  CHECK((fs::status(backup.file).permissions() & fs::perms(0077)) == fs::perms::none);
  CHECK(files_named(backup.file.parent_path(), "") == 1);
  fs::permissions(backup.file, fs::perms::owner_read);
  auto views = open_views(backup.file.string());
  CHECK(views->tickets({}).size() == 1);
  views->database_file().quick_check();
  CHECK(files_named(backup.file.parent_path(), "") == 1);
}

TEST_CASE("the newest backups are kept, and files of other names") {
  File f;
  f.add_ticket();
  std::ofstream(f.dir.path() / "lapord-20200101.db");
  fs::create_directory(backup_folder(f.path));
  std::ofstream(backup_folder(f.path) / "mine.db");
  for (int day = 0; day < 5; ++day) f.backup(noon + std::chrono::hours(24 * day), 3);
  const auto kept = backups(backup_folder(f.path), noon + 120h);
  REQUIRE(kept.size() == 3);
  CHECK(kept[0].at == noon + std::chrono::hours(24 * 4));
  CHECK(kept[2].at == noon + std::chrono::hours(24 * 2));
  CHECK(fs::exists(backup_folder(f.path) / "mine.db"));
}

TEST_CASE("a damaged database gives no backup, and an older backup stays") {
  File f;
  for (int n = 0; n < 50; ++n) f.add_ticket();
  f.backup();
  f.spoil();
  CHECK_THROWS_AS(f.backup(noon + 1h), StoreFailure);
  CHECK(backups(backup_folder(f.path), noon + 120h).size() == 1);
  CHECK(files_named(backup_folder(f.path), "unfinished") == 0);
}

TEST_CASE("a restore goes on after the last ticket of the database that it replaces") {
  File f;
  f.add_ticket();
  const auto backup = f.backup(noon + 1h);
  f.add_ticket();
  const auto last = f.add_ticket();
  const auto r = restore(backup.file.string(), f.path, noon + 48h);
  CHECK(r.exact);
  CHECK(r.after == last.value);
  CHECK(r.last_record == noon);
  CHECK(fs::exists(r.database_aside));
  CHECK(f.tickets() == 1);
  CHECK(f.add_ticket().value == last.value + 1);
}

TEST_CASE("where the old database can't tell, as many numbers are left out as the time since may have used") {
  File f;
  const auto first = f.add_ticket();
  const auto backup = f.backup(noon + 1h);
  f.spoil();
  const auto r = restore(backup.file.string(), f.path, noon + 48h);
  CHECK_FALSE(r.exact);
  CHECK(r.after == first.value + margin(48h));
  CHECK(margin(48h) == 48 * 60 * 30 + 1000);
  CHECK(margin(-5h) == margin(5h));
  CHECK(f.add_ticket().value == r.after + 1);
}

TEST_CASE("a backup without any record counts as a month old, so that numbers stay within their digits") {
  File f;
  make_store(f.path).reset();
  const auto backup = f.backup(noon);
  f.spoil();
  const auto r = restore(backup.file.string(), f.path, noon);
  CHECK(r.after == 100000 + margin(std::chrono::days(30)));
  CHECK(f.add_ticket().value == r.after + 1);
}

TEST_CASE("a file that is damaged, foreign, newer or empty isn't restored, and nothing changes") {
  File f;
  f.add_ticket();
  const auto bad = (f.dir.path() / "bad.db").string();
  const auto refused = [&] {
    CHECK_THROWS_AS(restore(bad, f.path, noon), StoreFailure);
    CHECK(f.tickets() == 1);
    CHECK(files_named(f.dir.path(), "restoring") == 0);
    CHECK(files_named(f.dir.path(), "replaced") == 0);
    fs::remove(bad);
  };
  std::ofstream(bad) << std::string(20'000, 'x');
  refused();
  std::ofstream(bad) << "";
  refused();
  Database(bad).exec("CREATE TABLE theirs (n INTEGER)");
  refused();
  make_store(bad);
  Database(bad).exec("PRAGMA user_version = 9999");
  refused();
}

TEST_CASE("a backup with tables, triggers or views of others, or without ours, isn't restored") {
  File f;
  f.add_ticket();
  const auto refused = [&](const std::string& sql, const std::string& why) {
    const auto bad = f.backup(noon + 1h).file.string();
    Database(bad).exec(sql);
    try {
      restore(bad, f.path, noon + 2h);
      FAIL("restored");
    } catch (const Unusable& e) {
      INFO(e.what());
      CHECK(std::string(e.what()).find(why) != std::string::npos);
    }
    CHECK(files_named(f.dir.path(), "replaced") == 0);
    fs::remove(bad);
  };
  refused("CREATE TABLE leak (number TEXT)", "table leak is not ours");
  refused("CREATE TRIGGER spy AFTER INSERT ON inbound BEGIN UPDATE person SET address = ''; END",
          "trigger spy is not ours");
  refused("CREATE VIEW look AS SELECT address FROM person", "view look is not ours");
  refused("ALTER TABLE person ADD COLUMN leak TEXT", "table person is another");
  Database db(f.path);
  auto triggers = db.query("SELECT name FROM sqlite_schema WHERE type = 'trigger'");
  REQUIRE(triggers.step());
  const auto name = triggers.text(0);
  refused("DROP TRIGGER " + name, "trigger " + name + " is missing");
}

TEST_CASE("a backup of an older schema is brought up to date") {
  File f, old;
  {
    Database db(old.path);
    migrate(db, migrations().first(1));
  }
  const auto r = restore(old.path, f.path, noon);
  CHECK(r.database_aside.empty());
  CHECK(make_store(f.path)->database().schema == migrations().back().version);
}

TEST_CASE("what is set aside takes its log along, and from then on the database counts as missing") {
  File f;
  CHECK_FALSE(missing(f.path, noon));
  auto store = make_store(f.path);
  CHECK_FALSE(missing(f.path, noon));
  REQUIRE(fs::exists(f.path + "-wal"));
  const auto name = rename_database_aside(f.path, "damaged", noon);
  store.reset();
  CHECK(name == f.path + ".damaged-20260303T060000Z");
  CHECK_FALSE(fs::exists(f.path));
  CHECK_FALSE(fs::exists(f.path + "-wal"));
  CHECK(missing(f.path, noon) == name);
  std::ofstream(f.path) << "";  // an empty file is no database either
  CHECK(missing(f.path, noon));
  CHECK_FALSE(missing((f.dir.path() / "elsewhere.db").string(), noon));
}

TEST_CASE("a lost database is missed for its backups alone") {
  File f;
  f.add_ticket();
  f.backup();
  for (const auto* end : {"", "-wal", "-shm"}) fs::remove(f.path + end);
  CHECK(missing(f.path, noon));
}

TEST_CASE("beginning anew keeps the old database and doesn't give its numbers again") {
  File f;
  const auto last = f.add_ticket();
  auto r = renew(f.path, std::nullopt, noon);
  CHECK(r.exact);
  CHECK(r.after == last.value);
  CHECK(f.tickets() == 0);
  CHECK_FALSE(missing(f.path, noon));
  CHECK(f.add_ticket().value == last.value + 1);

  f.backup(noon);
  f.spoil();
  r = renew(f.path, std::nullopt, noon + 2h);
  CHECK_FALSE(r.exact);
  CHECK(r.after == last.value + 1 + margin(2h));

  r = renew(f.path, 200'000, noon + 3h);
  CHECK(f.add_ticket() == TicketId{200'001});
  CHECK(renew(File{}.path, std::nullopt, noon).after == 100'000);
}

TEST_CASE("a vacuum makes the file smaller and keeps what is in it") {
  File f;
  f.add_ticket();
  {
    auto store = make_store(f.path);
    store->database_file().exec(
        "CREATE TABLE filler (x BLOB); INSERT INTO filler VALUES (randomblob(3000000)); DROP TABLE filler");
  }
  const auto before = fs::file_size(f.path);
  vacuum(f.path);
  CHECK(fs::file_size(f.path) + 2'000'000 < before);
  CHECK(f.tickets() == 1);
}

}  // namespace lapor::store
