// The faults that a test can arm, a row for each kind, and which of them are armed now.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lapor::modemsim {

enum class Fault {
  hang_before_prompt,
  hang_after_ctrlz,
  answer_lost,
  answer_late,
  error_but_sent,
  cms,
  cme,
  error,
  hang,
  garbage,
  truncate,
  delete_lies,
  poisoned_slot,
  echo_lost,
  no_network,
  smsc_hold,
  chatter,
  urc,
  stale,
  unplug,
  plug,
  reboot
};

struct FaultKind {
  Fault kind;
  std::string_view name;
  std::string_view arguments;
  int count;  ///< how often it strikes unless told otherwise; -1 until cleared, 0 acts at once and isn't kept
  std::string_view effect;
};

inline constexpr int forever = -1;

inline constexpr std::array fault_kinds{
    FaultKind{Fault::hang_before_prompt, "hang-before-prompt", "", 1, "AT+CMGS gets no prompt and no answer"},
    FaultKind{Fault::hang_after_ctrlz, "hang-after-ctrlz", "", 1,
              "Ctrl-Z is swallowed: not transmitted, no answer"},
    FaultKind{Fault::answer_lost, "answer-lost", "", 1, "transmitted, but no answer"},
    FaultKind{Fault::answer_late, "answer-late", "MS", 1,
              "transmitted, answered MS later; other commands go on"},
    FaultKind{Fault::error_but_sent, "error-but-sent", "", 1, "transmitted, but answered with ERROR"},
    FaultKind{Fault::cms, "cms", "NUMBER [for=PHONE]", 1, "a send is refused with +CMS ERROR: NUMBER"},
    FaultKind{Fault::cme, "cme", "[NUMBER] [for=PHONE]", 1, "a send is refused with +CME ERROR: NUMBER"},
    FaultKind{Fault::error, "error", "[COMMAND]", 1, "a command (any, or this one) is answered with ERROR"},
    FaultKind{Fault::hang, "hang", "[COMMAND]", 1, "a command (any, or this one) is never answered"},
    FaultKind{Fault::garbage, "garbage", "BYTES", 1, "random bytes come before an answer"},
    FaultKind{Fault::truncate, "truncate", "[ANSWERS]", 1, "answers are cut in half"},
    FaultKind{Fault::delete_lies, "delete-lies", "[TIMES]", 1, "AT+CMGD says OK and deletes nothing"},
    FaultKind{Fault::poisoned_slot, "poisoned-slot", "INDEX", forever,
              "while this slot is in use, AT+CMGL is never answered, nor AT+CMGR of it"},
    FaultKind{Fault::echo_lost, "echo-lost", "[LINES]", 1, "a command line isn't echoed"},
    FaultKind{Fault::no_network, "no-network", "", forever,
              "not registered, no signal, sends fail with CMS 331"},
    FaultKind{Fault::smsc_hold, "smsc-hold", "", forever,
              "incoming texts and receipts wait at the service centre"},
    FaultKind{Fault::chatter, "chatter", "MS", forever, "^RSSI comes unasked every MS"},
    FaultKind{Fault::urc, "urc", "TEXT", 0, "this line comes unasked, now"},
    FaultKind{Fault::stale, "stale", "LINES TEXT", 0,
              "this comes unasked just before the LINES-th command line from now is echoed"},
    FaultKind{Fault::unplug, "unplug", "[MS]", 0,
              "the port hangs up and its link goes; back after MS or at plug"},
    FaultKind{Fault::plug, "plug", "", 0, "ends an unplug"},
    FaultKind{Fault::reboot, "reboot", "[MS]", 0,
              "settings lost, silent for MS (3000), then the PIN is asked again"},
};

inline const FaultKind* fault_named(std::string_view name) {
  for (const auto& row : fault_kinds) {
    if (row.name == name) return &row;
  }
  return nullptr;
}

struct Armed {
  Fault kind;
  std::string argument;  ///< the command or the phone that it is for, empty for any
  int value = 0;         ///< milliseconds, bytes or the number of the refusal
  int left = 1;
};

class Faults {
 public:
  void arm(Armed fault) { armed_.push_back(std::move(fault)); }
  void clear() { armed_.clear(); }
  void clear(Fault kind) {
    std::erase_if(armed_, [&](const Armed& a) { return a.kind == kind; });
  }
  const std::vector<Armed>& armed() const { return armed_; }

  /// True while one of this kind is armed; uses nothing up.
  bool active(Fault kind) const {
    for (const auto& a : armed_) {
      if (a.kind == kind) return true;
    }
    return false;
  }

  /// True if a fault of this kind and value is armed. It stays armed.
  bool active(Fault kind, int value) const {
    for (const auto& a : armed_) {
      if (a.kind == kind && a.value == value) return true;
    }
    return false;
  }

  /// The oldest armed fault of this kind that is for `subject`, one use of it gone.
  std::optional<Armed> strike(Fault kind, std::string_view subject = {}) {
    for (auto it = armed_.begin(); it != armed_.end(); ++it) {
      if (it->kind != kind || (!it->argument.empty() && it->argument != subject)) continue;
      const Armed found = *it;
      if (it->left > 0 && --it->left == 0) armed_.erase(it);
      return found;
    }
    return {};
  }

 private:
  std::vector<Armed> armed_;
};

}  // namespace lapor::modemsim
