#include "open_store.hpp"

namespace lapor::store {
namespace {

using engine::Outcome;

struct Tries : OpenStore {
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
  Tries opened;
  auto a = opened.begun("sim1");
  CHECK_FALSE(opened->attempt(a.id).outcome);
  CHECK(opened->attempt(a.id).segment == 1);
  a.release_recorded_at = noon + 1s;
  a.ended = noon + 2s;
  a.outcome = Outcome::accepted;
  a.message_reference = 255;
  a.error = "late";
  a.tp_status = 48;
  a.status_report_at = noon + 3s;
  opened->update(a);
  const auto read = opened->attempt(a.id);
  CHECK(read.message == opened.text);
  CHECK(read.to == opened.to);
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
  Tries opened;
  const auto unanswered = [&](Duration since) { return opened->unanswered_sends("sim1", noon + since); };
  CHECK(unanswered(0ms).sends == 0);
  CHECK_FALSE(unanswered(0ms).last_reference);
  opened.ended("sim1", Outcome::in_doubt, 1s);
  auto answered = opened.ended("sim1", Outcome::accepted, 2s);
  answered.message_reference = 255;
  opened->update(answered);
  CHECK(unanswered(0ms).sends == 0);
  CHECK(unanswered(0ms).last_reference == 255U);
  opened.ended("sim1", Outcome::in_doubt, 3s);
  opened.ended("sim1", Outcome::refused, 4s);
  opened.ended("sim1", Outcome::not_sent, 5s);
  opened.ended("sim2", Outcome::in_doubt, 6s);
  opened.begun("sim1", 7s);  // nothing has left yet
  auto left = opened.begun("sim1", 8s);
  left.release_recorded_at = noon + 9s;
  opened->update(left);
  CHECK(unanswered(0ms).sends == 2);
  CHECK(unanswered(0ms).last_left == noon + 9s);
  CHECK(unanswered(8s).sends == 1);
  CHECK(unanswered(9s).sends == 0);
  CHECK(unanswered(9s).last_reference == 255U);
}

TEST_CASE("every outcome has a place in the table") {
  Tries opened;
  for (const auto outcome : {Outcome::accepted, Outcome::refused, Outcome::not_sent, Outcome::in_doubt})
    CHECK(opened->attempt(opened.ended("sim1", outcome).id).outcome == outcome);
}

TEST_CASE("what a modem said when it refused is kept as table and number") {
  Tries opened;
  auto a = opened.begun("sim1");
  a.refusal = delivery::Refusal{delivery::Table::cms, 38};
  a.outcome = Outcome::refused;
  a.ended = noon;
  opened->update(a);
  CHECK(opened->attempt(a.id).refusal == a.refusal);
  CHECK_FALSE(opened->attempt(opened.begun("sim1", 1s).id).refusal);
}

TEST_CASE("attempts without an outcome are found at start") {
  Tries opened;
  opened.ended("sim1", Outcome::refused);
  const auto b = opened.begun("sim2", 1min);
  const auto open = opened->open_attempts();
  REQUIRE(open.size() == 1);
  CHECK(open[0].id == b.id);
}

TEST_CASE("a receipt may belong to what was accepted or may have left, the newest first") {
  Tries opened;
  const auto old = opened.ended("sim1", Outcome::accepted, -2h);
  const auto accepted = opened.ended("sim1", Outcome::accepted);
  const auto doubted = opened.ended("sim1", Outcome::in_doubt, 1s);
  opened.ended("sim1", Outcome::refused, 2s);
  opened.ended("sim1", Outcome::not_sent, 3s);
  opened.ended("sim2", Outcome::accepted, 4s);
  auto leaving = opened.begun("sim1", 5s);
  leaving.release_recorded_at = noon + 6s;
  opened->update(leaving);
  opened.begun("sim1", 7s);
  const auto found = opened->status_report_candidates(opened.to, "sim1", noon - 1h);
  REQUIRE(found.size() == 3);
  CHECK((found[0].id == leaving.id && found[1].id == doubted.id && found[2].id == accepted.id));
  CHECK(opened->status_report_candidates(opened.to, "sim1", noon - 3h).back().id == old.id);
  CHECK(opened->status_report_candidates(opened.person(2), "sim1", noon - 3h).empty());
}

TEST_CASE("the sends around a lost result begin and end with a known reference") {
  Tries opened;
  const auto send = [&](Duration when, std::optional<unsigned> reference, const char* modem = "sim1") {
    auto a = opened.ended(modem, reference ? Outcome::accepted : Outcome::in_doubt, when);
    a.release_recorded_at = a.started + 1s;
    a.message_reference = reference;
    opened->update(a);
    return a;
  };
  send(0s, 6);
  const auto before = send(10s, 7);
  const auto first = send(20s, std::nullopt);
  send(21s, 40, "sim2");
  opened.ended("sim1", Outcome::not_sent, 25s);
  const auto last = send(30s, std::nullopt);
  const auto after = send(40s, 10);
  send(50s, 11);
  const auto found = opened->sends_around("sim1", first.started, last.started);
  REQUIRE(found.size() == 4);
  CHECK((found[0].id == before.id && found[1].id == first.id && found[2].id == last.id &&
         found[3].id == after.id));
  CHECK(opened->sends_around("sim3", first.started, last.started).empty());
  send(60s, std::nullopt);
  CHECK(opened->sends_around("sim1", noon + 60s, noon + 60s).size() == 2);
}

TEST_CASE("a SIM's quota counts what went or may have gone") {
  Tries opened;
  opened.ended("sim1", Outcome::accepted, -1h);
  opened.ended("sim1", Outcome::accepted);
  opened.ended("sim1", Outcome::in_doubt);
  opened.ended("sim1", Outcome::refused);
  opened.begun("sim1");
  opened.ended("sim2", Outcome::accepted);
  CHECK(opened->attempts_since("sim1", noon) == 2);
  CHECK(opened->attempts_since("sim1", noon - 2h) == 3);
  CHECK(opened->modem_counts("sim1").sent == 2);
  CHECK(opened->modem_counts("sim2").sent == 1);
}

TEST_CASE("an attempt that isn't there is a failure") {
  Tries opened;
  CHECK_THROWS_AS(opened->attempt(AttemptId{50}), StoreFailure);
}

}  // namespace lapor::store
