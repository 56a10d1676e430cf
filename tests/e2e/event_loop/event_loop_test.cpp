// lapord's loop on a real database whose disk fails: nothing is erased that isn't on disk, and work goes on
// by itself. Every phone number is fictitious.
#include "lapord/event_loop.hpp"

#include <algorithm>

#include "base/expect.hpp"
#include "config/config.hpp"
#include "control/asio.hpp"
#include "lapord/run.hpp"
#include "store/store.hpp"
#include "support/catch.hpp"
#include "support/caught_stderr.hpp"
#include "support/faulty_vfs.hpp"
#include "support/shipped.hpp"
#include "support/temp_dir.hpp"

using namespace lapor;
using namespace lapor::daemon;

namespace {

std::shared_ptr<const engine::Rules> rules() {
  const auto loaded = test::example_configuration();
  REQUIRE(loaded.config);
  return loaded.config->rules;
}

engine::SegmentReceived report(unsigned slot) {
  engine::SegmentReceived event;
  event.modem = "sim1";
  event.slot = {"SM", slot};
  event.segment.sender = "+628110000123";
  event.segment.service_centre_time = Instant{std::chrono::seconds(1'772'500'000 + slot)};
  event.segment.text = u"LAPOR JALAN berlubang nomor " + std::u16string(slot, u'x');
  return event;
}

struct World {
  explicit World(std::optional<Duration> lease = std::nullopt)
      : loop(
            io,
            [this](EventLoop::Opening opening) {
              ++tries;
              const bool first = opening == EventLoop::Opening::first;
              return store::make_store(path, {.check = first, .vfs = vfs.name(), .make = first});
            },
            rules(), log,
            [this](const engine::Effect& effect) {
              if (const auto* submit = std::get_if<engine::Submit>(&effect)) submitted = submit->attempt;
              if (std::holds_alternative<engine::ReleaseSubmit>(effect)) ++released;
              const auto* erase = std::get_if<engine::Erase>(&effect);
              if (!erase) return;
              erased.push_back(erase->slot.index);
              LAPOR_EXPECT(erase->slot.index != broken_slot);
            },
            [this](const engine::StoreFailure& why) { fatal = why.what(); },
            {{},
             std::chrono::seconds(1),
             std::chrono::milliseconds(10),
             Duration{0},
             [this] { return system_now() + ahead; },
             [this](Instant) { return network; },
             lease}) {
    loop.start();
  }
  std::int64_t open_tickets() { return loop.views().ticket_counts(system_now()).open; }
  /// Turns the loop until `holds`, or for at most 20 s.
  template <class Holds>
  bool turn_until(Holds holds) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!holds() && std::chrono::steady_clock::now() < end) {
      io.restart();
      io.run_one_for(std::chrono::milliseconds(200));
    }
    return holds();
  }

  Duration ahead{0};     ///< of the machine's clock
  bool network = false;  ///< it has set that clock
  test::TempDir dir;
  std::string path = (dir.path() / "lapord.db").string();
  test::FaultyVfs vfs;
  boost::asio::io_context io{1};
  Journal log{"test"};
  std::vector<unsigned> erased;
  AttemptId submitted{};
  int released = 0;
  std::string fatal;
  int tries = 0;             ///< to open the database
  unsigned broken_slot = 0;  ///< its erasure breaks a precondition
  EventLoop loop;
};

}  // namespace

TEST_CASE("a report on a good disk becomes a ticket, then its slot is erased", "[event_loop]") {
  World w;
  w.loop.post(report(1));
  CHECK(w.open_tickets() == 1);
  CHECK(w.erased == std::vector<unsigned>{1});
}

TEST_CASE("a text isn't released by a gateway that stood still after the commit", "[event_loop]") {
  const bool stands_still = GENERATE(false, true);
  // Half of such a lease is over as soon as the release is on disk.
  World w{stands_still ? Duration{0} : std::chrono::hours(1)};
  w.loop.post(engine::ModemUp{"sim1", {}});
  w.loop.post(report(1));
  REQUIRE(w.submitted.value != 0);
  w.loop.post(engine::Prompted{"sim1", w.submitted});
  CHECK(w.released == (stands_still ? 0 : 1));
  CHECK(w.fatal.empty() != stands_still);
  CHECK(w.loop.database_ok() != stands_still);
}

TEST_CASE("while the disk is full nothing is erased; when there is room again nothing is lost or doubled",
          "[event_loop]") {
  World w;
  w.vfs.fail(test::Fault::full, 1, true);
  w.loop.post(report(1));
  w.loop.post(report(2));
  CHECK(w.erased.empty());
  CHECK_FALSE(w.loop.database_ok());
  w.vfs.heal();
  REQUIRE(w.turn_until([&] { return w.loop.database_ok() && w.erased.size() == 2; }));
  CHECK(w.erased == std::vector<unsigned>{1, 2});
  CHECK(w.open_tickets() == 2);
  CHECK(w.fatal.empty());
}

TEST_CASE("where the database is gone when it is opened again no empty one takes its place", "[event_loop]") {
  World w;
  w.loop.post(report(1));
  const auto away = w.path + ".away";
  std::filesystem::rename(w.path, away);
  w.vfs.fail(test::Fault::write, 1, true);
  w.loop.post(report(2));
  CHECK_FALSE(w.loop.database_ok());
  w.vfs.heal();
  w.turn_until([&] { return w.loop.database_ok() || w.tries > 3; });
  CHECK_FALSE(w.loop.database_ok());
  CHECK_FALSE(std::filesystem::exists(w.path));
  std::filesystem::rename(away, w.path);
  REQUIRE(w.turn_until([&] { return w.loop.database_ok() && w.erased.size() == 2; }));
  CHECK(w.open_tickets() == 2);
}

TEST_CASE("a commit that may or may not have happened is told again and opens no second ticket",
          "[event_loop]") {
  for (int nth = 1; nth <= 3; ++nth) {
    World w;
    w.vfs.fail(test::Fault::sync, nth, false);
    for (unsigned slot = 1; slot <= 3; ++slot) w.loop.post(report(slot));
    REQUIRE(w.turn_until([&] { return w.loop.database_ok() && w.erased.size() == 3; }));
    CHECK(w.open_tickets() == 3);
  }
}

TEST_CASE("an operator's text is answered with its number, or with the reason", "[event_loop]") {
  World w;
  std::int64_t id = 0;
  w.loop.post(engine::SendRequested{"0811-0000-124", "halo", engine::Actor::operator_named("operator uid 0")},
              [&](const engine::Effects* effects) {
                for (const auto& effect : *effects)
                  if (const auto* queued = std::get_if<engine::MessageQueued>(&effect)) id = queued->id.value;
              });
  CHECK(id > 0);
  std::string reason;
  w.loop.post(engine::SendRequested{"TELKOMSEL", "halo", engine::Actor::operator_named("operator uid 0")},
              [&](const engine::Effects* effects) {
                for (const auto& effect : *effects)
                  if (const auto* refused = std::get_if<engine::OrderRefused>(&effect))
                    reason = refused->reason;
              });
  CHECK_FALSE(reason.empty());
}

TEST_CASE("what waits of a modem that went away is read again by its next worker, not from memory",
          "[event_loop]") {
  World w;
  w.vfs.fail(test::Fault::full, 1, true);
  w.loop.post(report(1));
  w.loop.post(engine::ModemDown{"sim1", "unplugged"});
  w.vfs.heal();
  REQUIRE(w.turn_until([&] { return w.loop.database_ok(); }));
  CHECK(w.erased.empty());
  CHECK(w.open_tickets() == 0);
  w.loop.post(report(1));
  CHECK(w.erased == std::vector<unsigned>{1});
  CHECK(w.open_tickets() == 1);
}

TEST_CASE("a slot that is told of again and again on a full disk is taken once", "[event_loop]") {
  World w;
  w.vfs.fail(test::Fault::full, 1, true);
  for (int n = 0; n < 5; ++n) w.loop.post(report(1));
  w.vfs.heal();
  REQUIRE(w.turn_until([&] { return w.loop.database_ok() && !w.erased.empty(); }));
  CHECK(w.erased == std::vector<unsigned>{1});
}

TEST_CASE("with a clock behind the last record time goes on from there, and nothing is due twice",
          "[event_loop]") {
  test::TempDir dir;
  const auto path = (dir.path() / "lapord.db").string();
  const auto ahead = system_now() + std::chrono::hours(24 * 400);
  {
    auto store = store::make_store(path);
    store->begin();
    engine::Ticket t;
    t.reporter = store->person({"+628110000123", sms::AddressKind::mobile, "ID"});
    t.text = "jalan rusak";
    t.created = ahead;
    store->add_ticket(t);
    store->commit();
  }
  boost::asio::io_context io{1};
  const Journal log{"test", Journal::Kind::silent};
  EventLoop loop(
      io, [&](EventLoop::Opening) { return store::make_store(path); }, rules(), log,
      [](const engine::Effect&) {}, [](const engine::StoreFailure&) {}, {});
  loop.start();
  CHECK(loop.time() >= ahead);
  CHECK(loop.time() < ahead + std::chrono::minutes(1));
}

TEST_CASE(
    "a precondition that is broken while effects are carried out ends neither the others nor the gateway",
    "[event_loop]") {
  World w;
  w.broken_slot = 1;
  w.loop.post(report(1));
  w.loop.post(report(2));
  CHECK(w.erased == std::vector<unsigned>{1, 2});
  CHECK(w.open_tickets() == 2);
  CHECK(w.loop.database_ok());
}

TEST_CASE("whoever waits for an event may break a precondition, and the next event is worked on",
          "[event_loop]") {
  World w;
  w.loop.post(report(1), [](const engine::Effects*) { LAPOR_EXPECT(false); });
  w.loop.post(report(2));
  CHECK(w.open_tickets() == 2);
}

TEST_CASE("whoever waits for an event may throw, and the next event is worked on", "[event_loop]") {
  World w;
  w.loop.post(report(1), [](const engine::Effects*) { throw std::runtime_error("no memory"); });
  w.loop.post(report(2));
  CHECK(w.open_tickets() == 2);
  CHECK(w.erased == std::vector<unsigned>{1, 2});
}

TEST_CASE("a handler that breaks a precondition is logged, and those behind it run", "[event_loop]") {
  boost::asio::io_context io{1};
  bool ran = false;
  boost::asio::post(io, [] { LAPOR_EXPECT(1 + 1 == 3); });
  boost::asio::post(io, [&] { ran = true; });
  test::TempDir dir;
  {
    const test::CaughtStderr caught(dir.path() / "log");
    run_handlers(io, Journal("test", Journal::Kind::plain));
  }
  CHECK(ran);
  const auto log = test::all_of(dir.path() / "log");
  CHECK(log.find("precondition-broken") != std::string::npos);
  CHECK(log.find("1 + 1 == 3 at event_loop_test.cpp") != std::string::npos);
}

TEST_CASE("an exception that is no broken precondition comes out, so that systemd starts lapord anew",
          "[event_loop]") {
  boost::asio::io_context io{1};
  boost::asio::post(io, [] { throw std::runtime_error("no memory"); });
  CHECK_THROWS_AS(run_handlers(io, Journal("test", Journal::Kind::silent)), std::runtime_error);
}

TEST_CASE("a clock that leaps ahead isn't followed until an operator vouches for it, who is told",
          "[event_loop]") {
  World w;
  w.loop.post(report(1));
  w.ahead = std::chrono::hours(24 * 20);
  w.loop.post(report(2));
  CHECK(w.loop.clock_doubted());
  w.loop.adopt_rules(rules());  // a tick is due
  const auto told = [&] {
    engine::MessageQuery out;
    out.in = false;
    for (const auto& text : w.loop.views().messages(out))
      if (text.text.find("melompat maju 480 jam") != std::string::npos) return true;
    return false;
  };
  CHECK(w.turn_until(told));
  for (const auto& ticket : w.loop.views().tickets({}))
    CHECK(ticket.created < system_now() + std::chrono::hours(1));
  CHECK(w.loop.time() < system_now() + std::chrono::hours(1));

  CHECK(w.loop.confirm_clock());
  CHECK(w.loop.time() > system_now() + std::chrono::hours(24 * 19));
  CHECK_FALSE(w.loop.clock_doubted());
  CHECK_FALSE(w.loop.confirm_clock());
}

TEST_CASE("a clock that leaps ahead is followed at once when the network has set it", "[event_loop]") {
  World w;
  w.network = true;
  w.ahead = std::chrono::hours(24 * 20);
  CHECK(w.loop.time() > system_now() + std::chrono::hours(24 * 19));
  CHECK_FALSE(w.loop.clock_doubted());
}
