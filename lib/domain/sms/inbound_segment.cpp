#include "domain/sms/inbound_segment.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

namespace lapor::sms {
namespace {

struct Element {
  unsigned id = 0;
  std::string_view data;
  unsigned byte(std::size_t at) const { return static_cast<unsigned char>(data[at]); }
};

/// The elements of a header; nullopt if a length leads past its end.
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
// TP-PID, 3GPP TS 23.040 §9.2.3.9
constexpr unsigned silent_type_0 = 0x40, return_call = 0x5F, ansi_136 = 0x7C, me_download = 0x7D,
                   sim_data_download = 0x7F;
constexpr unsigned wap_push_port = 2948, secure_wap_push_port = 2949;

std::optional<Concat> read(const Element& e) {
  if (e.id == concat_8bit && e.data.size() == 3) return Concat{e.byte(0), 8, e.byte(1), e.byte(2)};
  if (e.id == concat_16bit && e.data.size() == 4)
    return Concat{e.byte(0) << 8 | e.byte(1), 16, e.byte(2), e.byte(3)};
  return std::nullopt;
}

bool is_wap_push(const std::vector<Element>& list) {
  return std::any_of(list.begin(), list.end(), [](const auto& e) {
    const auto port = e.id == port_16bit && e.data.size() == 4 ? e.byte(0) << 8 | e.byte(1) : 0u;
    return port == wap_push_port || port == secure_wap_push_port;
  });
}

/// In a WSP push (WAP-230) the content type is text, or the number 0x3E for an MMS notification.
bool is_mms(std::string_view octets) {
  return octets.find("application/vnd.wap.mms-message") != octets.npos ||
         octets.substr(0, 16).find('\xBE') != octets.npos;
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

std::string_view quarantine_reason(const InboundSegment& part) {
  const auto list = elements(part.udh).value_or(std::vector<Element>{});
  const auto has = [&](unsigned id) {
    return std::any_of(list.begin(), list.end(), [&](const auto& e) { return e.id == id; });
  };
  if (part.pid == silent_type_0) return "status: silent";
  if (part.pid == return_call || part.waiting_indication || has(special_indication))
    return "status: message waiting";
  if (part.pid == sim_data_download || part.pid == ansi_136 || part.pid == me_download)
    return "binary: for the SIM or the modem";
  if (is_wap_push(list)) return is_mms(part.octets) ? "binary: mms notice" : "binary: wap push";
  if (has(port_8bit) || has(port_16bit)) return "binary: for a port";
  if (part.coding == Coding::octets) return "binary: 8-bit";
  return part.message_class == 0u ? "class 0" : "";
}

}  // namespace lapor::sms
