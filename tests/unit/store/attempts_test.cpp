#include "world.hpp"

namespace lapor::store {
namespace {

using engine::Outcome;

struct Tries : Room {
  PersonId to = person(1);
  OutboundId text = queued(to);

  engine::Attempt begun(const std::string& modem, Duration when = 0ms) {
    engine::Attempt a;
    a.message = text;
    a.to = to;
    a.modem = modem;
    a.started = noon + when;
    a.id = store->add_attempt(a);
    return a;
  }
  engine::Attempt ended(const std::string& modem, Outcome outcome, Duration when = 0ms) {
    auto a = begun(modem, when);
    a.outcome = outcome;
    a.ended = a.started + 2s;
    store->update(a);
    return a;
  }
};

}  // namespace

TEST_CASE("an attempt comes back with all its fields") {
  Tries room;
  auto a = room.begun("sim1");
  CHECK_FALSE(room->attempt(a.id).outcome);
  CHECK(room->attempt(a.id).segment == 1);
  a.release_recorded_at = noon + 1s;
  a.ended = noon + 2s;
  a.outcome = Outcome::accepted;
  a.message_reference = 255;
  a.error = "late";
  a.tp_status = 48;
  a.status_report_at = noon + 3s;
  room->update(a);
  const auto read = room->attempt(a.id);
  CHECK(read.message == room.text);
  CHECK(read.to == room.to);
  CHECK(read.modem == "sim1");
  CHECK(read.started == noon);
  CHECK(read.release_recorded_at == a.release_recorded_at);
  CHECK(read.ended == a.ended);
  CHECK(read.outcome == Outcome::accepted);
  CHECK(read.message_reference == 255U);
  CHECK(read.error == "late");
  CHECK(read.tp_status == 48U);
  CHECK(read.status_report_at == a.status_report_at);
}

TEST_CASE("sends without an answer are counted since the last answer, and not for ever") {
  Tries room;
  const auto unanswered = [&](Duration since) { return room->unanswered_sends("sim1", noon + since); };
  CHECK(unanswered(0ms).sends == 0);
  CHECK_FALSE(unanswered(0ms).last_reference);
  room.ended("sim1", Outcome::in_doubt, 1s);
  auto answered = room.ended("sim1", Outcome::accepted, 2s);
  answered.message_reference = 255;
  room->update(answered);
  CHECK(unanswered(0ms).sends == 0);
  CHECK(unanswered(0ms).last_reference == 255U);
  room.ended("sim1", Outcome::in_doubt, 3s);
  room.ended("sim1", Outcome::refused, 4s);
  room.ended("sim1", Outcome::not_sent, 5s);
  room.ended("sim2", Outcome::in_doubt, 6s);
  room.begun("sim1", 7s);  // nothing has left yet
  auto left = room.begun("sim1", 8s);
  left.release_recorded_at = noon + 9s;
  room->update(left);
  CHECK(unanswered(0ms).sends == 2);
  CHECK(unanswered(0ms).last_left == noon + 9s);
  CHECK(unanswered(8s).sends == 1);
  CHECK(unanswered(9s).sends == 0);
  CHECK(unanswered(9s).last_reference == 255U);
}

TEST_CASE("every outcome has a place in the table") {
  Tries room;
  for (const auto outcome : {Outcome::accepted, Outcome::refused, Outcome::not_sent, Outcome::in_doubt})
    CHECK(room->attempt(room.ended("sim1", outcome).id).outcome == outcome);
}

TEST_CASE("what a modem said when it refused is kept as table and number") {
  Tries room;
  auto a = room.begun("sim1");
  a.refusal = delivery::Refusal{delivery::Table::cms, 38};
  a.outcome = Outcome::refused;
  a.ended = noon;
  room->update(a);
  CHECK(room->attempt(a.id).refusal == a.refusal);
  CHECK_FALSE(room->attempt(room.begun("sim1", 1s).id).refusal);
}

TEST_CASE("attempts without an outcome are found at start") {
  Tries room;
  room.ended("sim1", Outcome::refused);
  const auto b = room.begun("sim2", 1min);
  const auto open = room->open_attempts();
  REQUIRE(open.size() == 1);
  CHECK(open[0].id == b.id);
}

TEST_CASE("a receipt may belong to what was accepted or may have left, the newest first") {
  Tries room;
  const auto old = room.ended("sim1", Outcome::accepted, -2h);
  const auto accepted = room.ended("sim1", Outcome::accepted);
  const auto doubted = room.ended("sim1", Outcome::in_doubt, 1s);
  room.ended("sim1", Outcome::refused, 2s);
  room.ended("sim1", Outcome::not_sent, 3s);
  room.ended("sim2", Outcome::accepted, 4s);
  auto leaving = room.begun("sim1", 5s);
  leaving.release_recorded_at = noon + 6s;
  room->update(leaving);
  room.begun("sim1", 7s);
  const auto found = room->status_report_candidates(room.to, "sim1", noon - 1h);
  REQUIRE(found.size() == 3);
  CHECK((found[0].id == leaving.id && found[1].id == doubted.id && found[2].id == accepted.id));
  CHECK(room->status_report_candidates(room.to, "sim1", noon - 3h).back().id == old.id);
  CHECK(room->status_report_candidates(room.person(2), "sim1", noon - 3h).empty());
}

TEST_CASE("a SIM's quota counts what went or may have gone") {
  Tries room;
  room.ended("sim1", Outcome::accepted, -1h);
  room.ended("sim1", Outcome::accepted);
  room.ended("sim1", Outcome::in_doubt);
  room.ended("sim1", Outcome::refused);
  room.begun("sim1");
  room.ended("sim2", Outcome::accepted);
  CHECK(room->attempts_since("sim1", noon) == 2);
  CHECK(room->attempts_since("sim1", noon - 2h) == 3);
  CHECK(room->modem_counts("sim1").sent == 2);
  CHECK(room->modem_counts("sim2").sent == 1);
}

TEST_CASE("an attempt that isn't there is a failure") {
  Tries room;
  CHECK_THROWS_AS(room->attempt(AttemptId{50}), StoreFailure);
}

}  // namespace lapor::store
