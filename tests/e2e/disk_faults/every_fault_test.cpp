// lapord's loop takes ten reports, answers and forwards them, while the n-th write, sync or truncation of its
// database fails, once or until the disk is repaired, for every n. No process is restarted. Every phone
// number is fictitious.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

#include "config/config.hpp"
#include "control/asio.hpp"
#include "lapord/event_loop.hpp"
#include "store/store.hpp"
#include "support/catch.hpp"
#include "support/faulty_vfs.hpp"
#include "support/shipped.hpp"
#include "support/temp_dir.hpp"

using namespace lapor;
using namespace lapor::daemon;
using test::Fault;

namespace {

constexpr unsigned reports = 10;

std::shared_ptr<const engine::Rules> rules() {
  static const auto loaded = test::example_configuration();
  REQUIRE(loaded.config);
  return loaded.config->rules;
}

engine::SegmentReceived report(unsigned slot) {
  engine::SegmentReceived event;
  event.modem = "sim1";
  event.slot = {"SM", slot};
  event.segment.sender = fmt::format("+62811000{:04}", 100 + slot);
  event.segment.service_centre_time = Instant{std::chrono::seconds(1'772'500'000 + slot)};
  event.segment.text = u"LAPOR RAHASIA BANJIR di depan pasar";
  return event;
}

/// A gateway without processes: the loop, and a modem that takes everything.
struct World {
  World(const std::string& database, test::FaultyVfs& vfs, const Journal& log)
      : loop(
            io,
            [&vfs, database](EventLoop::Opening) {
              auto store = store::make_store(database, {false, vfs.name()});
              auto& db = store->database_file();
              db.query("PRAGMA wal_autocheckpoint = 64").first("pages");  // checkpoints meet the faults too
              db.query("PRAGMA journal_size_limit = 0").first("bytes");   // and so do truncations
              return store;
            },
            rules(), log, [this](const engine::Effect& effect) { execute(effect); },
            [this](const engine::StoreFailure& why) { fatal = why.what(); },
            {{}, std::chrono::milliseconds(1), std::chrono::milliseconds(1)}) {
    loop.start();
    loop.post(engine::ModemUp{"sim1", {}});
  }

  void execute(const engine::Effect& effect) {
    if (const auto* e = std::get_if<engine::Erase>(&effect)) ++erased[e->slot.index];
    if (const auto* e = std::get_if<engine::Submit>(&effect)) {
      in_hand = *e;
      boost::asio::post(io, [this, id = e->attempt] { loop.post(engine::Prompted{"sim1", id}); });
    }
    if (const auto* e = std::get_if<engine::ReleaseSubmit>(&effect)) {
      if (!in_hand || in_hand->attempt != e->attempt || released.contains(e->attempt.value)) return;
      released.insert(e->attempt.value);
      ++sent[{in_hand->to, in_hand->segment.text}];
      boost::asio::post(io, [this, id = e->attempt] { loop.post(engine::SendAccepted{"sim1", id, 1}); });
    }
  }

  bool done() {
    if (!loop.database_ok() || erased.size() < reports) return false;
    const auto out = loop.views().outbox();
    if (out.sending + out.in_doubt > 0) return false;
    // An alert about the disk may wait until half an hour after the last one.
    const auto queued =
        loop.views().messages({.in = false, .out = true, .number = {}, .state = "queued", .ticket = {}});
    return std::all_of(queued.begin(), queued.end(),
                       [](const auto& text) { return text.purpose == "alarm"; });
  }

  /// Turns the loop until `holds`; false if it came to rest before, or never does.
  template <class Holds>
  bool turn_until(Holds holds) {
    for (int turns = 0; turns < 5000; ++turns) {
      if (holds()) return true;
      io.restart();
      io.run_one_for(std::chrono::milliseconds(20));
    }
    return holds();
  }

  boost::asio::io_context io{1};
  std::map<unsigned, int> erased;
  std::map<std::pair<std::string, std::string>, int> sent;
  std::set<std::int64_t> released;
  std::optional<engine::Submit> in_hand;
  std::string fatal;
  EventLoop loop;
};

struct Harness {
  Harness() { store::make_store(fresh); }
  std::string clean_copy() const {
    for (const auto* end : {"", "-wal", "-shm"}) std::filesystem::remove(path + end);
    std::filesystem::copy_file(fresh, path);
    return path;
  }
  test::TempDir dir;
  std::string fresh = (dir.path() / "fresh.db").string(), path = (dir.path() / "lapord.db").string();
  test::FaultyVfs vfs;
  Journal log{"test", Journal::Kind::silent};
};

/// The broken promises, in words.
std::vector<std::string> broken(World& w) {
  std::vector<std::string> faults;
  if (!w.fatal.empty()) faults.push_back("the gateway gave up: " + w.fatal);
  if (!w.done()) faults.push_back("work is left undone");
  const auto tickets = w.loop.views().tickets({});
  std::map<PersonId, int> of;
  for (const auto& t : tickets) ++of[t.reporter];
  if (of.size() != reports) faults.push_back(fmt::format("{} of {} reports are tickets", of.size(), reports));
  if (tickets.size() != of.size()) faults.push_back("a report opened two tickets");
  for (const auto& [text, n] : w.sent)
    if (n > 1) faults.push_back(fmt::format("{} was sent {} times", text.first, n));
  if (w.sent.size() < 2 * reports) faults.push_back(fmt::format("only {} texts went out", w.sent.size()));
  return faults;
}

/// One run; true if the fault struck.
bool survives(Harness& h, Fault fault, int nth, bool persistent) {
  World w(h.clean_copy(), h.vfs, h.log);
  h.vfs.fail(fault, nth, persistent);
  for (unsigned slot = 1; slot <= reports; ++slot) w.loop.post(report(slot));
  // A disk that stays bad is repaired after a few failed tries.
  w.turn_until([&] { return w.done() || (persistent && h.vfs.failures() >= 4); });
  const bool struck = h.vfs.failures() > 0;
  h.vfs.heal();
  w.turn_until([&] { return w.done(); });
  INFO("operation " << nth << (persistent ? ", until repaired" : ", once"));
  CHECK(broken(w) == std::vector<std::string>{});
  return struck;
}

/// LAPOR_STRIDE=1 in the environment takes every single one of the two thousand writes: some minutes.
int stride() {
  const char* given = std::getenv("LAPOR_STRIDE");
  return given ? std::max(1, std::atoi(given)) : 7;
}

void every(Fault fault, int step) {
  Harness h;
  for (const bool persistent : {false, true}) {
    int nth = 1;
    while (survives(h, fault, nth, persistent)) nth += step;
    INFO("the last operation was about the " << nth << "th");
    CHECK(nth > (fault == Fault::truncate ? 1 : static_cast<int>(reports)));
  }
}

TEST_CASE("any write may fail, and ten reports are taken, answered and forwarded once", "[disk]") {
  every(Fault::write, stride());
}

TEST_CASE("the disk may be full at any write, and ten reports are taken, answered and forwarded once",
          "[disk]") {
  every(Fault::full, stride());
}

TEST_CASE("any sync may fail, and ten reports are taken, answered and forwarded once", "[disk]") {
  every(Fault::sync, 1);
}

TEST_CASE("any truncation may fail, and ten reports are taken, answered and forwarded once", "[disk]") {
  every(Fault::truncate, 1);
}

}  // namespace
