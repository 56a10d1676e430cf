// From bytes to values.
#include <algorithm>
#include <utility>

#include "smpp/pdu/pdu.hpp"

namespace lapor::smpp {
namespace {

/// Walks over a packet. A read past the end gives zeros and makes it bad.
class Cursor {
 public:
  explicit Cursor(std::string_view bytes) : left_(bytes) {}

  std::uint32_t number(std::size_t octets) {
    const auto bytes = take(octets);
    std::uint32_t n = 0;
    for (const char c : bytes) n = n << 8 | static_cast<unsigned char>(c);
    return n;
  }
  std::uint8_t octet() { return static_cast<std::uint8_t>(number(1)); }
  /// A C-octet string: up to its NUL. Longer than the specification says is no fault.
  std::string text() {
    const auto end = left_.find('\0');
    if (end == left_.npos) {
      good_ = false;
      return std::string(std::exchange(left_, {}));
    }
    auto out = std::string(left_.substr(0, end));
    left_.remove_prefix(end + 1);
    return out;
  }
  std::string octets(std::size_t n) { return std::string(take(n)); }
  Address address() {
    Address a;
    a.ton = octet();
    a.npi = octet();
    a.text = text();
    return a;
  }
  /// As many as are whole. What follows them is no optional parameter, and is left.
  Tlvs tlvs() {
    Tlvs out;
    while (left_.size() >= 4) {
      Cursor ahead(left_);
      Tlv tlv;
      tlv.tag = static_cast<std::uint16_t>(ahead.number(2));
      tlv.value = ahead.octets(ahead.number(2));
      if (!ahead.good_) return out;
      out.push_back(std::move(tlv));
      left_ = ahead.left_;
    }
    return out;
  }
  bool good() const { return good_; }
  bool at_end() const { return left_.empty(); }

 private:
  std::string_view take(std::size_t n) {
    if (left_.size() < n) {
      good_ = false;
      left_ = {};
      return {};
    }
    const auto out = left_.substr(0, n);
    left_.remove_prefix(n);
    return out;
  }

  std::string_view left_;
  bool good_ = true;
};

Bind read_bind(Cursor& in) {
  Bind b;
  b.system_id = in.text();
  b.password = in.text();
  b.system_type = in.text();
  b.interface_version = in.octet();
  b.range = in.address();
  return b;
}

/// §4.4.1 and §4.6.1.
Message read_short_message(Cursor& in) {
  Message m;
  m.service_type = in.text();
  m.source = in.address();
  m.destination = in.address();
  m.esm_class = in.octet();
  m.protocol_id = in.octet();
  m.priority = in.octet();
  m.schedule = in.text();
  m.validity = in.text();
  m.registered_delivery = in.octet();
  m.replace = in.octet();
  m.data_coding = in.octet();
  m.default_message = in.octet();
  m.short_message = in.octets(in.octet());
  if (in.good()) m.tlvs = in.tlvs();
  return m;
}

/// §4.7.1: the content is always a message_payload.
Message read_data(Cursor& in) {
  Message m;
  m.service_type = in.text();
  m.source = in.address();
  m.destination = in.address();
  m.esm_class = in.octet();
  m.registered_delivery = in.octet();
  m.data_coding = in.octet();
  if (in.good()) m.tlvs = in.tlvs();
  return m;
}

/// A string and optional parameters, each of which may be missing: an error response may have no body at all
/// (§4.4.2), an empty one, or a whole one.
template <class Response>
Response read_response(Cursor& in, std::string Response::* text) {
  Response r;
  r.*text = in.text();
  r.tlvs = in.tlvs();
  return r;
}

/// True if a message whose end can't be read as optional parameters may have lost its text there.
bool may_lack_text(const Message& m, const Cursor& in) { return !in.at_end() && content(m).empty(); }

std::variant<Pdu, Unreadable> read_message(const Header& header, Message (*body)(Cursor&), Cursor& in) {
  auto message = body(in);
  if (!in.good()) return Unreadable{header, "the packet ends within a mandatory field"};
  if (may_lack_text(message, in))
    return Unreadable{header, "an optional parameter is longer than the packet"};
  return Pdu{header, std::move(message)};
}

}  // namespace

std::variant<Pdu, Unreadable> read(std::string_view packet) {
  Cursor in(packet);
  Header header;
  in.number(4);  // the length, which framing went by
  header.command = static_cast<Command>(in.number(4));
  header.status = in.number(4);
  header.sequence = in.number(4);
  switch (header.command) {
    case Command::bind_receiver:
    case Command::bind_transmitter:
    case Command::bind_transceiver: {
      auto bind = read_bind(in);
      if (!in.good()) return Unreadable{header, "the packet ends within a mandatory field"};
      return Pdu{header, std::move(bind)};
    }
    case Command::bind_receiver_resp:
    case Command::bind_transmitter_resp:
    case Command::bind_transceiver_resp:
      return Pdu{header, read_response(in, &BindResponse::system_id)};
    case Command::submit_sm:
    case Command::deliver_sm:
      return read_message(header, read_short_message, in);
    case Command::data_sm:
      return read_message(header, read_data, in);
    case Command::submit_sm_resp:
    case Command::deliver_sm_resp:
    case Command::data_sm_resp:
      return Pdu{header, read_response(in, &MessageResponse::message_id)};
    default:
      return Pdu{header, Bare{}};
  }
}

}  // namespace lapor::smpp
