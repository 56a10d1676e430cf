#include "radio.hpp"

#include "text.hpp"

namespace lapor::modemsim {
namespace {

Seconds now() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

}  // namespace

std::string in_charset(const State& state, std::string_view utf8) {
  const auto& name = state.settings.charset;
  if (name == "UCS2") return to_hex(to_bytes(to_utf16(utf8)));
  if (name == "GSM") return to_septets(to_utf16(utf8)).value_or("?");
  return std::string(utf8);
}

std::string from_charset(const State& state, std::string_view text) {
  const auto& name = state.settings.charset;
  const auto bytes = name == "UCS2" ? from_hex(text) : std::nullopt;
  if (bytes) return from_utf16(from_bytes(*bytes));
  return name == "GSM" ? from_utf16(from_septets(text)) : std::string(text);
}

bool Radio::urc(const std::string& line) {
  const bool heard = urc_("\r\n" + line + "\r\n");
  if (heard) ++state_.stats.indications;
  return heard;
}

void Radio::indicate(const std::string& line) {
  if (state_.settings.cnmi[0] != 0) urc(line);
}

void Radio::arrive(std::string pdu) {
  state_.smsc_queue.push_back(std::move(pdu));
  drain();
}

void Radio::drain() {
  while (!state_.smsc_queue.empty() && state_.registered() && state_.hears() &&
         !state_.faults.active(Fault::smsc_hold)) {
    if (!receive(state_.smsc_queue.front())) return;
    state_.smsc_queue.pop_front();
  }
}

/// Mode 2 hands the text over without keeping it, so a text that nobody hears is stored all the same.
bool Radio::receive(const std::string& pdu) {
  const auto& settings = state_.settings;
  const bool direct = settings.cnmi[0] != 0 && settings.cnmi[1] == 2;
  if (direct && urc("+CMT: ," + std::to_string(tpdu_length(pdu)) + "\r\n" + to_hex(pdu))) return true;
  auto& storage = state_.storages[settings.memory[2]];
  const auto slot = storage.free_slot();
  if (!slot) return false;
  storage.slots[*slot] = Slot{SlotStatus::unread, pdu};
  if (settings.cnmi[1] != 0) indicate("+CMTI: \"" + settings.memory[2] + "\"," + std::to_string(*slot));
  if (storage.full() && state_.memfull_urc) urc("^SMMEMFULL: \"" + settings.memory[2] + "\"");
  return true;
}

std::size_t Radio::transmit(const Submit& submit) {
  state_.sent.push_back(Sent{submit, state_.next_reference++, now_ms(), false});
  state_.conversation.add(submit);
  const auto& sent = state_.sent.back();
  if (submit.wants_report && state_.reports.on) {
    const auto status = state_.reports.status;
    timers_.after(state_.reports.delay, [this, sent, status] { deliver_report(sent, status); });
  }
  return state_.sent.size() - 1;
}

bool Radio::report(int reference, std::uint8_t status) {
  for (auto it = state_.sent.rbegin(); it != state_.sent.rend(); ++it) {
    if (it->reference != reference) continue;
    deliver_report(*it, status);
    return true;
  }
  return false;
}

/// A receipt is shown (ds=1), kept in SR (ds=2) or, as the modem was told nothing, lost.
void Radio::deliver_report(const Sent& sent, std::uint8_t status) {
  if (!state_.registered() || !state_.hears() || state_.faults.active(Fault::smsc_hold)) {
    return timers_.after(Millis{100}, [this, sent, status] { deliver_report(sent, status); });
  }
  const Seconds sent_at{std::chrono::seconds{sent.at_ms / 1000}};
  const auto pdu = encode_status_report({sent.reference, sent.submit.raw_address, sent_at, now(), status},
                                        state_.options.smsc);
  ++state_.stats.reports;
  const int route = state_.settings.cnmi[3];
  if (route == 1) indicate("+CDS: " + std::to_string(tpdu_length(pdu)) + "\r\n" + to_hex(pdu));
  auto& storage = state_.storages["SR"];
  const auto slot = storage.free_slot();
  if (route != 2 || !slot) return;
  storage.slots[*slot] = Slot{SlotStatus::unread, pdu};
  const auto* told = state_.habits.reports_told_in_sm ? "SM" : "SR";
  indicate("+CDSI: \"" + std::string(told) + "\"," + std::to_string(*slot));
}

void Radio::announce_registration() {
  if (state_.settings.creg != 0) urc("+CREG: " + std::to_string(state_.registration_shown()));
}

/// Menus are paths: "*123#" is answered, and as there is "*123#>1" too, the session stays open for a "1".
void Radio::ussd(const std::string& text) {
  auto& session = state_.ussd_session;
  const auto path = session.empty() ? text : session + ">" + text;
  const auto found = state_.ussd.find(path);
  session.clear();
  if (found == state_.ussd.end()) {
    timers_.after(state_.latency_of("USSD"), [this] { urc("+CUSD: 4"); });
    return;
  }
  const auto below = state_.ussd.lower_bound(path + ">");
  const bool menu = below != state_.ussd.end() && below->first.starts_with(path + ">");
  if (menu) session = path;
  timers_.after(state_.latency_of("USSD"), [this, menu, answer = found->second] {
    if (const auto septets = to_septets(to_utf16(answer)); septets && state_.ussd_packed)
      return void(
          urc(std::string("+CUSD: ") + (menu ? "1" : "0") + ",\"" + to_hex(pack(*septets, 0)) + "\",15"));
    const auto head = std::string("+CUSD: ") + (menu ? "1" : "0") + ",\"";
    if (state_.habits.ussd == Habits::Ussd::open) return void(urc(head + in_charset(state_, answer)));
    if (state_.habits.ussd == Habits::Ussd::octets) return void(urc(head + to_hex(answer) + "\",15"));
    const bool wide = !to_septets(to_utf16(answer)) || state_.settings.charset == "UCS2";
    urc(std::string("+CUSD: ") + (menu ? "1" : "0") + ",\"" +
        (wide ? to_hex(to_bytes(to_utf16(answer))) : in_charset(state_, answer)) + "\"," +
        (wide ? "72" : "15"));
  });
}

}  // namespace lapor::modemsim
