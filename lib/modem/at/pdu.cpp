#include "modem/at/pdu.hpp"

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

/// \throws Malformed if there are fewer than `count`
std::string unpack(std::string_view octets, std::size_t first_bit, std::size_t count) {
  auto septets = unpack_septets(octets, first_bit, count);
  if (!septets) throw Malformed("cut short");
  return std::move(*septets);
}

std::string read_address(OctetReader& in) {
  const auto digits = in.next();
  const auto type = in.next();
  if (digits > 20) throw Malformed("address too long");
  const auto bytes = in.take((digits + 1) / 2);
  if ((type & 0x70) == 0x50) return sms::from_gsm7(unpack(bytes, 0, digits * 4 / 7));
  std::string out = (type & 0x70) == 0x10 ? "+" : "";
  for (unsigned i = 0; i < digits; ++i) {
    const auto octet = static_cast<unsigned char>(bytes[i / 2]);
    out += "0123456789*#abc?"[i % 2 == 0 ? octet & 0x0F : octet >> 4];
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

struct Dcs {
  sms::Coding coding = sms::Coding::gsm7;
  std::optional<unsigned> message_class;
  bool waiting = false;
};

/// TP-DCS (3GPP TS 23.038 §4).
Dcs read_dcs(unsigned dcs) {
  Dcs out;
  const auto group = dcs >> 4;
  if (group < 0x8) {
    if ((dcs & 0x20) != 0) throw Malformed("compressed");
    if ((dcs & 0x10) != 0) out.message_class = dcs & 3;
    const auto alphabet = (dcs >> 2) & 3;
    if (alphabet == 3) throw Malformed("reserved alphabet");
    out.coding = alphabet == 0 ? sms::Coding::gsm7 : alphabet == 1 ? sms::Coding::octets : sms::Coding::ucs2;
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

void read_user_data(OctetReader& in, bool has_udh, sms::InboundSegment& segment) {
  const auto length = in.next();
  const bool septets = segment.coding == sms::Coding::gsm7;
  if (length > (septets ? 160u : 140u)) throw Malformed("user data too long");
  const auto data = in.take(septets ? (length * 7 + 7) / 8 : length);
  std::size_t header = 0;
  if (has_udh) {
    header = data.empty() ? 1 : 1 + static_cast<unsigned char>(data[0]);
    if (header > data.size()) throw Malformed("user data header longer than the message");
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
    if (skipped > length) throw Malformed("user data header longer than the message");
    segment.text = utf8::to_utf16(sms::from_gsm7(unpack(data, skipped * 7, length - skipped)));
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
        return read_deliver(in, first);
      case 1:
        in.take(8);  // reference, address, identifiers, length: less than that is no SMS-SUBMIT either
        return NotDeliver{};
      case 2:
        return read_status_report(in);
      default:
        throw Malformed("reserved message type");
    }
  } catch (const Malformed& bad) {
    return BadPdu{bad.what()};
  }
}

}  // namespace lapor::modem
