// The life of a line: bind, enquire_link, ends.
#include "smpp/session/session.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/expect.hpp"

namespace lapor::smpp {
namespace {

using namespace std::chrono_literals;
constexpr Duration bind_limit = 15s, unbind_limit = 2s;

/// True if another try with the same password is useless and may get the account locked.
bool is_final(std::uint32_t status) {
  return status == status::bind_failed || status == status::invalid_password ||
         status == status::invalid_system_id;
}

std::string_view meaning(std::uint32_t status) {
  switch (status) {
    case status::already_bound:
      return "already bound";
    case status::bind_failed:
      return "bind failed";
    case status::invalid_password:
      return "wrong password";
    case status::invalid_system_id:
      return "unknown system_id";
    case status::invalid_command:
      return "this kind of bind isn't known";
    default:
      return "the carrier's own reason";
  }
}

}  // namespace

void Session::send(unsigned link, const Header& header, Body body) {
  outputs_.push_back(Transmit{link, write({header, std::move(body)})});
}

std::uint32_t Session::request(unsigned link, Command command, Body body) {
  auto& sequence = links_[link].sequence;
  sequence = sequence % 0x7FFFFFFF + 1;  // §3.2: 1 to 0x7FFFFFFF
  send(link, {command, 0, sequence}, std::move(body));
  return sequence;
}

void Session::end(EndKind kind, const std::string& detail) {
  if (is_over()) return;
  phase_ = Phase::over;
  for (const auto& [sequence, submit] : submits_) outputs_.push_back(SubmitInDoubt{submit.attempt, detail});
  submits_.clear();
  outputs_.push_back(Ended{kind, detail});
}

void Session::begin(Instant now) {
  phase_ = Phase::binding;
  deadline_ = now + bind_limit;
  for (unsigned link = 0; link < links(); ++link) {
    links_[link].heard = now;
    const auto command = !settings_.pair ? Command::bind_transceiver
                         : link == 0     ? Command::bind_transmitter
                                         : Command::bind_receiver;
    request(link, command, Bind{settings_.system_id, settings_.password, settings_.system_type, 0x34, {}});
  }
}

void Session::received(unsigned link, std::string_view bytes, Instant now) {
  auto& state = links_[link];
  if (is_over()) return;
  state.heard = now;
  state.framing.add(bytes);
  while (auto packet = state.framing.take()) {
    state.half_since.reset();
    handle(link, *packet, now);
    if (is_over()) return;
  }
  if (state.framing.broken()) {
    send(link, {Command::generic_nack, status::invalid_command_length, 0});
    return end(EndKind::no_answer, "the carrier sent a packet of an impossible length");
  }
  if (!state.framing.inside())
    state.half_since.reset();
  else if (!state.half_since)
    state.half_since = now;
}

void Session::handle(unsigned link, const std::string& packet, Instant now) {
  const auto result = read(packet);
  if (const auto* pdu = std::get_if<Pdu>(&result)) return handle(link, *pdu, packet, now);
  const auto& unreadable = std::get<Unreadable>(result);
  const auto& header = unreadable.header;
  if (header.command == Command::deliver_sm || header.command == Command::data_sm)
    on_delivery(link, header, nullptr, unreadable.why, packet);
  else
    send(link, {Command::generic_nack, status::invalid_command, header.sequence});
}

void Session::handle(unsigned link, const Pdu& pdu, const std::string& packet, Instant now) {
  const auto& header = pdu.header;
  switch (header.command) {
    case Command::bind_receiver_resp:
    case Command::bind_transmitter_resp:
    case Command::bind_transceiver_resp:
      return on_bind_response(link, pdu);
    case Command::deliver_sm:
    case Command::data_sm:
      return on_delivery(link, header, &std::get<Message>(pdu.body), {}, packet);
    case Command::submit_sm_resp:
      if (link == 0) on_submit_response(header, std::get<MessageResponse>(pdu.body).message_id);
      return;
    case Command::enquire_link:
      return send(link, {Command::enquire_link_resp, status::ok, header.sequence});
    case Command::enquire_link_resp:
      on_enquire_response(link, header);
      return settle_when_quiet(link, now);
    case Command::unbind:
      send(link, {Command::unbind_resp, status::ok, header.sequence});
      return end(EndKind::no_answer, "the carrier unbound us");
    case Command::unbind_resp:
      if (phase_ == Phase::unbinding) end(EndKind::ordered, "unbound");
      return;
    case Command::generic_nack:
      return on_generic_nack(link, header);
    case Command::alert_notification:  // has no response (§4.12.1)
      return;
    default:
      if (!is_response(header.command))
        send(link, {Command::generic_nack, status::invalid_command, header.sequence});
  }
}

void Session::on_bind_response(unsigned link, const Pdu& pdu) {
  if (phase_ != Phase::binding || links_[link].bound) return;
  const auto status = pdu.header.status;
  if (status != status::ok)
    return end(is_final(status) ? EndKind::refused : EndKind::no_answer,
               fmt::format("the carrier refuses the bind: 0x{:02x}, {}", status, meaning(status)));
  links_[link].bound = true;
  for (unsigned other = 0; other < links(); ++other)
    if (!links_[other].bound) return;
  phase_ = Phase::bound;
  outputs_.push_back(Bound{std::get<BindResponse>(pdu.body).system_id});
}

void Session::on_generic_nack(unsigned link, const Header& header) {
  if (phase_ == Phase::binding && !links_[link].bound)
    return end(EndKind::no_answer, fmt::format("the carrier refuses the bind: 0x{:02x}, {}", header.status,
                                               meaning(header.status)));
  if (links_[link].enquiry == header.sequence) return on_enquire_response(link, header);
  if (link == 0) on_submit_response({header.command, std::max(header.status, 1u), header.sequence}, {});
}

void Session::enquire(unsigned link, Instant now) {
  auto& state = links_[link];
  state.enquired = now;
  state.enquiry = request(link, Command::enquire_link);
  state.proven_by_enquiry.insert(state.proven_by_enquiry.end(), state.acknowledged.begin(),
                                 state.acknowledged.end());
  state.acknowledged.clear();
}

void Session::on_enquire_response(unsigned link, const Header& header) {
  auto& state = links_[link];
  if (state.enquiry != header.sequence) return;
  state.enquiry.reset();
  if (!state.proven_by_enquiry.empty())
    outputs_.push_back(Settled{std::exchange(state.proven_by_enquiry, {})});
}

void Session::closed(const std::string& why) { end(EndKind::no_answer, why); }

void Session::unbind(Instant now) {
  if (is_over()) return;
  if (phase_ != Phase::bound) return end(EndKind::ordered, "not bound yet");
  phase_ = Phase::unbinding;
  deadline_ = now + unbind_limit;
  for (unsigned link = 0; link < links(); ++link) request(link, Command::unbind);
}

void Session::tick(Instant now) {
  if (phase_ == Phase::binding && now >= deadline_)
    return end(EndKind::no_answer, "the carrier doesn't answer the bind");
  if (phase_ == Phase::unbinding && now >= deadline_)
    return end(EndKind::ordered, "the carrier doesn't answer the unbind");
  for (const auto& [sequence, submit] : submits_)
    if (now >= submit.deadline) return end(EndKind::no_answer, "the carrier doesn't answer a submit_sm");
  for (unsigned link = 0; link < links(); ++link) tick_link(link, now);
}

void Session::tick_link(unsigned link, Instant now) {
  auto& state = links_[link];
  if (is_over() || phase_ == Phase::idle) return;
  if (state.half_since && now >= *state.half_since + settings_.response)
    return end(EndKind::no_answer, "the carrier stopped within a packet");
  if (phase_ != Phase::bound) return;
  if (state.enquiry && now >= state.enquired + settings_.response)
    return end(EndKind::no_answer, "the carrier is silent");
  if (!state.enquiry && now >= std::max(state.heard, state.enquired) + settings_.enquire) enquire(link, now);
  settle_when_quiet(link, now);
}

std::optional<Instant> Session::next_timer() const {
  if (phase_ == Phase::idle || is_over()) return std::nullopt;
  std::optional<Instant> next;
  const auto at = [&](Instant t) { next = next ? std::min(*next, t) : t; };
  if (phase_ == Phase::binding || phase_ == Phase::unbinding) at(deadline_);
  for (const auto& [sequence, submit] : submits_) at(submit.deadline);
  for (unsigned link = 0; link < links(); ++link) {
    const auto& state = links_[link];
    if (state.half_since) at(*state.half_since + settings_.response);
    if (phase_ != Phase::bound) continue;
    at(state.enquiry ? state.enquired + settings_.response
                     : std::max(state.heard, state.enquired) + settings_.enquire);
    if (!state.enquiry && !state.acknowledged.empty()) at(state.enquired + settle_pause);
  }
  return next;
}

}  // namespace lapor::smpp
