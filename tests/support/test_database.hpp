// The database of a test: a new SQLite file or, where LAPOR_TEST_POSTGRESQL names a server
// (tests/postgresql), a new database there. So the same tests run on both.
#pragma once
#include <memory>
#include <string>

#include "store/connection.hpp"
#include "support/temp_dir.hpp"

namespace lapor::test {

bool on_postgresql();

class TestDatabase {
 public:
  enum Where { on_disk, in_memory };
  /// `where` counts for SQLite alone.
  explicit TestDatabase(Where where = on_disk);
  ~TestDatabase();
  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;

  /// Connects. The tables are there. As often as one likes, but in memory each has its own.
  std::unique_ptr<store::Connection> open() const;
  /// The SQLite file. \pre not on_postgresql()
  std::string file() const { return (dir_.path() / "lapord.db").string(); }
  /// The connection string of the database on its server. \pre on_postgresql()
  std::string conninfo() const;
  const std::string& name() const { return name_; }

 private:
  TempDir dir_;
  Where where_;
  std::string name_;  ///< of the server's database
};

}  // namespace lapor::test
