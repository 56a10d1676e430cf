// Room on the disk that is kept for when it is full: given up then, it lets what is queued still go out, and
// the operator's phones be told.
#pragma once
#include <cstdint>
#include <filesystem>

namespace lapor::daemon {

class Reserve {
 public:
  /// 16 MiB, or an eighth of a small file system. An empty path keeps nothing.
  explicit Reserve(std::filesystem::path file);

  /// Takes the room if half as much again is left besides. True: it is held, so the disk isn't full.
  bool hold();
  void give_up();
  /// Less is left than a transaction may need.
  bool exhausted() const;

 private:
  std::filesystem::path file_;
  std::uint64_t size_ = 0;
};

}  // namespace lapor::daemon
