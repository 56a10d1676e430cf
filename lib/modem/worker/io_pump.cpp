#include "modem/worker/io_pump.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <string_view>

#include "modem/at/pdu.hpp"
#include "modem/protocol/wire.hpp"

namespace lapor::modem {
namespace {

constexpr std::size_t frames_waiting = 64;  ///< more than these for lapord, and the session has to wait

void make_nonblocking(int fd) { ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) | O_NONBLOCK); }

bool would_block() { return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR; }

/// What one read gave: bytes, nothing yet, or the end.
struct Got {
  std::string bytes;
  bool over = false;
};

Got read_some(int fd) {
  char buffer[4096];
  const auto n = ::read(fd, buffer, sizeof buffer);
  if (n > 0) return {std::string(buffer, static_cast<std::size_t>(n)), false};
  return {{}, n == 0 || !would_block()};
}

Got read_packet(int fd) {
  std::string buffer(wire::max_frame + 64, '\0');
  const auto n = ::recv(fd, buffer.data(), buffer.size(), MSG_DONTWAIT);
  if (n <= 0) return {{}, n == 0 || !would_block()};
  buffer.resize(static_cast<std::size_t>(n));
  return {std::move(buffer), false};
}

/// False when the other end is gone.
bool write_some(int fd, std::string& bytes) {
  if (bytes.empty()) return true;
  const auto n = ::write(fd, bytes.data(), bytes.size());
  if (n < 0) return would_block();
  bytes.erase(0, static_cast<std::size_t>(n));
  return true;
}

bool send_some(int fd, std::deque<std::string>& frames) {
  while (!frames.empty()) {
    const auto n = ::send(fd, frames.front().data(), frames.front().size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (n < 0) return would_block();
    frames.pop_front();
  }
  return true;
}

}  // namespace

void Pump::run() {
  for (const int fd : {ends_.tty, ends_.host, ends_.lapord, ends_.session}) make_nonblocking(fd);
  for (;;) {
    wait();
    flush();
    if (finishing_ && lapord_out_.empty()) end(0);
  }
}

void Pump::wait() {
  const auto wanted = [](bool in, bool out) {
    return static_cast<short>((in ? POLLIN : 0) | (out ? POLLOUT : 0));
  };
  pollfd fds[] = {{ends_.lapord, wanted(true, !lapord_out_.empty()), 0},
                  {ends_.tty, wanted(true, !tty_out_.empty()), 0},
                  {ends_.host, wanted(tty_out_.size() < 4096, !host_out_.empty()), 0},
                  {ends_.session, wanted(lapord_out_.size() < frames_waiting, !session_out_.empty()), 0}};
  if (::poll(fds, std::size(fds), -1) < 0) return;
  // lapord first: when it is gone, nothing more may leave for the modem.
  if (fds[0].revents & (POLLIN | POLLHUP | POLLERR)) read_lapord();
  if (fds[3].revents & POLLIN) read_session();
  if (fds[2].revents & POLLIN) read_host();
  if (fds[1].revents & (POLLIN | POLLHUP | POLLERR)) read_tty();
}

void Pump::flush() {
  if (!send_some(ends_.lapord, lapord_out_)) end(0);
  send_some(ends_.session, session_out_);
  write_some(ends_.host, host_out_);
  if (!write_some(ends_.tty, tty_out_)) read_tty();
}

void Pump::end(int status) {
  // An open prompt would take the next worker's first command for a text.
  if (filter_.holds_ctrl_z()) {
    const auto ignored = ::write(ends_.tty, "\x1b", 1);
    static_cast<void>(ignored);
  }
  ::_exit(status);
}

void Pump::to_lapord(std::string frame) { lapord_out_.push_back(std::move(frame)); }

void Pump::read_lapord() {
  for (;;) {
    const auto got = read_packet(ends_.lapord);
    if (got.over) end(0);
    if (got.bytes.empty()) return;
    on_lapord(got.bytes);
  }
}

void Pump::on_lapord(const std::string& frame) {
  const auto value = wire::decode_to_worker(frame);
  if (!value || std::holds_alternative<wire::Quit>(*value)) end(0);
  if (const auto* release = std::get_if<wire::ReleaseSubmit>(&*value)) {
    const auto bytes = filter_.release(release->attempt);
    if (bytes.empty()) return;
    tty_out_ += bytes;
    session_out_.push_back(fmt::format("{}{}", inside::released, release->attempt));
    return;
  }
  session_out_.push_back(inside::frame + frame);
}

void Pump::arm(std::string_view packet) {
  std::int64_t numbers[] = {0, 0, -1};
  for (auto& n : numbers) {
    const auto end = std::from_chars(packet.data(), packet.data() + packet.size(), n).ptr;
    packet.remove_prefix(std::min(static_cast<std::size_t>(end - packet.data()) + 1, packet.size()));
  }
  filter_.arm(numbers[0], static_cast<unsigned>(numbers[1]), static_cast<int>(numbers[2]));
}

bool Pump::read_session() {
  const auto got = read_packet(ends_.session);
  if (got.over) end(1);
  if (got.bytes.empty()) return false;
  const auto payload = std::string_view(got.bytes).substr(1);
  switch (got.bytes.front()) {
    case inside::frame:
      to_lapord(std::string(payload));
      break;
    case inside::arm:
      arm(payload);
      break;
    case inside::late:
      pass_on(filter_.believe_late());
      break;
    case inside::disarm:
      filter_.disarm();
      break;
    case inside::finish:
      finishing_ = true;
      break;
    default:
      break;
  }
  return true;
}

void Pump::read_host() {
  const auto got = read_some(ends_.host);
  // While nobody has the pty's other side open, it reports a hang-up; libGammu opens it again.
  if (got.bytes.empty()) return;
  // What the session announced must be known before the bytes that it announced.
  while (read_session()) {
  }
  auto passed = filter_.from_host(got.bytes);
  tty_out_ += passed.bytes;
  for (const auto& event : passed.events) handle(event);
}

void Pump::read_tty() {
  const auto got = read_some(ends_.tty);
  if (got.over) {
    to_lapord(wire::encode(
        wire::FromWorker{wire::Trouble{wire::TroubleKind::unplugged, "the modem is gone from its line"}}));
    send_some(ends_.lapord, lapord_out_);
    end(0);
  }
  pass_on(filter_.from_modem(got.bytes));
}

void Pump::pass_on(const Passed& passed) {
  host_out_ += passed.bytes;
  for (const auto& event : passed.events) handle(event);
}

void Pump::handle(const LineEvent& event) {
  if (const auto* held = std::get_if<CtrlZHeld>(&event)) {
    to_lapord(wire::encode(wire::FromWorker{wire::Prompted{held->attempt}}));
  } else if (const auto* arrival = std::get_if<TransitTimes>(&event)) {
    to_lapord(wire::encode(wire::FromWorker{wire::NewMessageIndication{arrival->line}}));
  } else if (const auto* seen = std::get_if<PduSeen>(&event)) {
    session_out_.push_back(fmt::format("{}{} {} {}", inside::pdu, seen->storage, seen->index, seen->hex));
  } else if (std::holds_alternative<MaybeLate>(event)) {
    session_out_.push_back(std::string(1, inside::late));
  } else if (const auto* refused = std::get_if<RefusalSeen>(&event)) {
    const auto& [table, number] = refused->refusal;
    session_out_.push_back(fmt::format("{}{} {}", inside::refusal, static_cast<unsigned>(table), number));
  } else if (const auto* report = std::get_if<ReportSeen>(&event)) {
    const auto read = read_pdu(report->hex);
    if (const auto* r = std::get_if<StatusReport>(&read))
      to_lapord(
          wire::encode(wire::FromWorker{wire::StatusReport{"", 0, r->recipient, r->reference, r->status}}));
  }
}

}  // namespace lapor::modem
