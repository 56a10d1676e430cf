#include "domain/sms/part.hpp"

#include <string_view>
#include <vector>

namespace lapor::sms {
namespace {

struct Element {
  unsigned id = 0;
  std::string_view data;
  unsigned byte(std::size_t at) const { return static_cast<unsigned char>(data[at]); }
};

/// The elements of a header, or nothing if a length leads past its end.
std::optional<std::vector<Element>> elements(std::string_view udh) {
  std::vector<Element> out;
  while (!udh.empty()) {
    if (udh.size() < 2) return std::nullopt;
    const auto length = static_cast<std::size_t>(static_cast<unsigned char>(udh[1]));
    if (udh.size() < 2 + length) return std::nullopt;
    out.push_back({static_cast<unsigned char>(udh[0]), udh.substr(2, length)});
    udh.remove_prefix(2 + length);
  }
  return out;
}

constexpr unsigned concat_8bit = 0x00, special_indication = 0x01, port_8bit = 0x04, port_16bit = 0x05,
                   concat_16bit = 0x08;
constexpr unsigned silent_type_0 = 0x40;

std::optional<Concat> read(const Element& e) {
  if (e.id == concat_8bit && e.data.size() == 3) return Concat{e.byte(0), 8, e.byte(1), e.byte(2)};
  if (e.id == concat_16bit && e.data.size() == 4)
    return Concat{e.byte(0) << 8 | e.byte(1), 16, e.byte(2), e.byte(3)};
  return std::nullopt;
}

}  // namespace

std::optional<Concat> concat_of(const std::string& udh, unsigned max_parts) {
  const auto list = elements(udh);
  if (!list) return std::nullopt;
  std::optional<Concat> found;
  for (const auto& e : *list)
    if (const auto c = read(e)) found = c;  // §9.2.3.24: of an element that comes twice, the last counts
  if (!found || found->number < 1 || found->number > found->total || found->total > max_parts)
    return std::nullopt;
  return found;
}

PartKind kind_of(const Part& part) {
  if (part.waiting_indication || part.pid == silent_type_0) return PartKind::status;
  const auto list = elements(part.udh);
  if (list) {
    for (const auto& e : *list) {
      if (e.id == special_indication) return PartKind::status;
      if (e.id == port_8bit || e.id == port_16bit) return PartKind::binary;
    }
  }
  return part.coding == Coding::octets ? PartKind::binary : PartKind::text;
}

}  // namespace lapor::sms
