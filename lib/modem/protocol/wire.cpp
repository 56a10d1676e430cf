#include "modem/protocol/wire.hpp"

#include "modem/protocol/bounds.hpp"
#include "modem/protocol/codec.hpp"

namespace lapor::modem::codec {

template <>
struct Last<wire::Outcome> : std::integral_constant<wire::Outcome, wire::Outcome::not_asked> {};
template <>
struct Last<wire::WorkerEndingKind>
    : std::integral_constant<wire::WorkerEndingKind, wire::WorkerEndingKind::other> {};

}  // namespace lapor::modem::codec

namespace lapor::modem::wire {

template <class A>
void fields(A& a, Configure& v) {
  a(v.name, v.device, v.baud, v.hardware_flow, v.fast_send, v.init, v.storages, v.cnmi,
    v.sleep_scale_permille, v.connect, v.command, v.send, v.ussd, v.settle, v.ussd_coding, v.late,
    v.pin_tries, v.boot_lines, v.imei, v.by_imei_alone, v.service_centre, v.reset);
}
template <class A>
void fields(A& a, ConfigureLine& v) {
  a(v.name, v.connection, v.host, v.ca_file, v.port, v.tls, v.system_id, v.password, v.system_type, v.pair,
    v.address, v.address_ton, v.address_npi, v.alphabet, v.message_ids, v.enquire, v.response, v.connect);
}
template <class A>
void fields(A& a, List& v) {
  a(v.by_slot, v.last, v.never);
}
template <class A>
void fields(A& a, Erase& v) {
  a(v.slot);
}
template <class A>
void fields(A& a, Send& v) {
  a(v.attempt, v.to, v.segment, v.late, v.withhold_for, v.sleep_scale_permille, v.one_line);
}
template <class A>
void fields(A& a, ReleaseSubmit& v) {
  a(v.attempt);
}
template <class A>
void fields(A&, Health&) {}
template <class A>
void fields(A&, SetUp&) {}
template <class A>
void fields(A&, RestartRadio&) {}
template <class A>
void fields(A& a, Ussd& v) {
  a(v.code);
}
template <class A>
void fields(A&, Reset&) {}
template <class A>
void fields(A& a, EnterPin& v) {
  a(v.pin);
}
template <class A>
void fields(A& a, Ready& v) {
  a(v.manufacturer, v.model, v.firmware, v.imei, v.imsi);
}
template <class A>
void fields(A& a, StoredSegment& v) {
  a(v.slot, v.segment);
}
template <class A>
void fields(A& a, UnreadableSlot& v) {
  a(v.slot, v.cause, v.raw);
}
template <class A>
void fields(A& a, Leftover& v) {
  a(v.slot, v.raw);
}
template <class A>
void fields(A& a, StatusReport& v) {
  a(v.slot, v.recipient, v.reference, v.status, v.message_id);
}
template <class A>
void fields(A& a, UnansweredSlot& v) {
  a(v.slot, v.others_answered);
}
template <class A>
void fields(A&, ListProgress&) {}
template <class A>
void fields(A& a, ListDone& v) {
  a(v.complete, v.detail, v.refused);
}
template <class A>
void fields(A& a, Erased& v) {
  a(v.slot, v.ok, v.detail);
}
template <class A>
void fields(A& a, Prompted& v) {
  a(v.attempt);
}
template <class A>
void fields(A& a, SendResult& v) {
  a(v.attempt, v.outcome, v.reference, v.refusal, v.detail, v.message_id);
}
template <class A>
void fields(A&, NewMessageIndication&) {}
template <class A>
void fields(A& a, RestartIndication& v) {
  a(v.line, v.first);
}
template <class A>
void fields(A& a, SetUpDone& v) {
  a(v.ok, v.detail);
}
template <class A>
void fields(A& a, RadioRestarted& v) {
  a(v.ok);
}
template <class A>
void fields(A&, RegistrationIndication&) {}
template <class A>
void fields(A& a, HealthResult& v) {
  a(v.signal_percent, v.operator_name, v.registration, v.sim_slots_used, v.sim_slots, v.has_service_centre,
    v.access, v.settings_lost);
}
template <class A>
void fields(A& a, UssdResult& v) {
  a(v.ok, v.text);
}
template <class A>
void fields(A& a, PinRequired& v) {
  a(v.tries_left, v.iccid);
}
template <class A>
void fields(A& a, PinResult& v) {
  a(v.ok);
}
template <class A>
void fields(A& a, WorkerEnding& v) {
  a(v.kind, v.detail);
}
template <class A>
void fields(A& a, Remark& v) {
  a(v.event, v.text);
}

template <class A>
void fields(A& a, Settled& v) {
  a(v.slots);
}

std::string encode(const ToWorker& value) { return codec::encode(version, value); }
std::string encode(const FromWorker& value) { return codec::encode(version, value); }

std::optional<ToWorker> decode_to_worker(std::string_view frame) {
  if (frame.size() > max_frame) return std::nullopt;
  return codec::decode<ToWorker>(version, frame);
}

std::optional<FromWorker> decode_from_worker(std::string_view frame, Teller teller) {
  if (frame.size() > max_frame) return std::nullopt;
  auto value = codec::decode<FromWorker>(version, frame);
  return value && within_bounds(*value, teller) ? std::move(value) : std::nullopt;
}

}  // namespace lapor::modem::wire
