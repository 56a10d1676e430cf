#include "domain/sms/inbound_segment.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "domain/sms/octet_text.hpp"

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
                   concat_16bit = 0x08, single_shift = 0x24, locking_shift = 0x25;
// TP-PID, 3GPP TS 23.040 §9.2.3.9
constexpr unsigned silent_type_0 = 0x40, return_call = 0x5F, ansi_136 = 0x7C, me_download = 0x7D,
                   sim_data_download = 0x7F;
constexpr unsigned wap_push_port = 2948, secure_wap_push_port = 2949;
// §9.2.3.24.3 and .4: an element that names a reserved port is passed over
constexpr unsigned first_8bit_port = 240, last_16bit_port = 49151;

std::optional<Concat> read(const Element& e) {
  if (e.id == concat_8bit && e.data.size() == 3) return Concat{e.byte(0), 8, e.byte(1), e.byte(2)};
  if (e.id == concat_16bit && e.data.size() == 4)
    return Concat{e.byte(0) << 8 | e.byte(1), 16, e.byte(2), e.byte(3)};
  return std::nullopt;
}

/// The destination port that a segment is for; nullopt if there is none, or one that no program can have.
std::optional<unsigned> port_of(const std::vector<Element>& list) {
  std::optional<unsigned> found;
  for (const auto& e : list) {
    if (e.id == port_8bit && e.data.size() == 2 && e.byte(0) >= first_8bit_port) found = e.byte(0);
    if (e.id != port_16bit || e.data.size() != 4) continue;
    const auto port = e.byte(0) << 8 | e.byte(1);
    if (port > 0 && port <= last_16bit_port) found = port;
  }
  return found;
}

/// In a WSP push (WAP-230) the content type is text, or the number 0x3E for an MMS notification.
bool is_mms(std::string_view octets) {
  return octets.find("application/vnd.wap.mms-message") != octets.npos ||
         octets.substr(0, 16).find('\xBE') != octets.npos;
}

bool has_words(const InboundSegment& part) {
  return std::any_of(part.text.begin(), part.text.end(), [](char16_t c) { return c > u' '; });
}

bool is_for_sim_or_modem(unsigned pid) {
  return pid == sim_data_download || pid == ansi_136 || pid == me_download;
}

/// The cause to quarantine a text that a phone shows as a lamp or for a moment only, or passes on to its SIM.
/// nullopt if a person's phone sent it with words.
std::optional<QuarantineCause> marked_as(const InboundSegment& part, bool has_indication) {
  if (part.pid == return_call || part.waiting_indication || has_indication)
    return QuarantineCause::message_waiting;
  if (is_for_sim_or_modem(part.pid)) return QuarantineCause::for_sim_or_modem;
  return part.message_class == 0u ? std::optional(QuarantineCause::flash) : std::nullopt;
}

}  // namespace

std::optional<Concat> concat_of(const std::string& udh) {
  const auto list = elements(udh);
  if (!list) return std::nullopt;
  std::optional<Concat> found;
  for (const auto& e : *list)
    if (const auto c = read(e)) found = c;  // §9.2.3.24: of an element that comes twice, the last counts
  if (!found || found->total < 1 || found->number > found->total) return std::nullopt;
  return found;
}

Alphabet alphabet_of(const std::string& udh) {
  Alphabet alphabet;
  for (const auto& e : elements(udh).value_or(std::vector<Element>{})) {
    if (e.data.size() != 1) continue;
    if (e.id == single_shift) alphabet.single = e.byte(0);
    if (e.id == locking_shift) alphabet.locking = e.byte(0);
  }
  if (shifted(alphabet.single, 0x65) == 0)
    alphabet.single = 0;  // a language without a table; every table has €
  return alphabet;
}

InboundSegment with_readable_octets(InboundSegment segment) {
  if (segment.coding == Coding::octets) segment.text = read_octet_text(segment.octets).value_or(u"");
  return segment;
}

std::optional<QuarantineCause> quarantine_cause(const InboundSegment& part, bool from_a_person) {
  const auto list = elements(part.udh).value_or(std::vector<Element>{});
  if (part.pid == silent_type_0) return QuarantineCause::silent;
  if (const auto port = port_of(list)) {
    if (*port != wap_push_port && *port != secure_wap_push_port) return QuarantineCause::for_port;
    return is_mms(part.octets) ? QuarantineCause::mms_notice : QuarantineCause::wap_push;
  }
  const bool lamp =
      std::any_of(list.begin(), list.end(), [](const auto& e) { return e.id == special_indication; });
  if (const auto mark = marked_as(part, lamp); mark && !(from_a_person && has_words(part))) return mark;
  return part.coding == Coding::octets && part.text.empty() ? std::optional(QuarantineCause::octets)
                                                            : std::nullopt;
}

}  // namespace lapor::sms
