#include "modem/worker/mailbox.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

#include "base/overloaded.hpp"
#include "modem/protocol/bounds.hpp"

namespace lapor::modem {

void Mailbox::collect() {
  for (;;) {
    const auto n = ::recv(fd_, buffer_.data(), buffer_.size(), MSG_DONTWAIT);
    if (n <= 0) return;
    auto message = threads::decode_to_session({buffer_.data(), static_cast<std::size_t>(n)});
    if (!message) end_badly();
    accept(std::move(*message));
  }
}

void Mailbox::wait() {
  pollfd p{fd_, POLLIN, 0};
  ::poll(&p, 1, -1);
}

void Mailbox::accept(threads::ToSession message) {
  std::visit(Overloaded{[&](threads::FrameFromLapord& m) {
                          if (auto command = wire::decode_to_worker(m.frame))
                            commands_.push_back(std::move(*command));
                        },
                        [&](threads::CtrlZLeft& m) { left_ = m.attempt; },
                        [&](threads::SendRefused& m) { refusal_ = m.refusal; },
                        [&](threads::KnownSettings& m) { settings_ = std::move(m.commands); },
                        [&](threads::ListingWasRefused& m) { listing_refusal_ = std::move(m.error); },
                        [&](threads::SlotPdu& m) { pdus_[m.slot] = std::move(m.hex); }},
             message);
}

std::optional<wire::ToWorker> Mailbox::next_command() {
  if (commands_.empty()) return std::nullopt;
  auto command = std::move(commands_.front());
  commands_.pop_front();
  return command;
}

std::string Mailbox::take_pdu(const sms::StorageSlot& slot) {
  collect();
  const auto found = pdus_.find(slot);
  if (found == pdus_.end()) return {};
  auto pdu = std::move(found->second);
  pdus_.erase(found);
  return pdu;
}

std::vector<std::string> Mailbox::settings() {
  settings_.reset();
  send(threads::AskSettings{});
  while (!settings_) {
    wait();
    collect();
  }
  return *settings_;
}

void Mailbox::send(const threads::ToPump& message) {
  const auto packet = threads::encode(message);
  while (::send(fd_, packet.data(), packet.size(), MSG_NOSIGNAL) < 0)
    if (errno != EINTR && errno != EAGAIN && errno != ENOBUFS) ::_exit(1);
}

void Mailbox::to_lapord(const wire::FromWorker& value) {
  send(threads::FrameToLapord{wire::encode(wire::cut_to_bounds(value))});
}

void Mailbox::arm(const wire::Send& command, bool one_line) {
  left_.reset();
  refusal_.reset();
  send(threads::ArmSend{command.attempt, command.late, command.withhold_for, one_line});
}

void Mailbox::end_process() {
  send(threads::EndProcess{});
  wait_for_the_end();
}

void Mailbox::end_badly() {
  ::close(fd_);  // the pump sees it, leaves an open prompt and ends the process
  wait_for_the_end();
}

void Mailbox::wait_for_the_end() {
  for (;;) ::poll(nullptr, 0, -1);
}

}  // namespace lapor::modem
