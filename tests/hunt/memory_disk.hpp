// A database file in this process's memory, for SQLite: without system calls, and with the locks that two
// connections of one process need. It is copied to the real file system for what works on files, as a backup
// does.
#pragma once
#include <string>

namespace lapor::hunt {

/// The file of a database, its log and its journal. Other paths go to SQLite's own VFS. One at a time.
class MemoryDisk {
 public:
  /// The bytes of a database and of its log. A connection that opens them goes on where another one was.
  struct Image {
    std::string database, log;
  };

  explicit MemoryDisk(const std::string& database);
  ~MemoryDisk();
  MemoryDisk(const MemoryDisk&) = delete;
  MemoryDisk& operator=(const MemoryDisk&) = delete;

  /// The VFS's, for OpenOptions.
  static const char* name();
  Image image() const;
  /// No connection may be open.
  void put(const Image& image);
  /// Writes the real files, which replace older ones.
  void write_out() const;
  /// The real files, once no connection is open: they are what write_out() left, or what was put there since.
  void read_in();
};

}  // namespace lapor::hunt
