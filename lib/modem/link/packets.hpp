// Packets on a stream of bytes: each with its length before it, in four bytes, the lowest first. Pure.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "modem/protocol/frames.hpp"

namespace lapor::modem::link {

/// The longest packet: a worker's longest frame.
inline constexpr std::size_t max_packet = wire::max_frame;

std::string with_length(std::string_view packet);

class PacketReader {
 public:
  void add(std::string_view bytes) { unread_ += bytes; }
  /// The next packet; nullopt if it isn't there whole, or is_broken().
  std::optional<std::string> next();
  /// A length of 0 or of more than max_packet was read: what follows can't be told apart any more.
  bool is_broken() const { return broken_; }

 private:
  std::string unread_;
  std::size_t at_ = 0;  ///< what stands before it in unread_ was given out
  bool broken_ = false;
};

}  // namespace lapor::modem::link
