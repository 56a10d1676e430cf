#include <sys/stat.h>

#include <fstream>

#include "open_store.hpp"
#include "store/migrate.hpp"
#include "support/statement_probe.hpp"

namespace lapor::store {
namespace {

std::string kind_of(StoreFailure::Kind kind) {
  switch (kind) {
    case StoreFailure::Kind::full:
      return "full";
    case StoreFailure::Kind::io:
      return "io";
    case StoreFailure::Kind::corrupt:
      return "corrupt";
    case StoreFailure::Kind::busy:
      return "busy";
    case StoreFailure::Kind::lease:
      return "lease";
    case StoreFailure::Kind::other:
      break;
  }
  return "other";
}

template <class Body>
std::string failure_of(Body body) {
  try {
    body();
  } catch (const StoreFailure& f) {
    return kind_of(f.kind);
  }
  return "none";
}

unsigned mode_of(const std::string& path) {
  struct stat s{};
  REQUIRE(::stat(path.c_str(), &s) == 0);
  return s.st_mode & 0777U;
}

struct OnDisk {
  test::TempDir dir;
  std::string path = (dir.path() / "lapord.db").string();
};

}  // namespace

TEST_CASE("what is committed is seen by another connection, what is not, is not") {
  OnDisk disk;
  auto writer = make_store(disk.path), reader = make_store(disk.path);
  const auto id = in_tx(*writer, [&] { return writer->person(mobile(1)); });
  CHECK(in_tx(*reader, [&] { return reader->find_person(mobile(1)); }) == id);
  writer->begin();
  writer->person(mobile(2));
  writer->rollback();
  CHECK_FALSE(in_tx(*reader, [&] { return reader->find_person(mobile(2)); }));
}

TEST_CASE("the file is written ahead, synced at each commit and private") {
  OnDisk disk;
  auto store = make_store(disk.path);
  auto& db = store->database_file();
  CHECK(db.query("PRAGMA journal_mode").first("mode").text(0) == "wal");
  CHECK(db.query("PRAGMA synchronous").first("sync").integer(0) == 2);
  CHECK(db.query("PRAGMA foreign_keys").first("keys").integer(0) == 1);
  CHECK(db.query("PRAGMA trusted_schema").first("trust").integer(0) == 0);
  CHECK(mode_of(disk.path) == 0600);
  CHECK(mode_of(disk.path + "-wal") == 0600);
  CHECK(mode_of(disk.path + "-shm") == 0600);
}

TEST_CASE("no call of the engine works outside a transaction") {
  auto store = make_store(":memory:");
  CHECK(failure_of([&] { store->person(mobile(1)); }) == "other");
  CHECK(failure_of([&] { store->next_timers({}); }) == "other");
  CHECK(failure_of([&] { store->commit(); }) == "other");
  CHECK_NOTHROW(store->rollback());
  CHECK_NOTHROW(store->outbox());
}

TEST_CASE("a full disk is a failure of its own kind, and nothing of the transaction stays") {
  OnDisk disk;
  auto store = make_store(disk.path);
  auto& db = store->database_file();
  const auto pages = db.query("PRAGMA page_count").first("pages").integer(0);
  db.query("PRAGMA max_page_count = " + std::to_string(pages + 2)).first("limit");
  const auto fill = [&] {
    in_tx(*store, [&] {
      const auto who = store->person(mobile(1));
      for (int i = 0; i < 1000; ++i) store->add_inbound(text_from(who, std::string(150, 'x')));
    });
  };
  CHECK(failure_of(fill) == "full");
  db.query("PRAGMA max_page_count = 1000000").first("limit");
  CHECK_FALSE(in_tx(*store, [&] { return store->find_person(mobile(1)); }));
  CHECK(failure_of(fill) == "none");
}

TEST_CASE("a second writer is busy, not broken") {
  OnDisk disk;
  auto first = make_store(disk.path);
  Database second(disk.path, OpenOptions{.read_only = false, .vfs = {}, .busy = 0ms});
  first->begin();
  CHECK(failure_of([&] { second.exec("BEGIN IMMEDIATE"); }) == "busy");
  first->rollback();
  CHECK(failure_of([&] { second.exec("BEGIN IMMEDIATE"); }) == "none");
}

TEST_CASE("a file that is no database is refused and left alone") {
  OnDisk disk;
  const std::string junk(4096, 'j');
  std::ofstream(disk.path) << junk;
  CHECK_THROWS_AS(make_store(disk.path), Unusable);
  std::ifstream in(disk.path);
  CHECK(std::string(std::istreambuf_iterator<char>(in), {}) == junk);
}

TEST_CASE("a damaged database is refused at start") {
  OnDisk disk;
  {
    auto store = make_store(disk.path);
    in_tx(*store, [&] {
      const auto who = store->person(mobile(1));
      for (int i = 0; i < 500; ++i) store->add_inbound(text_from(who, std::string(150, 'x')));
    });
  }
  {
    std::fstream file(disk.path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(0, std::ios::end);
    const auto size = static_cast<long>(file.tellg());
    for (long page = 4096L * 5; page + 4096 <= size; page += 4096) {
      file.seekp(page);
      file << std::string(64, '\xff');
    }
  }
  CHECK_THROWS_AS(make_store(disk.path), Unusable);
}

TEST_CASE("a folder that is missing is named in the failure") {
  OnDisk disk;
  const auto open = [&] { make_store(disk.dir.path().string() + "/none/lapord.db"); };
  CHECK(failure_of(open) == "io");
}

TEST_CASE("a reader beside the writer sees commits and can't write") {
  OnDisk disk;
  auto writer = make_store(disk.path);
  auto reader = open_views(disk.path);
  in_tx(*writer, [&] {
    const auto who = writer->person(mobile(1));
    engine::Ticket t;
    t.reporter = who;
    writer->add_ticket(t);
  });
  CHECK(reader->tickets({}).size() == 1);
  CHECK_THROWS_AS(reader->begin(), StoreFailure);
}

TEST_CASE("a statement that runs inside its own rows gets a second handle") {
  Database db(":memory:");
  db.exec("CREATE TABLE t (n INTEGER) STRICT; INSERT INTO t VALUES (1), (2), (3)");
  constexpr std::string_view sql = "SELECT n FROM t ORDER BY n";
  auto outer = db.query(sql);
  std::vector<std::int64_t> seen;
  while (outer.step()) {
    auto inner = db.query(sql);
    seen.push_back(outer.integer(0) * 10 + inner.first("row").integer(0));
  }
  CHECK(seen == std::vector<std::int64_t>{11, 21, 31});
  CHECK(StatementProbe::count(db) == 1);
}

TEST_CASE("a wrong type or a broken rule is refused by the table") {
  OpenStore opened;
  auto& db = opened->database_file();
  CHECK_THROWS_AS(db.exec("INSERT INTO person (address, kind, country) VALUES ('x', 'mobil', '')"),
                  StoreFailure);
  const auto t = opened.added(opened.ticket(opened.person()));
  CHECK_THROWS_AS(db.query("UPDATE person SET reference = ?", "many").run(), StoreFailure);
  CHECK_THROWS_AS(db.query("UPDATE ticket SET state = ? WHERE serial = ?", "gone", t.id).run(), StoreFailure);
}

}  // namespace lapor::store
