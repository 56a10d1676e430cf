#include "modem/worker/landlock.hpp"

#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>

namespace lapor::modem::landlock {
namespace {

// <linux/landlock.h> as of version 6. An older kernel takes the longer structure when what it doesn't know is
// zero.
struct Ruleset {
  std::uint64_t files = 0, net = 0, scoped = 0;
};
struct [[gnu::packed]] PathBeneath {
  std::uint64_t allowed = 0;
  std::int32_t file = -1;
};

constexpr unsigned query_version = 1;
constexpr int rule_path_beneath = 1;
constexpr std::uint64_t write_file = 1u << 1, read_file = 1u << 2, all_of_version_1 = (1u << 13) - 1;
constexpr std::uint64_t refer = 1u << 13, truncate = 1u << 14, ioctl_of_devices = 1u << 15;
constexpr std::uint64_t bind_and_connect_tcp = 3, abstract_sockets_and_signals = 3;

/// Everything that this version can forbid.
Ruleset everything(int version) {
  Ruleset all{all_of_version_1, 0, 0};
  if (version >= 2) all.files |= refer;
  if (version >= 3) all.files |= truncate;
  if (version >= 4) all.net = bind_and_connect_tcp;
  if (version >= 5) all.files |= ioctl_of_devices;
  if (version >= 6) all.scoped = abstract_sockets_and_signals;
  return all;
}

bool close_with(int ruleset, std::uint64_t use, std::span<const int> files) {
  for (const int file : files) {
    const PathBeneath rule{use, file};
    if (::syscall(SYS_landlock_add_rule, ruleset, rule_path_beneath, &rule, 0) != 0) return false;
  }
  return ::syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
}

}  // namespace

int version() {
  const auto found = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, query_version);
  return found > 0 ? static_cast<int>(found) : 0;
}

bool allow_only(std::span<const int> files) {
  const auto forbidden = everything(version());
  const auto ruleset =
      static_cast<int>(::syscall(SYS_landlock_create_ruleset, &forbidden, sizeof forbidden, 0));
  if (ruleset < 0) return false;
  const auto use = forbidden.files & (read_file | write_file | ioctl_of_devices);
  const bool closed = close_with(ruleset, use, files);
  ::close(ruleset);
  return closed;
}

}  // namespace lapor::modem::landlock
