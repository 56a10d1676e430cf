// The file of a unix socket that a group may use and nobody else, not even for a moment.
#pragma once
#include <sys/socket.h>

#include <filesystem>
#include <string>

namespace lapor::control {

/// As bind(2): 0, or -1 with errno. The file is its owner's and its group's.
int bind_for_group(int socket, const sockaddr* address, socklen_t size);
/// False if there is no such group, or this process isn't in it.
bool give_to_group(const std::filesystem::path& file, const std::string& group);

}  // namespace lapor::control
