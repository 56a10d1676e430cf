#include "smpp/pdu/framing.hpp"

namespace lapor::smpp {

std::optional<std::string> Framing::take() {
  if (broken_ || buffer_.size() < 4) return std::nullopt;
  std::size_t length = 0;
  for (int i = 0; i < 4; ++i)
    length = length << 8 | static_cast<unsigned char>(buffer_[static_cast<std::size_t>(i)]);
  if (length < header_length || length > max_pdu) {
    broken_ = true;
    buffer_.clear();
    return std::nullopt;
  }
  if (buffer_.size() < length) return std::nullopt;
  auto packet = buffer_.substr(0, length);
  buffer_.erase(0, length);
  return packet;
}

}  // namespace lapor::smpp
