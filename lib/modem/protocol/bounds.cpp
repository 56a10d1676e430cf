#include "modem/protocol/bounds.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace lapor::modem::wire {
namespace {

// Bytes, unless it says otherwise. A character of a number or a name has at most 3 bytes of UTF-8.
constexpr std::size_t number = 21 * 3, id = 64, detail = 200, name = 64, digits = 32, ussd_text = 2000,
                      event = 40;

/// The limits that differ between a modem and a line.
struct Most {
  std::size_t text_units, octets, storage, raw;
};
constexpr Most of_a_modem{160, 140, 4, 512}, of_a_line{4096, 16384, 32, 2 * 16384};
const Most& most_of(Teller teller) { return teller == Teller::modem ? of_a_modem : of_a_line; }

struct Check {
  const Most& most;
  bool within = true;
  template <class Text>
  void operator()(const Text& text, std::size_t bound) {
    within = within && text.size() <= bound;
  }
};
struct Cut {
  const Most& most;
  template <class Text>
  void operator()(Text& text, std::size_t bound) {
    if (text.size() > bound) text.resize(bound);
  }
};

constexpr std::array<std::string_view, 1> remarks{"modem-no-notices"};

// Each value names its texts once, with their bounds; checking and cutting walk the same list.
template <class F>
void texts(sms::StorageSlot& v, F& f) {
  f(v.storage, f.most.storage);
}
template <class F>
void texts(Ready& v, F& f) {
  for (auto* text : {&v.manufacturer, &v.model, &v.firmware}) f(*text, name);
  for (auto* text : {&v.imei, &v.imsi}) f(*text, digits);
}
template <class F>
void texts(StoredSegment& v, F& f) {
  texts(v.slot, f);
  f(v.segment.sender, number);
  f(v.segment.text, f.most.text_units);
  f(v.segment.octets, f.most.octets);
  f(v.segment.udh, f.most.octets);
}
template <class F>
void texts(UnreadableSlot& v, F& f) {
  texts(v.slot, f);
  f(v.cause, detail);
  f(v.raw, f.most.raw);
}
template <class F>
void texts(Leftover& v, F& f) {
  texts(v.slot, f);
  f(v.raw, f.most.raw);
}
template <class F>
void texts(RestartIndication& v, F& f) {
  f(v.line, detail);
}
template <class F>
void texts(SetUpDone& v, F& f) {
  f(v.detail, detail);
}
template <class F>
void texts(StatusReport& v, F& f) {
  if (v.slot) texts(*v.slot, f);
  f(v.recipient, number);
  f(v.message_id, id);
}
template <class F>
void texts(UnansweredSlot& v, F& f) {
  texts(v.slot, f);
}
template <class F>
void texts(ListDone& v, F& f) {
  f(v.detail, detail);
}
template <class F>
void texts(Erased& v, F& f) {
  texts(v.slot, f);
  f(v.detail, detail);
}
template <class F>
void texts(SendResult& v, F& f) {
  f(v.message_id, id);
  f(v.detail, detail);
}
template <class F>
void texts(HealthResult& v, F& f) {
  f(v.operator_name, name);
}
template <class F>
void texts(UssdResult& v, F& f) {
  f(v.text, ussd_text);
}
template <class F>
void texts(PinRequired& v, F& f) {
  f(v.iccid, digits);
}
template <class F>
void texts(WorkerEnding& v, F& f) {
  f(v.detail, detail);
}
template <class F>
void texts(Remark& v, F& f) {
  f(v.event, event);
  f(v.text, detail);
}
template <class F>
void texts(Settled& v, F& f) {
  for (auto& slot : v.slots) texts(slot, f);
}
// Values without a text.
template <class F>
void texts(RadioRestarted&, F&) {}
template <class F>
void texts(ListProgress&, F&) {}
template <class F>
void texts(Prompted&, F&) {}
template <class F>
void texts(NewMessageIndication&, F&) {}
template <class F>
void texts(RegistrationIndication&, F&) {}
template <class F>
void texts(PinResult&, F&) {}

bool known(const FromWorker& value) {
  const auto* remark = std::get_if<Remark>(&value);
  return remark == nullptr || std::find(remarks.begin(), remarks.end(), remark->event) != remarks.end();
}

}  // namespace

bool within_bounds(const FromWorker& value, Teller teller) {
  Check check{most_of(teller)};
  // The list is shared with cut_to_bounds(); nothing here writes.
  std::visit([&](const auto& v) { texts(const_cast<std::remove_cvref_t<decltype(v)>&>(v), check); }, value);
  return check.within && known(value);
}

FromWorker cut_to_bounds(FromWorker value, Teller teller) {
  Cut cut{most_of(teller)};
  std::visit([&](auto& v) { texts(v, cut); }, value);
  return value;
}

}  // namespace lapor::modem::wire
