#include "hunt/network.hpp"

#include <algorithm>

namespace lapor::hunt {

using namespace std::chrono_literals;

std::optional<engine::Event> Modem::about_send() {
  if (!in_hand_) return std::nullopt;
  const auto attempt = in_hand_->attempt;
  if (!prompted_) {
    if (muted > 0) return engine::SendAborted{name_, attempt, "no prompt", true};
    return engine::Prompted{name_, attempt};
  }
  if (!released_) return std::nullopt;
  if (refused_) return engine::SendRefused{name_, attempt, {delivery::Table::cms, cms}, ""};
  if (lost > 0) return engine::SendInDoubt{name_, attempt, "no answer"};
  return engine::SendAccepted{name_, attempt, reference_};
}

std::optional<engine::Event> Modem::next(Instant now) {
  if (telling_) return telling_;
  const auto choose = [&]() -> std::optional<engine::Event> {
    if (!present || !up_) {
      if (present == up_) return std::nullopt;
      if (present) return engine::ModemUp{name_, {}};
      return engine::ModemDown{name_, "unplugged"};
    }
    if (network != registered_) return engine::NetworkChanged{name_, network};
    for (const auto& [index, stored] : slots_)
      if (!listed_.contains(index)) return engine::SegmentReceived{name_, {"SM", index}, stored.segment};
    const auto due =
        std::find_if(coming_.begin(), coming_.end(), [&](const auto& r) { return r.due <= now; });
    if (due != coming_.end()) return due->event;
    return about_send();
  };
  telling_ = choose();
  return telling_;
}

void Modem::done() {
  const auto event = std::exchange(telling_, std::nullopt);
  if (!event) return;
  if (std::get_if<engine::ModemUp>(&*event)) up_ = registered_ = true;
  if (std::get_if<engine::ModemDown>(&*event)) worker_dies();
  if (std::get_if<engine::NetworkChanged>(&*event)) registered_ = network;
  if (const auto* part = std::get_if<engine::SegmentReceived>(&*event)) listed_.insert(part->slot.index);
  if (const auto* one = std::get_if<engine::StatusReportReceived>(&*event)) {
    const auto at = std::find_if(coming_.begin(), coming_.end(), [&](const auto& r) {
      return r.event.message_reference == one->message_reference && r.event.recipient == one->recipient &&
             r.event.tp_status == one->tp_status;
    });
    if (at != coming_.end()) told.push_back(*at), coming_.erase(at);
  }
  if (std::get_if<engine::Prompted>(&*event)) prompted_ = true;
  if (std::get_if<engine::SendAborted>(&*event)) --muted, in_hand_.reset();
  if (std::get_if<engine::SendInDoubt>(&*event)) {
    --lost;
    doubtful.push_back({name_, in_hand_->to, in_hand_->segment.text, {}});
    in_hand_.reset();
  }
  if (std::get_if<engine::SendRefused>(&*event)) --refusals, in_hand_.reset();
  if (std::get_if<engine::SendAccepted>(&*event)) in_hand_.reset();
}

std::optional<Instant> Modem::next_time() const {
  std::optional<Instant> first;
  for (const auto& r : coming_)
    if (!first || r.due < *first) first = r.due;
  return present && up_ ? first : std::nullopt;
}

void Modem::transmit(Instant now) {
  sent.push_back({name_, in_hand_->to, in_hand_->segment.text, now});
  reference_ = (reference_ + 1) % 256;
  if (receipts == none) return;
  const auto draw = ++draws_;
  const unsigned status = receipts == some_fail && draw % 5 == 0 ? 0x46 : 0;
  const auto delay = receipts == late ? 3h : receipts == mixed ? Duration{(draw % 4) * 90s} : Duration{2s};
  const Receipt receipt{
      now + delay, {name_, in_hand_->to, reference_, status, std::nullopt}, in_hand_->segment.text};
  coming_.push_back(receipt);
  if (receipts == twice) coming_.push_back(receipt);
}

void Modem::carry_out(const engine::Effect& effect, Instant now) {
  if (const auto* e = std::get_if<engine::Erase>(&effect)) slots_.erase(e->slot.index);
  if (const auto* e = std::get_if<engine::Submit>(&effect)) {
    if (!up_) return;  // its worker died meanwhile, and the gateway is about to hear of it
    in_hand_ = *e;
    prompted_ = released_ = refused_ = false;
  }
  if (const auto* e = std::get_if<engine::ReleaseSubmit>(&effect)) {
    if (!in_hand_ || in_hand_->attempt != e->attempt || released_) return;
    released_ = true;
    refused_ = refusals > 0;
    if (!refused_) transmit(now);
  }
}

void Modem::worker_dies() {
  if (in_hand_ && released_) doubtful.push_back({name_, in_hand_->to, in_hand_->segment.text, {}});
  up_ = prompted_ = released_ = false;
  listed_.clear();
  in_hand_.reset();
  telling_.reset();
}

}  // namespace lapor::hunt
