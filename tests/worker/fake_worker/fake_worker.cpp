// A worker that plays a script instead of driving a modem: for what a real one never does, or not at will.
// Its "device" is the script, a line a step; a step that lapord should have asked for says so itself ("await
// list"). Afterwards it waits until lapord ends it. Each command that it awaited is a line in the file
// "<script>.got".
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fstream>
#include <map>
#include <sstream>

#include "modem/protocol/wire.hpp"

namespace {

namespace wire = lapor::modem::wire;
using lapor::AttemptId;
using lapor::sms::StorageSlot;

constexpr int lapord = 3;

void send_bytes(const std::string& bytes) { ::send(lapord, bytes.data(), bytes.size(), MSG_NOSIGNAL); }
void say(const wire::FromWorker& value) { send_bytes(wire::encode(value)); }

wire::ToWorker receive() {
  std::string buffer(wire::max_frame, '\0');
  const auto n = ::recv(lapord, buffer.data(), buffer.size(), 0);
  if (n <= 0) ::_exit(0);
  return wire::decode_to_worker({buffer.data(), static_cast<std::size_t>(n)}).value();
}

std::string kind_of(const wire::ToWorker& value) {
  if (std::holds_alternative<wire::List>(value)) return "list";
  if (std::holds_alternative<wire::Erase>(value)) return "erase";
  if (std::holds_alternative<wire::Send>(value)) return "send";
  if (std::holds_alternative<wire::ReleaseSubmit>(value)) return "release";
  if (std::holds_alternative<wire::Health>(value)) return "health";
  return "other";
}

std::ofstream& got_file(const std::string& script = {}) {
  static std::ofstream file(script + ".got", std::ios::app);
  return file;
}

void await(const std::string& kind) {
  for (std::string got; got != kind;) {
    got = kind_of(receive());
    got_file() << got << std::endl;
  }
}

wire::HealthResult health(const std::string& registration) {
  wire::HealthResult result;
  using lapor::sim::Registration;
  result.registration = registration == "searching" ? Registration::searching : Registration::home;
  return result;
}

/// The n-th segment lies in slot n.
void say_segment(unsigned n) {
  lapor::sms::InboundSegment segment;
  segment.sender = "+628110000101";
  segment.text = u"LAPOR";
  say(wire::StoredSegment{{"SM", n}, segment});
}

void play(const std::string& step, std::istream& words) {
  std::string word;
  unsigned number = 0, reference = 0;
  if (step == "await") return words >> word, await(word);
  if (step == "ready") return say(wire::Ready{});
  if (step == "health") return words >> word, say(health(word));
  if (step == "listed") return say(wire::ListDone{true, ""});
  if (step == "registration") return say(wire::RegistrationIndication{});
  if (step == "erased") return words >> number, say(wire::Erased{{"SM", number}, true, ""});
  if (step == "prompted") return words >> number, say(wire::Prompted{AttemptId{number}});
  if (step == "pin") return say(wire::PinRequired{});
  if (step == "pin-entered") return say(wire::PinResult{true});
  if (step == "garbage") return send_bytes("garbage");
  if (step == "end") ::_exit(0);
  while (step == "flood") say(wire::Remark{"modem-no-notices", ""});
  words >> number;
  if (step == "segments")
    for (unsigned n = 1; n <= number; ++n) say_segment(n);
  if (step == "accepted" && words >> reference)
    say(wire::SendResult{AttemptId{number}, wire::Outcome::accepted, reference, {}, ""});
}

}  // namespace

int main() {
  const auto path = std::get<wire::Configure>(receive()).device;
  got_file(path);
  std::ifstream script(path);
  for (std::string line; std::getline(script, line);) {
    std::istringstream words(line);
    std::string step;
    words >> step;
    play(step, words);
  }
  for (;;) receive();
}
