#include "store/private_file.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string_view>

#include "engine/api/store_failure.hpp"

namespace lapor::store {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& file, std::string_view why) {
  throw engine::StoreFailure(engine::StoreFailure::Kind::io,
                             fmt::format("store: {}: {}", file.string(), why));
}
[[noreturn]] void fail(const fs::path& file) { fail(file, std::strerror(errno)); }

class File {
 public:
  File(const fs::path& path, int flags, mode_t mode = 0)
      : path_(path), fd_(::open(path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, mode)) {}
  ~File() {
    if (fd_ >= 0) ::close(fd_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  bool open() const { return fd_ >= 0; }
  int get() const { return open() ? fd_ : (fail(path_), -1); }
  bool regular() const {
    struct stat is{};
    return open() && ::fstat(fd_, &is) == 0 && S_ISREG(is.st_mode);
  }

 private:
  fs::path path_;
  int fd_;
};

File new_file(const fs::path& path) { return {path, O_CREAT | O_EXCL | O_WRONLY, 0600}; }

bool trusted(uid_t owner, std::optional<uid_t> also) {
  return owner == 0 || owner == ::geteuid() || owner == also;
}

void refuse_strangers(const fs::path& folder, bool above, std::optional<uid_t> also) {
  struct stat is{};
  if (::lstat(folder.c_str(), &is) != 0) fail(folder);
  const auto give = "give the copy a folder of your own: mkdir -m 700 FOLDER";
  if (!trusted(is.st_uid, also))
    fail(folder, fmt::format("belongs to user {}, who could replace the copy; {}", is.st_uid, give));
  if (above && (is.st_mode & S_ISVTX) != 0) return;  // others can't rename what isn't theirs
  const bool group = (is.st_mode & S_IWGRP) != 0 && is.st_gid != 0 && is.st_gid != ::getegid();
  if (group || (is.st_mode & S_IWOTH) != 0)
    fail(folder, fmt::format("may be written by {}, who could replace the copy; {}",
                             group ? "its group" : "everybody", give));
}

void write_whole(const File& out, const fs::path& path, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto n = ::write(out.get(), bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) fail(path);
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
}

/// rename() that replaces nothing. A file system that can't promise it (some network shares) gets a look
/// first: the folder is private, so nobody comes between.
int rename_new(const fs::path& from, const fs::path& to) {
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return 0;
  if (errno != EINVAL && errno != ENOSYS) return -1;
  struct stat is{};
  if (::lstat(to.c_str(), &is) == 0) return errno = EEXIST, -1;
  return std::rename(from.c_str(), to.c_str());
}

}  // namespace

fs::path private_folder(const fs::path& folder, std::optional<uid_t> also) {
  std::error_code ec;
  if (fs::create_directories(folder, ec)) fs::permissions(folder, fs::perms::owner_all, ec);
  if (ec) fail(folder, ec.message());
  const auto whole = fs::canonical(folder, ec);
  if (ec) fail(folder, ec.message());
  if (!fs::is_directory(whole, ec)) fail(folder, "is no folder");
  refuse_strangers(whole, false, also);
  for (auto at = whole; at != at.root_path();) refuse_strangers(at = at.parent_path(), true, also);
  return whole;
}

void make_new_file(const fs::path& file) {
  if (!new_file(file).open()) fail(file);
}

void copy_to_new_file(const fs::path& from, const fs::path& to) {
  const File in(from, O_RDONLY | O_NONBLOCK);
  if (in.get() >= 0 && !in.regular()) fail(from, "is no regular file");
  const auto out = new_file(to);
  std::array<char, 1 << 16> buffer{};
  for (;;) {
    const auto n = out.get() >= 0 ? ::read(in.get(), buffer.data(), buffer.size()) : -1;
    if (n == 0) return;
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) fail(from);
    write_whole(out, to, {buffer.data(), static_cast<std::size_t>(n)});
  }
}

void name_new_file(const fs::path& finished, const fs::path& file) {
  const File made(finished, O_RDONLY);
  if (::fsync(made.get()) != 0) fail(finished);
  if (rename_new(finished, file) != 0) fail(file);
  sync_folder_of(file.string());
}

fs::path unfinished_name(const fs::path& file) {
  std::uint64_t dice = 0;
  if (::getrandom(&dice, sizeof dice, 0) != sizeof dice) fail(file);
  return fmt::format("{}.unfinished-{:016x}", file.string(), dice);
}

bool sync_folder_of(const std::string& path) {
  const auto slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return false;
  const bool synced = ::fsync(fd) == 0;
  ::close(fd);
  return synced;
}

void replace_file(const fs::path& file, std::string_view bytes) {
  const auto unfinished = unfinished_name(file);
  try {
    const auto out = new_file(unfinished);
    write_whole(out, unfinished, bytes);
    if (::fsync(out.get()) != 0 || std::rename(unfinished.c_str(), file.c_str()) != 0) fail(file);
  } catch (...) {
    ::unlink(unfinished.c_str());
    throw;
  }
  if (!sync_folder_of(file.string())) fail(file);
}

bool is_our_database(const fs::path& file) {
  constexpr std::string_view magic{"SQLite format 3\0", 16};
  const File in(file, O_RDONLY | O_NONBLOCK);
  std::array<unsigned char, 100> head{};
  if (!in.regular() || ::pread(in.get(), head.data(), head.size(), 0) != ssize_t{head.size()}) return false;
  if (std::memcmp(head.data(), magic.data(), magic.size()) != 0) return false;
  const auto id = std::uint32_t{head[68]} << 24 | std::uint32_t{head[69]} << 16 |
                  std::uint32_t{head[70]} << 8 | std::uint32_t{head[71]};
  return id == application_id;
}

}  // namespace lapor::store
