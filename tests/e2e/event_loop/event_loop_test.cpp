// lapord's loop on a real database whose disk fails: nothing is erased that isn't on disk, and work goes on
// by itself. Every phone number is fictitious.
#include <algorithm>

#include "config/config.hpp"
#include "loop.hpp"
#include "support/catch.hpp"
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
  World()
      : loop(
            io,
            [this](bool first) {
              ++tries;
              return store::make_store(path, {.check = first, .vfs = vfs.name(), .make = first});
            },
            rules(), log,
            [this](const engine::Effect& effect) {
              if (const auto* erase = std::get_if<engine::Erase>(&effect))
                erased.push_back(erase->slot.index);
            },
            [this](const engine::StoreFailure& why) { fatal = why.what(); },
            {{}, std::chrono::seconds(1), std::chrono::milliseconds(10)}) {
    loop.start();
  }
  std::int64_t open_tickets() { return loop.views().ticket_counts(now()).open; }
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

  test::TempDir dir;
  std::string path = (dir.path() / "lapord.db").string();
  test::FaultyVfs vfs;
  boost::asio::io_context io{1};
  LogSink log{"test"};
  std::vector<unsigned> erased;
  std::string fatal;
  int tries = 0;  ///< to open the database
  Loop loop;
};

}  // namespace

TEST_CASE("a report on a good disk becomes a ticket, then its slot is erased", "[loop]") {
  World w;
  w.loop.post(report(1));
  CHECK(w.open_tickets() == 1);
  CHECK(w.erased == std::vector<unsigned>{1});
}

TEST_CASE("while the disk is full nothing is erased; when there is room again nothing is lost or doubled",
          "[loop]") {
  World w;
  w.vfs.fail(test::Fault::full, 1, true);
  w.loop.post(report(1));
  w.loop.post(report(2));
  CHECK(w.erased.empty());
  CHECK_FALSE(w.loop.well());
  w.vfs.heal();
  REQUIRE(w.turn_until([&] { return w.loop.well() && !w.loop.tight() && w.erased.size() == 2; }));
  CHECK(w.erased == std::vector<unsigned>{1, 2});
  CHECK(w.open_tickets() == 2);
  CHECK(w.fatal.empty());
}

TEST_CASE("where the database is gone when it is opened again no empty one takes its place", "[loop]") {
  World w;
  w.loop.post(report(1));
  const auto away = w.path + ".away";
  std::filesystem::rename(w.path, away);
  w.vfs.fail(test::Fault::write, 1, true);
  w.loop.post(report(2));
  CHECK_FALSE(w.loop.well());
  w.vfs.heal();
  w.turn_until([&] { return w.loop.well() || w.tries > 3; });
  CHECK_FALSE(w.loop.well());
  CHECK_FALSE(std::filesystem::exists(w.path));
  std::filesystem::rename(away, w.path);
  REQUIRE(w.turn_until([&] { return w.loop.well() && w.erased.size() == 2; }));
  CHECK(w.open_tickets() == 2);
}

TEST_CASE("a commit that may or may not have happened is told again and opens no second ticket", "[loop]") {
  for (int nth = 1; nth <= 3; ++nth) {
    World w;
    w.vfs.fail(test::Fault::sync, nth, false);
    for (unsigned slot = 1; slot <= 3; ++slot) w.loop.post(report(slot));
    REQUIRE(w.turn_until([&] { return w.loop.well() && w.erased.size() == 3; }));
    CHECK(w.open_tickets() == 3);
  }
}

TEST_CASE("an operator's text is answered with its number, or with the reason", "[loop]") {
  World w;
  std::int64_t id = 0;
  w.loop.post(engine::SendRequested{"0811-0000-124", "halo", "operator uid 0"},
              [&](const engine::Effects* effects) {
                for (const auto& effect : *effects)
                  if (const auto* queued = std::get_if<engine::MessageQueued>(&effect)) id = queued->id.value;
              });
  CHECK(id > 0);
  std::string reason;
  w.loop.post(engine::SendRequested{"TELKOMSEL", "halo", "operator uid 0"},
              [&](const engine::Effects* effects) {
                for (const auto& effect : *effects)
                  if (const auto* refused = std::get_if<engine::OrderRefused>(&effect))
                    reason = refused->reason;
              });
  CHECK_FALSE(reason.empty());
}

TEST_CASE("what waits of a modem that went away is read again by its next worker, not from memory",
          "[loop]") {
  World w;
  w.vfs.fail(test::Fault::full, 1, true);
  w.loop.post(report(1));
  w.loop.post(engine::ModemDown{"sim1", "unplugged"});
  w.vfs.heal();
  REQUIRE(w.turn_until([&] { return w.loop.well() && !w.loop.tight(); }));
  CHECK(w.erased.empty());
  CHECK(w.open_tickets() == 0);
  w.loop.post(report(1));
  CHECK(w.erased == std::vector<unsigned>{1});
  CHECK(w.open_tickets() == 1);
}

TEST_CASE("a slot that is told of again and again on a full disk is taken once", "[loop]") {
  World w;
  w.vfs.fail(test::Fault::full, 1, true);
  for (int n = 0; n < 5; ++n) w.loop.post(report(1));
  w.vfs.heal();
  REQUIRE(w.turn_until([&] { return w.loop.well() && !w.loop.tight() && !w.erased.empty(); }));
  CHECK(w.erased == std::vector<unsigned>{1});
}

TEST_CASE("with a clock behind the last record time goes on from there, and nothing is due twice", "[loop]") {
  test::TempDir dir;
  const auto path = (dir.path() / "lapord.db").string();
  const auto ahead = now() + std::chrono::hours(24 * 400);
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
  const LogSink log{"test", LogSink::Kind::silent};
  Loop loop(
      io, [&](bool) { return store::make_store(path); }, rules(), log, [](const engine::Effect&) {},
      [](const engine::StoreFailure&) {}, {});
  loop.start();
  CHECK(loop.time() >= ahead);
  CHECK(loop.time() < ahead + std::chrono::minutes(1));
}
