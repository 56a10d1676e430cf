#include "modem/worker/io_pump.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <iterator>

#include "base/overloaded.hpp"
#include "base/utf8.hpp"
#include "modem/at/pdu.hpp"
#include "modem/at/result_codes.hpp"

namespace lapor::modem {
namespace {

constexpr std::size_t most_frames_waiting = 64;  ///< for lapord; with more than these the session has to wait
constexpr std::size_t most_bytes_waiting =
    4096;  ///< for the modem; with more than these libGammu has to wait

void make_nonblocking(int fd) { ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) | O_NONBLOCK); }

/// A line of the modem's, short enough for a frame.
std::string shown(const std::string& line) {
  return utf8::escape(utf8::clean(line.substr(0, 60))).substr(0, 100);
}

bool would_block() { return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR; }

/// The result of one read: bytes, nothing yet, or the end.
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
  std::string buffer(threads::max_packet, '\0');
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

bool send_some(int fd, std::deque<std::string>& packets) {
  while (!packets.empty()) {
    const auto n = ::send(fd, packets.front().data(), packets.front().size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (n < 0) return would_block();
    packets.pop_front();
  }
  return true;
}

}  // namespace

void IoPump::run() {
  for (const int fd : {fds_.tty, fds_.pty, fds_.lapord, fds_.session}) make_nonblocking(fd);
  for (;;) {
    wait();
    flush();
    if (finishing_ && lapord_out_.empty()) end(0);
  }
}

/// -1 (no limit), unless a result is withheld.
int IoPump::poll_timeout_ms() const {
  if (!withheld_until_) return -1;
  const auto left = std::chrono::ceil<Duration>(*withheld_until_ - Clock::now());
  return static_cast<int>(std::max<Duration::rep>(left.count(), 0));
}

void IoPump::wait() {
  const auto wanted = [](bool in, bool out) {
    return static_cast<short>((in ? POLLIN : 0) | (out ? POLLOUT : 0));
  };
  pollfd fds[] = {{fds_.lapord, wanted(true, !lapord_out_.empty()), 0},
                  {fds_.tty, wanted(true, !tty_out_.empty()), 0},
                  {fds_.pty, wanted(tty_out_.size() < most_bytes_waiting, !pty_out_.empty()), 0},
                  {fds_.session, wanted(lapord_out_.size() < most_frames_waiting, !session_out_.empty()), 0}};
  if (::poll(fds, std::size(fds), poll_timeout_ms()) < 0) return;
  // lapord first: when it is gone, nothing more may leave for the modem.
  if (fds[0].revents & (POLLIN | POLLHUP | POLLERR)) read_lapord();
  if (fds[3].revents & POLLIN) read_session();
  if (fds[2].revents & POLLIN) read_pty();
  if (fds[1].revents & (POLLIN | POLLHUP | POLLERR)) read_tty();
  if (withheld_until_ && Clock::now() >= *withheld_until_) {
    withheld_until_.reset();
    pass_on(filter_.pass_withheld());
  }
}

void IoPump::flush() {
  if (!send_some(fds_.lapord, lapord_out_)) end(0);
  send_some(fds_.session, session_out_);
  write_some(fds_.pty, pty_out_);
  if (!write_some(fds_.tty, tty_out_)) read_tty();
}

void IoPump::end(int status) {
  // An open prompt would take the next worker's first command for a text.
  if (filter_.holds_ctrl_z()) {
    const auto ignored = ::write(fds_.tty, "\x1b", 1);
    static_cast<void>(ignored);
  }
  ::_exit(status);
}

void IoPump::read_lapord() {
  for (;;) {
    const auto got = read_packet(fds_.lapord);
    if (got.over) end(0);
    if (got.bytes.empty()) return;
    on_lapord_frame(got.bytes);
  }
}

void IoPump::on_lapord_frame(const std::string& frame) {
  const auto value = wire::decode_to_worker(frame);
  if (!value) end(0);
  const auto* release = std::get_if<wire::ReleaseSubmit>(&*value);
  if (!release) return to_session(threads::FrameFromLapord{frame});
  const auto bytes = filter_.release(release->attempt);
  if (bytes.empty()) return;
  tty_out_ += bytes;
  to_session(threads::CtrlZLeft{release->attempt});
}

bool IoPump::read_session() {
  const auto got = read_packet(fds_.session);
  if (got.over) end(1);
  if (got.bytes.empty()) return false;
  const auto message = threads::decode_to_pump(got.bytes);
  if (!message) end(1);
  on_session_message(*message);
  return true;
}

void IoPump::on_session_message(const threads::ToPump& message) {
  std::visit(
      Overloaded{[&](const threads::FrameToLapord& m) { lapord_out_.push_back(m.frame); },
                 [&](const threads::ArmSend& m) {
                   withhold_for_ = m.withhold_for;
                   filter_.arm(m.attempt, m.late, m.one_line);
                 },
                 [&](const threads::DisarmSend&) {
                   withheld_until_.reset();
                   filter_.disarm();
                 },
                 [&](const threads::CompleteStorages& m) { filter_.complete_storages(m.storage); },
                 [&](const threads::AskSettings&) { to_session(threads::KnownSettings{filter_.settings()}); },
                 [&](const threads::EndProcess&) { finishing_ = true; }},
      message);
}

void IoPump::read_pty() {
  const auto got = read_some(fds_.pty);
  // While nobody has the slave open the master reports a hang-up; libGammu opens it again.
  if (got.bytes.empty()) return;
  // The session's announcement must be read before the bytes that it announced.
  while (read_session()) {
  }
  const auto filtered = filter_.from_gammu(got.bytes);
  tty_out_ += filtered.bytes;
  for (const auto& event : filtered.events) handle(event);
}

void IoPump::read_tty() {
  const auto got = read_some(fds_.tty);
  if (got.over) {
    to_lapord(wire::WorkerEnding{wire::WorkerEndingKind::unplugged, "the modem is gone from its line"});
    send_some(fds_.lapord, lapord_out_);
    end(0);
  }
  pass_on(filter_.from_modem(got.bytes));
}

void IoPump::pass_on(const Filtered& filtered) {
  pty_out_ += filtered.bytes;
  for (const auto& event : filtered.events) handle(event);
}

void IoPump::handle(const StreamEvent& event) {
  std::visit(
      Overloaded{[&](const CtrlZHeld& e) { to_lapord(wire::Prompted{e.attempt}); },
                 [&](const NewMessageIndicationSeen&) { to_lapord(wire::NewMessageIndication{}); },
                 [&](const RegistrationIndicationSeen&) { to_lapord(wire::RegistrationIndication{}); },
                 [&](const PduSeen& e) { to_session(threads::SlotPdu{e.slot, e.hex}); },
                 [&](const StatusReportSeen& e) { on_status_report(e.hex); },
                 [&](const ResultWithheld&) { withheld_until_ = Clock::now() + withhold_for_; },
                 [&](const RefusalSeen& e) { to_session(threads::SendRefused{e.refusal}); },
                 [&](const RestartSeen& e) {
                   to_lapord(wire::RestartIndication{shown(e.line), is_first_of_boot(e.line)});
                 },
                 [&](const ListingRefused& e) { to_session(threads::ListingWasRefused{shown(e.line)}); }},
      event);
}

void IoPump::on_status_report(const std::string& hex) {
  const auto pdu = read_pdu(hex);
  if (const auto* report = std::get_if<StatusReport>(&pdu))
    to_lapord(wire::StatusReport{std::nullopt, report->recipient, report->reference, report->status});
}

}  // namespace lapor::modem
