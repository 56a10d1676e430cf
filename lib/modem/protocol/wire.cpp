#include "modem/protocol/wire.hpp"

#include <limits>
#include <type_traits>

namespace lapor::modem::wire {
namespace {

// Each value names its fields once; Writer and Reader walk the same list.
template <class A>
void fields(A& a, Configure& v) {
  a(v.name, v.device, v.speed, v.hardware_flow, v.fast_send, v.init, v.storages, v.cnmi, v.pace_permille,
    v.connect, v.command, v.send, v.ussd, v.settle, v.ussd_coding, v.late, v.pin_tries, v.reset);
}
template <class A>
void fields(A& a, List& v) {
  a(v.by_slot, v.late, v.skip);
}
template <class A>
void fields(A& a, Erase& v) {
  a(v.storage, v.index);
}
template <class A>
void fields(A& a, Send& v) {
  a(v.attempt, v.to, v.coding, v.udh, v.text, v.report, v.late, v.late_reference, v.late_wait);
}
template <class A>
void fields(A& a, ReleaseSubmit& v) {
  a(v.attempt);
}
template <class A>
void fields(A&, Health&) {}
template <class A>
void fields(A& a, Ussd& v) {
  a(v.code);
}
template <class A>
void fields(A&, Reset&) {}
template <class A>
void fields(A&, Quit&) {}
template <class A>
void fields(A& a, Ready& v) {
  a(v.manufacturer, v.model, v.firmware, v.imei, v.imsi);
}
template <class A>
void fields(A& a, sms::InboundSegment& v) {
  a(v.sender, v.service_centre_time, v.coding, v.message_class, v.pid, v.waiting_indication, v.udh, v.text,
    v.octets);
}
template <class A>
void fields(A& a, Stored& v) {
  a(v.storage, v.index, v.part);
}
template <class A>
void fields(A& a, Unreadable& v) {
  a(v.storage, v.index, v.cause, v.raw);
}
template <class A>
void fields(A& a, StatusReport& v) {
  a(v.storage, v.index, v.recipient, v.reference, v.status);
}
template <class A>
void fields(A& a, SlotHung& v) {
  a(v.storage, v.index, v.others);
}
template <class A>
void fields(A&, Progress&) {}
template <class A>
void fields(A& a, ListDone& v) {
  a(v.complete, v.detail);
}
template <class A>
void fields(A& a, Erased& v) {
  a(v.storage, v.index, v.ok, v.detail);
}
template <class A>
void fields(A& a, Prompted& v) {
  a(v.attempt);
}
template <class A>
void fields(A& a, delivery::Refusal& v) {
  a(v.table, v.number);
}
template <class A>
void fields(A& a, SendResult& v) {
  a(v.attempt, v.outcome, v.reference, v.refusal, v.detail);
}
template <class A>
void fields(A& a, NewMessageIndication& v) {
  a(v.line);
}
template <class A>
void fields(A& a, HealthResult& v) {
  a(v.signal_percent, v.operator_name, v.registration, v.sim_used, v.sim_size);
}
template <class A>
void fields(A& a, UssdResult& v) {
  a(v.ok, v.text);
}
template <class A>
void fields(A& a, EnterPin& v) {
  a(v.pin);
}
template <class A>
void fields(A& a, PinWanted& v) {
  a(v.tries_left, v.card);
}
template <class A>
void fields(A& a, PinEntered& v) {
  a(v.ok);
}
template <class A>
void fields(A& a, Trouble& v) {
  a(v.kind, v.detail);
}
template <class A>
void fields(A& a, Remark& v) {
  a(v.event, v.text);
}

// The highest legal number of each enumeration; everything above is refused.
constexpr unsigned highest(sms::Coding) { return 2; }
constexpr unsigned highest(Outcome) { return 3; }
constexpr unsigned highest(delivery::Table) { return 2; }
constexpr unsigned highest(engine::UssdCoding) { return 2; }
constexpr unsigned highest(sim::Registration) { return 4; }
constexpr unsigned highest(TroubleKind) { return 8; }

class Writer {
 public:
  explicit Writer(std::uint8_t kind) : out_{static_cast<char>(version), static_cast<char>(kind)} {}
  template <class... T>
  void operator()(const T&... values) {
    (put(values), ...);
  }
  std::string take() { return std::move(out_); }

 private:
  void number(std::uint64_t n, unsigned bytes) {
    for (unsigned i = 0; i < bytes; ++i) out_ += static_cast<char>(n >> (8 * i));
  }
  void put(bool v) { number(v, 1); }
  void put(std::uint32_t v) { number(v, 4); }
  void put(std::int32_t v) { number(static_cast<std::uint32_t>(v), 4); }
  void put(std::int64_t v) { number(static_cast<std::uint64_t>(v), 8); }
  void put(Duration v) { put(std::int64_t{v.count()}); }
  void put(Instant v) { put(to_ms(v)); }
  template <class E, class = std::enable_if_t<std::is_enum_v<E>>>
  void put(E v) {
    number(static_cast<unsigned>(v), 1);
  }
  void put(const std::string& v) {
    number(v.size(), 4);
    out_ += v;
  }
  void put(const std::u16string& v) {
    number(v.size(), 4);
    for (const char16_t unit : v) number(unit, 2);
  }
  void put(const std::vector<std::string>& v) {
    number(v.size(), 4);
    for (const auto& s : v) put(s);
  }
  void put(const std::optional<unsigned>& v) {
    put(v.has_value());
    put(std::uint32_t{v.value_or(0)});
  }
  void put(const delivery::Refusal& v) { fields(*this, const_cast<delivery::Refusal&>(v)); }
  void put(const sms::InboundSegment& v) {
    fields(*this, const_cast<sms::InboundSegment&>(v));
  }  // the list is shared with Reader

  std::string out_;
};

class Reader {
 public:
  explicit Reader(std::string_view in) : in_(in) {}
  template <class... T>
  void operator()(T&... values) {
    (get(values), ...);
  }
  bool good() const { return good_ && in_.empty(); }

 private:
  std::uint64_t number(unsigned bytes) {
    if (in_.size() < bytes) {
      good_ = false;
      return 0;
    }
    std::uint64_t n = 0;
    for (unsigned i = 0; i < bytes; ++i) n |= std::uint64_t{static_cast<unsigned char>(in_[i])} << (8 * i);
    in_.remove_prefix(bytes);
    return n;
  }
  /// A count of things of at least `each` bytes: never more than the frame can hold.
  std::size_t count(std::size_t each) {
    const auto n = static_cast<std::size_t>(number(4));
    if (n > in_.size() / each) good_ = false;
    return good_ ? n : 0;
  }
  void get(bool& v) {
    const auto n = number(1);
    if (n > 1) good_ = false;
    v = n == 1;
  }
  void get(std::uint32_t& v) { v = static_cast<std::uint32_t>(number(4)); }
  void get(std::int32_t& v) { v = static_cast<std::int32_t>(static_cast<std::uint32_t>(number(4))); }
  void get(std::int64_t& v) { v = static_cast<std::int64_t>(number(8)); }
  void get(Duration& v) {
    std::int64_t n = 0;
    get(n);
    v = Duration{n};
  }
  void get(Instant& v) {
    std::int64_t n = 0;
    get(n);
    v = from_ms(n);
  }
  template <class E, class = std::enable_if_t<std::is_enum_v<E>>>
  void get(E& v) {
    const auto n = number(1);
    if (n > highest(E{})) good_ = false;
    v = good_ ? static_cast<E>(n) : E{};
  }
  void get(std::string& v) {
    const auto n = count(1);
    v.assign(in_.substr(0, n));
    in_.remove_prefix(n);
  }
  void get(std::u16string& v) {
    v.resize(count(2));
    for (auto& unit : v) unit = static_cast<char16_t>(number(2));
  }
  void get(std::vector<std::string>& v) {
    v.resize(count(4));
    for (auto& s : v) get(s);
  }
  void get(std::optional<unsigned>& v) {
    bool there = false;
    std::uint32_t n = 0;
    get(there);
    get(n);
    v = there ? std::optional<unsigned>{n} : std::nullopt;
  }
  void get(delivery::Refusal& v) { fields(*this, v); }
  void get(sms::InboundSegment& v) { fields(*this, v); }

  std::string_view in_;
  bool good_ = true;
};

template <class Variant>
std::string encode_any(const Variant& value) {
  Writer out(static_cast<std::uint8_t>(value.index()));
  std::visit([&](const auto& v) { fields(out, const_cast<std::remove_cvref_t<decltype(v)>&>(v)); }, value);
  return out.take();
}

template <class Variant, std::size_t I = 0>
std::optional<Variant> decode_any(std::size_t kind, std::string_view body) {
  if constexpr (I == std::variant_size_v<Variant>) {
    return std::nullopt;
  } else {
    if (kind != I) return decode_any<Variant, I + 1>(kind, body);
    std::variant_alternative_t<I, Variant> value;
    Reader in(body);
    fields(in, value);
    if (!in.good()) return std::nullopt;
    return Variant{std::move(value)};
  }
}

template <class Variant>
std::optional<Variant> decode_frame(std::string_view frame) {
  if (frame.size() < 2 || frame.size() > max_frame || static_cast<std::uint8_t>(frame[0]) != version)
    return std::nullopt;
  return decode_any<Variant>(static_cast<std::uint8_t>(frame[1]), frame.substr(2));
}

}  // namespace

std::string encode(const ToWorker& value) { return encode_any(value); }
std::string encode(const FromWorker& value) { return encode_any(value); }
std::optional<ToWorker> decode_to_worker(std::string_view frame) { return decode_frame<ToWorker>(frame); }
std::optional<FromWorker> decode_from_worker(std::string_view frame) {
  return decode_frame<FromWorker>(frame);
}

}  // namespace lapor::modem::wire
