#include "engine/commands/pin_check.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "domain/limits/pin_lockout.hpp"
#include "domain/ticket/number.hpp"
#include "engine/outbox/operator_alerts.hpp"

namespace lapor::engine {
namespace {

using replies::Code;

constexpr auto a_day = std::chrono::hours(24);

/// Each wrong PIN counts for the phone, which may be locked, and for the agency, whose third in a day alerts
/// the operator.
void count_wrong_pins(Transaction& tx, const Sender& from, const std::string& agency) {
  const auto before = tx.store.count_wrong_pins(agency, tx.now - a_day);
  for (unsigned n = 0; n < from.pin_match->tries; ++n) tx.store.add_wrong_pin(from.person, agency, tx.now);
  const auto after = before + from.pin_match->tries;
  const auto who = log::mask(tx.store.address(from.person).text);
  if (limits::locked_until(tx.store.wrong_pin_times(from.person, limits::wrong_pins_allowed), tx.now))
    tx.log(log::Level::warning, "pin-locked",
           fmt::format("{} wrong PINs from {} of {}: no PIN from there is read for a while",
                       limits::wrong_pins_allowed, who, agency));
  if (limits::calls_for_alert(before, after))
    alert_operator(
        tx,
        fmt::format("{} PIN salah untuk {} dalam sehari, terakhir dari {}. Bila bukan petugasnya, ganti PIN",
                    after, agency, who));
}

/// True for acts that end a ticket, move it to another agency, or stop its clock.
bool needs_pin(const commands::AgencyAct& act) {
  return !std::holds_alternative<commands::Accept>(act) && !std::holds_alternative<commands::Progress>(act);
}

/// The code that this phone was told while it is locked. It stays the same for as long as a lock lasts, so
/// that somebody who goes on guessing in the phone's name doesn't make it useless.
std::string code_for_phone(Transaction& tx, const Sender& from) {
  const auto known = tx.store.phone_code(from.person);
  if (known && tx.now < known->at + limits::lock_lasts) return known->code;
  return tx.store.new_phone_code(from.person, tx.now);
}

/// Anybody can lock a phone by wrong PINs in its name; only its holder reads the code with which a PIN is
/// tried all the same. A code is good for one try.
bool unlocked_by_code(Transaction& tx, const Sender& from) {
  const auto told = tx.store.phone_code(from.person);
  const bool right = from.pin_match && told && tx.now < told->at + limits::lock_lasts &&
                     from.pin_match->phone_code == told->code;
  if (right) tx.store.new_phone_code(from.person, tx.now);
  return right;
}

}  // namespace

bool proven_by_pin(const Sender& from, const std::string& agency, TicketId ticket) {
  if (!from.pin_match) return false;
  const auto has = [](const auto& among, const auto& one) {
    return std::find(among.begin(), among.end(), one) != among.end();
  };
  return has(from.pin_match->agencies, agency) || has(from.pin_match->tickets, ticket);
}

bool check_pin_or_reply(Transaction& tx, const Sender& from, const commands::AgencyAct& act,
                        const std::string& acting_agency) {
  const auto* agency = tx.rules.directory.find(acting_agency);
  const auto& number = commands::ticket_of(act);
  // A PIN that was typed is checked and counted for any act, or it could be guessed where none is
  // needed.
  if (!agency || (!needs_pin(act) && !from.pin_match)) return true;
  if (from.at_desk) {  // the login proves who it is; the portal counts the wrong PINs of an account
    if (agency->pin.empty() || proven_by_pin(from, agency->code, ticket::id_of(number))) return true;
    reply(tx, from, Code::opd_wrongpin, {{"t", number}});
    return false;
  }
  if (agency->pin.empty() && !agency->proof_by_word) return true;
  const auto wrong = tx.store.wrong_pin_times(from.person, limits::wrong_pins_allowed);
  if (const auto until = limits::locked_until(wrong, tx.now); until && !unlocked_by_code(tx, from)) {
    reply(tx, from, Code::opd_locked,
          {{"jam", tx.rules.calendar.short_time(*until)}, {"kode", code_for_phone(tx, from)}});
    return false;
  }
  if (proven_by_pin(from, agency->code, ticket::id_of(number))) return true;
  if (from.pin_match) count_wrong_pins(tx, from, agency->code);
  reply(tx, from, Code::opd_wrongpin, {{"t", number}});
  return false;
}

}  // namespace lapor::engine
