// Any bytes from the modem and from libGammu through the filter. How they are cut into reads must not matter,
// and no Ctrl-Z of a send may pass before it is released.
#include "fuzz/input.hpp"
#include "modem/worker/at_stream_filter.hpp"

using namespace lapor;
using fuzz::must;

namespace {

constexpr char ctrl_z = 26;

struct Passed {
  std::string to_modem, to_gammu;
  std::size_t events = 0;
  void add(const modem::Filtered& out, bool up) {
    (up ? to_modem : to_gammu) += out.bytes;
    events += out.events.size();
  }
};

Passed run(const std::uint8_t* data, std::size_t size, bool bytewise) {
  fuzz::Input in(data, size);
  modem::AtStreamFilter filter;
  Passed passed;
  filter.arm(AttemptId{7});
  while (!in.empty()) {
    const auto kind = in.byte();
    const bool up = kind & 1U;
    const auto bytes = in.bytes(kind >> 1);
    const auto feed = [&](std::string_view piece) {
      passed.add(up ? filter.from_gammu(piece) : filter.from_modem(piece), up);
    };
    if (!bytewise) feed(bytes);
    for (std::size_t n = 0; bytewise && n < bytes.size(); ++n) feed(std::string_view(bytes).substr(n, 1));
  }
  return passed;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto whole = run(data, size, false), cut = run(data, size, true);
  must(whole.to_modem == cut.to_modem && whole.to_gammu == cut.to_gammu && whole.events == cut.events);
  must(whole.to_modem.find(ctrl_z) == std::string::npos);
  return 0;
}
