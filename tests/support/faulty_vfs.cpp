#include "support/faulty_vfs.hpp"

#include <sqlite3.h>

#include <stdexcept>

namespace lapor::test {
namespace {

/// The memory that SQLite allocates for an open file: our part, then the real VFS's.
struct File {
  sqlite3_file base;
  sqlite3_file* real;
};

struct Plan {
  bool armed = false;
  Fault fault = Fault::write;
  int nth = 0, seen = 0, failures = 0;
  bool persistent = false;

  /// `kind` is write for full, too.
  bool strikes(Fault kind) {
    if (!armed || kind != (fault == Fault::full ? Fault::write : fault)) return false;
    ++seen;
    const bool now = persistent ? seen >= nth : seen == nth;
    failures += now ? 1 : 0;
    return now;
  }
};

Plan plan;
sqlite3_vfs* real_vfs = nullptr;
sqlite3_vfs vfs;

sqlite3_file* real(sqlite3_file* f) { return reinterpret_cast<File*>(f)->real; }

int close(sqlite3_file* f) { return real(f)->pMethods->xClose(real(f)); }
int read(sqlite3_file* f, void* to, int n, sqlite3_int64 at) {
  return real(f)->pMethods->xRead(real(f), to, n, at);
}
int write(sqlite3_file* f, const void* from, int n, sqlite3_int64 at) {
  if (plan.strikes(Fault::write)) return plan.fault == Fault::full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
  return real(f)->pMethods->xWrite(real(f), from, n, at);
}
int truncate(sqlite3_file* f, sqlite3_int64 n) {
  if (plan.strikes(Fault::truncate)) return SQLITE_IOERR_TRUNCATE;
  return real(f)->pMethods->xTruncate(real(f), n);
}
int sync(sqlite3_file* f, int flags) {
  if (plan.strikes(Fault::sync)) return SQLITE_IOERR_FSYNC;
  return real(f)->pMethods->xSync(real(f), flags);
}
int file_size(sqlite3_file* f, sqlite3_int64* n) { return real(f)->pMethods->xFileSize(real(f), n); }
int lock(sqlite3_file* f, int how) { return real(f)->pMethods->xLock(real(f), how); }
int unlock(sqlite3_file* f, int how) { return real(f)->pMethods->xUnlock(real(f), how); }
int check_lock(sqlite3_file* f, int* out) { return real(f)->pMethods->xCheckReservedLock(real(f), out); }
int control(sqlite3_file* f, int op, void* arg) { return real(f)->pMethods->xFileControl(real(f), op, arg); }
int sector(sqlite3_file* f) { return real(f)->pMethods->xSectorSize(real(f)); }
int traits(sqlite3_file* f) { return real(f)->pMethods->xDeviceCharacteristics(real(f)); }
int shm_map(sqlite3_file* f, int page, int size, int extend, void volatile** out) {
  return real(f)->pMethods->xShmMap(real(f), page, size, extend, out);
}
int shm_lock(sqlite3_file* f, int offset, int n, int flags) {
  return real(f)->pMethods->xShmLock(real(f), offset, n, flags);
}
void shm_barrier(sqlite3_file* f) { real(f)->pMethods->xShmBarrier(real(f)); }
int shm_unmap(sqlite3_file* f, int remove) { return real(f)->pMethods->xShmUnmap(real(f), remove); }

// version 2: with shared memory, without memory-mapped reads
const sqlite3_io_methods methods{2,        close,       read,       write,   truncate, sync,   file_size,
                                 lock,     unlock,      check_lock, control, sector,   traits, shm_map,
                                 shm_lock, shm_barrier, shm_unmap,  nullptr, nullptr};

int open(sqlite3_vfs*, const char* path, sqlite3_file* f, int flags, int* out_flags) {
  auto* file = reinterpret_cast<File*>(f);
  file->base.pMethods = nullptr;
  file->real = reinterpret_cast<sqlite3_file*>(file + 1);
  const int rc = real_vfs->xOpen(real_vfs, path, file->real, flags, out_flags);
  if (file->real->pMethods != nullptr) file->base.pMethods = &methods;
  return rc;
}

}  // namespace

FaultyVfs::FaultyVfs(const char* beneath) {
  if (real_vfs != nullptr) throw std::logic_error("one FaultyVfs at a time");
  plan = Plan{};
  real_vfs = sqlite3_vfs_find(beneath);
  vfs = *real_vfs;  // all but opening a file is that of the one beneath
  vfs.zName = "lapor-faulty";
  vfs.pNext = nullptr;
  vfs.szOsFile = static_cast<int>(sizeof(File)) + real_vfs->szOsFile;
  vfs.xOpen = open;
  sqlite3_vfs_register(&vfs, 0);
}

FaultyVfs::~FaultyVfs() {
  sqlite3_vfs_unregister(&vfs);
  real_vfs = nullptr;
}

std::string FaultyVfs::name() const { return vfs.zName; }

void FaultyVfs::fail(Fault fault, int nth, bool persistent) {
  plan = Plan{true, fault, nth, 0, 0, persistent};
}

void FaultyVfs::heal() { plan.armed = false; }

int FaultyVfs::failures() const { return plan.failures; }

}  // namespace lapor::test
