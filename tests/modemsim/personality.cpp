#include "personality.hpp"

#include "pdu.hpp"
#include "state.hpp"
#include "text.hpp"

namespace lapor::modemsim {
namespace {

/// A SIM of five slots, full of what its former phone wrote.
void fill_with_drafts(State& state) {
  auto& sim = state.storages["SM"];
  sim.size = 5;
  const auto draft = from_hex(
                         "069126180100001100"
                         "0C912618010000010000AA05E8329BFD06")
                         .value_or("");
  for (int slot = 1; slot <= 5; ++slot)
    sim.slots[slot] = Slot{slot % 2 == 0 ? SlotStatus::sent : SlotStatus::unsent, draft};
}

constexpr std::array rows{
    Personality{"brown-out", "restarts by itself at the Ctrl-Z of its first send, its port staying open",
                [](State& s) { s.habits.boot_lines = true, s.habits.brown_outs = 1; }},
    Personality{"restarts", "says its boot lines after every reboot, its port staying open",
                [](State& s) { s.habits.boot_lines = true; }},
    Personality{"restarts-dumb", "says nothing after a reboot, and has forgotten all that it was told",
                [](State& s) { s.habits.dumb_reboots = true; }},
    Personality{"text-mode", "is in text mode after every reboot, and takes any length for a number then",
                [](State& s) { s.habits.boot_lines = true, s.stored.text_mode = true; }},
    Personality{"text-mode-dumb", "the same, and says nothing as it starts",
                [](State& s) { s.habits.dumb_reboots = true, s.stored.text_mode = true; }},
    Personality{"lte-only", "registers in the packet domain alone: +CREG: 0,2, +CEREG: 0,1",
                [](State& s) { s.habits.creg_shown = 2; }},
    Personality{"lte-refused", "the same with +CREG: 0,3", [](State& s) { s.habits.creg_shown = 3; }},
    Personality{"sends-unregistered", "tells of no network in any domain, and sends all the same",
                [](State& s) { s.habits.creg_shown = s.habits.packet_shown = 2; }},
    Personality{"lost-network", "finds no network until its radio is switched off and on",
                [](State& s) { s.habits.lost_until_radio = true; }},
    Personality{"full-of-drafts", "a SIM of five slots, full of drafts and sent texts", fill_with_drafts},
    Personality{"busy-listing", "refuses the first two AT+CMGL with +CMS ERROR: 314",
                [](State& s) { s.habits.refused_listings = 2; }},
    Personality{"late-csca", "can't read the service centre's number for 12 s after it starts",
                [](State& s) { s.habits.csca_after_ms = 12000; }},
    Personality{"no-csca", "the SIM has no service centre's number",
                [](State& s) { s.options.smsc.clear(); }},
    Personality{"no-reference", "answers a send with OK alone",
                [](State& s) { s.habits.no_reference = true; }},
    Personality{"bare-prompt", "prompts with > and a line end, without the space",
                [](State& s) { s.habits.bare_prompt = true; }},
    Personality{"numeric", "answers in digits until ATV1",
                [](State& s) { s.stored.verbose = s.settings.verbose = false; }},
    Personality{"quiet", "answers nothing until ATQ0, and echoes nothing until ATE1",
                [](State& s) {
                  s.stored.quiet = s.settings.quiet = true;
                  s.stored.echo = s.settings.echo = false;
                }},
    Personality{"hides-slots", "counts what lies on the SIM, and lists none of it",
                [](State& s) { s.habits.hides_slots = true; }},
    Personality{"from-zero", "numbers the slots of its storages from 0",
                [](State& s) {
                  for (auto& [name, storage] : s.storages) storage.first = 0;
                }},
    Personality{"one-command", "refuses a line of several commands",
                [](State& s) { s.joined = Joined::refused; }},
    Personality{"first-command", "carries out the first command of a line and says OK to all",
                [](State& s) { s.joined = Joined::first_alone; }},
    Personality{"no-joined-prompt", "never answers a line that asks for a prompt behind another command",
                [](State& s) { s.joined = Joined::no_prompt; }},
    Personality{"three-storages", "takes AT+CPMS with three storages only",
                [](State& s) { s.habits.three_storages = true; }},
    Personality{"saves-power", "hears no texts until AT+CPSMS=0 and AT+CEDRXS=0",
                [](State& s) { s.habits.saves_power = true; }},
    Personality{"goes-deaf", "hears no texts from 5 s after its radio was switched on",
                [](State& s) { s.habits.hears_for_ms = 5000; }},
    Personality{"reports-elsewhere", "keeps receipts in SR and tells of them as lying in SM",
                [](State& s) {
                  s.storages["SR"].size = 10;
                  s.habits.reports_told_in_sm = true;
                }},
    Personality{"open-ussd", "never closes the quotes of a USSD answer",
                [](State& s) { s.habits.ussd = Habits::Ussd::open; }},
    Personality{"hex-ussd", "writes USSD answers as octets in hex, and calls them text",
                [](State& s) { s.habits.ussd = Habits::Ussd::octets; }},
};

}  // namespace

const std::array<Personality, 28>& personalities() { return rows; }

bool take_on(State& state, std::string_view name) {
  for (const auto& row : rows) {
    if (row.name != name) continue;
    row.apply(state);
    return true;
  }
  return false;
}

}  // namespace lapor::modemsim
