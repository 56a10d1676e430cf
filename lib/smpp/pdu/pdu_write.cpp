// From values to bytes.
#include <algorithm>
#include <utility>

#include "base/overloaded.hpp"
#include "smpp/pdu/pdu.hpp"

namespace lapor::smpp {
namespace {

class Writer {
 public:
  void number(std::uint32_t n, unsigned octets) {
    for (unsigned i = octets; i-- > 0;) out_ += static_cast<char>(n >> (8 * i));
  }
  void octet(std::uint8_t n) { number(n, 1); }
  /// A C-octet string of at most `most` octets, its NUL included. It can't hold a NUL itself.
  void text(std::string_view s, std::size_t most) {
    s = s.substr(0, std::min(s.find('\0'), most - 1));
    out_ += s;
    out_ += '\0';
  }
  void address(const Address& a, std::size_t most) {
    octet(a.ton);
    octet(a.npi);
    text(a.text, most);
  }
  void tlv(std::uint16_t tag, std::string_view value) {
    value = value.substr(0, 0xFFFF);
    number(tag, 2);
    number(static_cast<std::uint32_t>(value.size()), 2);
    out_ += value;
  }
  void tlvs(const Tlvs& all) {
    for (const auto& one : all) tlv(one.tag, one.value);
  }
  void octets(std::string_view s) { out_ += s; }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

constexpr std::size_t longest_credential = 65;
constexpr std::size_t most_octets = 254;  ///< of a short_message

void put(Writer& out, const Bind& b) {
  // By the specification 16 and 9. A carrier that gave longer ones wants them whole.
  out.text(b.system_id, longest_credential);
  out.text(b.password, longest_credential);
  out.text(b.system_type, 13);
  out.octet(b.interface_version);
  out.address(b.range, 41);
}

void put_short_message(Writer& out, const Message& m) {
  out.text(m.service_type, 6);
  out.address(m.source, 21);
  out.address(m.destination, 21);
  out.octet(m.esm_class);
  out.octet(m.protocol_id);
  out.octet(m.priority);
  out.text(m.schedule, 17);
  out.text(m.validity, 17);
  out.octet(m.registered_delivery);
  out.octet(m.replace);
  out.octet(m.data_coding);
  out.octet(m.default_message);
  const bool fits = m.short_message.size() <= most_octets;
  out.octet(static_cast<std::uint8_t>(fits ? m.short_message.size() : 0));
  if (fits)
    out.octets(m.short_message);
  else
    out.tlv(tag::message_payload, m.short_message);
  out.tlvs(m.tlvs);
}

void put_data(Writer& out, const Message& m) {
  out.text(m.service_type, 6);
  out.address(m.source, 65);
  out.address(m.destination, 65);
  out.octet(m.esm_class);
  out.octet(m.registered_delivery);
  out.octet(m.data_coding);
  if (!m.short_message.empty()) out.tlv(tag::message_payload, m.short_message);
  out.tlvs(m.tlvs);
}

}  // namespace

std::string write(const Pdu& pdu) {
  Writer body;
  std::visit(Overloaded{[&](const Bare&) {}, [&](const Bind& b) { put(body, b); },
                        [&](const BindResponse& r) {
                          body.text(r.system_id, 16);
                          body.tlvs(r.tlvs);
                        },
                        [&](const Message& m) {
                          if (pdu.header.command == Command::data_sm)
                            put_data(body, m);
                          else
                            put_short_message(body, m);
                        },
                        [&](const MessageResponse& r) {
                          body.text(r.message_id, 65);
                          body.tlvs(r.tlvs);
                        }},
             pdu.body);
  const auto bytes = body.take();
  Writer out;
  out.number(static_cast<std::uint32_t>(header_length + bytes.size()), 4);
  out.number(static_cast<std::uint32_t>(pdu.header.command), 4);
  out.number(pdu.header.status, 4);
  out.number(pdu.header.sequence, 4);
  out.octets(bytes);
  return out.take();
}

}  // namespace lapor::smpp
