#include "world.hpp"

namespace lapor::store {
namespace {

engine::Notification notice(TicketId ticket, PersonId to, Instant due = noon) {
  engine::Notification n;
  n.kind = engine::NotificationKind::escalation;
  n.ticket = ticket;
  n.to = to;
  n.sequence = 1;
  n.due = due;
  return n;
}

}  // namespace

TEST_CASE("nothing is owed twice to one contact for one step") {
  Room room;
  const auto t = room.added(room.ticket(room.person(1))).id;
  auto n = notice(t, room.person(2));
  room->add_notification_once(n);
  n.due += 1h;
  room->add_notification_once(n);
  REQUIRE(room->pending_notifications(noon + 2h, 10).size() == 1);
  CHECK(room->pending_notifications(noon, 10).front().due == noon);
  n.sequence = 2;
  room->add_notification_once(n);
  n.kind = engine::NotificationKind::forward;
  room->add_notification_once(n);
  n.to = room.person(3);
  room->add_notification_once(n);
  CHECK(room->pending_notifications(noon + 2h, 10).size() == 4);
}

TEST_CASE("due notices come by recipient, then by time, and later ones not yet") {
  Room room;
  const auto t = room.added(room.ticket(room.person(1))).id;
  const auto u = room.added(room.ticket(room.person(1))).id;
  const auto a = room.person(2), b = room.person(3);
  room->add_notification_once(notice(t, b, noon));
  room->add_notification_once(notice(t, a, noon + 2s));
  room->add_notification_once(notice(u, a, noon + 1s));
  room->add_notification_once(notice(u, b, noon + 1h));
  const auto due = room->pending_notifications(noon + 1min, 10);
  REQUIRE(due.size() == 3);
  CHECK((due[0].to == a && due[0].ticket == u));
  CHECK((due[1].to == a && due[1].ticket == t));
  CHECK(due[2].to == b);
  CHECK(room->next_timers({}).notification == noon);
}

TEST_CASE("a notice is sent with its text, and can be postponed until then") {
  Room room;
  const auto t = room.added(room.ticket(room.person(1))).id;
  auto n = notice(t, room.person(2));
  n.urgent = true;
  room->add_notification_once(n);
  const auto id = room->pending_notifications(noon, 1).front().id;
  room->postpone_notification(id, noon + 1h);
  CHECK(room->pending_notifications(noon, 1).empty());
  const auto text = room.queued(room.person(2), engine::Purpose::escalation);
  room->assign_to_message(id, text);
  CHECK(room->pending_notifications(noon + 2h, 1).empty());
  const auto in = room->notifications_in(text);
  REQUIRE(in.size() == 1);
  CHECK(in[0].ticket == t);
  CHECK(in[0].kind == engine::NotificationKind::escalation);
  CHECK(in[0].urgent);
  CHECK(in[0].sequence == 1);
  CHECK(in[0].message == text);
  room->add_notification_once(n);
  CHECK(room->pending_notifications(noon + 2h, 1).empty());
}

TEST_CASE("only unsent notices of that ticket and kind are dropped") {
  Room room;
  const auto t = room.added(room.ticket(room.person(1))).id;
  const auto u = room.added(room.ticket(room.person(1))).id;
  const auto to = room.person(2);
  room->add_notification_once(notice(t, to));
  const auto sent = room->pending_notifications(noon, 1).front().id;
  const auto text = room.queued(to, engine::Purpose::escalation);
  room->assign_to_message(sent, text);
  auto second = notice(t, to);
  second.sequence = 2;
  room->add_notification_once(second);
  auto other_kind = notice(t, to);
  other_kind.kind = engine::NotificationKind::forward;
  room->add_notification_once(other_kind);
  room->add_notification_once(notice(u, to));
  room->drop_pending_notifications(t, engine::NotificationKind::escalation);
  CHECK(room->pending_notifications(noon, 10).size() == 2);
  CHECK(room->notifications_in(text).size() == 1);
}

TEST_CASE("every kind of notice has a place in the table") {
  Room room;
  const auto t = room.added(room.ticket(room.person(1))).id;
  for (const auto kind : {engine::NotificationKind::forward, engine::NotificationKind::reopened,
                          engine::NotificationKind::escalation}) {
    auto n = notice(t, room.person(2));
    n.kind = kind;
    CHECK_NOTHROW(room->add_notification_once(n));
  }
}

TEST_CASE("the last ladder text to a person is known") {
  Room room;
  const auto to = room.person(2);
  CHECK_FALSE(room->newest_message(to, engine::Purpose::escalation));
  room.queued(to, engine::Purpose::forward);
  CHECK_FALSE(room->newest_message(to, engine::Purpose::escalation));
  auto text = room.text_to(to, engine::Purpose::escalation);
  room->enqueue(text);
  text.created += 1h;
  room->enqueue(text);
  CHECK(room->newest_message(to, engine::Purpose::escalation)->created == noon + 1h);
  CHECK_FALSE(room->newest_message(room.person(3), engine::Purpose::escalation));
}

}  // namespace lapor::store
