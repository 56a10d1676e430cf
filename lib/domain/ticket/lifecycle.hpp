// The life of a ticket: one table of moves. A move that isn't in it is refused.
#pragma once
#include <array>
#include <optional>
#include <string_view>

namespace lapor::ticket {

enum class State {
  fresh,  ///< "new" outside the code
  verifying,
  forwarded,
  accepted,
  in_progress,
  need_info,
  resolved,
  closed,
  auto_closed,
  rejected,
  duplicate,
  cancelled
};

/// What happens to a ticket; the actor is in the event that records it.
enum class Act {
  verify,    ///< a person must look first
  route,     ///< goes to an agency (again)
  accept,    ///< TERIMA
  progress,  ///< PROSES
  ask,       ///< TANYA by the agency: the citizen must answer
  inform,    ///< the citizen's answer
  transfer,  ///< ALIH
  postpone,  ///< TUNDA
  refuse,    ///< TOLAK: the coordinator decides
  reject,    ///< the coordinator confirms
  resolve,   ///< SELESAI
  confirm,   ///< YA
  contest,   ///< BELUM
  lapse,     ///< nobody answered in time
  reopen,    ///< BUKA
  cancel,    ///< BATAL
  merge      ///< joined to another ticket
};

struct Move {
  State from;
  Act act;
  State to;
};

using enum State;
inline constexpr std::array moves{
    Move{fresh, Act::route, forwarded},
    Move{fresh, Act::verify, verifying},
    Move{verifying, Act::route, forwarded},
    Move{verifying, Act::reject, rejected},
    Move{verifying, Act::merge, duplicate},
    Move{verifying, Act::ask, need_info},
    Move{verifying, Act::cancel, cancelled},
    Move{forwarded, Act::verify, verifying},  // given away once too often: the coordinator decides
    Move{forwarded, Act::reject, rejected},
    Move{forwarded, Act::accept, accepted},
    Move{forwarded, Act::progress, in_progress},
    Move{forwarded, Act::ask, need_info},
    Move{forwarded, Act::transfer, forwarded},
    Move{forwarded, Act::postpone, accepted},
    Move{forwarded, Act::refuse, verifying},
    Move{forwarded, Act::resolve, resolved},
    Move{forwarded, Act::route, forwarded},
    Move{forwarded, Act::merge, duplicate},
    Move{forwarded, Act::cancel, cancelled},
    Move{accepted, Act::accept, accepted},  // said twice: harmless
    Move{accepted, Act::reject, rejected},
    Move{accepted, Act::progress, in_progress},
    Move{accepted, Act::ask, need_info},
    Move{accepted, Act::transfer, forwarded},
    Move{accepted, Act::postpone, accepted},
    Move{accepted, Act::refuse, verifying},
    Move{accepted, Act::resolve, resolved},
    Move{accepted, Act::route, forwarded},
    Move{accepted, Act::merge, duplicate},
    Move{accepted, Act::cancel, cancelled},
    Move{in_progress, Act::reject, rejected},
    Move{in_progress, Act::accept, in_progress},
    Move{in_progress, Act::progress, in_progress},
    Move{in_progress, Act::ask, need_info},
    Move{in_progress, Act::transfer, forwarded},
    Move{in_progress, Act::postpone, in_progress},
    Move{in_progress, Act::refuse, verifying},
    Move{in_progress, Act::resolve, resolved},
    Move{in_progress, Act::route, forwarded},
    Move{in_progress, Act::merge, duplicate},
    Move{in_progress, Act::cancel, cancelled},
    Move{need_info, Act::inform, forwarded},  // back to where it was: the engine keeps the state before
    Move{need_info, Act::resolve, resolved},
    Move{need_info, Act::progress, in_progress},
    Move{need_info, Act::transfer, forwarded},
    Move{need_info, Act::refuse, verifying},
    Move{need_info, Act::route, forwarded},
    Move{need_info, Act::reject, rejected},
    Move{need_info, Act::merge, duplicate},
    Move{need_info, Act::lapse, auto_closed},
    Move{need_info, Act::cancel, cancelled},
    Move{resolved, Act::resolve, resolved},
    Move{resolved, Act::confirm, closed},
    Move{resolved, Act::contest, forwarded},
    Move{resolved, Act::lapse, auto_closed},
    Move{resolved, Act::reopen, forwarded},
    Move{closed, Act::reopen, forwarded},
    Move{auto_closed, Act::confirm, closed},
    Move{auto_closed, Act::contest, forwarded},
    Move{auto_closed, Act::reopen, forwarded},
    Move{rejected, Act::reopen, forwarded},
};

/// Where an act leads from a state by the table; nullopt if it isn't allowed there.
constexpr std::optional<State> next(State from, Act act) {
  for (const auto& m : moves)
    if (m.from == from && m.act == act) return m.to;
  return std::nullopt;
}

/// The same for a ticket that was in `before_question` when it was asked about: inform leads back there. The
/// table's forwarded stands for it.
constexpr std::optional<State> next(State from, Act act, State before_question) {
  const auto to = next(from, act);
  return to && act == Act::inform ? std::optional(before_question) : to;
}

constexpr bool is_open(State s) {
  return s != closed && s != auto_closed && s != rejected && s != duplicate && s != cancelled;
}
/// With an agency that hasn't answered for good: the ladder may climb.
constexpr bool with_agency(State s) { return s == forwarded || s == accepted || s == in_progress; }

/// "new", "verifying" …: the names of the contract, in JSON and in the database.
std::string_view name(State s);
std::optional<State> state(std::string_view name);
/// What a citizen reads: "DITERUSKAN", "DIPROSES" …, at most 12 septets.
std::string_view indonesian(State s);
std::string_view name(Act a);

static_assert(!next(closed, Act::accept), "a closed ticket can't be accepted");

}  // namespace lapor::ticket
