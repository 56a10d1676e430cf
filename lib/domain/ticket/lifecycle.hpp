// The life of a ticket: one table of transitions. What isn't in it is refused.
#pragma once
#include <array>
#include <optional>
#include <string_view>

#include "base/transition_table.hpp"

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

/// An act that moves a ticket; its actor is in the record (TicketEvent).
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

namespace detail {
constexpr auto transitions_of_a_ticket() {
  using enum State;  // here only, so that none of these words gets into namespace ticket
  return std::to_array<Transition<State, Act>>({
      {fresh, Act::route, forwarded},
      {fresh, Act::verify, verifying},
      {verifying, Act::route, forwarded},
      {verifying, Act::reject, rejected},
      {verifying, Act::merge, duplicate},
      {verifying, Act::ask, need_info},
      {verifying, Act::cancel, cancelled},
      {forwarded, Act::verify, verifying},  // given away once too often: the coordinator decides
      {forwarded, Act::reject, rejected},
      {forwarded, Act::accept, accepted},
      {forwarded, Act::progress, in_progress},
      {forwarded, Act::ask, need_info},
      {forwarded, Act::transfer, forwarded},
      {forwarded, Act::postpone, accepted},
      {forwarded, Act::refuse, verifying},
      {forwarded, Act::resolve, resolved},
      {forwarded, Act::route, forwarded},
      {forwarded, Act::merge, duplicate},
      {forwarded, Act::cancel, cancelled},
      {accepted, Act::accept, accepted},  // said twice: harmless
      {accepted, Act::reject, rejected},
      {accepted, Act::progress, in_progress},
      {accepted, Act::ask, need_info},
      {accepted, Act::transfer, forwarded},
      {accepted, Act::postpone, accepted},
      {accepted, Act::refuse, verifying},
      {accepted, Act::resolve, resolved},
      {accepted, Act::route, forwarded},
      {accepted, Act::merge, duplicate},
      {accepted, Act::cancel, cancelled},
      {in_progress, Act::reject, rejected},
      {in_progress, Act::accept, in_progress},
      {in_progress, Act::progress, in_progress},
      {in_progress, Act::ask, need_info},
      {in_progress, Act::transfer, forwarded},
      {in_progress, Act::postpone, in_progress},
      {in_progress, Act::refuse, verifying},
      {in_progress, Act::resolve, resolved},
      {in_progress, Act::route, forwarded},
      {in_progress, Act::merge, duplicate},
      {in_progress, Act::cancel, cancelled},
      {need_info, Act::inform, forwarded},  // back to where it was: the engine keeps the state before
      {need_info, Act::resolve, resolved},
      {need_info, Act::progress, in_progress},
      {need_info, Act::transfer, forwarded},
      {need_info, Act::refuse, verifying},
      {need_info, Act::route, forwarded},
      {need_info, Act::reject, rejected},
      {need_info, Act::merge, duplicate},
      {need_info, Act::lapse, auto_closed},
      {need_info, Act::cancel, cancelled},
      {resolved, Act::resolve, resolved},
      {resolved, Act::confirm, closed},
      {resolved, Act::contest, forwarded},
      {resolved, Act::lapse, auto_closed},
      {resolved, Act::reopen, forwarded},
      {closed, Act::contest, forwarded},  // who joined it may say BELUM after the reporter's YA
      {closed, Act::reopen, forwarded},
      {auto_closed, Act::confirm, closed},
      {auto_closed, Act::contest, forwarded},
      {auto_closed, Act::reopen, forwarded},
      {rejected, Act::reopen, forwarded},
  });
}
}  // namespace detail

inline constexpr TransitionTable transitions{detail::transitions_of_a_ticket()};
static_assert(transitions.is_deterministic());

/// The state after an act; nullopt if the act isn't allowed in `from`.
constexpr std::optional<State> next(State from, Act act) { return transitions.next(from, act); }
static_assert(!next(State::closed, Act::accept), "a closed ticket can't be accepted");

/// The same for a ticket that was in `before_question` when it was asked about: inform leads back there. The
/// table's forwarded stands for it.
constexpr std::optional<State> next(State from, Act act, State before_question) {
  const auto to = next(from, act);
  return to && act == Act::inform ? std::optional(before_question) : to;
}

constexpr bool is_open(State s) {
  using enum State;
  return s != closed && s != auto_closed && s != rejected && s != duplicate && s != cancelled;
}
/// True if the ticket's holder hasn't answered yet.
constexpr bool waits_for_answer(State s) { return s == State::forwarded || s == State::verifying; }
/// True if the ticket is with an agency that hasn't finished it: the escalation may go on.
constexpr bool with_agency(State s) {
  return s == State::forwarded || s == State::accepted || s == State::in_progress;
}

/// "new", "verifying" …: the names of the contract, in JSON and in the database.
std::string_view name(State s);
std::optional<State> state(std::string_view name);
/// The state in a citizen's words: "DITERUSKAN", "DIPROSES" …, at most 12 septets.
std::string_view indonesian(State s);
std::string_view name(Act a);

}  // namespace lapor::ticket
