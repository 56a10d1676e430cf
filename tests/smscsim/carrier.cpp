#include "smscsim/carrier.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "domain/sms/segmentation.hpp"
#include "smpp/pdu/short_message.hpp"

namespace lapor::smscsim {
namespace {

using smpp::Command;

sms::InboundSegment segment_of(const smpp::Message& message) {
  const auto read = smpp::inbound(message, smpp::Alphabet::gsm7);
  const auto* segment = std::get_if<sms::InboundSegment>(&read);
  return segment ? *segment : sms::InboundSegment{};
}

}  // namespace

void Carrier::send(int client, const smpp::Header& header, smpp::Body body) {
  if (!faults_.silent) outputs_.push_back({client, smpp::write({header, std::move(body)}), false});
}

void Carrier::received(int client, std::string_view bytes, std::int64_t now) {
  auto& state = clients_[client];
  state.framing.add(bytes);
  while (const auto packet = state.framing.take()) {
    const auto read = smpp::read(*packet);
    if (const auto* pdu = std::get_if<smpp::Pdu>(&read)) handle(client, *pdu, now);
  }
  if (state.framing.broken()) outputs_.push_back({client, {}, true});
  deliver();
}

/// Texts that the client didn't acknowledge are delivered again, before the later ones.
void Carrier::closed(int client) {
  const auto at = clients_.find(client);
  if (at == clients_.end()) return;
  for (auto one = at->second.open.rbegin(); one != at->second.open.rend(); ++one)
    waiting_.push_front({std::move(one->second.message), true});
  clients_.erase(at);
  std::erase_if(later_, [&](const Later& l) { return l.client == client; });
  deliver();
}

void Carrier::tick(std::int64_t now) {
  for (const auto& one : later_)
    if (one.at <= now && !faults_.silent) outputs_.push_back({one.client, one.bytes, false});
  std::erase_if(later_, [&](const Later& l) { return l.at <= now; });
}

std::optional<std::int64_t> Carrier::next_timer() const {
  std::optional<std::int64_t> next;
  for (const auto& one : later_) next = std::min(next.value_or(one.at), one.at);
  return next;
}

void Carrier::handle(int client, const smpp::Pdu& pdu, std::int64_t now) {
  const auto& header = pdu.header;
  if (const auto* bind = std::get_if<smpp::Bind>(&pdu.body)) return on_bind(client, header, *bind);
  switch (header.command) {
    case Command::submit_sm:
      return on_submit(client, header, std::get<smpp::Message>(pdu.body), now);
    case Command::deliver_sm_resp:
      acknowledged_ += static_cast<unsigned>(clients_[client].open.erase(header.sequence));
      return;
    case Command::enquire_link:
      return send(client, {Command::enquire_link_resp, 0, header.sequence});
    case Command::unbind:
      send(client, {Command::unbind_resp, 0, header.sequence});
      outputs_.push_back({client, {}, true});
      return;
    default:
      return;
  }
}

void Carrier::on_bind(int client, const smpp::Header& header, const smpp::Bind& bind) {
  const auto response = smpp::response_to(header.command);
  if (faults_.refuse_bind > 0 && faults_.refuse_bind--) {
    outputs_.push_back(
        {client, smpp::write({{response, faults_.bind_status, header.sequence}, smpp::Bare{}}), false});
    return;
  }
  if (bind.password != password_)
    return send(client, {response, smpp::status::invalid_password, header.sequence});
  ++binds_;
  auto& state = clients_[client];
  state.sends = header.command != Command::bind_receiver;
  state.receives = header.command != Command::bind_transmitter;
  send(client, {response, 0, header.sequence}, smpp::BindResponse{"smscsim", {}});
}

bool Carrier::refused(int client, const smpp::Header& header) {
  if (faults_.refuse == 0) return false;
  --faults_.refuse;
  ++refused_;
  smpp::Body body = smpp::MessageResponse{};
  if (faults_.body == Faults::Body::none) body = smpp::Bare{};
  if (faults_.body == Faults::Body::whole)
    body = smpp::MessageResponse{"77", {{0x0425, std::string("\0", 1)}}};
  send(client, {Command::submit_sm_resp, faults_.status, header.sequence}, body);
  return true;
}

unsigned Carrier::take(const smpp::Message& message) {
  const auto id = 1000 + static_cast<unsigned>(submitted_.size());
  submitted_.push_back({id, smpp::readable(message.destination), segment_of(message)});
  return id;
}

/// Hangs up instead of answering; the text may have been taken all the same.
bool Carrier::cut(int client, const smpp::Message& message) {
  if (faults_.cut == 0) return false;
  --faults_.cut;
  if (faults_.cut_takes) take(message);
  outputs_.push_back({client, {}, true});
  return true;
}

void Carrier::on_submit(int client, const smpp::Header& header, const smpp::Message& message,
                        std::int64_t now) {
  if (!clients_[client].sends)
    return send(client, {Command::submit_sm_resp, 0x04, header.sequence}, smpp::MessageResponse{});
  if (refused(client, header) || cut(client, message)) return;
  const auto id = take(message);
  if (faults_.deaf > 0 && faults_.deaf--) return;
  if (receipts_ == Receipts::before) add_receipt(message, id), deliver();
  const auto written = hex_ids_ ? fmt::format("{:x}", id) : fmt::format("{}", id);
  later_.push_back(
      {now + latency_, client,
       smpp::write({{Command::submit_sm_resp, 0, header.sequence}, smpp::MessageResponse{written, {}}})});
  tick(now);
  if (receipts_ == Receipts::after) add_receipt(message, id);
}

void Carrier::add_receipt(const smpp::Message& of, unsigned id) {
  smpp::Message receipt;
  receipt.source = of.destination;
  receipt.destination = of.source;
  receipt.esm_class = 0x04;
  receipt.short_message = fmt::format(
      "id:{:010} sub:001 dlvrd:001 submit date:2611300500 done date:2611300500 stat:DELIVRD err:000 text:",
      id);
  waiting_.push_back({receipt, false});
}

void Carrier::arrive(const std::string& from, const std::string& text) {
  smpp::Message message;
  message.source = {1, 1, from.starts_with('+') ? from.substr(1) : from};
  message.destination = {3, 0, "1708"};
  for (const auto& segment : sms::segment(text, static_cast<std::uint8_t>(delivered_ + waiting_.size()))) {
    const auto written = smpp::outbound({}, from, segment);
    message.esm_class = written.esm_class;
    message.data_coding = written.data_coding;
    message.short_message = written.short_message;
    waiting_.push_back({message, false});
  }
}

void Carrier::deliver() {
  if (faults_.silent) return;
  for (auto& [id, client] : clients_) {
    while (client.receives && client.open.size() < window_ && !waiting_.empty()) {
      auto next = std::move(waiting_.front());
      waiting_.pop_front();
      ++delivered_;
      again_ += next.told;
      send(id, {Command::deliver_sm, 0, ++client.sequence}, next.message);
      client.open[client.sequence] = std::move(next);
    }
  }
}

}  // namespace lapor::smscsim
