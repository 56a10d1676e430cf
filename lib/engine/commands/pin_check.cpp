#include "engine/commands/pin_check.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "domain/limits/pin_lockout.hpp"
#include "engine/outbox/operator_alerts.hpp"

namespace lapor::engine {
namespace {

using commands::Verb;
using replies::Code;

/// The fifth wrong PIN locks the contact for an hour and alerts the operator.
void count_wrong_pin(Transaction& tx, const Sender& from, const std::string& agency) {
  tx.store.add_wrong_pin(from.person, tx.now);
  const auto until =
      limits::locked_until(tx.store.wrong_pins(from.person, limits::wrong_pins_allowed), tx.now);
  if (!until) return;
  const auto who = log::mask(tx.store.address(from.person).text);
  tx.log(log::Level::warning, "pin-locked",
         fmt::format("{} wrong PINs from {} of {}: locked for an hour", limits::wrong_pins_allowed, who,
                     agency));
  alert_operator(tx, fmt::format("{} PIN salah dari {} ({}), terkunci sampai {}", limits::wrong_pins_allowed,
                                 who, agency, tx.rules.calendar.short_time(*until)));
}

bool needs_pin(Verb verb) { return verb == Verb::selesai || verb == Verb::tolak || verb == Verb::alih; }

bool matches(const Sender& from, const std::string& agency) {
  if (!from.pin_match) return false;
  const auto& right = from.pin_match->agencies;
  return std::find(right.begin(), right.end(), agency) != right.end();
}

}  // namespace

bool check_pin_or_reply(Transaction& tx, const Sender& from, const commands::Command& c,
                        const std::string& acting_agency) {
  const auto* agency = tx.rules.directory.find(acting_agency);
  if (!needs_pin(c.verb) || !agency || agency->pin.empty()) return true;
  const auto wrong = tx.store.wrong_pins(from.person, limits::wrong_pins_allowed);
  if (const auto until = limits::locked_until(wrong, tx.now)) {
    reply(tx, from, Code::opd_locked, {{"jam", tx.rules.calendar.short_time(*until)}});
    return false;
  }
  if (matches(from, agency->code)) return true;
  if (from.pin_match) count_wrong_pin(tx, from, agency->code);
  reply(tx, from, Code::opd_wrongpin, {{"t", c.ticket}});
  return false;
}

}  // namespace lapor::engine
