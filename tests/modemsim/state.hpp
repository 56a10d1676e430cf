// Everything that the simulated modem knows: what a user set, what lies on the SIM, what the network is like,
// and what tests count. Plain data; the rules are in radio, session and the commands.
#pragma once
#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "conversation.hpp"
#include "faults.hpp"
#include "pdu.hpp"
#include "timers.hpp"

namespace lapor::modemsim {

struct Options {
  std::string link, control;
  std::string pin;  ///< empty: the SIM asks for none
  std::string number = "+628110000001", imsi = "001010000000001", imei = "350000000000006";
  std::string smsc = "+628110000999";
  int sim_size = 30, phone_size = 50, report_size = 0;  ///< 0: the modem hasn't that storage
  std::string latency;
  std::string as;  ///< a personality; empty: none
  unsigned seed = 1;
};

enum class SlotStatus { unread = 0, read = 1, unsent = 2, sent = 3 };

struct Slot {
  SlotStatus status = SlotStatus::unread;
  std::string pdu;  ///< bytes, the service centre's address in front
};

/// One message storage: SM, ME or SR.
struct Storage {
  int size = 0;
  int first = 1;  ///< the lowest slot's number
  std::map<int, Slot> slots;

  int used() const { return static_cast<int>(slots.size()); }
  bool full() const { return used() >= size; }
  int last() const { return first + size - 1; }
  /// The lowest free slot; nullopt if it is full.
  std::optional<int> free_slot() const {
    int candidate = first;
    for (const auto& [index, slot] : slots) {
      if (index != candidate) break;
      ++candidate;
    }
    if (candidate > last()) return std::nullopt;
    return candidate;
  }
};

/// Settings made by AT commands. A reboot resets them.
struct Settings {
  bool echo = true, verbose = true, quiet = false, text_mode = false;
  bool power_saving = true, paged_seldom = true;  ///< AT+CPSMS, AT+CEDRXS: some modems begin so
  int errors = 0;                                 ///< AT+CMEE
  int creg = 0, cgreg = 0, cereg = 0, operator_format = 0;
  std::array<int, 5> cnmi{0, 0, 0, 0, 0};  ///< mode, mt, bm, ds, bfr: a fresh modem indicates nothing
  std::string charset = "GSM";
  std::array<std::string, 3> memory{"SM", "SM", "SM"};  ///< AT+CPMS: read, write, receive
};

/// The habits in which this modem differs from others: see personality.hpp.
struct Habits {
  enum class Ussd { closed, open, octets };
  bool boot_lines = false, dumb_reboots = false, lost_until_radio = false, no_reference = false,
       hides_slots = false, bare_prompt = false;
  bool three_storages = false;      ///< takes AT+CPMS with three storages only
  bool reports_told_in_sm = false;  ///< receipts lie in SR and are told as lying in SM
  bool saves_power = false;         ///< is never paged until AT+CPSMS=0 and AT+CEDRXS=0
  int brown_outs = 0, refused_listings = 0, csca_after_ms = 0;
  int hears_for_ms = 0;                   ///< so long after its radio was switched on; 0: for ever
  int creg_shown = -1, packet_shown = 1;  ///< -1: as it is
  Ussd ussd = Ussd::closed;
};

/// How the modem treats a line of several commands.
enum class Joined { taken, refused, first_alone, no_prompt };

enum class PinState { ready, need_pin, need_puk };

/// An SMS-SUBMIT that left, as far as the recipient can tell.
struct Sent {
  Submit submit;
  std::uint8_t reference = 0;
  std::int64_t at_ms = 0;  ///< when Ctrl-Z came
  bool answered = false;   ///< the modem told so
};

struct Reports {
  bool on = true;
  Millis delay{50};
  std::uint8_t status = 0;  ///< TP-ST: 0 delivered
};

struct Range {
  int min = 0, max = 0;  ///< milliseconds
};

struct Stats {
  std::map<std::string, int> commands;
  std::size_t bytes_in = 0, bytes_out = 0;
  int refused = 0, deleted = 0, indications = 0, reports = 0, opens = 0, reboots = 0;
  std::string last_command;
};

struct State {
  Options options;
  Settings settings, stored;  ///< now, and after a reboot
  Habits habits;
  std::int64_t started_ms = 0, radio_on_ms = 0;
  std::map<std::string, Storage> storages;
  PinState pin = PinState::ready;
  int pin_tries = 3;
  bool running = true;  ///< false while it reboots: deaf and dumb
  bool memfull_urc = false;
  Joined joined = Joined::taken;

  int registration = 1, signal = 20;
  std::string operator_name = "LAPOR-SIM";
  int access = -1;  ///< <AcT> of AT+COPS?; -1: not told
  std::string maker = "Lapor", model = "ModemSim";
  std::map<std::string, std::string> ussd{{"*888#", "Pulsa Rp 25.000 s.d. 31/12/2030"}};
  bool ussd_packed = false;            ///< codes and answers are packed septets in hex, as Huawei has it
  std::string ussd_session;            ///< the path of the open menu, empty for none
  std::deque<std::string> smsc_queue;  ///< DELIVER PDUs that wait for a free slot or the network

  std::vector<Sent> sent;
  Conversation conversation;  ///< the same, long texts joined
  std::uint8_t next_reference = 0, next_concat = 1;
  Reports reports;
  std::map<std::string, Range> latency;
  std::mt19937 random{1};
  Faults faults;
  struct {
    int lines = 0;  ///< command lines yet to come until `text` does
    std::string text;
  } stale;
  Stats stats;

  bool has(const std::string& storage) const {
    const auto found = storages.find(storage);
    return found != storages.end() && found->second.size > 0;
  }
  /// A modem registers only with the PIN given and a network about.
  bool registered() const {
    return pin == PinState::ready && running && !habits.lost_until_radio &&
           !faults.active(Fault::no_network) && (registration == 1 || registration == 5);
  }
  /// True if the network reaches it. A registered modem may still be out of reach.
  bool hears() const;
  int registration_shown() const {
    if (pin != PinState::ready) return 0;
    if (habits.creg_shown >= 0) return habits.creg_shown;
    return habits.lost_until_radio || faults.active(Fault::no_network) ? 2 : registration;
  }
  int packet_registration_shown() const {
    if (pin != PinState::ready) return 0;
    if (habits.creg_shown >= 0) return habits.packet_shown;
    return registration_shown();
  }
  Millis latency_of(const std::string& command);
};

/// A modem out of the box, with the storages and the PIN that the options name.
State make_state(const Options& options);
/// Reads "CMGS=2500-4000,all=30" into the table; false if a word isn't understood.
bool read_latency(std::string_view text, std::map<std::string, Range>& table);
std::int64_t now_ms();

}  // namespace lapor::modemsim
