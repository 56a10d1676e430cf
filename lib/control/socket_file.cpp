#include "control/socket_file.hpp"

#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lapor::control {

int bind_for_group(int socket, const sockaddr* address, socklen_t size) {
  const auto before = ::umask(0117);
  const int bound = ::bind(socket, address, size);
  ::umask(before);
  return bound;
}

bool give_to_group(const std::filesystem::path& file, const std::string& group) {
  const auto* entry = ::getgrnam(group.c_str());
  return entry != nullptr && ::chown(file.c_str(), static_cast<uid_t>(-1), entry->gr_gid) == 0;
}

}  // namespace lapor::control
