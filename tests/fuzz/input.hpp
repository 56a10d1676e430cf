// Takes a fuzzer's bytes apart: what is left of them, piece by piece.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace lapor::fuzz {

class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size) : at_(reinterpret_cast<const char*>(data)), left_(size) {}

  bool empty() const { return left_ == 0; }
  unsigned byte() {
    if (left_ == 0) return 0;
    --left_;
    return static_cast<unsigned char>(*at_++);
  }
  std::string bytes(std::size_t count) {
    const auto taken = count < left_ ? count : left_;
    std::string out(at_, taken);
    at_ += taken;
    left_ -= taken;
    return out;
  }
  std::string rest() { return bytes(left_); }

 private:
  const char* at_;
  std::size_t left_;
};

/// Aborts if something doesn't hold that must hold for any bytes.
inline void must(bool holds) {
  if (!holds) std::abort();
}

}  // namespace lapor::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
