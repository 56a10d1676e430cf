#include "modem/protocol/node_frames.hpp"

#include "modem/protocol/codec.hpp"
#include "modem/protocol/wire.hpp"

namespace lapor::modem::node {

static_assert(version != wire::version);

template <class A>
void fields(A& a, Hello& v) {
  a(v.wire_version, v.program);
}
template <class A>
void fields(A& a, Ping& v) {
  a(v.number);
}
template <class A>
void fields(A& a, Pong& v) {
  a(v.number);
}
template <class A>
void fields(A& a, Farewell& v) {
  a(v.text);
}
template <class A>
void fields(A& a, ListenAt& v) {
  a(v.address, v.key, v.certificate, v.authority);
}
template <class A>
void fields(A& a, Gone& v) {
  a(v.offer);
}
template <class A>
void fields(A& a, Accept& v) {
  a(v.offer);
}
template <class A>
void fields(A& a, Refuse& v) {
  a(v.offer, v.why);
}
template <class A>
void fields(A& a, Listening& v) {
  a(v.port, v.error);
}
template <class A>
void fields(A& a, Offer& v) {
  a(v.offer, v.node, v.fingerprint, v.peer, v.wire_version, v.program);
}

namespace {

constexpr std::size_t longest_word = 80, longest_text = 400;

bool within_bounds(const LinkValue& value) {
  if (const auto* hello = std::get_if<Hello>(&value)) return hello->program.size() <= longest_word;
  if (const auto* farewell = std::get_if<Farewell>(&value)) return farewell->text.size() <= longest_text;
  return true;
}

bool within_bounds(const FromListener& value) {
  if (const auto* listening = std::get_if<Listening>(&value)) return listening->error.size() <= longest_text;
  const auto* offer = std::get_if<Offer>(&value);
  return !offer || (offer->node.size() <= longest_word && offer->fingerprint.size() <= longest_word &&
                    offer->peer.size() <= longest_word && offer->program.size() <= longest_word);
}

}  // namespace

std::string encode(const LinkValue& value) { return codec::encode(version, value); }
std::string encode(const ToListener& value) { return codec::encode(version, value); }
std::string encode(const FromListener& value) { return codec::encode(version, value); }

std::optional<LinkValue> decode_link_value(std::string_view packet) {
  auto value = codec::decode<LinkValue>(version, packet);
  return value && within_bounds(*value) ? std::move(value) : std::nullopt;
}

std::optional<ToListener> decode_to_listener(std::string_view packet) {
  return codec::decode<ToListener>(version, packet);
}

std::optional<FromListener> decode_from_listener(std::string_view packet) {
  auto value = codec::decode<FromListener>(version, packet);
  return value && within_bounds(*value) ? std::move(value) : std::nullopt;
}

}  // namespace lapor::modem::node
