// Room on the disk that is kept for the time when it is full. Given up then, it lets the queued texts and the
// alert to the operator's phones still go out.
#pragma once
#include <cstdint>
#include <filesystem>

namespace lapor::daemon {

class DiskReserve {
 public:
  /// Keeps 16 MiB, or an eighth of a small file system, in `file`. An empty path keeps nothing.
  explicit DiskReserve(std::filesystem::path file);

  /// Takes the room, if half as much again is free besides. True if it is held now: the disk isn't full.
  bool hold();
  /// Gives the room back to the file system.
  void give_up();
  /// True if less is free than one transaction may need.
  bool exhausted() const;

 private:
  std::filesystem::path file_;
  std::uint64_t size_ = 0;  ///< bytes; 0: nothing is kept
};

}  // namespace lapor::daemon
