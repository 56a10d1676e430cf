#include "common/packet_socket.hpp"

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include "control/socket_file.hpp"

namespace lapor::daemon {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t most_descriptors = 2;
constexpr int backlog = 4;

std::optional<sockaddr_un> address_of(const fs::path& path) {
  sockaddr_un address{};
  const auto text = path.string();
  if (text.size() >= sizeof address.sun_path) return std::nullopt;
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, text.data(), text.size());
  return address;
}

Error failed(Errc code, const fs::path& path) {
  return {code, fmt::format("{}: {}", path.string(), std::strerror(errno))};
}

Descriptor new_socket() {
  return Descriptor(::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
}

/// The descriptors that came with the packet, each closed by its owner.
std::vector<Descriptor> descriptors_of(msghdr& message) {
  std::vector<Descriptor> out;
  for (auto* part = CMSG_FIRSTHDR(&message); part != nullptr; part = CMSG_NXTHDR(&message, part)) {
    if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS) continue;
    const auto count = (part->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (std::size_t i = 0; i < count; ++i) {
      int fd = -1;
      std::memcpy(&fd, CMSG_DATA(part) + i * sizeof(int), sizeof fd);
      out.emplace_back(fd);
    }
  }
  return out;
}

}  // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

Descriptor::~Descriptor() {
  if (fd_ >= 0) ::close(fd_);
}

int Descriptor::release() { return std::exchange(fd_, -1); }

Result<Descriptor> connect_packet_socket(const fs::path& path) {
  const auto address = address_of(path);
  if (!address) return Error{Errc::retry_later, fmt::format("{}: the path is too long", path.string())};
  auto out = new_socket();
  if (::connect(out.get(), reinterpret_cast<const sockaddr*>(&*address), sizeof *address) != 0)
    return failed(Errc::retry_later, path);
  return out;
}

Result<Descriptor> listen_packet_socket(const fs::path& path, const std::string& group) {
  const auto address = address_of(path);
  if (!address) return Error{Errc::rejected, fmt::format("{}: the path is too long", path.string())};
  std::error_code ignored;
  fs::create_directories(path.parent_path(), ignored);
  if (fs::is_socket(path, ignored)) fs::remove(path, ignored);
  auto out = new_socket();
  const auto* name = reinterpret_cast<const sockaddr*>(&*address);
  if (control::bind_for_group(out.get(), name, sizeof *address) != 0 || ::listen(out.get(), backlog) != 0)
    return failed(Errc::rejected, path);
  control::give_to_group(path, group);
  return out;
}

bool send_packet(int socket, std::string_view packet, std::span<const int> descriptors) {
  iovec bytes{const_cast<char*>(packet.data()), packet.size()};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(most_descriptors * sizeof(int))> room{};
  msghdr message{};
  message.msg_iov = &bytes;
  message.msg_iovlen = 1;
  if (!descriptors.empty()) {
    message.msg_control = room.data();
    message.msg_controllen = CMSG_SPACE(descriptors.size_bytes());
    auto* part = CMSG_FIRSTHDR(&message);
    part->cmsg_level = SOL_SOCKET;
    part->cmsg_type = SCM_RIGHTS;
    part->cmsg_len = CMSG_LEN(descriptors.size_bytes());
    std::memcpy(CMSG_DATA(part), descriptors.data(), descriptors.size_bytes());
  }
  return ::sendmsg(socket, &message, MSG_DONTWAIT | MSG_NOSIGNAL) >= 0;
}

ReceivedOr receive_packet(int socket, std::size_t longest) {
  Received out;
  out.packet.resize(longest + 1);
  iovec bytes{out.packet.data(), out.packet.size()};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(most_descriptors * sizeof(int))> room{};
  msghdr message{};
  message.msg_iov = &bytes;
  message.msg_iovlen = 1;
  message.msg_control = room.data();
  message.msg_controllen = room.size();
  const auto n = ::recvmsg(socket, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
  if (n < 0 && (errno == EAGAIN || errno == EINTR)) return {std::nullopt, NotReceived::nothing_yet};
  if (n >= 0) out.descriptors = descriptors_of(message);
  if (n <= 0 || static_cast<std::size_t>(n) > longest || (message.msg_flags & MSG_CTRUNC) != 0) return {};
  out.packet.resize(static_cast<std::size_t>(n));
  return {std::move(out), NotReceived::nothing_yet};
}

}  // namespace lapor::daemon
