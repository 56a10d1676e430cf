// Tests of the triggers that count for Prometheus. All numbers are fictitious.
#include <algorithm>

#include "open_store.hpp"

namespace lapor::store {
namespace {

std::int64_t counted(const engine::Measures& all, const std::string& what, const std::string& first,
                     const std::string& second = {}) {
  for (const auto& c : all.counts)
    if (c.what == what && c.first == first && c.second == second) return c.n;
  return 0;
}

std::vector<std::int64_t> times(const engine::Measures& all, const std::string& what, const std::string& of) {
  for (const auto& t : all.times)
    if (t.what == what && t.of == of) return t.times.counts();
  return {};
}

}  // namespace

TEST_CASE("tickets are counted in the state that they are in, and by channel and matter once") {
  OpenStore opened;
  auto t = opened.added(opened.ticket(opened.person()));
  auto secret = opened.ticket(opened.person());
  secret.confidential = true;
  opened.added(secret);
  CHECK(counted(opened->measures(noon), "state", "forwarded") == 2);
  t.state = ticket::State::closed;
  t.category = "AIR";
  t.level = 2;
  opened->update_ticket(t);
  opened->update_ticket(t);
  const auto all = opened->measures(noon);
  CHECK(counted(all, "state", "forwarded") == 1);
  CHECK(counted(all, "state", "closed") == 1);
  CHECK(counted(all, "report", "sms", "JALAN") == 1);
  CHECK(counted(all, "report", "sms", "RAHASIA") == 1);
  CHECK(counted(all, "report", "sms", "AIR") == 0);
  CHECK(counted(all, "escalation", "2") == 1);
  CHECK(all.newest_report == noon);
}

TEST_CASE("a first answer and a resolution are timed from the forward, each once") {
  OpenStore opened;
  auto t = opened.added(opened.ticket(opened.person()));
  t.forwarded_at = noon;
  opened->update_ticket(t);
  t.first_response_at = noon + 5h;
  opened->update_ticket(t);
  opened->update_ticket(t);
  t.state = ticket::State::closed;
  t.closed_at = noon + 48h;
  opened->update_ticket(t);
  const auto all = opened->measures(noon);
  CHECK(times(all, "first_response", "BMCK") == std::vector<std::int64_t>{0, 0, 1, 0, 0, 0, 0});
  CHECK(times(all, "resolution", "BMCK") == std::vector<std::int64_t>{0, 1, 0, 0, 0, 0, 0});
  const auto at = std::find_if(all.times.begin(), all.times.end(),
                               [](const auto& one) { return one.what == "first_response"; });
  CHECK(at->times.sum() == 5 * 3600.0);
  t = opened.added(opened.ticket(opened.person()));
  t.forwarded_at = noon;
  t.state = ticket::State::rejected;
  t.closed_at = noon + 1h;
  opened->update_ticket(t);
  CHECK(times(opened->measures(noon), "resolution", "BMCK")[0] == 0);
}

TEST_CASE(
    "attempts are counted by their end, timed where the network took them, and receipts by what they say") {
  OpenStore opened;
  const auto out = opened.queued(opened.person());
  engine::Attempt a;
  a.message = out;
  a.to = opened.person();
  a.segment = 1;
  a.modem = "sim1";
  a.started = noon;
  a.id = opened->add_attempt(a);
  a.ended = noon + 4s;
  a.outcome = engine::Outcome::accepted;
  opened->update(a);
  a.tp_status = 48;
  opened->update(a);
  a.tp_status = 0;
  opened->update(a);
  opened->update(a);
  const auto all = opened->measures(noon);
  CHECK(counted(all, "attempt", "sim1", "accepted") == 1);
  CHECK(times(all, "send", "sim1") == std::vector<std::int64_t>{0, 0, 1, 0, 0, 0, 0});
  CHECK(counted(all, "receipt", "sim1", "trying") == 1);
  CHECK(counted(all, "receipt", "sim1", "delivered") == 1);
  CHECK(counted(all, "receipt", "sim1", "failed") == 0);
}

TEST_CASE("an answer is timed from the text that it answers") {
  OpenStore opened;
  const auto who = opened.person();
  auto reply = opened.text_to(who);
  reply.answers = opened->add_inbound(text_from(who, "LAPOR jalan"));
  const auto id = opened->enqueue(reply);
  auto o = opened->message(id);
  o.state = delivery::State::sent;
  o.sent_at = noon + 7s;
  opened->update(o);
  opened->update(o);
  CHECK(times(opened->measures(noon), "reply", "") == std::vector<std::int64_t>{0, 0, 1, 0, 0, 0, 0, 0});
}

TEST_CASE("the oldest text is the one that could go first, and what has to wait is none") {
  OpenStore opened;
  CHECK_FALSE(opened->measures(noon).oldest_sendable);
  opened.queued(opened.person(1), engine::Purpose::reply, 10min);
  CHECK_FALSE(opened->measures(noon).oldest_sendable);
  opened.queued(opened.person(2), engine::Purpose::reply, 1min);
  CHECK(opened->measures(noon + 1h).oldest_sendable == noon + 1min);
}

TEST_CASE(
    "what is overdue is counted by agency, and what was set aside by the part of its cause before the "
    "colon") {
  OpenStore opened;
  auto t = opened.ticket(opened.person());
  t.due_at = noon - 1h;
  opened.added(t);
  t.agency = "DISHUB";
  opened.added(t);
  t.due_at = noon + 1h;
  opened.added(t);
  opened->quarantine({"sim1", sms::QuarantineCause::unreadable, "x", {}, noon, "CORRUPTED"});
  const auto all = opened->measures(noon);
  CHECK(counted(all, "overdue", "BMCK") == 1);
  CHECK(counted(all, "overdue", "DISHUB") == 1);
  CHECK(counted(all, "quarantine", "unreadable") == 1);
}

TEST_CASE("a list by deadlines goes on behind its last row, also among tickets of one deadline") {
  OpenStore opened;
  auto t = opened.ticket(opened.person());
  for (int i = 0; i < 25; ++i) {
    t.due_at = noon + std::chrono::minutes(i / 10);
    opened.added(t);
  }
  for (const std::string agency : {"", "BMCK"}) {
    engine::TicketQuery query;
    query.due_before = noon + 1h;
    query.agency = agency;
    query.limit = 7;
    std::vector<TicketId> seen;
    for (auto page = opened->tickets(query); !page.empty(); page = opened->tickets(query)) {
      for (const auto& one : page) seen.push_back(one.id);
      query.due_after = engine::DuePlace{*page.back().due_at, page.back().id};
    }
    CHECK(seen.size() == 25);
    CHECK(std::is_sorted(seen.begin(), seen.end()));
    query.due_after.reset();
    query.due_from = noon + 2min;
    CHECK(opened->tickets(query).size() == 5);
  }
}

TEST_CASE("one ticket is asked for alone: whether it can only be confirmed by hand, and what it is like") {
  OpenStore opened;
  const auto earlier = opened.added(opened.ticket(opened.person()));
  const auto solved = opened.added(opened.ticket(opened.person(), ticket::State::resolved));
  CHECK(opened->is_unasked(solved.id));
  CHECK_FALSE(opened->is_unasked(earlier.id));
  CHECK_FALSE(opened->duplicate_candidate(solved.id));
  opened->set_duplicate_candidate(solved.id, earlier.id);
  CHECK(opened->duplicate_candidate(solved.id) == earlier.id);
}

}  // namespace lapor::store
