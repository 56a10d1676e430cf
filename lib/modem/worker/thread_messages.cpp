#include "modem/worker/thread_messages.hpp"

#include "modem/protocol/codec.hpp"

namespace lapor::modem::threads {
namespace {
constexpr std::uint8_t version = 1;
}

template <class A>
void fields(A& a, FrameToLapord& v) {
  a(v.frame);
}
template <class A>
void fields(A& a, ArmSend& v) {
  a(v.attempt, v.late, v.withhold_for, v.one_line);
}
template <class A>
void fields(A&, DisarmSend&) {}
template <class A>
void fields(A& a, CompleteStorages& v) {
  a(v.storage);
}
template <class A>
void fields(A&, AskSettings&) {}
template <class A>
void fields(A&, EndProcess&) {}
template <class A>
void fields(A& a, FrameFromLapord& v) {
  a(v.frame);
}
template <class A>
void fields(A& a, CtrlZLeft& v) {
  a(v.attempt);
}
template <class A>
void fields(A& a, SendRefused& v) {
  a(v.refusal);
}
template <class A>
void fields(A& a, SlotPdu& v) {
  a(v.slot, v.hex);
}

template <class A>
void fields(A& a, KnownSettings& v) {
  a(v.commands);
}
template <class A>
void fields(A& a, ListingWasRefused& v) {
  a(v.error);
}

std::string encode(const ToPump& value) { return codec::encode(version, value); }
std::string encode(const ToSession& value) { return codec::encode(version, value); }
std::optional<ToPump> decode_to_pump(std::string_view packet) {
  return codec::decode<ToPump>(version, packet);
}
std::optional<ToSession> decode_to_session(std::string_view packet) {
  return codec::decode<ToSession>(version, packet);
}

}  // namespace lapor::modem::threads
