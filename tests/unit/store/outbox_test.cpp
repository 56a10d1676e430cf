#include "world.hpp"

namespace lapor::store {
namespace {

using engine::Purpose;
using Ids = std::vector<OutboundId>;

Ids ids(const std::vector<engine::OutboundMessage>& texts) {
  Ids out;
  for (const auto& t : texts) out.push_back(t.id);
  return out;
}

}  // namespace

TEST_CASE("a text to send comes back with all its fields") {
  Room room;
  const auto to = room.person(1);
  const auto ticket = room.added(room.ticket(to)).id;
  auto in = room.text_to(to, Purpose::news);
  in.ticket = ticket;
  in.answers = room->add_inbound(text_from(to, "CEK"));
  in.segments = 3;
  in.concat_reference = 200;
  const auto id = room->enqueue(in);
  auto o = room->message(id);
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
  room->update(o);
  const auto u = room->message(id);
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
  Room room;
  const auto ladder = room.queued(room.person(1), Purpose::escalation, -1h);
  const auto later = room.queued(room.person(2), Purpose::reply);
  const auto earlier = room.queued(room.person(3), Purpose::reply, -1s);
  const auto alarm = room.queued(room.person(4), Purpose::alert);
  const auto next = room.queued(room.person(5), Purpose::reply);
  room.queued(room.person(2), Purpose::reply);
  room.queued(room.person(3), Purpose::forward, -1h);
  room.queued(room.person(6), Purpose::alert, 1ms);
  CHECK(ids(room->sendable(noon, 10)) == Ids{alarm, earlier, later, next, ladder});
  CHECK(ids(room->sendable(noon, 2)) == Ids{alarm, earlier});
  CHECK(room->sendable(noon, 0).empty());
}

TEST_CASE("all purposes may be sent, in the order in which they are declared") {
  Room room;
  Ids wanted;
  for (int p = static_cast<int>(Purpose::escalation); p >= 0; --p)
    wanted.insert(wanted.begin(), room.queued(room.person(p), static_cast<Purpose>(p)));
  CHECK(ids(room->sendable(noon, 100)) == wanted);
}

TEST_CASE("a recipient with a text on its way gets no second one; one with a doubtful text does") {
  Room room;
  const auto busy = room.person(1), doubted = room.person(2);
  const auto first = room.queued(busy);
  room.queued(busy, Purpose::urgent);
  room.set_state(first, delivery::State::sending);
  room.set_state(room.queued(doubted), delivery::State::in_doubt);
  const auto next = room.queued(doubted);
  CHECK(ids(room->sendable(noon, 10)) == Ids{next});
  room.set_state(first, delivery::State::sent);
  CHECK(room->sendable(noon, 10).size() == 2);
}

TEST_CASE("of a long queue to one phone no more is read than the limit allows") {
  Room room;
  const auto often = room.person(1), rarely = room.person(2);
  for (int n = 0; n < 200; ++n) room.queued(often);
  room.queued(rarely);
  CHECK(room->sendable(noon, 2).size() == 1);
  CHECK(room->sendable(noon, 8).size() == 2);
}

TEST_CASE("an expired text is not sendable but expired") {
  Room room;
  const auto id = room.queued(room.person());
  CHECK(room->next_timers({}).expiry == noon + 24h);
  CHECK(room->expired(noon + 24h - 1ms, 10).empty());
  CHECK(ids(room->expired(noon + 24h, 10)) == Ids{id});
  CHECK(room->sendable(noon + 24h, 10).empty());
  room.set_state(id, delivery::State::sending);
  CHECK(room->expired(noon + 48h, 10).empty());
  CHECK_FALSE(room->next_timers({}).expiry);
}

TEST_CASE("a doubt is over when its time has come") {
  Room room;
  auto o = room->message(room.queued(room.person()));
  o.state = delivery::State::in_doubt;
  o.not_before = noon + 60s;
  room->update(o);
  CHECK(room->next_timers({}).in_doubt == noon + 60s);
  CHECK(room->in_doubt_expired(noon + 59s, 10).empty());
  CHECK(ids(room->in_doubt_expired(noon + 60s, 10)) == Ids{o.id});
}

TEST_CASE("the queue's alarm is the first text that could not go yet when texts were last given out") {
  Room room;
  CHECK_FALSE(room->next_timers({}).queued);
  room.queued(room.person(1));
  room.queued(room.person(2), Purpose::reply, 1h);
  CHECK(room->next_timers({}).queued == noon);
  CHECK(room->next_timers(noon).queued == noon + 1h);
  CHECK_FALSE(room->next_timers(noon + 1h).queued);
}

TEST_CASE("texts to one recipient can be held back, those to others go") {
  Room room;
  const auto away = room.person(1);
  room.queued(away);
  const auto later = room.queued(away, Purpose::reply, 1h);
  const auto other = room.queued(room.person(2));
  room->defer_recipient(away, noon + 30s);
  CHECK(ids(room->sendable(noon, 10)) == Ids{other});
  CHECK(room->sendable(noon + 30s, 10).size() == 2);
  CHECK(room->message(later).not_before == noon + 1h);  // no earlier than it may anyway
}

TEST_CASE("automatic answers are counted, other texts not") {
  Room room;
  const auto to = room.person(1);
  const auto reply_at = [&](PersonId who, Duration when) {
    auto o = room.text_to(who);
    o.created = noon + when;
    room->enqueue(o);
  };
  reply_at(to, -3h);
  reply_at(to, -30min);
  reply_at(to, -26h);
  reply_at(room.person(2), -1min);
  room.queued(to, Purpose::agency_reply);
  room.queued(to, Purpose::news);
  const auto counts = room->replies(to, noon - 1h, noon - 6h);
  CHECK(counts.to_this_number_last_hour ==
        2);  // an officer's answer counts for the number, not for the citizens' day
  CHECK(counts.to_this_number_today == 3);
  CHECK(counts.today == 3);
  CHECK(counts.first_today == 2);
}

TEST_CASE("a text that isn't there is a failure") {
  Room room;
  CHECK_THROWS_AS(room->message(OutboundId{5}), StoreFailure);
  CHECK_THROWS_AS(room->update(engine::OutboundMessage{}), StoreFailure);
}

TEST_CASE("a text to nobody is refused") {
  Room room;
  CHECK_THROWS_AS(room.queued(PersonId{77}), StoreFailure);
}

}  // namespace lapor::store
