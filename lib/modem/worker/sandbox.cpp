#include "modem/worker/sandbox.hpp"

#include <asm/ioctls.h>
#include <asm/termbits.h>
#include <fmt/format.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

#include "modem/worker/landlock.hpp"

namespace lapor::modem {
namespace {

/// Calls on descriptors and memory that a worker has already. Names that an architecture lacks are skipped.
constexpr const char* harmless[] = {
    // descriptors
    "read", "write", "readv", "writev", "recv", "recvfrom", "recvmsg", "send", "sendto", "sendmsg", "poll",
    "ppoll", "ppoll_time64", "select", "_newselect", "pselect6", "pselect6_time64", "close", "fcntl",
    "fcntl64", "flock", "lseek", "_llseek", "fsync",
    // files, which Landlock judges
    "open", "openat", "stat", "stat64", "fstat", "fstat64", "newfstatat", "fstatat64", "statx",
    // memory, threads, time
    "brk", "munmap", "mremap", "madvise", "futex", "futex_time64", "set_robust_list", "rseq", "sched_yield",
    "sched_getaffinity", "gettid", "getpid", "getrandom", "clock_gettime", "clock_gettime64",
    "clock_nanosleep", "clock_nanosleep_time64", "nanosleep", "gettimeofday", "time", "uname",
    // ending
    "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sigreturn", "sigaltstack", "restart_syscall", "exit",
    "exit_group"};

/// The requests of a serial line. Not TIOCSTI: it types into the terminal that lapord was started from.
constexpr unsigned line_controls[] = {TCGETS,   TCSETS,   TCSETSW,    TCSETSF,  TCGETS2,  TCSETS2,
                                      TCSETSW2, TCSETSF2, TCSBRK,     TCSBRKP,  TCXONC,   TCFLSH,
                                      TIOCEXCL, TIOCNXCL, FIONREAD,   TIOCOUTQ, TIOCMGET, TIOCMSET,
                                      TIOCMBIS, TIOCMBIC, TIOCGSERIAL};

class Filter {
 public:
  /// A call that no rule allows is answered with EPERM: a mistake in the list costs a function, not the
  /// worker.
  Filter() : context_(::seccomp_init(SCMP_ACT_ERRNO(EPERM)), &::seccomp_release) {
    if (!context_) failed_ = ENOMEM;
  }

  template <class... Conditions>
  void allow(const char* name, Conditions... conditions) {
    add(SCMP_ACT_ALLOW, name, conditions...);
  }

  template <class... Conditions>
  void add(std::uint32_t action, const char* name, Conditions... conditions) {
    const int number = ::seccomp_syscall_resolve_name(name);
    if (failed_ != 0 || number == __NR_SCMP_ERROR) return;
    const int error =
        ::seccomp_rule_add(context_.get(), action, number, sizeof...(conditions), conditions...);
    if (error != 0 && error != -EDOM) failed_ = -error;
  }

  /// 0, or what went wrong.
  int load() { return failed_ != 0 ? failed_ : -::seccomp_load(context_.get()); }

 private:
  std::unique_ptr<void, void (*)(scmp_filter_ctx)> context_;
  int failed_ = 0;
};

int forbid_calls() {
  Filter filter;
  for (const auto* name : harmless) filter.allow(name);
  for (const auto control : line_controls)
    filter.allow("ioctl", SCMP_A1(SCMP_CMP_MASKED_EQ, 0xffffffff, control));
  // No new code, and no new process: a thread only. clone3 hides its flags, so that the C library has to use
  // clone.
  for (const auto* name : {"mmap", "mmap2", "mprotect"})
    filter.allow(name, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  filter.add(SCMP_ACT_ERRNO(ENOSYS), "clone3");
  filter.allow("clone", SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
  // abort() signals its own process.
  filter.allow("tgkill", SCMP_A0(SCMP_CMP_EQ, static_cast<scmp_datum_t>(::getpid())));
  return filter.load();
}

}  // namespace

Result<void> close_sandbox(std::span<const int> files) {
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
    return Error{Errc::rejected, fmt::format("no_new_privs: {}", std::strerror(errno))};
  if (landlock::version() > 0 && !landlock::allow_only(files))
    return Error{Errc::rejected, fmt::format("landlock: {}", std::strerror(errno))};
  if (const int error = forbid_calls(); error != 0)
    return Error{Errc::rejected, fmt::format("seccomp: {}", std::strerror(error))};
  return {};
}

}  // namespace lapor::modem
