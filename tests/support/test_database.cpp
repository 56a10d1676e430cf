#include "support/test_database.hpp"

#include <unistd.h>

#include <chrono>
#include <cstdlib>

#include "postgresql/connection.hpp"
#include "store/db.hpp"
#include "store/migrate.hpp"

namespace lapor::test {
namespace {

using postgresql::Use;

/// A server on a busy machine waits for a core; the tests of the deadlines name their own.
constexpr postgresql::Deadlines patient{std::chrono::minutes(1), std::chrono::minutes(1)};

const char* server() { return std::getenv("LAPOR_TEST_POSTGRESQL"); }

std::string of(const std::string& database) { return std::string(server()) + " dbname=" + database; }

/// Makes and drops databases. The one that the others are copied from has tables and nobody in it.
postgresql::Connection& keeper() {
  static postgresql::Connection keeper(of("postgres"), Use::write, patient);
  static const bool made = [] {
    keeper.exec("CREATE DATABASE lapor_empty");
    postgresql::Connection(of("lapor_empty"), Use::write, patient);
    return true;
  }();
  (void)made;
  return keeper;
}

std::unique_ptr<store::Connection> migrated(const std::string& path) {
  auto db = std::make_unique<store::Database>(path);
  db->use_wal();
  store::migrate(*db);
  return db;
}

}  // namespace

bool on_postgresql() { return server() != nullptr; }

TestDatabase::TestDatabase(Where where) : where_(where) {
  if (!on_postgresql()) return;
  static int made = 0;
  name_ = "test_" + std::to_string(++made);
  keeper().exec("CREATE DATABASE " + name_ + " TEMPLATE lapor_empty STRATEGY file_copy");
}

TestDatabase::~TestDatabase() {
  if (!name_.empty()) keeper().exec("DROP DATABASE " + name_ + " WITH (FORCE)");
}

std::string TestDatabase::conninfo() const { return of(name_); }

std::unique_ptr<store::Connection> TestDatabase::open() const {
  if (name_.empty()) return migrated(where_ == in_memory ? ":memory:" : file());
  return std::make_unique<postgresql::Connection>(of(name_), Use::write, patient);
}

}  // namespace lapor::test
