#include <array>
#include <random>

#include "open_store.hpp"

namespace lapor::store {
namespace {

std::vector<TicketId> serials(const std::vector<engine::Ticket>& tickets) {
  std::vector<TicketId> out;
  for (const auto& t : tickets) out.push_back(t.id);
  return out;
}

using Serials = std::vector<TicketId>;

}  // namespace

TEST_CASE("serials start at 100001 and are never given twice") {
  OpenStore opened;
  const auto reporter = opened.person();
  CHECK(opened->add_ticket(opened.ticket(reporter)) == TicketId{100001});
  CHECK(opened->add_ticket(opened.ticket(reporter)) == TicketId{100002});
  opened->connection().query("DELETE FROM ticket WHERE serial = 100002").run();
  CHECK(opened->add_ticket(opened.ticket(reporter)) == TicketId{100003});
}

TEST_CASE("a ticket comes back with all its fields, empty or full") {
  OpenStore opened;
  auto bare = opened.added(opened.ticket(opened.person()));
  const auto read = opened->ticket(bare.id);
  REQUIRE(read);
  CHECK(read->state == ticket::State::forwarded);
  CHECK_FALSE((read->forwarded_at || read->due_at || read->closed_at || read->next_timer_at || read->rating));
  CHECK(read->text == bare.text);
  CHECK(read->created == noon);

  engine::Ticket t = bare;
  t.state = ticket::State::need_info;
  t.type = ticket::RequestType::question;
  t.category = "AIR";
  t.area = "33.16";
  t.agency = "PDAM";
  t.service_class = ticket::ServiceClass::information;
  t.urgent = t.confidential = t.anonymous = true;
  t.channel = ticket::Channel::hotline;
  t.text = "lain";
  t.forwarded_at = noon + 1s;
  t.first_response_at = noon + 2s;
  t.due_at = noon + 3s;
  t.closed_at = noon + 4s;
  t.level = 3;
  t.escalation_clock_start = noon + 5s;
  t.next_timer_at = noon + 6s;
  t.resolution_due = noon + 7s;
  t.transfers = 1;
  t.reopens = 2;
  t.rating = 5;
  t.state_before_question = ticket::State::in_progress;
  opened->update_ticket(t);
  const auto full = opened->ticket(t.id);
  REQUIRE(full);
  CHECK(full->state == t.state);
  CHECK(full->state_before_question == t.state_before_question);
  CHECK(std::string(name(full->type)) + full->category + full->area + full->agency +
            std::string(name(full->service_class)) + std::string(name(full->channel)) + full->text ==
        "TANYAAIR33.16PDAMinformationhotlinelain");
  CHECK((full->urgent && full->confidential && full->anonymous));
  CHECK(full->forwarded_at == t.forwarded_at);
  CHECK(full->first_response_at == t.first_response_at);
  CHECK(full->due_at == t.due_at);
  CHECK(full->closed_at == t.closed_at);
  CHECK(full->escalation_clock_start == t.escalation_clock_start);
  CHECK(full->next_timer_at == t.next_timer_at);
  CHECK(full->resolution_due == t.resolution_due);
  CHECK(full->level == 3);
  CHECK(full->transfers == 1);
  CHECK(full->reopens == 2);
  CHECK(full->rating == 5U);
  CHECK(full->reporter == bare.reporter);
}

TEST_CASE("who follows a ticket finds it among their own, newest first") {
  OpenStore opened;
  const auto sari = opened.person(1), budi = opened.person(2);
  const auto first = opened.added(opened.ticket(sari)), second = opened.added(opened.ticket(budi)),
             third = opened.added(opened.ticket(sari));
  opened->add_follower(second.id, sari);
  opened->add_follower(second.id, sari);
  CHECK(opened->followers(second.id) == std::vector{sari});
  CHECK(serials(opened->open_of_reporter(sari, 10)) == Serials{third.id, second.id, first.id});
  CHECK(serials(opened->open_of_reporter(sari, 2)) == Serials{third.id, second.id});
  CHECK(serials(opened->in_states_of_reporter(sari, std::array{ticket::State::forwarded}, 10)).size() == 3);
  CHECK(serials(opened->open_of_reporter(budi, 10)) == Serials{second.id});
}

TEST_CASE("every state of a ticket has a place in the table") {
  OpenStore opened;
  auto t = opened.added(opened.ticket(opened.person()));
  for (int s = 0; s <= static_cast<int>(ticket::State::cancelled); ++s) {
    t.state = static_cast<ticket::State>(s);
    opened->update_ticket(t);
    CHECK(opened->ticket(t.id)->state == t.state);
    CHECK(opened->ticket_counts(noon).open == (ticket::is_open(t.state) ? 1 : 0));
  }
}

TEST_CASE("a ticket that isn't there is nothing to read and a failure to change") {
  OpenStore opened;
  CHECK_FALSE(opened->ticket(TicketId{100001}));
  auto t = opened.ticket(opened.person());
  t.id = TicketId{100001};
  CHECK_THROWS_AS(opened->update_ticket(t), StoreFailure);
}

TEST_CASE("events of a ticket can be added and never changed or removed", "[sqlite]") {
  OpenStore opened;
  const auto t = opened.added(opened.ticket(opened.person()));
  opened->record({t.id, noon, "opened", engine::Actor::citizen(), "LAPOR"});
  opened->record({t.id, noon + 1s, "forwarded", engine::Actor::gateway(), ""});
  CHECK_THROWS_AS(opened->database_file().exec("UPDATE event SET detail = 'x'"), StoreFailure);
  CHECK_THROWS_AS(opened->database_file().exec("DELETE FROM event"), StoreFailure);
  const auto events = opened->events(t.id);
  REQUIRE(events.size() == 2);
  CHECK(events[0].kind == "opened");
  CHECK(events[0].detail == "LAPOR");
  CHECK(events[1].at == noon + 1s);
  CHECK(events[1].actor == engine::Actor::gateway());
}

TEST_CASE("a reporter's open tickets come newest first, others' never") {
  OpenStore opened;
  const auto me = opened.person(1);
  const auto a = opened.added(opened.ticket(me)),
             b = opened.added(opened.ticket(me, ticket::State::resolved));
  opened.added(opened.ticket(me, ticket::State::closed));
  opened.added(opened.ticket(opened.person(2)));
  CHECK(serials(opened->open_of_reporter(me, 10)) == Serials{b.id, a.id});
  CHECK(serials(opened->open_of_reporter(me, 1)) == Serials{b.id});
  CHECK(serials(opened->in_states_of_reporter(me, std::array{ticket::State::resolved}, 10)) == Serials{b.id});
}

TEST_CASE("a reporter's tickets in several states come state by state, each as many as wanted") {
  using ticket::State;
  OpenStore opened;
  const auto me = opened.person(1);
  const auto add = [&](State state, PersonId reporter) {
    return opened.added(opened.ticket(reporter, state)).id;
  };
  const auto closed = add(State::closed, me), resolved = add(State::resolved, me);
  add(State::forwarded, me);
  const auto followed = add(State::resolved, opened.person(2)), newer = add(State::closed, me);
  opened->add_follower(followed, me);
  const std::array both{State::resolved, State::closed};
  CHECK(serials(opened->in_states_of_reporter(me, both, 10)) == Serials{followed, resolved, newer, closed});
  CHECK(serials(opened->in_states_of_reporter(me, both, 1)) == Serials{followed, newer});
}

TEST_CASE("an agency's unanswered tickets come most overdue first, those without a deadline last") {
  OpenStore opened;
  const auto add = [&](ticket::State state, const std::string& agency, std::optional<Instant> due,
                       bool forwarded = true) {
    auto t = opened.ticket(opened.person(), state, agency);
    if (forwarded) t.forwarded_at = noon;
    t.due_at = due;
    return opened.added(t).id;
  };
  const auto none = add(ticket::State::forwarded, "BMCK", std::nullopt);
  const auto late = add(ticket::State::forwarded, "BMCK", noon + 2h);
  const auto early = add(ticket::State::forwarded, "BMCK", noon + 1h);
  add(ticket::State::forwarded, "BMCK", noon, false);  // not sent yet
  add(ticket::State::accepted, "BMCK", noon);
  add(ticket::State::forwarded, "PDAM", noon);
  add(ticket::State::closed, "BMCK", noon);
  CHECK(serials(opened->unanswered("BMCK", 10)) == Serials{early, late, none});
  CHECK(serials(opened->unanswered("BMCK", 1)) == Serials{early});
  CHECK(opened->count_unanswered("BMCK") == 3);
  CHECK(opened->count_unanswered("NONE") == 0);
}

TEST_CASE("how many wait for an agency's answer is right after any moves") {
  OpenStore opened;
  std::mt19937 dice(11);
  const auto roll = [&](unsigned n) { return dice() % n; };
  constexpr std::array states{ticket::State::fresh,    ticket::State::verifying, ticket::State::forwarded,
                              ticket::State::accepted, ticket::State::resolved,  ticket::State::closed};
  const std::array<std::string, 3> agencies{"BMCK", "PDAM", ""};
  std::vector<engine::Ticket> tickets;
  for (int i = 0; i < 20; ++i)
    tickets.push_back(opened.added(opened.ticket(opened.person(), states[roll(6)], agencies[roll(3)])));
  for (int i = 0; i < 500; ++i) {
    auto& t = tickets[roll(20)];
    t.state = states[roll(6)];
    t.agency = agencies[roll(3)];
    t.forwarded_at = roll(3) > 0 ? std::optional(noon) : std::nullopt;
    opened->update_ticket(t);
  }
  for (const auto& agency : agencies)
    CHECK(opened->count_unanswered(agency) == opened->unanswered(agency, 100).size());
  CHECK(opened->count_unanswered("BMCK") > 0);
}

TEST_CASE("tickets are woken when their time has come, the earliest first") {
  OpenStore opened;
  const auto add = [&](std::optional<Instant> wake) {
    auto t = opened.ticket(opened.person());
    t.next_timer_at = wake;
    return opened.added(t).id;
  };
  const auto second = add(noon), first = add(noon - 1s);
  add(noon + 1ms);
  add(std::nullopt);
  CHECK(serials(opened->with_timer_due(noon, 10)) == Serials{first, second});
  CHECK(serials(opened->with_timer_due(noon, 1)) == Serials{first});
  CHECK(opened->next_timers({}).ticket == noon - 1s);
}

}  // namespace lapor::store
