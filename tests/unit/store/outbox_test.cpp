#include "open_store.hpp"

namespace lapor::store {
namespace {

using engine::Purpose;
using Ids = std::vector<OutboundId>;

Ids ids(const std::vector<engine::OutboundMessage>& texts) {
  Ids out;
  for (const auto& t : texts) out.push_back(t.id);
  return out;
}

Ids ids(const std::vector<engine::SendableMessage>& texts) {
  Ids out;
  for (const auto& t : texts) out.push_back(t.message.id);
  return out;
}

}  // namespace

TEST_CASE("a text to send comes back with all its fields") {
  OpenStore opened;
  const auto to = opened.person(1);
  const auto ticket = opened.added(opened.ticket(to)).id;
  auto in = opened.text_to(to, Purpose::news);
  in.ticket = ticket;
  in.answers = opened->add_inbound(text_from(to, "CEK"));
  in.segments = 3;
  in.concat_reference = 200;
  const auto id = opened->enqueue(in);
  auto o = opened->message(id);
  CHECK(o.to == to);
  CHECK(o.text == in.text);
  CHECK(o.purpose == Purpose::news);
  CHECK(o.ticket == ticket);
  CHECK(o.state == delivery::State::queued);
  CHECK(o.segments == 3);
  CHECK(o.next_segment == 1);
  CHECK(o.concat_reference == 200);
  CHECK(o.created == noon);
  CHECK(o.not_before == noon);
  CHECK(o.expires == noon + 24h);
  CHECK_FALSE((o.sent_at || o.delivered_at));

  o.state = delivery::State::in_doubt;
  o.next_segment = 2;
  o.refusals = 4;
  o.times_in_doubt = 1;
  o.not_before = noon + 1min;
  o.sent_at = noon + 2min;
  o.delivered_at = noon + 3min;
  o.modem = "sim2";
  o.error = "no answer";
  opened->update(o);
  const auto u = opened->message(id);
  CHECK(u.state == delivery::State::in_doubt);
  CHECK(u.next_segment == 2);
  CHECK(u.refusals == 4);
  CHECK(u.times_in_doubt == 1);
  CHECK(u.not_before == o.not_before);
  CHECK(u.sent_at == o.sent_at);
  CHECK(u.delivered_at == o.delivered_at);
  CHECK(u.modem == "sim2");
  CHECK(u.error == "no answer");
}

TEST_CASE("texts go by purpose, then by time, then in order, one for each recipient") {
  OpenStore opened;
  const auto ladder = opened.queued(opened.person(1), Purpose::escalation, -1h);
  const auto later = opened.queued(opened.person(2), Purpose::reply);
  const auto earlier = opened.queued(opened.person(3), Purpose::reply, -1s);
  const auto alarm = opened.queued(opened.person(4), Purpose::alert);
  const auto next = opened.queued(opened.person(5), Purpose::reply);
  opened.queued(opened.person(2), Purpose::reply);
  opened.queued(opened.person(3), Purpose::forward, -1h);
  opened.queued(opened.person(6), Purpose::alert, 1ms);
  CHECK(ids(opened->sendable(noon, 10)) == Ids{alarm, earlier, later, next, ladder});
  CHECK(ids(opened->sendable(noon, 2)) == Ids{alarm, earlier});
  CHECK(opened->sendable(noon, 0).empty());
}

TEST_CASE("all purposes may be sent, in the order in which they are declared") {
  OpenStore opened;
  Ids wanted;
  for (int p = static_cast<int>(Purpose::escalation); p >= 0; --p)
    wanted.insert(wanted.begin(), opened.queued(opened.person(p), static_cast<Purpose>(p)));
  CHECK(ids(opened->sendable(noon, 100)) == wanted);
}

TEST_CASE("a recipient with a text on its way gets no second one; one with a doubtful text does") {
  OpenStore opened;
  const auto busy = opened.person(1), doubted = opened.person(2);
  const auto first = opened.queued(busy);
  opened.queued(busy, Purpose::urgent);
  opened.set_state(first, delivery::State::sending);
  opened.set_state(opened.queued(doubted), delivery::State::in_doubt);
  const auto next = opened.queued(doubted);
  CHECK(ids(opened->sendable(noon, 10)) == Ids{next});
  opened.set_state(first, delivery::State::sent);
  CHECK(opened->sendable(noon, 10).size() == 2);
}

TEST_CASE("of a long queue to one phone no more is read than the limit allows") {
  OpenStore opened;
  const auto often = opened.person(1), rarely = opened.person(2);
  for (int n = 0; n < 200; ++n) opened.queued(often);
  opened.queued(rarely);
  CHECK(opened->sendable(noon, 2).size() == 1);
  CHECK(opened->sendable(noon, 8).size() == 2);
}

TEST_CASE("a flood about one agency takes a quarter of what is given out, and others are seen beside it") {
  OpenStore opened;
  const auto about = [&](const std::string& agency, int who, Purpose purpose) {
    auto text = opened.text_to(opened.person(who), purpose);
    text.ticket = opened.added(opened.ticket(opened.person(who), ticket::State::forwarded, agency)).id;
    return opened->enqueue(text);
  };
  Ids flood;
  for (int n = 1; n <= 20; ++n) flood.push_back(about("BMCK", n, Purpose::reply));
  const auto answer = about("DISHUB", 30, Purpose::reply), forward = about("DISHUB", 31, Purpose::forward);
  const auto given = opened->sendable(noon, 8);
  CHECK(ids(given) == Ids{flood[0], flood[1], answer, forward});
  CHECK(given.front().agency == "BMCK");
  CHECK(given.back().agency == "DISHUB");
  CHECK(ids(opened->sendable(noon, 1)) == Ids{flood[0]});
  CHECK(opened->sendable(noon, 80).size() == 22);
}

TEST_CASE("an expired text is not sendable but expired") {
  OpenStore opened;
  const auto id = opened.queued(opened.person());
  CHECK(opened->next_timers({}).expiry == noon + 24h);
  CHECK(opened->expired(noon + 24h - 1ms, 10).empty());
  CHECK(ids(opened->expired(noon + 24h, 10)) == Ids{id});
  CHECK(opened->sendable(noon + 24h, 10).empty());
  opened.set_state(id, delivery::State::sending);
  CHECK(opened->expired(noon + 48h, 10).empty());
  CHECK_FALSE(opened->next_timers({}).expiry);
}

TEST_CASE("a doubt is over when its time has come") {
  OpenStore opened;
  auto o = opened->message(opened.queued(opened.person()));
  o.state = delivery::State::in_doubt;
  o.not_before = noon + 60s;
  opened->update(o);
  CHECK(opened->next_timers({}).in_doubt == noon + 60s);
  CHECK(opened->in_doubt_expired(noon + 59s, 10).empty());
  CHECK(ids(opened->in_doubt_expired(noon + 60s, 10)) == Ids{o.id});
}

TEST_CASE("the queue's alarm is the first text that could not go yet when texts were last given out") {
  OpenStore opened;
  CHECK_FALSE(opened->next_timers({}).queued);
  opened.queued(opened.person(1));
  opened.queued(opened.person(2), Purpose::reply, 1h);
  CHECK(opened->next_timers({}).queued == noon);
  CHECK(opened->next_timers(noon).queued == noon + 1h);
  CHECK_FALSE(opened->next_timers(noon + 1h).queued);
}

TEST_CASE("queued answers and urgent texts are told with the timers, other texts aren't") {
  OpenStore opened;
  opened.queued(opened.person(1), Purpose::forward);
  opened.queued(opened.person(2), Purpose::alert);
  CHECK_FALSE(opened->next_timers({}).answers_queued);
  CHECK_FALSE(opened->oldest_queued_answer());
  auto late = opened.text_to(opened.person(3), Purpose::agency_reply);
  late.created += 1h;
  const auto answer = opened->enqueue(late);
  CHECK(opened->next_timers({}).answers_queued);
  CHECK(opened->oldest_queued_answer() == noon + 1h);
  opened.queued(opened.person(4), Purpose::urgent);
  CHECK(opened->oldest_queued_answer() == noon);
  opened.set_state(answer, delivery::State::sent);
  CHECK(opened->next_timers({}).answers_queued);
}

TEST_CASE("of the work of every transaction it is told which there is") {
  OpenStore opened;
  const auto who = opened.person(1);
  std::vector<AttemptId> held;
  const auto pending = [&](Duration later = 0ms) {
    return opened->pending_work(noon + later, noon + later, held);
  };
  CHECK_FALSE((pending().orphaned_attempts || pending().erasures));
  CHECK_FALSE((pending().scorecards || pending().notifications));
  engine::Attempt a;
  a.message = opened.queued(who);
  a.to = who;
  a.modem = "sim1";
  a.started = noon;
  a.id = opened->add_attempt(a);
  CHECK(pending().orphaned_attempts);
  held = {AttemptId{a.id.value + 1}};
  CHECK(pending().orphaned_attempts);
  held.push_back(a.id);
  CHECK_FALSE(pending().orphaned_attempts);
  held.clear();
  a.outcome = engine::Outcome::accepted;
  a.ended = noon;
  opened->update(a);
  CHECK_FALSE(pending().orphaned_attempts);
  opened->set_erasure_requested(who, noon + 1s);
  CHECK_FALSE(pending().erasures);
  CHECK(pending(1s).erasures);
  engine::Notification n;
  n.ticket = opened.added(opened.ticket(who)).id;
  n.to = who;
  n.due = noon + 1s;
  opened->add_notification_once(n);
  CHECK_FALSE(pending().notifications);
  CHECK(pending(1s).notifications);
  opened->add_scorecard_request(engine::ScorecardRequest{{}, "BMCK", who, noon, noon, noon, {}});
  CHECK(pending().scorecards);
}

TEST_CASE("texts to one recipient can be held back, those to others go") {
  OpenStore opened;
  const auto away = opened.person(1);
  opened.queued(away);
  const auto later = opened.queued(away, Purpose::reply, 1h);
  const auto other = opened.queued(opened.person(2));
  opened->defer_recipient(away, noon + 30s);
  CHECK(ids(opened->sendable(noon, 10)) == Ids{other});
  CHECK(opened->sendable(noon + 30s, 10).size() == 2);
  CHECK(opened->message(later).not_before == noon + 1h);  // no earlier than it may anyway
}

TEST_CASE("automatic answers are counted, other texts not") {
  OpenStore opened;
  const auto to = opened.person(1);
  const auto reply_at = [&](PersonId who, Duration when) {
    auto o = opened.text_to(who);
    o.created = noon + when;
    opened->enqueue(o);
  };
  reply_at(to, -3h);
  reply_at(to, -30min);
  reply_at(to, -26h);
  reply_at(opened.person(2), -1min);
  opened.queued(to, Purpose::agency_reply);
  opened.queued(to, Purpose::news);
  const auto counts = opened->replies(to, noon - 1h, noon - 6h);
  CHECK(counts.to_this_number_last_hour ==
        2);  // an officer's answer counts for the number, not for the citizens' day
  CHECK(counts.to_this_number_today == 3);
  CHECK(counts.today == 3);
  CHECK(counts.first_today == 2);
}

TEST_CASE("forwards, escalations and news are texts that nobody asked for, and no others") {
  OpenStore opened;
  const auto to = opened.person();
  for (const auto purpose :
       {Purpose::alert, Purpose::urgent, Purpose::reply, Purpose::agency_reply, Purpose::operator_})
    opened.queued(to, purpose);
  CHECK_FALSE(opened->nth_newest_unasked(to, 1));
  opened.queued(to, Purpose::forward, 1min);
  opened.queued(to, Purpose::news, 2min);
  opened.queued(to, Purpose::escalation, 3min);
  opened.queued(opened.person(2), Purpose::escalation, 4min);
  CHECK(opened->nth_newest_unasked(to, 1) == noon + 3min);
  CHECK(opened->nth_newest_unasked(to, 2) == noon + 2min);
  CHECK(opened->nth_newest_unasked(to, 3) == noon + 1min);
  CHECK_FALSE(opened->nth_newest_unasked(to, 4));
}

TEST_CASE(
    "answers to who never wrote before today are counted, in all and by the agency that has their ticket") {
  OpenStore opened;
  const auto about = [&](const std::string& agency, int who, Duration when,
                         Purpose purpose = Purpose::reply) {
    auto text = opened.text_to(opened.person(who), purpose);
    text.ticket = opened.added(opened.ticket(opened.person(who), ticket::State::forwarded, agency)).id;
    text.created = noon + when;
    opened->enqueue(text);
    return *text.ticket;
  };
  const auto road = about("BMCK", 1, -30min);
  about("BMCK", 2, -20min);
  about("BMCK", 3, -2h);
  about("BMCK", 4, -1min, Purpose::news);
  const auto lamp = about("DISHUB", 5, -1min);
  opened.queued(opened.person(6));
  about("BMCK", 7, -1min);
  opened->add_inbound(text_from(opened.person(7), "CEK", -24h));
  opened->add_inbound(text_from(opened.person(1), "LAPOR", -30min));
  const auto counted = [&](std::optional<TicketId> ticket) {
    const auto n = opened->replies_to_new_numbers(ticket, noon - 1h, noon - 6h);
    return std::pair(n.all, n.same_agency);
  };
  CHECK(counted(road) == std::pair(4U, 2U));
  CHECK(counted(lamp) == std::pair(4U, 1U));
  CHECK(counted({}) == std::pair(4U, 0U));
}

TEST_CASE("a text that isn't there is a failure") {
  OpenStore opened;
  CHECK_THROWS_AS(opened->message(OutboundId{5}), StoreFailure);
  OpenStore other;  // a server may tell it with the commit
  CHECK_THROWS_AS((other->update(engine::OutboundMessage{}), other->commit()), StoreFailure);
}

TEST_CASE("a text to nobody is refused") {
  OpenStore opened;
  CHECK_THROWS_AS((opened.queued(PersonId{77}), opened->commit()), StoreFailure);
}

}  // namespace lapor::store
