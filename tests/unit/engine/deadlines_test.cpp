#include "engine/deadlines/deadlines.hpp"

#include "unit/engine/room.hpp"

using namespace lapor;
using namespace lapor::engine;
using ticket::State;

namespace {

/// Working days from Monday to Friday, 24 h to the first answer, 14 working days to resolve; steps after 12 h
/// and 24 h.
Rules rules() {
  Rules r;
  r.calendar = calendar::Calendar{"Asia/Jakarta"};
  r.escalation = {{*calendar::read_span("12h"), routing::Role::operator_, {}, {}},
                  {*calendar::read_span("24h"), routing::Role::secretary, {}, {}}};
  return r;
}

Ticket waiting() {
  Ticket t;
  t.state = State::forwarded;
  t.forwarded_at = t.due_clock_start = t.resolution_clock_start = t.escalation_clock_start = tuesday;
  return t;
}

Ticket computed(const Rules& r, Ticket t) {
  compute_deadlines(r, t);
  return t;
}

}  // namespace

TEST_CASE("a forwarded ticket waits for its first answer and its first step", "[deadlines]") {
  const auto t = computed(rules(), waiting());
  CHECK(t.due_at == tuesday + 24h);
  CHECK(t.next_timer_at == tuesday + 12h);
  CHECK(t.resolution_due == rules().calendar.add(tuesday, {{}, 14}));
}

TEST_CASE("an urgent ticket waits for an hour", "[deadlines]") {
  auto t = waiting();
  t.urgent = true;
  CHECK(computed(rules(), t).due_at == tuesday + 1h);
}

TEST_CASE("a ticket that no modem has sent yet has no deadline", "[deadlines]") {
  auto t = waiting();
  t.forwarded_at.reset();
  CHECK_FALSE(computed(rules(), t).due_at);
}

TEST_CASE("after the last step the reporter is told of the missed date next", "[deadlines]") {
  auto t = waiting();
  t.level = 2;
  const auto later = computed(rules(), t);
  CHECK_FALSE(next_step_due(rules(), later));
  CHECK(later.next_timer_at == later.resolution_due);
  t.overdue_notice_sent = true;
  CHECK_FALSE(computed(rules(), t).next_timer_at);
}

TEST_CASE("an accepted ticket's next word is due after its idle time, but not after its resolution",
          "[deadlines]") {
  auto t = waiting();
  t.state = State::accepted;
  t.escalation_clock_start.reset();
  CHECK(computed(rules(), t).due_at == rules().calendar.add(tuesday, {{}, 5}));
  t.service_class = ticket::ServiceClass::information;  // 5 working days, counted from a day earlier
  t.resolution_clock_start = tuesday - 24h;
  const auto soon = computed(rules(), t);
  CHECK(soon.due_at == soon.resolution_due);
}

TEST_CASE("TUNDA puts the next word off by its working days", "[deadlines]") {
  auto t = waiting();
  t.state = State::accepted;
  t.escalation_clock_start.reset();
  t.postponed_days = 2;
  CHECK(computed(rules(), t).due_at == rules().calendar.add(tuesday, {{}, 2}));
}

TEST_CASE("while a question waits no deadline runs, and half the time brings a reminder", "[deadlines]") {
  auto t = waiting();
  t.state = State::need_info;
  const auto asked = computed(rules(), t);
  CHECK_FALSE(asked.due_at);
  CHECK(asked.next_timer_at == rules().calendar.add(tuesday, {{}, 5}));
  t.reminder_sent = true;
  CHECK(computed(rules(), t).next_timer_at == answer_time_ends(rules(), t, tuesday));
}

TEST_CASE("a pause moves the start of the resolution clock on by its working days", "[deadlines]") {
  auto t = waiting();
  const auto friday = tuesday + 3 * 24h, monday = friday + 3 * 24h;
  exclude_pause(rules(), t, friday, monday);
  CHECK(t.resolution_clock_start == rules().calendar.add(tuesday, {{}, 1}));
  CHECK(t.resolution_due == computed(rules(), t).resolution_due);
  const auto before = t;
  exclude_pause(rules(), t, monday, monday);
  CHECK(t == before);
}

TEST_CASE("clocks that a wrong clock started in the future start now", "[deadlines]") {
  auto t = waiting();
  CHECK_FALSE(clamp_to_now(t, tuesday));
  t.due_clock_start = tuesday + 48h;
  CHECK(clamp_to_now(t, tuesday));
  CHECK(t.due_clock_start == tuesday);
}

TEST_CASE("the fingerprint changes with every rule that makes a deadline, and with no other", "[deadlines]") {
  const auto same = deadline_rules_fingerprint(rules());
  CHECK(same.size() == 16);
  auto other = rules();
  other.name = "another";
  other.deadlines.reopen = {{}, 1};
  CHECK(deadline_rules_fingerprint(other) == same);
  other.deadlines.confirm = {{}, 11};
  CHECK(deadline_rules_fingerprint(other) != same);
  auto policy = rules();
  policy.escalation.pop_back();
  CHECK(deadline_rules_fingerprint(policy) != same);
}
