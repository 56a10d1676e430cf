// The needs and limits of one kind of modem: data, not code. modem-profiles/NAME.toml is read by
// lib/config and used by lib/modem, which never see each other; so the value stands here.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"

namespace lapor::engine {

inline constexpr std::array<unsigned, 11> line_speeds{1200,  2400,   4800,   9600,   19200, 38400,
                                                      57600, 115200, 230400, 460800, 921600};
constexpr bool is_line_speed(unsigned speed) {
  for (const auto known : line_speeds)
    if (known == speed) return true;
  return false;
}

/// A USB port that speaks AT: "12d1:1506@02", "12d1:*@ff/02/02", "0681:*".
struct UsbPort {
  unsigned vendor = 0;
  std::optional<unsigned> product;  ///< nullopt for any of the vendor's
  std::string
      interface;  ///< bInterfaceNumber "02", or class/subclass/protocol "ff/02/02"; "" for any that answers
  friend bool operator==(const UsbPort&, const UsbPort&) = default;
};

/// The coding of USSD codes and answers on a modem.
enum class UssdCoding : std::uint8_t {
  ucs2,   ///< in UCS-2 as hex, the character set being UCS2 meanwhile; a modem without it: as gsm
  gsm,    ///< as plain text, the character set being GSM meanwhile
  packed  ///< septets, eight in seven bytes, as hex, in any character set
};

/// The keys of the file are the names of the fields, flat, no tables. Durations are strings ("60s"), as
/// everywhere; pace and fast are numbers (floats), storages and init are arrays of strings. Every key may be
/// left out.
struct ModemProfile {
  std::string name = "generic-at";
  std::string description;  ///< which modems this is for

  // how laporctl detect knows such a modem
  std::vector<UsbPort> usb;
  std::vector<std::string> answers;  ///< one of these stands in what it says to ATI, AT+CGMI or AT+CGMM

  // the line
  unsigned speed = 115200;     ///< baud; means nothing on USB
  bool hardware_flow = false;  ///< RTS/CTS
  std::vector<std::string>
      init;  ///< AT commands sent once after connecting, before libGammu; an ERROR is ignored

  /// Beginnings of lines that a modem writes only when it starts. Unasked, they mean that it has restarted.
  std::vector<std::string> boot = {"RDY",      "+CFUN: 1", "+CPIN: READY",   "Call Ready", "SMS Ready",
                                   "SMS DONE", "PB DONE",  "^SYSSTART",      "+SIND",      "*PSUTTZ",
                                   "*ATREADY", "+PBREADY", "+QIND: SMS DONE"};

  // how libGammu is set up
  std::vector<std::string> storages = {"SM", "ME"};  ///< where arriving texts may lie: SM, ME
  std::string cnmi;        ///< all of AT+CNMI, "1,1,0,1,0"; "" if libGammu chooses after asking the modem
  bool fast_send = false;  ///< AT+CMMS=2: keep the radio link open within a burst
  double pace = 1.0;       ///< libGammu's fixed sleeps are multiplied by this at first; 1 = stock
  double fast = 0.02;      ///< as short as they may become; at once where an operator says pace = "fast"

  // deadlines: then the worker is killed and started again
  Duration connect{std::chrono::seconds(30)};  ///< from the start of the worker to ready
  Duration command{std::chrono::seconds(20)};  ///< any short command: erase, signal
  Duration list{std::chrono::seconds(20)};     ///< a listing, from one message to the next
  Duration prompt{std::chrono::seconds(12)};   ///< from AT+CMGS to the prompt
  Duration send{std::chrono::seconds(35)};     ///< from the Ctrl-Z to the answer; then the send is in doubt
  Duration ussd{std::chrono::seconds(40)};
  Duration settle{std::chrono::seconds(3)};  ///< quiet wanted on the line after a send in doubt

  UssdCoding ussd_coding = UssdCoding::ucs2;

  std::string reset = "AT+CFUN=1,1";  ///< sent at the 3rd, 6th, 12th … failure in a row; "" for never

  std::string pin_tries;  ///< tells how many PIN tries the SIM has left, as the first number of its answer;
                          ///< empty if there is none

  // habits
  Duration poll{std::chrono::seconds(30)};       ///< listing without being told: indications get lost
  Duration heartbeat{std::chrono::seconds(30)};  ///< signal and registration
  friend bool operator==(const ModemProfile&, const ModemProfile&) = default;
};

}  // namespace lapor::engine
