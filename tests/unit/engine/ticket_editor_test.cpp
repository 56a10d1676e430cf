#include "engine/tickets/ticket_editor.hpp"

#include "unit/engine/room.hpp"

using namespace lapor;
using namespace lapor::engine;
using ticket::Act;
using ticket::State;
using Kinds = std::vector<std::string>;

TEST_CASE("a new ticket goes to the owner of its category, recorded and forwarded", "[editor]") {
  Room room;
  const auto t = room.opened();
  CHECK(t.agency == "BMCK");
  CHECK(t.state == State::forwarded);
  CHECK(room.stored(t.id) == t);
  CHECK(room.record_of(t.id) == Kinds{"opened", "route"});
  CHECK(room.pending(test::bmck_operator) == Kinds{"forward 0"});
}

TEST_CASE("what nobody owns waits with the coordinator", "[editor]") {
  Room room;
  Ticket t;
  t.reporter = room.person();
  t.text = "harga beras naik";
  t = TicketEditor::open(room.tx, std::move(t), Actor::citizen());
  CHECK(t.agency == "KOMINFO");
  CHECK(t.state == State::verifying);
}

TEST_CASE("an act that the table forbids changes nothing and is logged", "[editor]") {
  Room room;
  const auto t = room.forwarded();
  TicketEditor edit(room.tx, t);
  room.effects.clear();
  CHECK_FALSE(edit.apply(Act::confirm, Actor::citizen(), ""));
  CHECK(edit.ticket() == t);
  REQUIRE(room.effects.size() == 1);
  CHECK(std::get<log::Record>(room.effects.front()).event == "move-refused");
}

TEST_CASE("nothing is stored before save, and nothing when nothing changed", "[editor]") {
  Room room;
  const auto t = room.forwarded();
  {
    TicketEditor edit(room.tx, t);
    edit.apply(Act::accept, Actor::agency("BMCK"), "");
  }
  CHECK(room.stored(t.id).state == State::forwarded);
}

TEST_CASE("the clocks start when a modem accepted the forward", "[editor]") {
  Room room;
  const auto t = room.opened();
  CHECK_FALSE(t.due_at);
  room.wait(30min);
  TicketEditor edit(room.tx, t);
  edit.forward_sent();
  edit.save();
  CHECK(edit->forwarded_at == tuesday + 30min);
  CHECK(edit->due_at == tuesday + 30min + 24h);
  CHECK(room.assignment(t).forwarded == tuesday + 30min);
}

TEST_CASE("an answer ends the escalation and withdraws what superiors were to hear", "[editor]") {
  Room room;
  TicketEditor edit(room.tx, room.forwarded());
  edit.escalate();
  edit.escalate();
  edit.save();
  CHECK(edit->level == 2);
  CHECK(room.pending(test::bmck_secretary) == Kinds{"climb 2"});
  edit.apply(Act::accept, Actor::agency("BMCK"), "");
  edit.agency_answered();
  edit.save();
  CHECK_FALSE(edit->escalation_clock_start);
  CHECK(edit->first_response_at == tuesday);
  CHECK(room.pending(test::bmck_secretary).empty());
}

TEST_CASE("an operator's question is no answer of the agency", "[editor]") {
  Room room;
  TicketEditor edit(room.tx, room.forwarded());
  edit.apply(Act::ask, Actor::operator_named("operator uid 0"), "di mana?");
  edit.pause_escalation();
  edit.save();
  CHECK(edit->state == State::need_info);
  CHECK_FALSE(edit->first_response_at);
  CHECK_FALSE(room.assignment(edit.ticket()).first_response);
}

TEST_CASE("an operator whose name begins like an agency is no agency", "[editor]") {
  Room room;
  TicketEditor edit(room.tx, room.forwarded());
  edit.apply(Act::accept, Actor::operator_named("agency office, desk 3"), "");
  edit.save();
  CHECK_FALSE(room.assignment(edit.ticket()).first_response);
}

TEST_CASE("the citizen's answer leads back to the state before the question", "[editor]") {
  Room room;
  TicketEditor edit(room.tx, room.forwarded());
  edit.apply(Act::accept, Actor::agency("BMCK"), "");
  edit.apply(Act::ask, Actor::agency("BMCK"), "di mana?");
  CHECK(edit->state == State::need_info);
  edit.apply(Act::inform, Actor::citizen(), "dekat masjid");
  CHECK(edit->state == State::accepted);
}

TEST_CASE("with another agency a ticket begins anew", "[editor]") {
  Room room;
  TicketEditor edit(room.tx, room.forwarded());
  edit.escalate();
  edit.apply(Act::transfer, Actor::agency("BMCK"), "to DISHUB");
  edit.agency_answered();
  edit.reassign("DISHUB", ReassignReason::transfer);
  edit.save();
  CHECK(edit->level == 0);
  CHECK(edit->transfers == 1);
  CHECK_FALSE(edit->forwarded_at);
  CHECK(room.store->assignment(edit->id, "BMCK")->ending == scorecard::Ending::transferred);
  CHECK(room.pending(test::dishub_operator) == Kinds{"forward 1"});
  CHECK(room.pending(test::bmck_operator).empty());
}

TEST_CASE("a ticket given back waits with the coordinator, who is told why", "[editor]") {
  Room room;
  TicketEditor edit(room.tx, room.forwarded());
  edit.apply(Act::refuse, Actor::agency("BMCK"), "WENANG jalan nasional");
  edit.return_to_coordinator("TOLAK WENANG jalan nasional, hubungi 0811-0000-555");
  edit.save();
  CHECK(edit->agency == "KOMINFO");
  CHECK(edit->return_reason.starts_with("BMCK: TOLAK WENANG jalan nasional"));
  CHECK(edit->return_reason.find("0811") == std::string::npos);
}

TEST_CASE("closing withdraws what was still to be told", "[editor]") {
  Room room;
  TicketEditor edit(room.tx, room.opened());
  edit.apply(Act::cancel, Actor::citizen(), "");
  edit.save();
  CHECK(edit->closed_at == tuesday);
  CHECK_FALSE(edit->next_timer_at);
  CHECK(room.pending(test::bmck_operator).empty());
}

TEST_CASE("no phone number gets into a record", "[editor]") {
  Room room;
  const auto t = room.forwarded();
  TicketEditor edit(room.tx, t);
  edit.record(RecordKind::note, Actor::operator_named("operator uid 0"), "hubungi 0811-0000-555 segera");
  CHECK(room.store->events(t.id).back().detail.find("0811") == std::string::npos);
}

TEST_CASE("deadlines are computed again only where a rule or a clock changed them", "[editor]") {
  Room room;
  const auto t = room.forwarded();
  TicketEditor same(room.tx, t);
  CHECK_FALSE(same.recompute_deadlines());
  room.rules->deadlines.first_response = {48h, 0};
  TicketEditor edit(room.tx, t);
  CHECK(edit.recompute_deadlines());
  edit.save();
  CHECK(room.stored(t.id).due_at == tuesday + 48h);
  CHECK(room.assignment(t).response_due == tuesday + 48h);
}
