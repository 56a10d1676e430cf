#include "modem/protocol/bounds.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace lapor::modem::wire {
namespace {

// Bytes, unless it says otherwise. A character of a number or a name has at most 3 bytes of UTF-8.
constexpr std::size_t text_units = 160, octets = 140, number = 21 * 3, storage = 4, detail = 200, name = 64,
                      digits = 32, pdu_in_hex = 512, ussd_text = 2000, event = 40;

constexpr std::array<std::string_view, 1> remarks{"modem-no-notices"};

// Each value names its texts once, with their bounds; checking and cutting walk the same list.
template <class F>
void texts(sms::StorageSlot& v, F f) {
  f(v.storage, storage);
}
template <class F>
void texts(Ready& v, F f) {
  for (auto* text : {&v.manufacturer, &v.model, &v.firmware}) f(*text, name);
  for (auto* text : {&v.imei, &v.imsi}) f(*text, digits);
}
template <class F>
void texts(StoredSegment& v, F f) {
  texts(v.slot, f);
  f(v.segment.sender, number);
  f(v.segment.text, text_units);
  f(v.segment.octets, octets);
  f(v.segment.udh, octets);
}
template <class F>
void texts(UnreadableSlot& v, F f) {
  texts(v.slot, f);
  f(v.cause, detail);
  f(v.raw, pdu_in_hex);
}
template <class F>
void texts(StatusReport& v, F f) {
  if (v.slot) texts(*v.slot, f);
  f(v.recipient, number);
}
template <class F>
void texts(UnansweredSlot& v, F f) {
  texts(v.slot, f);
}
template <class F>
void texts(ListDone& v, F f) {
  f(v.detail, detail);
}
template <class F>
void texts(Erased& v, F f) {
  texts(v.slot, f);
  f(v.detail, detail);
}
template <class F>
void texts(SendResult& v, F f) {
  f(v.detail, detail);
}
template <class F>
void texts(HealthResult& v, F f) {
  f(v.operator_name, name);
}
template <class F>
void texts(UssdResult& v, F f) {
  f(v.text, ussd_text);
}
template <class F>
void texts(PinRequired& v, F f) {
  f(v.iccid, digits);
}
template <class F>
void texts(WorkerEnding& v, F f) {
  f(v.detail, detail);
}
template <class F>
void texts(Remark& v, F f) {
  f(v.event, event);
  f(v.text, detail);
}
// Values without a text.
template <class F>
void texts(ListProgress&, F) {}
template <class F>
void texts(Prompted&, F) {}
template <class F>
void texts(NewMessageIndication&, F) {}
template <class F>
void texts(RegistrationIndication&, F) {}
template <class F>
void texts(PinResult&, F) {}

bool known(const FromWorker& value) {
  const auto* remark = std::get_if<Remark>(&value);
  return remark == nullptr || std::find(remarks.begin(), remarks.end(), remark->event) != remarks.end();
}

}  // namespace

bool within_bounds(const FromWorker& value) {
  bool within = known(value);
  const auto check = [&](const auto& text, std::size_t most) { within = within && text.size() <= most; };
  // The list is shared with cut_to_bounds(); nothing here writes.
  std::visit([&](const auto& v) { texts(const_cast<std::remove_cvref_t<decltype(v)>&>(v), check); }, value);
  return within;
}

FromWorker cut_to_bounds(FromWorker value) {
  const auto cut = [](auto& text, std::size_t most) {
    if (text.size() > most) text.resize(most);
  };
  std::visit([&](auto& v) { texts(v, cut); }, value);
  return value;
}

}  // namespace lapor::modem::wire
