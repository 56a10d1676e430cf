#include "open_store.hpp"

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
  OpenStore opened;
  const auto t = opened.added(opened.ticket(opened.person(1))).id;
  auto n = notice(t, opened.person(2));
  opened->add_notification_once(n);
  n.due += 1h;
  opened->add_notification_once(n);
  REQUIRE(opened->pending_notifications(noon + 2h, 10).size() == 1);
  CHECK(opened->pending_notifications(noon, 10).front().due == noon);
  n.sequence = 2;
  opened->add_notification_once(n);
  n.kind = engine::NotificationKind::forward;
  opened->add_notification_once(n);
  n.to = opened.person(3);
  opened->add_notification_once(n);
  CHECK(opened->pending_notifications(noon + 2h, 10).size() == 4);
}

TEST_CASE("due notices come by recipient, then by time, and later ones not yet") {
  OpenStore opened;
  const auto t = opened.added(opened.ticket(opened.person(1))).id;
  const auto u = opened.added(opened.ticket(opened.person(1))).id;
  const auto a = opened.person(2), b = opened.person(3);
  opened->add_notification_once(notice(t, b, noon));
  opened->add_notification_once(notice(t, a, noon + 2s));
  opened->add_notification_once(notice(u, a, noon + 1s));
  opened->add_notification_once(notice(u, b, noon + 1h));
  const auto due = opened->pending_notifications(noon + 1min, 10);
  REQUIRE(due.size() == 3);
  CHECK((due[0].to == a && due[0].ticket == u));
  CHECK((due[1].to == a && due[1].ticket == t));
  CHECK(due[2].to == b);
  CHECK(opened->next_timers({}).notification == noon);
}

TEST_CASE("a notice is sent with its text, and can be postponed until then") {
  OpenStore opened;
  const auto t = opened.added(opened.ticket(opened.person(1))).id;
  auto n = notice(t, opened.person(2));
  n.urgent = true;
  opened->add_notification_once(n);
  const auto id = opened->pending_notifications(noon, 1).front().id;
  opened->postpone_notification(id, noon + 1h);
  CHECK(opened->pending_notifications(noon, 1).empty());
  const auto text = opened.queued(opened.person(2), engine::Purpose::escalation);
  opened->assign_to_message(id, text);
  CHECK(opened->pending_notifications(noon + 2h, 1).empty());
  const auto in = opened->notifications_in(text);
  REQUIRE(in.size() == 1);
  CHECK(in[0].ticket == t);
  CHECK(in[0].kind == engine::NotificationKind::escalation);
  CHECK(in[0].urgent);
  CHECK(in[0].sequence == 1);
  CHECK(in[0].message == text);
  opened->add_notification_once(n);
  CHECK(opened->pending_notifications(noon + 2h, 1).empty());
}

TEST_CASE("only unsent notices of that ticket and kind are dropped") {
  OpenStore opened;
  const auto t = opened.added(opened.ticket(opened.person(1))).id;
  const auto u = opened.added(opened.ticket(opened.person(1))).id;
  const auto to = opened.person(2);
  opened->add_notification_once(notice(t, to));
  const auto sent = opened->pending_notifications(noon, 1).front().id;
  const auto text = opened.queued(to, engine::Purpose::escalation);
  opened->assign_to_message(sent, text);
  auto second = notice(t, to);
  second.sequence = 2;
  opened->add_notification_once(second);
  auto other_kind = notice(t, to);
  other_kind.kind = engine::NotificationKind::forward;
  opened->add_notification_once(other_kind);
  opened->add_notification_once(notice(u, to));
  opened->drop_pending_notifications(t, engine::NotificationKind::escalation);
  CHECK(opened->pending_notifications(noon, 10).size() == 2);
  CHECK(opened->notifications_in(text).size() == 1);
}

TEST_CASE("every kind of notice has a place in the table") {
  OpenStore opened;
  const auto t = opened.added(opened.ticket(opened.person(1))).id;
  for (const auto kind : {engine::NotificationKind::forward, engine::NotificationKind::reopened,
                          engine::NotificationKind::escalation}) {
    auto n = notice(t, opened.person(2));
    n.kind = kind;
    CHECK_NOTHROW(opened->add_notification_once(n));
  }
}

TEST_CASE("the last ladder text to a person is known") {
  OpenStore opened;
  const auto to = opened.person(2);
  CHECK_FALSE(opened->newest_message(to, engine::Purpose::escalation));
  opened.queued(to, engine::Purpose::forward);
  CHECK_FALSE(opened->newest_message(to, engine::Purpose::escalation));
  auto text = opened.text_to(to, engine::Purpose::escalation);
  opened->enqueue(text);
  text.created += 1h;
  opened->enqueue(text);
  CHECK(opened->newest_message(to, engine::Purpose::escalation)->created == noon + 1h);
  CHECK_FALSE(opened->newest_message(opened.person(3), engine::Purpose::escalation));
}

}  // namespace lapor::store
