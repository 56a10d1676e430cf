// A file system for SQLite on which writes or syncs fail on command: the n-th one alone, or all from the n-th
// on.
#pragma once
#include <string>

namespace lapor::test {

enum class Fault {
  write,    ///< nothing is written: SQLITE_IOERR_WRITE
  sync,     ///< the bytes may be on disk or not: SQLITE_IOERR_FSYNC
  full,     ///< a write finds no room: SQLITE_FULL
  truncate  ///< a file can't be made shorter: SQLITE_IOERR_TRUNCATE
};

/// Registered with SQLite under name() while it lives; files go to the VFS `beneath` it. One at a time.
class FaultyVfs {
 public:
  /// `beneath`: nullptr is SQLite's own.
  explicit FaultyVfs(const char* beneath = nullptr);
  ~FaultyVfs();
  FaultyVfs(const FaultyVfs&) = delete;
  FaultyVfs& operator=(const FaultyVfs&) = delete;

  std::string name() const;
  /// The n-th operation of this kind from now on fails, counted from 1; `persistent`: and all that follow.
  void fail(Fault fault, int nth, bool persistent);
  void heal();
  /// The number of operations that have failed since fail().
  int failures() const;
};

}  // namespace lapor::test
