#include "hunt/memory_disk.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <stdexcept>
#include <vector>

namespace lapor::hunt {
namespace {

constexpr auto vfs_name = "lapor-memory";
constexpr int sector_bytes = 4096;  // as SQLite's own VFS says

/// The shared memory of a log's index, and its locks.
struct Index {
  std::vector<std::unique_ptr<char[]>> regions;
  int users = 0;
  struct Lock {
    int readers = 0;
    bool written = false;
  };
  std::array<Lock, SQLITE_SHM_NLOCK> locks;
};

struct File;

struct Content {
  std::string bytes;
  int readers = 0;
  const File* reserved = nullptr;
  const File* pending = nullptr;  ///< it waits until the readers are gone, or writes
  Index index;
};

/// SQLite allocates and copies it as plain memory, so the content is held by a pointer.
struct File {
  sqlite3_file base;
  std::shared_ptr<Content>* content;
  int level;
  bool has_index;
  unsigned reads, writes;  ///< the locks of the index that it holds, as bits
};

std::string main_path;
std::map<std::string, std::shared_ptr<Content>> files;
sqlite3_vfs* own_vfs = nullptr;
sqlite3_vfs vfs;

bool ours(const char* path) {
  if (path == nullptr) return false;
  const std::string_view p = path;
  if (!p.starts_with(main_path)) return false;
  const auto end = p.substr(main_path.size());
  return end.empty() || end == "-wal" || end == "-journal";
}

File& of(sqlite3_file* f) { return *reinterpret_cast<File*>(f); }
Content& in(sqlite3_file* f) { return **of(f).content; }

int read(sqlite3_file* f, void* to, int n, sqlite3_int64 at) {
  const auto& bytes = in(f).bytes;
  const auto begin = std::min(bytes.size(), static_cast<std::size_t>(at));
  const auto there = std::min(bytes.size() - begin, static_cast<std::size_t>(n));
  std::memcpy(to, bytes.data() + begin, there);
  if (there == static_cast<std::size_t>(n)) return SQLITE_OK;
  std::memset(static_cast<char*>(to) + there, 0, static_cast<std::size_t>(n) - there);
  return SQLITE_IOERR_SHORT_READ;
}

int write(sqlite3_file* f, const void* from, int n, sqlite3_int64 at) {
  auto& bytes = in(f).bytes;
  const auto end = static_cast<std::size_t>(at) + static_cast<std::size_t>(n);
  if (bytes.size() < end) bytes.resize(end);
  std::memcpy(bytes.data() + at, from, static_cast<std::size_t>(n));
  return SQLITE_OK;
}

int truncate(sqlite3_file* f, sqlite3_int64 n) {
  auto& bytes = in(f).bytes;
  if (bytes.size() > static_cast<std::size_t>(n)) bytes.resize(static_cast<std::size_t>(n));
  return SQLITE_OK;
}

int sync(sqlite3_file*, int) { return SQLITE_OK; }

int file_size(sqlite3_file* f, sqlite3_int64* n) {
  *n = static_cast<sqlite3_int64>(in(f).bytes.size());
  return SQLITE_OK;
}

int unlock(sqlite3_file* f, int level) {
  auto& file = of(f);
  auto& content = in(f);
  if (file.level <= level) return SQLITE_OK;
  if (content.reserved == &file) content.reserved = nullptr;
  if (content.pending == &file) content.pending = nullptr;
  if (level == SQLITE_LOCK_NONE) --content.readers;
  file.level = level;
  return SQLITE_OK;
}

int lock(sqlite3_file* f, int level) {
  auto& file = of(f);
  auto& content = in(f);
  if (file.level >= level) return SQLITE_OK;
  if (content.pending != nullptr && content.pending != &file) return SQLITE_BUSY;
  if (level == SQLITE_LOCK_SHARED) {
    ++content.readers;
  } else {
    if (content.reserved != nullptr && content.reserved != &file) return SQLITE_BUSY;
    content.reserved = &file;
    if (level == SQLITE_LOCK_EXCLUSIVE) {
      content.pending = &file;
      file.level = SQLITE_LOCK_PENDING;
      if (content.readers > 1) return SQLITE_BUSY;
    }
  }
  file.level = level;
  return SQLITE_OK;
}

int check_lock(sqlite3_file* f, int* out) {
  *out = in(f).reserved != nullptr;
  return SQLITE_OK;
}

int control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int sector(sqlite3_file*) { return sector_bytes; }
int traits(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

int shm_map(sqlite3_file* f, int page, int size, int extend, void volatile** out) {
  auto& index = in(f).index;
  if (!of(f).has_index) of(f).has_index = true, ++index.users;
  const auto wanted = static_cast<std::size_t>(page) + 1;
  while (extend != 0 && index.regions.size() < wanted)
    index.regions.push_back(std::make_unique<char[]>(static_cast<std::size_t>(size)));
  *out = index.regions.size() < wanted ? nullptr : index.regions[wanted - 1].get();
  return SQLITE_OK;
}

int shm_lock(sqlite3_file* f, int offset, int n, int flags) {
  auto& file = of(f);
  auto& locks = in(f).index.locks;
  const auto all = ((1U << n) - 1) << offset;
  const auto each = [&](auto what) {
    for (int at = offset; at < offset + n; ++at) what(locks[static_cast<std::size_t>(at)], 1U << at);
  };
  if ((flags & SQLITE_SHM_UNLOCK) != 0) {
    each([&](Index::Lock& one, unsigned bit) {
      if ((file.reads & bit) != 0) --one.readers;
      if ((file.writes & bit) != 0) one.written = false;
    });
    file.reads &= ~all, file.writes &= ~all;
    return SQLITE_OK;
  }
  const bool writes = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
  bool busy = false;
  each([&](const Index::Lock& one, unsigned bit) {
    const bool others_write = one.written && (file.writes & bit) == 0;
    busy = busy || others_write || (writes && one.readers > ((file.reads & bit) != 0 ? 1 : 0));
  });
  if (busy) return SQLITE_BUSY;
  each([&](Index::Lock& one, unsigned bit) {
    if (writes)
      one.written = true;
    else if ((file.reads & bit) == 0)
      ++one.readers;
  });
  (writes ? file.writes : file.reads) |= all;
  return SQLITE_OK;
}

void shm_barrier(sqlite3_file*) {}

/// An index that nobody uses is made anew from the log, as after the death of the last process.
int shm_unmap(sqlite3_file* f, int) {
  auto& index = in(f).index;
  if (!of(f).has_index) return SQLITE_OK;
  shm_lock(f, 0, SQLITE_SHM_NLOCK, SQLITE_SHM_UNLOCK);
  of(f).has_index = false;
  if (--index.users == 0) index = Index{};
  return SQLITE_OK;
}

int close(sqlite3_file* f) {
  shm_unmap(f, 0);
  unlock(f, SQLITE_LOCK_NONE);
  delete of(f).content;
  return SQLITE_OK;
}

const sqlite3_io_methods methods{2,        close,       read,       write,   truncate, sync,   file_size,
                                 lock,     unlock,      check_lock, control, sector,   traits, shm_map,
                                 shm_lock, shm_barrier, shm_unmap,  nullptr, nullptr};

int open(sqlite3_vfs*, const char* path, sqlite3_file* f, int flags, int* out_flags) {
  if (!ours(path)) return own_vfs->xOpen(own_vfs, path, f, flags, out_flags);
  f->pMethods = nullptr;
  if (!files.contains(path) && (flags & SQLITE_OPEN_CREATE) == 0) return SQLITE_CANTOPEN;
  auto& content = files[path];
  if (!content) content = std::make_shared<Content>();
  of(f) = File{{&methods}, new std::shared_ptr<Content>(content), SQLITE_LOCK_NONE, false, 0, 0};
  if (out_flags != nullptr) *out_flags = flags;
  return SQLITE_OK;
}

int remove(sqlite3_vfs*, const char* path, int sync_folder) {
  if (!ours(path)) return own_vfs->xDelete(own_vfs, path, sync_folder);
  return files.erase(path) != 0 ? SQLITE_OK : SQLITE_IOERR_DELETE_NOENT;
}

/// A file without bytes isn't there, as SQLite's own VFS has it.
int access(sqlite3_vfs*, const char* path, int what, int* out) {
  if (!ours(path)) return own_vfs->xAccess(own_vfs, path, what, out);
  const auto at = files.find(path);
  *out = at != files.end() && !at->second->bytes.empty();
  return SQLITE_OK;
}

std::string bytes_of(const std::string& path) {
  const auto at = files.find(path);
  return at == files.end() ? std::string{} : at->second->bytes;
}

std::string real_bytes(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write_real(const std::string& path, const std::string& bytes) {
  std::filesystem::remove(path);
  if (bytes.empty()) return;
  if (!std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size())))
    throw std::runtime_error("can't write " + path);
}

}  // namespace

MemoryDisk::MemoryDisk(const std::string& database) {
  if (own_vfs != nullptr) throw std::logic_error("one MemoryDisk at a time");
  own_vfs = sqlite3_vfs_find(nullptr);
  main_path = std::filesystem::weakly_canonical(database).string();
  vfs = *own_vfs;
  vfs.zName = vfs_name;
  vfs.pNext = nullptr;
  vfs.szOsFile = std::max(static_cast<int>(sizeof(File)), own_vfs->szOsFile);
  vfs.xOpen = open;
  vfs.xDelete = remove;
  vfs.xAccess = access;
  sqlite3_vfs_register(&vfs, 0);
}

MemoryDisk::~MemoryDisk() {
  sqlite3_vfs_unregister(&vfs);
  own_vfs = nullptr;
  files.clear();
}

const char* MemoryDisk::name() { return vfs_name; }

MemoryDisk::Image MemoryDisk::image() const { return {bytes_of(main_path), bytes_of(main_path + "-wal")}; }

void MemoryDisk::put(const Image& image) {
  files.clear();
  const auto add = [](const std::string& path, const std::string& bytes) {
    if (bytes.empty()) return;
    files[path] = std::make_shared<Content>();
    files[path]->bytes = bytes;
  };
  add(main_path, image.database);
  add(main_path + "-wal", image.log);
}

void MemoryDisk::write_out() const {
  write_real(main_path, bytes_of(main_path));
  write_real(main_path + "-wal", bytes_of(main_path + "-wal"));
  std::filesystem::remove(main_path + "-shm");
}

void MemoryDisk::read_in() { put({real_bytes(main_path), real_bytes(main_path + "-wal")}); }

}  // namespace lapor::hunt
