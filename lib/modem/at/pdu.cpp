#include "modem/at/pdu.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <stdexcept>

#include "base/utf8.hpp"
#include "domain/sms/gsm7.hpp"
#include "modem/at/hex_and_septets.hpp"

namespace lapor::modem {
namespace {

struct Malformed : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Takes octets from the front.
class OctetReader {
 public:
  explicit OctetReader(std::string bytes) : bytes_(std::move(bytes)) {}
  /// \throws Malformed at the end
  unsigned next() {
    if (at_ >= bytes_.size()) throw Malformed("cut short");
    return static_cast<unsigned char>(bytes_[at_++]);
  }
  /// As many as there are, `n` at most.
  std::string take_up_to(std::size_t n) { return take(std::min(n, bytes_.size() - at_)); }
  /// \throws Malformed if there are fewer than `n`
  std::string take(std::size_t n) {
    if (n > bytes_.size() - at_) throw Malformed("cut short");
    at_ += n;
    return bytes_.substr(at_ - n, n);
  }

 private:
  std::string bytes_;
  std::size_t at_ = 0;
};

/// As many septets as there are, `count` at most.
std::string unpack(std::string_view octets, std::size_t first_bit, std::size_t count) {
  const auto bits = octets.size() * 8;
  const auto there = bits < first_bit ? 0 : (bits - first_bit) / 7;
  return unpack_septets(octets, first_bit, std::min(count, there)).value_or("");
}

constexpr unsigned filler = 0xF;  ///< after an odd number of digits (§9.1.2.3)

/// A name that somebody chose (TS 23.040 §9.1.2.5, alphanumeric) is never taken for a number, though it has
/// nothing but digits.
std::string name_of_sender(std::string name) {
  const bool number = name.find_first_not_of("+0123456789 -.()/") == name.npos;
  return number && !name.empty() ? "nama " + name : name;
}

std::string read_address(OctetReader& in) {
  const auto digits = in.next();
  const auto type = in.next();
  if (digits > 20) throw Malformed("address too long");
  const auto bytes = in.take((digits + 1) / 2);
  if ((type & 0x70) == 0x50) return name_of_sender(sms::from_gsm7(unpack(bytes, 0, digits * 4 / 7)));
  std::string out = (type & 0x70) == 0x10 ? "+" : "";
  for (unsigned i = 0; i < digits; ++i) {
    const auto octet = static_cast<unsigned char>(bytes[i / 2]);
    const auto digit = static_cast<unsigned>(i % 2 == 0 ? octet & 0x0F : octet >> 4);
    if (digit == filler) break;  // some centres count it as a digit
    out += "0123456789*#abc"[digit];
  }
  return out;
}

/// TP-SCTS in UTC (§9.2.3.11); 0 if it is no date.
Instant read_time(OctetReader& in) {
  using namespace std::chrono;
  unsigned f[6];
  for (auto& value : f) {
    const auto octet = in.next();
    value = (octet & 0x0F) * 10 + (octet >> 4);
  }
  const auto zone = in.next();
  const auto quarters = static_cast<int>((zone & 0x07) * 10 + (zone >> 4)) * ((zone & 0x08) != 0 ? -1 : 1);
  const year_month_day date{year{static_cast<int>(2000 + f[0])}, month{f[1]}, day{f[2]}};
  if (!date.ok() || f[3] > 23 || f[4] > 59 || f[5] > 60) return {};
  return Instant{sys_days{date}} + hours{f[3]} + minutes{f[4]} + seconds{f[5]} - minutes{15 * quarters};
}

constexpr unsigned most_octets = 140;  ///< of user data

struct Dcs {
  sms::Coding coding = sms::Coding::gsm7;
  std::optional<unsigned> message_class;
  bool waiting = false;
};

/// TP-DCS (3GPP TS 23.038 §4). A reserved coding is read as the GSM 7 bit default alphabet. A compressed text
/// stays octets: nobody sends one.
Dcs read_dcs(unsigned dcs) {
  Dcs out;
  const auto group = dcs >> 4;
  if (group < 0x8) {
    if ((dcs & 0x10) != 0) out.message_class = dcs & 3;
    const auto alphabet = (dcs >> 2) & 3;
    if (alphabet == 1 || (dcs & 0x20) != 0) out.coding = sms::Coding::octets;
    if (alphabet == 2 && (dcs & 0x20) == 0) out.coding = sms::Coding::ucs2;
  } else if (group >= 0xC && group <= 0xE) {
    out.waiting = true;
    if (group == 0xE) out.coding = sms::Coding::ucs2;
  } else if (group == 0xF) {
    out.message_class = dcs & 3;
    if ((dcs & 4) != 0) out.coding = sms::Coding::octets;
  }
  return out;
}

bool says_waiting(std::string_view udh) {
  for (std::size_t i = 0; i + 1 < udh.size(); i += 2 + static_cast<unsigned char>(udh[i + 1]))
    if (udh[i] == 0x01) return true;  // special SMS message indication, §9.2.3.24.2
  return false;
}

/// The length of a header with its own octet; 0 if it would be longer than the message, which then has none
/// (§9.2.3.24: a header that can't be is ignored).
std::size_t header_length(const std::string& data) {
  const auto length = data.empty() ? 0 : 1 + static_cast<std::size_t>(static_cast<unsigned char>(data[0]));
  return length <= data.size() ? length : 0;
}

/// Some centres give a TP-UDL of more than there is, or than there can be: only the octets that came count.
void read_user_data(OctetReader& in, bool has_udh, sms::InboundSegment& segment) {
  const auto length = in.next();
  const bool septets = segment.coding == sms::Coding::gsm7;
  const auto data = in.take_up_to(std::min(most_octets, septets ? (length * 7 + 7) / 8 : length));
  const auto header = has_udh ? header_length(data) : 0;
  if (header > 0) {
    segment.udh = data.substr(1, header - 1);
    segment.waiting_indication = segment.waiting_indication || says_waiting(segment.udh);
  }
  const auto body = data.substr(header);
  if (segment.coding == sms::Coding::octets) {
    segment.octets = body;
  } else if (segment.coding == sms::Coding::ucs2) {
    segment.text = utf16_units(body);
  } else {
    const auto skipped = (header * 8 + 6) / 7;
    const auto count = length > skipped ? length - skipped : 0;
    segment.text = sms::units_of_gsm7(unpack(data, skipped * 7, count), sms::alphabet_of(segment.udh));
  }
}

sms::InboundSegment read_deliver(OctetReader& in, unsigned first) {
  sms::InboundSegment segment;
  segment.sender = read_address(in);
  segment.pid = in.next();
  const auto dcs = read_dcs(in.next());
  segment.coding = dcs.coding;
  segment.message_class = dcs.message_class;
  segment.waiting_indication = dcs.waiting;
  segment.service_centre_time = read_time(in);
  read_user_data(in, (first & 0x40) != 0, segment);
  return segment;
}

StatusReport read_status_report(OctetReader& in) {
  StatusReport report;
  report.reference = in.next();
  report.recipient = read_address(in);
  read_time(in);
  read_time(in);
  report.status = in.next();
  return report;
}

}  // namespace

ReadPdu read_pdu(std::string_view hex) {
  try {
    const auto octets = from_hex(hex);
    if (!octets) throw Malformed(hex.size() % 2 != 0 ? "half an octet" : "not hexadecimal");
    OctetReader in(*octets);
    in.take(in.next());  // the SMSC's address
    const auto first = in.next();
    switch (first & 3) {
      case 0:
      case 3:  // reserved: as an SMS-DELIVER (§9.2.3.1)
        return read_deliver(in, first);
      case 1:
        in.take(8);  // reference, address, identifiers, length: less than that is no SMS-SUBMIT either
        return NotDeliver{};
      default:
        return read_status_report(in);
    }
  } catch (const Malformed& bad) {
    return BadPdu{bad.what()};
  }
}

}  // namespace lapor::modem
