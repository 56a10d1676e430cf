// Encodes a value as a packet, and decodes it. A packet is a version, a kind (which alternative of a
// variant), and the fields of the value in order: integers in little-endian of fixed width, texts with their
// length. Reading is strict, since the sender counts as hostile: any cut, surplus byte, unknown kind, unknown
// enumerator or impossible length gives nullopt.
//
// A type names its fields once, in a function that writing and reading walk alike:
//   template <class Archive> void fields(Archive& archive, MyValue& v) { archive(v.a, v.b); }
// It stands in the type's namespace, or here for types that know nothing of packets.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "domain/delivery/cause.hpp"
#include "domain/sim/access.hpp"
#include "domain/sim/registration.hpp"
#include "domain/sms/inbound_segment.hpp"
#include "domain/sms/segmentation.hpp"
#include "domain/sms/storage_slot.hpp"
#include "engine/api/modem_profile.hpp"

namespace lapor::modem::codec {

/// The last enumerator of each enumeration that crosses; everything above it is refused.
template <class E>
struct Last;
template <>
struct Last<sms::Coding> : std::integral_constant<sms::Coding, sms::Coding::octets> {};
template <>
struct Last<delivery::Table> : std::integral_constant<delivery::Table, delivery::Table::smpp> {};
template <>
struct Last<sim::RadioAccess> : std::integral_constant<sim::RadioAccess, sim::RadioAccess::fifth> {};
template <>
struct Last<sim::Registration> : std::integral_constant<sim::Registration, sim::Registration::emergency> {};
template <>
struct Last<engine::UssdCoding> : std::integral_constant<engine::UssdCoding, engine::UssdCoding::packed> {};

template <class Archive>
void fields(Archive& archive, delivery::Refusal& v) {
  archive(v.table, v.number);
}
template <class Archive>
void fields(Archive& archive, sms::InboundSegment& v) {
  archive(v.sender, v.service_centre_time, v.coding, v.message_class, v.pid, v.waiting_indication, v.udh,
          v.text, v.octets);
}
template <class Archive>
void fields(Archive& archive, sms::OutboundSegment& v) {
  archive(v.coding, v.udh, v.text);
}
template <class Archive>
void fields(Archive& archive, sms::StorageSlot& v) {
  archive(v.storage, v.index);
}
template <class Archive, class Tag>
void fields(Archive& archive, Id<Tag>& v) {
  archive(v.value);
}

class Writer {
 public:
  Writer(std::uint8_t version, std::uint8_t kind)
      : out_{static_cast<char>(version), static_cast<char>(kind)} {}
  template <class... T>
  void operator()(const T&... values) {
    (put(values), ...);
  }
  std::string take() { return std::move(out_); }

 private:
  void number(std::uint64_t n, unsigned bytes);
  void put(bool v) { number(v, 1); }
  void put(std::uint32_t v) { number(v, 4); }
  void put(std::int32_t v) { number(static_cast<std::uint32_t>(v), 4); }
  void put(std::int64_t v) { number(static_cast<std::uint64_t>(v), 8); }
  void put(Duration v) { put(std::int64_t{v.count()}); }
  void put(Instant v) { put(to_ms(v)); }
  void put(const std::string& v);
  void put(const std::u16string& v);
  template <class T>
  void put(const std::vector<T>& v) {
    number(v.size(), 4);
    for (const auto& each : v) put(each);
  }
  template <class T>
  void put(const std::optional<T>& v) {
    put(v.has_value());
    if (v) put(*v);
  }
  template <class T>
  void put(const T& v) {
    if constexpr (std::is_enum_v<T>)
      number(static_cast<unsigned>(v), 1);
    else
      fields(*this, const_cast<T&>(v));  // the list of fields is shared with Reader; nothing here writes
  }

  std::string out_;
};

class Reader {
 public:
  explicit Reader(std::string_view in) : in_(in) {}
  template <class... T>
  void operator()(T&... values) {
    (get(values), ...);
  }
  /// True if all was legal and nothing is left over.
  bool good() const { return good_ && in_.empty(); }

 private:
  std::uint64_t number(unsigned bytes);
  /// A count of things of at least `each` bytes; never more than the packet can hold.
  std::size_t count(std::size_t each);
  void get(bool& v);
  void get(std::uint32_t& v) { v = static_cast<std::uint32_t>(number(4)); }
  void get(std::int32_t& v) { v = static_cast<std::int32_t>(static_cast<std::uint32_t>(number(4))); }
  void get(std::int64_t& v) { v = static_cast<std::int64_t>(number(8)); }
  void get(Duration& v);
  void get(Instant& v);
  void get(std::string& v);
  void get(std::u16string& v);
  template <class T>
  void get(std::vector<T>& v) {
    v.resize(count(1));
    for (auto& each : v) get(each);
  }
  template <class T>
  void get(std::optional<T>& v) {
    bool there = false;
    get(there);
    v.reset();
    if (there) get(v.emplace());
  }
  template <class T>
  void get(T& v) {
    if constexpr (std::is_enum_v<T>) {
      const auto n = number(1);
      if (n > static_cast<std::uint64_t>(Last<T>::value)) good_ = false;
      v = good_ ? static_cast<T>(n) : T{};
    } else {
      fields(*this, v);
    }
  }

  std::string_view in_;
  bool good_ = true;
};

template <class Variant>
std::string encode(std::uint8_t version, const Variant& value) {
  Writer out(version, static_cast<std::uint8_t>(value.index()));
  std::visit([&](const auto& v) { fields(out, const_cast<std::remove_cvref_t<decltype(v)>&>(v)); }, value);
  return out.take();
}

template <class Variant, std::size_t I = 0>
std::optional<Variant> decode_kind(std::size_t kind, std::string_view body) {
  if constexpr (I == std::variant_size_v<Variant>) {
    return std::nullopt;
  } else {
    if (kind != I) return decode_kind<Variant, I + 1>(kind, body);
    std::variant_alternative_t<I, Variant> value;
    Reader in(body);
    fields(in, value);
    if (!in.good()) return std::nullopt;
    return Variant{std::move(value)};
  }
}

template <class Variant>
std::optional<Variant> decode(std::uint8_t version, std::string_view packet) {
  if (packet.size() < 2 || static_cast<std::uint8_t>(packet[0]) != version) return std::nullopt;
  return decode_kind<Variant>(static_cast<std::uint8_t>(packet[1]), packet.substr(2));
}

}  // namespace lapor::modem::codec
