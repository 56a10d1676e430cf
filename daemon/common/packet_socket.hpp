// Unix sockets that carry packets, and with a packet open descriptors (SOCK_SEQPACKET, SCM_RIGHTS). Nothing
// here waits.
#pragma once
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace lapor::daemon {

/// A descriptor with an owner.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(other.release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept;
  ~Descriptor();
  int get() const { return fd_; }
  int release();

 private:
  int fd_ = -1;
};

/// Errors: retry_later.
Result<Descriptor> connect_packet_socket(const std::filesystem::path& path);
/// Makes the socket's file, for its owner and for `group`, where there is such a group and this process is
/// in it. A file that a dead process left is replaced. Errors: rejected.
Result<Descriptor> listen_packet_socket(const std::filesystem::path& path, const std::string& group);

/// False if it can't be sent now, or not at all.
bool send_packet(int socket, std::string_view packet, std::span<const int> descriptors = {});

struct Received {
  std::string packet;
  std::vector<Descriptor> descriptors;
};
enum class NotReceived {
  nothing_yet,
  closed  ///< or more came than there may be
};
/// A packet of at most `longest` bytes with at most two descriptors.
struct ReceivedOr {
  std::optional<Received> value;
  NotReceived why = NotReceived::closed;
};
ReceivedOr receive_packet(int socket, std::size_t longest);

}  // namespace lapor::daemon
