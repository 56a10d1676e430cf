#include "small_gateway.hpp"

#include "base/utf8.hpp"

namespace lapor::test {
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

modem::ModemSettings settings(const std::string& device,
                              const std::function<void(modem::ModemSettings&)>& change) {
  modem::ModemSettings s;
  s.name = "sim1";
  s.device = device;
  s.pace = modem::Pace::fast;
  s.worker = LAPOR_BIN_DIR "/lapord-modem";
  s.profile.settle = 300ms;
  if (change) change(s);
  return s;
}

}  // namespace

SmallGateway::SmallGateway(const std::string& device,
                           const std::function<void(modem::ModemSettings&)>& change)
    : supervisor(
          io, settings(device, change), [this](const engine::Event& e) { on(e); },
          [this](const log::Record& r) { records.push_back(r); }) {
  supervisor.start();
}

void SmallGateway::on(const engine::Event& event) {
  events.push_back(event);
  if (const auto* asked = std::get_if<engine::PinRequired>(&event)) {
    if (!asked->pin.empty() && tried_.insert(asked->pin).second)
      supervisor.enter_pin();
    else
      supervisor.withhold_pin("not again");
  }
  if (const auto* part = std::get_if<engine::SegmentReceived>(&event); part && erases)
    supervisor.erase(part->slot);
  if (const auto* bad = std::get_if<engine::SlotUnreadable>(&event); bad && erases)
    supervisor.erase(bad->slot);
  if (const auto* receipt = std::get_if<engine::StatusReportReceived>(&event); receipt && receipt->slot)
    supervisor.erase(*receipt->slot);
  if (const auto* prompted = std::get_if<engine::Prompted>(&event); prompted && releases)
    supervisor.release(prompted->attempt);
  if (reaction) reaction(event);
}

bool SmallGateway::until(const std::function<bool()>& condition, std::chrono::milliseconds patience) {
  const auto end = Clock::now() + patience;
  while (!condition()) {
    if (Clock::now() >= end) return false;
    io.restart();
    io.run_one_for(50ms);
  }
  return true;
}

bool SmallGateway::until_empty(ModemSim& sim) {
  for (int n = 0; n < 600; ++n) {
    if (sim.stored() == 0) return true;
    run_for(50ms);
  }
  return false;
}

void SmallGateway::run_for(std::chrono::milliseconds time) {
  until([] { return false; }, time);
}

void SmallGateway::send(int attempt, const std::string& to, const std::string& text, std::uint8_t reference) {
  for (const auto& segment : sms::segment(text, reference))
    supervisor.submit(AttemptId{attempt++}, to, segment);
}

std::vector<std::string> SmallGateway::texts() const {
  std::vector<std::string> out;
  for (const auto& part : all<engine::SegmentReceived>()) out.push_back(utf8::from_utf16(part.segment.text));
  return out;
}

}  // namespace lapor::test
