// The order of the steps of a transaction: each case shows what another order would lose.
#include <algorithm>

#include "domain/sms/address.hpp"
#include "engine/api/engine.hpp"
#include "engine/tickets/deliveries.hpp"
#include "store/store.hpp"
#include "support/catch.hpp"
#include "support/rules.hpp"
#include "unit/engine/room.hpp"

using namespace lapor;
using namespace lapor::engine;

namespace {

/// An engine whose only modem is ready.
struct Gateway {
  std::unique_ptr<store::SqlStore> store = store::make_store(":memory:");
  std::shared_ptr<const Rules> rules = test::rules();
  Engine engine{*store, rules};
  Instant now = tuesday;

  Gateway() {
    engine.start(now);
    engine.on(ModemUp{"sim1", {}}, now);
  }

  Effects text(const std::string& words, unsigned slot = 1) {
    SegmentReceived event;
    event.modem = "sim1";
    event.slot = {"SM", slot};
    event.segment.sender = citizen;
    event.segment.service_centre_time = now;
    event.segment.text = std::u16string(words.begin(), words.end());
    return engine.on(event, now);
  }
};

template <class Wanted>
std::vector<Wanted> all(const Effects& effects) {
  std::vector<Wanted> out;
  for (const auto& effect : effects)
    if (const auto* wanted = std::get_if<Wanted>(&effect)) out.push_back(*wanted);
  return out;
}

}  // namespace

TEST_CASE("what a transaction composes it also sends", "[pipeline]") {
  Gateway g;
  const auto effects = g.text("LAPOR JALAN lubang besar");
  CHECK(all<Erase>(effects).size() == 1);
  REQUIRE(all<Submit>(effects).size() == 1);  // the answer goes first, the forward waits for the modem
  CHECK(all<Submit>(effects)[0].to == citizen);
}

TEST_CASE("an attempt of a worker that died is resolved before its recipient gets another message",
          "[pipeline]") {
  Gateway g;
  const auto first = all<Submit>(g.text("LAPOR JALAN lubang besar"))[0];
  const auto down = g.engine.on(ModemDown{"sim1", "killed"}, g.now);
  CHECK(all<Submit>(down).empty());
  const auto up = all<Submit>(g.engine.on(ModemUp{"sim1", {}}, g.now));
  REQUIRE(up.size() == 1);
  CHECK(up[0].to == first.to);
  CHECK(up[0].attempt != first.attempt);
}

TEST_CASE("a forward that was sent starts the ticket's clock in the same transaction", "[pipeline]") {
  Gateway g;
  auto submit = all<Submit>(g.text("LAPOR JALAN lubang besar"))[0];
  for (unsigned reference = 1; submit.to != test::bmck_operator; ++reference) {
    g.engine.on(Prompted{"sim1", submit.attempt}, g.now);
    submit = all<Submit>(g.engine.on(SendAccepted{"sim1", submit.attempt, reference}, g.now)).at(0);
  }
  g.engine.on(Prompted{"sim1", submit.attempt}, g.now);
  g.engine.on(SendAccepted{"sim1", submit.attempt, 9}, g.now);
  const auto t = g.store->find(TicketId{100001});
  CHECK(t->forwarded_at == g.now);
  CHECK(t->due_at.has_value());
}

TEST_CASE("a forward that is lost escalates at once", "[pipeline]") {
  Gateway g;
  auto submit = all<Submit>(g.text("LAPOR JALAN lubang besar"))[0];
  g.engine.on(Prompted{"sim1", submit.attempt}, g.now);
  submit = all<Submit>(g.engine.on(SendAccepted{"sim1", submit.attempt, 1}, g.now)).at(0);
  REQUIRE(submit.to == test::bmck_operator);
  g.engine.on(Prompted{"sim1", submit.attempt}, g.now);
  g.engine.on(SendRefused{"sim1", submit.attempt, {delivery::Table::cms, 1}, ""},
              g.now);  // unassigned number
  CHECK(g.engine.next_wakeup(g.now) <= g.now);
  g.engine.tick(g.now);
  CHECK(g.store->find(TicketId{100001})->level == 1);
}

TEST_CASE("a person who asked for it is erased by the transaction in which it is due", "[pipeline]") {
  Gateway g;
  g.store->begin();
  const auto person = g.store->person(sms::read_address(citizen, "ID"));
  g.store->set_erasure_requested(person, g.now + 1h);
  g.store->commit();
  REQUIRE(g.engine.next_wakeup(g.now) <= g.now + 1h);
  g.now += 1h;
  g.engine.tick(g.now);
  g.store->begin();
  CHECK(g.store->address(person).text.empty());
  CHECK_FALSE(g.store->erasure_requested(person));
  g.store->rollback();
}

TEST_CASE("a scorecard that is complete is sent by the transaction that counted it", "[pipeline]") {
  Gateway g;
  g.store->begin();
  ScorecardRequest request;
  request.agency = "BMCK";
  request.to = g.store->person(sms::read_address(test::bmck_operator, "ID"));
  request.from = g.now - 24h, request.until = g.now;
  request.answers = g.store->add_inbound({request.to, "sim1", "REKAP", 1, false, g.now});
  g.store->add_scorecard_request(request);
  g.store->commit();
  const auto sent = all<Submit>(g.engine.tick(g.now));
  REQUIRE(sent.size() == 1);
  CHECK(sent[0].to == test::bmck_operator);
}

TEST_CASE("a forward is composed before messages are scheduled, so it goes at once", "[pipeline]") {
  Gateway g;
  const auto answer = all<Submit>(g.text("LAPOR JALAN lubang besar")).at(0);
  g.engine.on(Prompted{"sim1", answer.attempt}, g.now);
  const auto next = all<Submit>(g.engine.on(SendAccepted{"sim1", answer.attempt, 1}, g.now));
  REQUIRE(next.size() == 1);
  CHECK(next[0].to == test::bmck_operator);
}

TEST_CASE("a forward that scheduling gives up concerns its ticket in the same transaction", "[pipeline]") {
  Gateway g;
  const auto answer = all<Submit>(g.text("LAPOR JALAN lubang besar")).at(0);
  g.store->begin();
  auto forward = g.store->message(OutboundId{2});
  REQUIRE(forward.purpose == Purpose::forward);
  forward.segments = forward.next_segment = 2;  // its text has one
  forward.modem = "sim1";
  g.store->update(forward);
  g.store->commit();
  g.engine.on(Prompted{"sim1", answer.attempt}, g.now);
  g.engine.on(SendAccepted{"sim1", answer.attempt, 1}, g.now);
  const auto record = g.store->events(TicketId{100001});
  CHECK(std::any_of(record.begin(), record.end(),
                    [](const auto& e) { return e.is(RecordKind::agency_unreachable); }));
  CHECK(g.engine.next_wakeup(g.now) <= g.now);  // its superiors are told by the next transaction
}

TEST_CASE("the next wake-up is the next timer that the transaction left", "[pipeline]") {
  Gateway g;
  auto submit = all<Submit>(g.text("LAPOR JALAN lubang besar")).at(0);
  while (submit.to != test::bmck_operator) {
    g.engine.on(Prompted{"sim1", submit.attempt}, g.now);
    submit = all<Submit>(g.engine.on(SendAccepted{"sim1", submit.attempt, 1}, g.now)).at(0);
  }
  g.engine.on(Prompted{"sim1", submit.attempt}, g.now);
  g.engine.on(SendAccepted{"sim1", submit.attempt, 2}, g.now);
  g.engine.tick(g.now);  // what the start left to be computed
  const auto timer = g.store->find(TicketId{100001})->next_timer_at;
  REQUIRE(timer.has_value());
  const auto next = g.engine.next_wakeup(g.now);
  REQUIRE(next.has_value());
  CHECK(*next > g.now);
  CHECK(*next <= *timer);
}

TEST_CASE("a transaction that fails leaves nothing, and may be told again", "[pipeline]") {
  Gateway g;
  g.store->begin();  // the engine's own begin fails now
  CHECK_THROWS(g.text("LAPOR JALAN lubang besar"));
  g.store->rollback();
  CHECK(all<Submit>(g.text("LAPOR JALAN lubang besar")).size() == 1);
}
