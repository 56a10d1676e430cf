// A directory of a test's own, in memory if the machine can, gone at the end.
#pragma once
#include <cstdlib>
#include <filesystem>
#include <string>

namespace lapor::test {

class TempDir {
 public:
  TempDir() : TempDir(in_memory()) {}
  explicit TempDir(const std::filesystem::path& base) {
    auto pattern = (base / "lapor-XXXXXX").string();
    if (!::mkdtemp(pattern.data())) std::abort();
    path_ = pattern;
  }
  ~TempDir() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  static std::filesystem::path in_memory() {
    return std::filesystem::exists("/dev/shm") ? "/dev/shm" : std::filesystem::temp_directory_path();
  }
  std::filesystem::path path_;
};

}  // namespace lapor::test
