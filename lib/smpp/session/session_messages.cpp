// Texts and receipts that come, submits that go.
#include <fmt/format.h>

#include <algorithm>

#include "base/ascii.hpp"
#include "base/expect.hpp"
#include "base/fnv1a.hpp"
#include "smpp/session/session.hpp"

namespace lapor::smpp {
namespace {

constexpr std::size_t most_remembered = 2000;

std::string hex(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) out += fmt::format("{:02X}", static_cast<unsigned char>(c));
  return out;
}

std::string digits_of(std::string_view number) {
  std::string out;
  for (const char c : number)
    if (ascii::is_digit(c)) out += c;
  return out;
}

}  // namespace

/// A packet that can't be read is told of too (`message` is nullptr), and answered like any other: unanswered
/// it would be delivered again and again.
void Session::on_delivery(unsigned link, const Header& header, const Message* message, const std::string& why,
                          const std::string& packet) {
  if (!links_[link].bound) return;
  const auto index = last_index_ + 1;
  if (is_resent(link, header, packet, index)) return;
  last_index_ = index;
  open_[index] = {link, header};
  if (!message) return outputs_.push_back(UnreadableArrived{index, why, hex(packet)});
  if (const auto receipt = receipt_of(*message)) return on_receipt(index, *message, *receipt);
  auto content = inbound(*message, settings_.sender.standard);
  if (const auto* cause = std::get_if<std::string>(&content))
    return outputs_.push_back(UnreadableArrived{index, *cause, hex(packet)});
  outputs_.push_back(TextArrived{index, std::get<sms::InboundSegment>(std::move(content))});
}

/// Some carriers repeat a packet under its old sequence_number when the response takes long. It is the same
/// packet, not the same words once more.
bool Session::is_resent(unsigned link, const Header& header, const std::string& packet, unsigned index) {
  const Place place{link, header.sequence};
  const auto content = fnv1a(packet);
  const auto known = deliveries_.find(place);
  if (known != deliveries_.end() && known->second.content == content) {
    if (!open_.contains(known->second.index)) respond({link, header});
    return true;
  }
  if (known == deliveries_.end()) delivery_order_.push_back(place);
  deliveries_[place] = {index, content};
  if (delivery_order_.size() > most_remembered) {
    deliveries_.erase(delivery_order_.front());
    delivery_order_.pop_front();
  }
  return false;
}

/// A receipt may be faster than the response to its own submit_sm. While a submit to its recipient has no
/// response it waits, because nobody can know yet whose it is.
void Session::on_receipt(unsigned index, const Message& message, const Receipt& receipt) {
  ReceiptArrived what{index, readable(message.source), receipt};
  std::set<std::uint32_t> waits_for;
  for (const auto& [sequence, submit] : submits_)
    if (digits_of(submit.to) == digits_of(what.recipient)) waits_for.insert(sequence);
  if (waits_for.empty())
    outputs_.push_back(std::move(what));
  else
    early_.push_back({std::move(what), std::move(waits_for)});
}

void Session::release_receipts(std::uint32_t sequence) {
  for (auto& early : early_) {
    early.waits_for.erase(sequence);
    if (early.waits_for.empty()) outputs_.push_back(early.what);
  }
  std::erase_if(early_, [](const EarlyReceipt& early) { return early.waits_for.empty(); });
}

void Session::respond(const Open& open) {
  send(open.link, {response_to(open.header.command), status::ok, open.header.sequence}, MessageResponse{});
}

void Session::acknowledge(unsigned index, Instant now) {
  const auto at = open_.find(index);
  if (at == open_.end() || is_over()) return;
  const auto open = at->second;
  open_.erase(at);
  respond(open);
  links_[open.link].acknowledged.push_back(index);
  settle_when_quiet(open.link, now);
}

/// Asks whether the acknowledgements were read, for all that were sent since the last time.
void Session::settle_when_quiet(unsigned link, Instant now) {
  auto& state = links_[link];
  if (phase_ != Phase::bound || state.enquiry || state.acknowledged.empty()) return;
  if (now >= state.enquired + settle_pause) enquire(link, now);
}

void Session::submit(AttemptId attempt, const std::string& to, const sms::OutboundSegment& segment,
                     Instant now) {
  LAPOR_EXPECT(is_bound());
  const auto sequence = request(0, Command::submit_sm, outbound(settings_.sender, to, segment));
  submits_[sequence] = {attempt, to, now + settings_.response};
}

void Session::on_submit_response(const Header& header, std::string_view message_id) {
  const auto at = submits_.find(header.sequence);
  if (at == submits_.end()) return;
  const auto attempt = at->second.attempt;
  submits_.erase(at);
  if (header.status == status::ok)
    outputs_.push_back(SubmitAccepted{attempt, id_of_response(message_id, settings_.ids)});
  else
    outputs_.push_back(SubmitRefused{attempt, header.status});
  release_receipts(header.sequence);
}

}  // namespace lapor::smpp
