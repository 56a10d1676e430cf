// Any bytes as what a carrier sends: the packets of a stream, and the whole life of a bound line. The first
// byte chooses the alphabet and how the stream is cut.
#include <cstddef>
#include <cstdint>
#include <string>

#include "smpp/session/session.hpp"

using namespace lapor;
using namespace lapor::smpp;

namespace {

Session bound_session(Alphabet alphabet) {
  LineSettings settings;
  settings.sender = {{3, 0, "1708"}, alphabet};
  Session session(settings);
  session.begin(from_ms(0));
  session.received(0, write({{Command::bind_transceiver_resp, 0, 1}, BindResponse{}}), from_ms(0));
  session.submit(AttemptId{1}, "+628110000123", {sms::Coding::gsm7, "", "halo"}, from_ms(0));
  return session;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  auto session = bound_session(static_cast<Alphabet>(data[0] % 3));
  const std::size_t piece = 1 + data[0] / 3;
  for (std::size_t at = 0; at < bytes.size(); at += piece)
    session.received(0, bytes.substr(at, piece), from_ms(static_cast<std::int64_t>(at) * 100));
  for (unsigned index = 1; index < 50; ++index) session.acknowledge(index, from_ms(60'000));
  session.tick(from_ms(120'000));
  session.take_outputs();
  return 0;
}
