#include "modem/protocol/codec.hpp"

namespace lapor::modem::codec {

void Writer::number(std::uint64_t n, unsigned bytes) {
  for (unsigned i = 0; i < bytes; ++i) out_ += static_cast<char>(n >> (8 * i));
}

void Writer::put(const std::string& v) {
  number(v.size(), 4);
  out_ += v;
}

void Writer::put(const std::u16string& v) {
  number(v.size(), 4);
  for (const char16_t unit : v) number(unit, 2);
}

std::uint64_t Reader::number(unsigned bytes) {
  if (in_.size() < bytes) {
    good_ = false;
    return 0;
  }
  std::uint64_t n = 0;
  for (unsigned i = 0; i < bytes; ++i) n |= std::uint64_t{static_cast<unsigned char>(in_[i])} << (8 * i);
  in_.remove_prefix(bytes);
  return n;
}

std::size_t Reader::count(std::size_t each) {
  const auto n = static_cast<std::size_t>(number(4));
  if (n > in_.size() / each) good_ = false;
  return good_ ? n : 0;
}

void Reader::get(bool& v) {
  const auto n = number(1);
  if (n > 1) good_ = false;
  v = n == 1;
}

void Reader::get(Duration& v) {
  std::int64_t n = 0;
  get(n);
  v = Duration{n};
}

void Reader::get(Instant& v) {
  std::int64_t n = 0;
  get(n);
  v = from_ms(n);
}

void Reader::get(std::string& v) {
  const auto n = count(1);
  v.assign(in_.substr(0, n));
  in_.remove_prefix(n);
}

void Reader::get(std::u16string& v) {
  v.resize(count(2));
  for (auto& unit : v) unit = static_cast<char16_t>(number(2));
}

}  // namespace lapor::modem::codec
