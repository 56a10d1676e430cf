// Promise 1 at the level of SQL: what was acknowledged by commit() is there after any fault of the disk.
#include <algorithm>
#include <filesystem>
#include <set>

#include "open_store.hpp"
#include "support/faulty_vfs.hpp"

namespace lapor::store {
namespace {

using test::Fault;

constexpr int parts = 10;

struct Outcome {
  std::set<int> acknowledged;
  bool struck = false;
};

/// Remembers part `n` in a transaction of its own. True: committed. After a failure the store is opened
/// again, as the daemon does.
bool insert_if_new(std::unique_ptr<SqlStore>& store, const std::string& path, const std::string& vfs, int n) {
  try {
    if (!store) store = make_store(path, {.check = false, .vfs = vfs});
    in_tx(*store, [&] { store->insert_if_new(part_of(store->person(mobile(1)), u"LAPOR JALAN rusak", n)); });
    return true;
  } catch (const StoreFailure&) {
    store.reset();
    return false;
  }
}

Outcome gateway_on(const std::string& path, test::FaultyVfs& vfs, Fault fault, int nth, bool persistent) {
  Outcome out;
  auto store = make_store(path, {.check = false, .vfs = vfs.name()});
  store->database_file()
      .query("PRAGMA wal_autocheckpoint = 4")
      .first("pages");  // checkpoints meet the faults too
  vfs.fail(fault, nth, persistent);
  for (int n = 0; n < parts; ++n)
    if (insert_if_new(store, path, vfs.name(), n)) out.acknowledged.insert(n);
  out.struck = vfs.failures() > 0;
  store.reset();  // the process dies while the disk is still bad
  vfs.heal();
  return out;
}

/// Reads the SIM again: every part is remembered now; says which were known.
std::set<int> known_after(const std::string& path) {
  std::set<int> known;
  auto store = make_store(path);
  for (int n = 0; n < parts; ++n)
    in_tx(*store, [&] {
      if (!store->insert_if_new(part_of(store->person(mobile(1)), u"LAPOR JALAN rusak", n))) known.insert(n);
    });
  CHECK(store->modem_counts("sim1").received == parts);
  return known;
}

void try_all(Fault fault, bool persistent) {
  test::FaultyVfs vfs;
  bool struck = true;
  int nth = 0;
  test::TempDir dir;
  const auto fresh = (dir.path() / "fresh.db").string(), path = (dir.path() / "lapord.db").string();
  make_store(fresh);
  for (; struck && nth < 200; ++nth) {
    for (const auto* log : {"-wal", "-shm"}) std::filesystem::remove(path + log);
    std::filesystem::copy_file(fresh, path, std::filesystem::copy_options::overwrite_existing);
    const auto out = gateway_on(path, vfs, fault, nth + 1, persistent);
    struck = out.struck;
    INFO("fault at operation " << nth + 1);
    const auto known = known_after(path);
    CHECK(std::includes(known.begin(), known.end(), out.acknowledged.begin(), out.acknowledged.end()));
    if (!struck) CHECK(out.acknowledged.size() == parts);
  }
  CHECK(nth > parts);   // faults did strike
  CHECK_FALSE(struck);  // and every operation had its turn
}

}  // namespace

TEST_CASE("nothing acknowledged is lost when any write or sync fails once") {
  try_all(Fault::write, false);
  try_all(Fault::sync, false);
}

TEST_CASE("nothing acknowledged is lost when the disk fails for good at any write or sync") {
  try_all(Fault::write, true);
  try_all(Fault::sync, true);
}

TEST_CASE("nothing acknowledged is lost when the disk is full at any write, once or for good") {
  try_all(Fault::full, false);
  try_all(Fault::full, true);
}

TEST_CASE("a failing disk is told as io and a full one as full") {
  for (const auto& [fault, kind] :
       {std::pair{Fault::sync, StoreFailure::Kind::io}, std::pair{Fault::write, StoreFailure::Kind::io},
        std::pair{Fault::full, StoreFailure::Kind::full}}) {
    test::FaultyVfs vfs;
    test::TempDir dir;
    auto store = make_store((dir.path() / "lapord.db").string(), {.check = false, .vfs = vfs.name()});
    vfs.fail(fault, 1, true);
    bool failed = false;
    try {
      in_tx(*store, [&] { store->person(mobile(1)); });
    } catch (const StoreFailure& f) {
      failed = true;
      CHECK((f.kind == kind));
    }
    CHECK(failed);
    vfs.heal();
    store.reset();
  }
}

}  // namespace lapor::store
