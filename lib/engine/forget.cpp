#include "engine/forget.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "domain/wording/redact.hpp"

namespace lapor::engine {
namespace {

constexpr std::size_t asked_at_once = 5;
constexpr std::size_t slice = 50;
constexpr std::size_t pages_at_once = 200;
constexpr auto pause = std::chrono::seconds(1);      // between slices: a day's work must hold up nobody
constexpr auto time_of_day = std::chrono::hours(1);  // local; nobody texts
constexpr auto fact_name = "forgotten";  // the day whose pass is done or under way, and the cursor

/// A phone that the configuration names is no citizen's to be forgotten.
bool configured(const Rules& rules, const std::string& phone) {
  const auto has = [&](const std::vector<std::string>& list) {
    return std::find(list.begin(), list.end(), phone) != list.end();
  };
  return routing::office_of(rules.directory, phone).any() || has(rules.alarms.phones) ||
         has(rules.own_numbers);
}

enum class What { words, numbers };

/// What stays of a text by or about somebody who is forgotten.
std::string kept(const Written& text, What what) {
  if (what == What::words && text.own) return {};
  return wording::redact(text.text);
}

void forget(Turn& turn, PersonId person, What what) {
  for (auto text : turn.store.written_about(person)) {
    auto rest = kept(text, what);
    if (rest == text.text || (text.where == WrittenWhere::event && !rest.empty())) continue;
    text.text = std::move(rest);
    turn.store.rewrite(text);
  }
  turn.store.drop_raw_of(person, turn.now);
  if (configured(turn.rules, turn.store.address(person).text))
    turn.store.want_erased(person, std::nullopt);
  else
    turn.store.drop_number(person);
}

/// A clock that leapt so many days forward is believed after a week: what is deleted doesn't come back.
constexpr std::int64_t leap_days = 30, doubt_days = 7;

struct Pass {
  std::int64_t day = 0;  ///< local, in days since 1970
  bool done = false;
  std::int64_t held_until = 0;  ///< a day before which nothing is deleted
  ForgetCursor at;
};

Pass read_pass(const std::string& fact) {
  Pass p;
  std::istringstream in(fact);
  in >> p.day >> p.done >> p.held_until >> p.at.closed_ms >> p.at.serial >> p.at.inbound >> p.at.outgoing >>
      p.at.part >> p.at.quarantine;
  return in ? p : Pass{};
}

std::string write(const Pass& p) {
  return fmt::format("{} {} {} {} {} {} {} {} {}", p.day, p.done ? 1 : 0, p.held_until, p.at.closed_ms,
                     p.at.serial, p.at.inbound, p.at.outgoing, p.at.part, p.at.quarantine);
}

/// The last local day on which the time of day for it has come.
std::int64_t pass_day(const Turn& turn) {
  return turn.rules.calendar.local_day(turn.now - time_of_day).time_since_epoch().count();
}

void begin_day(Turn& turn, Pass& pass, std::int64_t today) {
  const bool leapt = pass.day != 0 && today - pass.day > leap_days;
  if (leapt) {
    pass.held_until = today + doubt_days;
    turn.log(log::Level::warning, "retention-waits",
             fmt::format(
                 "{} days have gone by since numbers were last deleted; nothing is for a week, in case the "
                 "clock is wrong",
                 today - pass.day));
  }
  if (pass.held_until > today + doubt_days) pass.held_until = 0;  // the clock went back
  pass.day = today;
  pass.done = today < pass.held_until;
}

std::size_t forget_silent(Turn& turn, Pass& pass, Instant before) {
  const auto people = turn.store.long_silent(pass.at, before, slice);
  unsigned gone = 0;
  for (const auto person : people) {
    // an office has thousands of texts to look through, and is asked for each day
    if (configured(turn.rules, turn.store.address(person).text)) continue;
    const auto last = turn.store.last_use(person);
    if (!last || *last > before) continue;
    forget(turn, person, What::numbers);
    ++gone;
  }
  if (gone > 0) turn.log(log::Level::info, "numbers-forgotten", fmt::format("{} numbers were deleted", gone));
  return people.size();
}

}  // namespace

void ask_to_be_forgotten(Turn& turn, const Sender& from) {
  if (turn.store.wants_erased(from.person)) return;  // confirmed already
  turn.store.want_erased(from.person, turn.now);
  turn.log(log::Level::notice, "erasure-asked", "a sender asked to be forgotten");
  say(turn, from, "ERASED");
}

void forget_who_asked(Turn& turn) {
  for (const auto person : turn.store.erasable(asked_at_once)) {
    forget(turn, person, What::words);
    turn.log(log::Level::notice, "sender-erased", "a sender who asked for it was forgotten");
  }
}

std::optional<Instant> forget_old(Turn& turn) {
  const auto after = turn.rules.retention.forget_numbers_after;
  if (after <= Duration{0}) return std::nullopt;
  auto pass = read_pass(turn.store.fact(fact_name));
  const auto today = pass_day(turn);
  if (pass.day != today) {
    begin_day(turn, pass, today);
    turn.store.set_fact(fact_name, write(pass));
  }
  if (!pass.done) {
    const auto before = turn.now - after;
    const auto looked_at = forget_silent(turn, pass, before) + turn.store.drop_raw(pass.at, before, slice);
    // what was freed of a file that shrank for good: reports of the next days fill the rest
    pass.done = looked_at == 0 && !turn.store.give_back(pages_at_once);
    turn.store.set_fact(fact_name, write(pass));
  }
  if (!pass.done) return turn.now + pause;
  return turn.rules.calendar.at(std::chrono::sys_days(std::chrono::days(today + 1)), time_of_day);
}

}  // namespace lapor::engine
