// Packets out of a stream of bytes (SMPP 3.4 §3.2): each begins with its length in 4 octets. A stream whose
// length can't be right is lost: nothing tells where the next packet begins.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "smpp/pdu/pdu.hpp"

namespace lapor::smpp {

class Framing {
 public:
  void add(std::string_view bytes) {
    if (!broken_) buffer_ += bytes;
  }
  /// The next whole packet; nullopt if it hasn't come yet, or the stream is broken.
  std::optional<std::string> take();
  /// A length below 16 or above 16384 octets came. Nothing more is read.
  bool broken() const { return broken_; }
  /// Some of a packet came, and not all of it.
  bool inside() const { return !buffer_.empty(); }

 private:
  std::string buffer_;
  bool broken_ = false;
};

}  // namespace lapor::smpp
