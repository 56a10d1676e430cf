#include "engine/housekeeping/erasure.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "domain/replies/redact.hpp"
#include "engine/housekeeping/lifetime.hpp"
#include "engine/outbox/recipients.hpp"

namespace lapor::engine {
namespace {

constexpr std::size_t asked_at_once = 5;
constexpr std::size_t slice = 50;
constexpr std::size_t pages_at_once = 200;
constexpr auto pause = std::chrono::seconds(1);      // between slices: a day's work must hold up nobody
constexpr auto time_of_day = std::chrono::hours(1);  // local; nobody texts

/// Erase all that a person wrote, or numbers alone.
enum class Scope { words, numbers };

/// The part of a text that stays after the person who wrote it, or whom it is about, was erased.
std::string kept(const PersonalText& text, Scope scope) {
  if (scope == Scope::words && text.own) return {};
  return replies::redact(text.text);
}

void erase_person(Transaction& tx, PersonId person, Scope scope) {
  for (auto text : tx.store.personal_texts(person)) {
    auto rest = kept(text, scope);
    if (rest == text.text || (text.where == PersonalTextIn::event && !rest.empty())) continue;
    text.text = std::move(rest);
    tx.store.rewrite(text);
  }
  tx.store.drop_raw_payloads_of(person, tx.now);
  if (is_configured_phone(tx.rules, tx.store.address(person).text))
    tx.store.set_erasure_requested(person, std::nullopt);
  else
    tx.store.erase_number(person);
}

/// The last local day on which the time of day for it has come.
std::int64_t pass_day(const Transaction& tx) {
  return tx.rules.calendar.local_day(tx.now - time_of_day).time_since_epoch().count();
}

/// A deletion can't be undone, and the clock may have jumped. So the days between two passes count only if
/// the gateway ran on each.
void begin_day(Transaction& tx, settings::RetentionPass& pass, std::int64_t today) {
  constexpr std::int64_t worth_a_word = 7;
  auto unlived = tx.store.get<settings::UnlivedDays>().value_or(settings::UnlivedDays{});
  const auto missed = note_day(unlived, pass.day, today);
  tx.store.set(unlived);
  if (missed >= worth_a_word)
    tx.log(log::Level::warning, "retention-waits",
           fmt::format(
               "{} days weren't lived: the machine was off, or its clock leapt; numbers stay so much longer",
               missed));
  pass.day = today;
  pass.done = false;
}

std::size_t erase_inactive_people(Transaction& tx, settings::RetentionPass& pass, Instant before) {
  const auto people = tx.store.inactive_people(pass.cursor, before, slice);
  unsigned gone = 0;
  for (const auto person : people) {
    // an office has thousands of texts to look through, and is asked for each day
    if (is_configured_phone(tx.rules, tx.store.address(person).text)) continue;
    const auto last = tx.store.last_activity(person);
    if (!last || *last > before) continue;
    erase_person(tx, person, Scope::numbers);
    ++gone;
  }
  if (gone > 0) tx.log(log::Level::info, "numbers-forgotten", fmt::format("{} numbers were deleted", gone));
  return people.size();
}

/// A ticket that was closed falsely can't be opened again by somebody who was erased, so an erasure waits
/// until the time to reopen is over.
Instant may_reopen_until(Transaction& tx, PersonId person) {
  const auto closed = tx.store.last_closed(person);
  return closed ? tx.rules.calendar.add(*closed, tx.rules.deadlines.reopen) : tx.now;
}

}  // namespace

void erase_who_asked(Transaction& tx) {
  for (const auto person : tx.store.due_for_erasure(tx.now, asked_at_once)) {
    if (const auto until = may_reopen_until(tx, person); until > tx.now) {
      tx.store.set_erasure_requested(person, until);
      continue;
    }
    erase_person(tx, person, Scope::words);
    tx.log(log::Level::notice, "sender-erased", "a sender who asked for it was forgotten");
  }
}

std::optional<Instant> erase_inactive(Transaction& tx) {
  const auto after = tx.rules.retention.forget_numbers_after;
  if (after <= Duration{0}) return std::nullopt;
  auto pass = tx.store.get<settings::RetentionPass>().value_or(settings::RetentionPass{});
  const auto today = pass_day(tx);
  if (pass.day != today) {
    begin_day(tx, pass, today);
    tx.store.set(pass);
  }
  if (!pass.done) {
    const auto unlived = tx.store.get<settings::UnlivedDays>().value_or(settings::UnlivedDays{});
    const auto before = tx.now - after - unlived_since(unlived, today, after);
    const auto looked_at =
        erase_inactive_people(tx, pass, before) + tx.store.drop_raw_payloads(pass.cursor, before, slice);
    // what was freed of a file that shrank for good: reports of the next days fill the rest
    pass.done = looked_at == 0 && !tx.store.release_free_pages(pages_at_once);
    tx.store.set(pass);
  }
  if (!pass.done) return tx.now + pause;
  return tx.rules.calendar.at(std::chrono::sys_days(std::chrono::days(today + 1)), time_of_day);
}

}  // namespace lapor::engine
