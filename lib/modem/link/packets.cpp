#include "modem/link/packets.hpp"

#include <cstdint>
#include <utility>

namespace lapor::modem::link {
namespace {

constexpr std::size_t length_bytes = 4;

}  // namespace

std::string with_length(std::string_view packet) {
  std::string out;
  out.reserve(length_bytes + packet.size());
  for (std::size_t i = 0; i < length_bytes; ++i) out += static_cast<char>(packet.size() >> (8 * i));
  out += packet;
  return out;
}

std::optional<std::string> PacketReader::next() {
  if (broken_ || unread_.size() - at_ < length_bytes) return std::nullopt;
  std::uint32_t length = 0;
  for (std::size_t i = 0; i < length_bytes; ++i)
    length |= std::uint32_t{static_cast<unsigned char>(unread_[at_ + i])} << (8 * i);
  broken_ = length == 0 || length > max_packet;
  if (broken_ || unread_.size() - at_ - length_bytes < length) return std::nullopt;
  auto packet = unread_.substr(at_ + length_bytes, length);
  at_ += length_bytes + length;
  if (at_ == unread_.size() || at_ > max_packet) unread_.erase(0, std::exchange(at_, 0));
  return packet;
}

}  // namespace lapor::modem::link
