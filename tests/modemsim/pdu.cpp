#include "pdu.hpp"

#include <algorithm>

#include "text.hpp"

namespace lapor::modemsim {
namespace {

char byte(unsigned value) { return static_cast<char>(value & 0xFF); }

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(),
                                      [](char c) { return (c >= '0' && c <= '9') || c == '*' || c == '#'; });
}

unsigned semi_octet(char c) { return c == '*' ? 10u : c == '#' ? 11u : static_cast<unsigned>(c - '0'); }

std::string swap_digits(std::string_view digits) {
  std::string out;
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    const unsigned high = i + 1 < digits.size() ? semi_octet(digits[i + 1]) : 15;
    out += byte(high << 4 | semi_octet(digits[i]));
  }
  return out;
}

/// TP-OA or TP-DA (§9.1.2.5): a length, the type of number, the digits or the packed name.
std::string encode_address(std::string_view address) {
  const bool international = address.substr(0, 1) == "+";
  const auto digits = address.substr(international ? 1 : 0);
  if (all_digits(digits)) {
    return byte(static_cast<unsigned>(digits.size())) + std::string(1, byte(international ? 0x91 : 0x81)) +
           swap_digits(digits);
  }
  const auto septets = to_septets(to_utf16(address)).value_or("?").substr(0, 11);
  const auto packed = pack(septets, 0);
  const auto semi_octets = static_cast<unsigned>((septets.size() * 7 + 3) / 4);
  return byte(semi_octets) + std::string(1, byte(0xD0)) + packed;
}

std::string encode_smsc(std::string_view smsc) {
  const std::string address = encode_address(smsc).substr(1);  // here the length counts bytes
  return byte(static_cast<unsigned>(address.size())) + address;
}

std::string decode_digits(std::string_view bytes, std::size_t count) {
  constexpr std::string_view signs = "0123456789*#abc";
  std::string out;
  for (std::size_t i = 0; i < count && i / 2 < bytes.size(); ++i) {
    const unsigned nibble = (static_cast<unsigned char>(bytes[i / 2]) >> (i % 2 ? 4 : 0)) & 15u;
    if (nibble < signs.size()) out += signs[nibble];
  }
  return out;
}

std::string decode_address(std::string_view raw) {
  const std::size_t count = static_cast<unsigned char>(raw[0]);
  const unsigned type = static_cast<unsigned char>(raw[1]);
  const auto value = raw.substr(2);
  if ((type & 0x70) == 0x50) return from_utf16(from_septets(unpack(value, count * 4 / 7, 0)));
  return ((type & 0x70) == 0x10 ? "+" : "") + decode_digits(value, count);
}

unsigned bcd(unsigned value) { return (value % 10) << 4 | value / 10 % 10; }

constexpr int jakarta_quarters = 28;  // UTC+7: the service centre stands on Java

/// TP-SCTS: seven bytes of swapped digits, in the service centre's local time (§9.2.3.11).
std::string encode_time(Seconds utc) {
  const auto local = utc + std::chrono::minutes{15 * jakarta_quarters};
  const auto day = std::chrono::floor<std::chrono::days>(local);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{local - day};
  const auto year = static_cast<unsigned>(static_cast<int>(date.year()) % 100);
  std::string out;
  for (unsigned value :
       {year, static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
        static_cast<unsigned>(clock.hours().count()), static_cast<unsigned>(clock.minutes().count()),
        static_cast<unsigned>(clock.seconds().count()), static_cast<unsigned>(jakarta_quarters)}) {
    out += byte(bcd(value));
  }
  return out;
}

Coding coding_of(unsigned dcs) {
  const unsigned group = dcs >> 4;
  if (group < 8) return (dcs & 0x0C) == 8 ? Coding::ucs2 : (dcs & 0x0C) == 4 ? Coding::octets : Coding::gsm7;
  if (group == 0xE) return Coding::ucs2;
  return group == 0xF && (dcs & 4) ? Coding::octets : Coding::gsm7;
}

unsigned dcs_of(const Deliver& deliver) {
  if (deliver.dcs) return *deliver.dcs;
  const unsigned alphabet = deliver.coding == Coding::ucs2 ? 8 : deliver.coding == Coding::octets ? 4 : 0;
  return deliver.message_class ? 0x10 | alphabet | *deliver.message_class : alphabet;
}

/// Bits that align the first septet after a header of this many bytes, its length byte counted.
unsigned fill_bits(std::size_t header) { return static_cast<unsigned>((7 - header * 8 % 7) % 7); }

/// TP-UDL and TP-UD.
std::string encode_user_data(const Deliver& deliver) {
  std::string header;
  if (!deliver.udh.empty()) header = byte(static_cast<unsigned>(deliver.udh.size())) + deliver.udh;
  if (deliver.coding != Coding::gsm7) {
    const auto data = header + (deliver.coding == Coding::ucs2 ? to_bytes(deliver.text) : deliver.octets);
    return byte(static_cast<unsigned>(data.size())) + data;
  }
  const auto septets = to_septets(deliver.text).value_or("?");
  const auto fill = header.empty() ? 0 : fill_bits(header.size());
  const auto length = (header.size() * 8 + fill) / 7 + septets.size();
  return byte(static_cast<unsigned>(length)) + header + pack(septets, fill);
}

/// Walks over a TPDU; once it ran past the end every further read is empty and ok() is false.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}
  std::string_view take(std::size_t count) {
    if (count > rest_.size()) return ok_ = false, std::string_view{};
    const auto out = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return out;
  }
  unsigned octet() {
    const auto one = take(1);
    return one.empty() ? 0 : static_cast<unsigned char>(one[0]);
  }
  std::string_view rest() const { return rest_; }
  bool ok() const { return ok_; }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

bool read_user_data(Reader& in, bool has_header, Submit& out) {
  const std::size_t length = in.octet();
  const std::size_t size = out.coding == Coding::gsm7 ? (length * 7 + 7) / 8 : length;
  const auto data = in.take(size);
  if (!in.ok() || size > 140) return false;
  std::size_t header = 0;
  if (has_header) {
    if (data.empty()) return false;
    header = 1 + static_cast<unsigned char>(data[0]);
    if (header > data.size()) return false;
    out.udh = std::string(data.substr(1, header - 1));
  }
  const auto body = data.substr(header);
  if (out.coding == Coding::ucs2) {
    out.text = from_bytes(body);
  } else if (out.coding == Coding::octets) {
    out.octets = std::string(body);
  } else {
    const auto fill = header ? fill_bits(header) : 0;
    const auto taken = (header * 8 + fill) / 7;
    out.text = from_septets(unpack(body, length > taken ? length - taken : 0, fill));
  }
  return true;
}

/// The index at which a part ends: never inside a surrogate pair. An extension character takes two septets.
std::size_t part_end(std::u16string_view text, Coding coding, std::size_t room) {
  std::size_t used = 0, at = 0;
  while (at < text.size()) {
    const bool pair =
        coding == Coding::ucs2 && text[at] >= 0xD800 && text[at] < 0xDC00 && at + 1 < text.size();
    const auto step = pair ? 2u : 1u;
    const auto cost = coding == Coding::ucs2 ? step : to_septets(text.substr(at, 1))->size();
    if (used + cost > room) break;
    used += cost;
    at += step;
  }
  return at;
}

}  // namespace

std::string_view name_of(Coding coding) {
  return coding == Coding::gsm7 ? "gsm7" : coding == Coding::ucs2 ? "ucs2" : "octets";
}

std::size_t tpdu_length(std::string_view bytes) {
  if (bytes.empty()) return 0;
  const std::size_t smsc = 1 + static_cast<unsigned char>(bytes[0]);
  return smsc > bytes.size() ? 0 : bytes.size() - smsc;
}

std::optional<Submit> decode_submit(std::string_view bytes, std::size_t announced) {
  if (tpdu_length(bytes) != announced || announced < 7) return {};
  Reader in(bytes.substr(bytes.size() - announced));
  Submit out;
  const unsigned first = in.octet();
  if ((first & 3) != 1) return {};
  out.wants_report = first & 0x20;
  in.octet();  // TP-MR: the modem gives its own
  const auto address_start = in.rest();
  const std::size_t address_size = 2 + (in.octet() + 1) / 2;
  if (address_size > 12 || address_start.size() < address_size) return {};
  out.raw_address = std::string(address_start.substr(0, address_size));
  in.take(address_size - 1);
  out.to = decode_address(out.raw_address);
  out.pid = in.octet();
  out.dcs = in.octet();
  out.coding = coding_of(out.dcs);
  const unsigned validity = (first >> 3) & 3;
  in.take(validity == 2 ? 1 : validity ? 7 : 0);
  if (out.to.empty() || !read_user_data(in, first & 0x40, out)) return {};
  return out;
}

std::string encode_deliver(const Deliver& deliver, std::string_view smsc) {
  std::string out = encode_smsc(smsc);
  out += byte(0x04u | (deliver.udh.empty() ? 0 : 0x40u));  // SMS-DELIVER, no more messages to send
  out += encode_address(deliver.from);
  out += byte(deliver.pid);
  out += byte(dcs_of(deliver));
  out += encode_time(deliver.service_centre_time);
  return out + encode_user_data(deliver);
}

std::string encode_status_report(const StatusReport& report, std::string_view smsc) {
  std::string out = encode_smsc(smsc);
  out += byte(0x06);
  out += byte(report.reference);
  out += report.raw_address;
  out += encode_time(report.service_centre_time) + encode_time(report.discharge_time);
  out += byte(report.status);
  return out;
}

std::string concat_udh(unsigned reference, unsigned bits, unsigned total, unsigned number) {
  std::string out;
  if (bits == 16) {
    out += byte(8), out += byte(4), out += byte(reference >> 8);
  } else {
    out += byte(0), out += byte(3);
  }
  return out + byte(reference) + byte(total) + byte(number);
}

std::optional<Concat> concat_of(std::string_view udh) {
  Reader in(udh);
  while (in.ok() && !in.rest().empty()) {
    const unsigned kind = in.octet();
    const auto value = in.take(in.octet());
    auto at = [&](std::size_t i) { return static_cast<unsigned>(static_cast<unsigned char>(value[i])); };
    if (kind == 0 && value.size() == 3) return Concat{at(0), at(1), at(2)};
    if (kind == 8 && value.size() == 4) return Concat{at(0) << 8 | at(1), at(2), at(3)};
  }
  return {};
}

std::vector<Deliver> split(const Deliver& whole, unsigned reference, unsigned bits) {
  Deliver part = whole;
  part.coding = to_septets(whole.text) ? Coding::gsm7 : Coding::ucs2;
  const bool wide = part.coding == Coding::ucs2;
  const std::size_t header = bits == 16 ? 7 : 6;
  if (part_end(whole.text, part.coding, wide ? 70 : 160) == whole.text.size()) return {part};
  const std::size_t room = wide ? (140 - header) / 2 : (140 - header) * 8 / 7;
  std::vector<Deliver> out;
  for (std::u16string_view rest = whole.text; !rest.empty();) {
    const auto end = part_end(rest, part.coding, room);
    part.text = std::u16string(rest.substr(0, end));
    rest.remove_prefix(end);
    out.push_back(part);
  }
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i].udh = concat_udh(reference, bits, static_cast<unsigned>(out.size()), static_cast<unsigned>(i + 1));
  }
  return out;
}

}  // namespace lapor::modemsim
