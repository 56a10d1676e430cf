#include "line.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <utility>
#include <variant>

#include "modem/protocol/bounds.hpp"

namespace lapor::daemon {
namespace {

namespace wire = modem::wire;
using namespace std::chrono_literals;

constexpr std::size_t listed_at_once = 100;
constexpr Duration told_again = 60s;  ///< lapord had no room for it
constexpr Duration longest_wait = 60s;

/// A wall clock that is set must not make a carrier look dead.
Instant now() {
  return from_ms(std::chrono::duration_cast<std::chrono::milliseconds>(
                     std::chrono::steady_clock::now().time_since_epoch())
                     .count());
}

smpp::LineSettings settings_of(const wire::ConfigureLine& c) {
  smpp::LineSettings out;
  out.system_id = c.system_id;
  out.password = c.password;
  out.system_type = c.system_type;
  out.pair = c.pair;
  out.sender.address = {static_cast<std::uint8_t>(c.address_ton), static_cast<std::uint8_t>(c.address_npi),
                        c.address};
  out.sender.standard = smpp::alphabet(c.alphabet).value_or(smpp::Alphabet::gsm7);
  out.ids = smpp::message_ids(c.message_ids).value_or(smpp::MessageIds::same);
  out.enquire = c.enquire;
  out.response = c.response;
  return out;
}

}  // namespace

Line::Line(int lapord, const wire::ConfigureLine& settings, std::vector<CarrierLink> links)
    : lapord_(lapord),
      connection_(settings.connection),
      session_(settings_of(settings)),
      links_(std::move(links)) {}

void Line::run() {
  session_.begin(now());
  carry_out();
  while (!over_) {
    wait();
    session_.tick(now());
    carry_out();
  }
}

void Line::wait() {
  std::vector<pollfd> waiting{{lapord_, POLLIN, 0}};
  for (const auto& link : links_) waiting.push_back({link.descriptor(), link.wanted(session_.may_read()), 0});
  auto limit = longest_wait;
  if (const auto next = session_.next_timer()) limit = std::clamp(*next - now(), Duration{0}, longest_wait);
  if (::poll(waiting.data(), waiting.size(), static_cast<int>(limit.count()) + 1) < 0 && errno != EINTR) {
    over_ = true;
    return;
  }
  for (unsigned link = 0; link < links_.size(); ++link)
    if (waiting[1 + link].revents != 0) read_carrier(link);
  if (waiting[0].revents != 0) read_lapord();
}

void Line::read_carrier(unsigned link) {
  auto& carrier = links_[link];
  // TLS may hold bytes that poll() doesn't see, so it is read until nothing comes.
  for (auto bytes = carrier.read(); !bytes.empty(); bytes = carrier.read()) {
    session_.received(link, bytes, now());
    carry_out();
    if (over_ || !carrier.is_open() || !session_.may_read()) break;
  }
  carrier.flush();
  if (!carrier.is_open()) session_.closed(carrier.why_closed());
}

void Line::read_lapord() {
  std::string frame(wire::max_frame + 1, '\0');
  const auto n = ::recv(lapord_, frame.data(), frame.size(), MSG_DONTWAIT);
  if (n < 0) return;
  const auto value = wire::decode_to_worker({frame.data(), static_cast<std::size_t>(n)});
  if (!value) {
    over_ = true;  // lapord is gone, or of another build
    return;
  }
  std::visit([this](const auto& v) { on(v); }, *value);
}

void Line::carry_out() {
  for (const auto& output : session_.take_outputs())
    std::visit([this](const auto& v) { carry_out(v); }, output);
  for (auto& link : links_) {
    link.flush();
    if (!link.is_open() && !session_.is_over()) session_.closed(link.why_closed());
  }
  for (const auto& output : session_.take_outputs())
    std::visit([this](const auto& v) { carry_out(v); }, output);
}

/// lapord reads on when it has handled what it read; until then this waits.
void Line::tell(const wire::FromWorker& value) {
  const auto frame = wire::encode(wire::cut_to_bounds(value, wire::Teller::line));
  if (::send(lapord_, frame.data(), frame.size(), MSG_NOSIGNAL) < 0) over_ = true;
}

void Line::indicate() {
  if (!std::exchange(indicated_, true)) tell(wire::NewMessageIndication{});
}

void Line::keep(unsigned index, wire::FromWorker frame) {
  arrived_[index] = {std::move(frame), std::nullopt};
  indicate();
}

void Line::on(const wire::List&) {
  indicated_ = false;
  std::size_t told = 0;
  bool more = false;
  for (auto& [index, arrived] : arrived_) {
    if (arrived.told && now() - *arrived.told < told_again) continue;
    more = ++told > listed_at_once;
    if (more) break;
    arrived.told = now();
    tell(arrived.frame);
  }
  tell(wire::ListDone{true, {}});
  if (more) indicate();
}

void Line::on(const wire::Erase& erase) {
  const bool ours = erase.slot.storage == connection_;
  if (ours && arrived_.erase(erase.slot.index) > 0) session_.acknowledge(erase.slot.index, now());
  tell(wire::Erased{erase.slot, ours, ours ? "" : "another connection's"});
}

void Line::on(const wire::Send& send) {
  if (!session_.is_bound())
    return tell(wire::SendResult{send.attempt, wire::Outcome::not_sent, {}, {}, "the line isn't bound"});
  prompted_[send.attempt] = send;
  tell(wire::Prompted{send.attempt});
}

void Line::on(const wire::ReleaseSubmit& release) {
  const auto at = prompted_.find(release.attempt);
  if (at == prompted_.end()) return;
  if (session_.is_bound())
    session_.submit(release.attempt, at->second.to, at->second.segment, now());
  else
    tell(wire::SendResult{release.attempt, wire::Outcome::not_sent, {}, {}, "the line isn't bound"});
  prompted_.erase(at);
}

void Line::on(const wire::Health&) {
  tell(wire::HealthResult{std::nullopt, carrier_, sim::Registration::home, std::nullopt, std::nullopt});
}

void Line::on(const wire::Ussd&) { tell(wire::UssdResult{false, "a line to a carrier has no USSD"}); }

void Line::on(const wire::Reset&) { session_.unbind(now()); }

void Line::carry_out(const smpp::Transmit& v) { links_[v.link].queue(v.bytes); }

void Line::carry_out(const smpp::Bound& v) {
  carrier_ = v.carrier;
  tell(wire::Ready{"SMPP 3.4", carrier_, {}, {}, {}});
}

void Line::carry_out(const smpp::TextArrived& v) {
  keep(v.index, wire::StoredSegment{slot(v.index), v.segment});
}

void Line::carry_out(const smpp::ReceiptArrived& v) {
  keep(v.index, wire::StatusReport{slot(v.index), v.recipient, 0, v.receipt.tp_status, v.receipt.id});
}

void Line::carry_out(const smpp::UnreadableArrived& v) {
  keep(v.index, wire::UnreadableSlot{slot(v.index), v.cause, v.raw});
}

void Line::carry_out(const smpp::Settled& v) {
  wire::Settled settled;
  for (const auto index : v.indexes) settled.slots.push_back(slot(index));
  tell(settled);
}

void Line::carry_out(const smpp::SubmitAccepted& v) {
  tell(wire::SendResult{v.attempt, wire::Outcome::accepted, {}, {}, {}, v.message_id});
}

void Line::carry_out(const smpp::SubmitRefused& v) {
  const delivery::Refusal refusal{delivery::Table::smpp, static_cast<std::int32_t>(v.status)};
  tell(wire::SendResult{v.attempt, wire::Outcome::refused, {}, refusal, {}, {}});
}

void Line::carry_out(const smpp::SubmitInDoubt& v) {
  tell(wire::SendResult{v.attempt, wire::Outcome::in_doubt, {}, {}, v.why, {}});
}

void Line::carry_out(const smpp::Ended& v) {
  over_ = true;
  for (auto& link : links_) link.flush();
  const auto kind = v.kind == smpp::EndKind::refused   ? wire::WorkerEndingKind::refused
                    : v.kind == smpp::EndKind::ordered ? wire::WorkerEndingKind::was_reset
                                                       : wire::WorkerEndingKind::no_answer;
  tell(wire::WorkerEnding{kind, v.detail});
}

}  // namespace lapor::daemon
