#include "modem/worker/mailbox.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>

#include "modem/worker/io_pump.hpp"

namespace lapor::modem {

void Mailbox::collect() {
  for (;;) {
    const auto n = ::recv(fd_, buffer_.data(), buffer_.size(), MSG_DONTWAIT);
    if (n <= 0) return;
    take(buffer_.substr(0, static_cast<std::size_t>(n)));
  }
}

void Mailbox::wait() {
  pollfd p{fd_, POLLIN, 0};
  ::poll(&p, 1, -1);
}

void Mailbox::take(const std::string& packet) {
  const auto payload = std::string_view(packet).substr(1);
  if (packet.front() == inside::frame) {
    if (auto command = wire::decode_to_worker(payload)) commands_.push_back(std::move(*command));
  } else if (packet.front() == inside::released) {
    std::int64_t attempt = 0;
    std::from_chars(payload.data(), payload.data() + payload.size(), attempt);
    released_ = attempt;
  } else if (packet.front() == inside::late) {
    late_seen_ = true;
  } else if (packet.front() == inside::refusal) {
    unsigned table = 0;
    int number = -1;
    const auto* end = payload.data() + payload.size();
    const auto* space = std::from_chars(payload.data(), end, table).ptr;
    if (space != end) std::from_chars(space + 1, end, number);
    refusal_ = delivery::Refusal{static_cast<delivery::Table>(table), number};
  } else if (packet.front() == inside::pdu) {
    const auto first = payload.find(' '), second = payload.find(' ', first + 1);
    if (second == std::string_view::npos) return;
    unsigned index = 0;
    std::from_chars(payload.data() + first + 1, payload.data() + second, index);
    pdus_[{std::string(payload.substr(0, first)), index}] = payload.substr(second + 1);
  }
}

std::optional<wire::ToWorker> Mailbox::next_command() {
  if (commands_.empty()) return std::nullopt;
  auto command = std::move(commands_.front());
  commands_.pop_front();
  return command;
}

std::string Mailbox::take_pdu(const std::string& storage, unsigned index) {
  collect();
  const auto found = pdus_.find({storage, index});
  if (found == pdus_.end()) return {};
  auto pdu = std::move(found->second);
  pdus_.erase(found);
  return pdu;
}

void Mailbox::send(const std::string& packet) {
  while (::send(fd_, packet.data(), packet.size(), MSG_NOSIGNAL) < 0)
    if (errno != EINTR && errno != EAGAIN && errno != ENOBUFS) ::_exit(1);  // the pump is gone, and so are we
}

void Mailbox::tell(const wire::FromWorker& value) { send(inside::frame + wire::encode(value)); }

void Mailbox::arm(const wire::Send& command) {
  released_.reset();
  late_seen_ = false;
  refusal_.reset();
  send(inside::arm + std::to_string(command.attempt) + ' ' + std::to_string(command.late) + ' ' +
       std::to_string(command.late_reference));
}

void Mailbox::believe_late() { send(std::string(1, inside::late)); }

void Mailbox::disarm() { send(std::string(1, inside::disarm)); }

void Mailbox::finish() {
  send(std::string(1, inside::finish));
  for (;;) ::pause();
}

}  // namespace lapor::modem
