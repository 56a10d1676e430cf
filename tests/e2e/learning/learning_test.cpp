// A gateway that learned from its desk: trained while texts flow, decides what only the model knows, and says
// by which words. Every phone number is fictitious.
#include <fmt/format.h>

#include <array>
#include <chrono>
#include <fstream>
#include <random>

#include "base/time.hpp"
#include "config/config.hpp"
#include "sim/desk/desk.hpp"
#include "store/db.hpp"
#include "support/catch.hpp"
#include "support/gateway.hpp"
#include "support/modemsim.hpp"
#include "support/shipped.hpp"

using namespace lapor;
using namespace lapor::test;

namespace {

constexpr Millis soon{10000}, training_time{100000};  // it has the lowest priority
constexpr int lessons = 260;

template <std::size_t N>
std::string one_of(const std::array<const char*, N>& list, std::mt19937& random) {
  return list[random() % N];
}

struct Told {
  std::string category, text;
};

/// A report about local things that no list of words knows. Citizens say the same about each thing.
Told told(std::mt19937& random) {
  constexpr std::array lamps{"merkuri", "sorot alun alun", "tiang oranye"};
  constexpr std::array roads{"lapen", "rabat beton", "makadam"};
  constexpr std::array states{"sudah lama begini", "belum diurus", "tambah parah", "bikin resah"};
  constexpr std::array places{"dukuh krajan", "gang mawar", "wetan pasar", "utara makam"};
  const bool lamp = random() % 2 == 0;
  return {lamp ? "LAMPU" : "JALAN",
          fmt::format("{} {} di {}", lamp ? one_of(lamps, random) : one_of(roads, random),
                      one_of(states, random), one_of(places, random))};
}

/// The desk of the last hours in this gateway's database. Nothing that it said waits for the modem, and none
/// of it counts among the texts that an officer got within the hour.
void fill_desk(const Gateway& gateway) {
  const auto loaded = config::load(gateway.directory() / "lapord.toml", shipped_files());
  REQUIRE(loaded.config);
  const auto file = loaded.config->database().string();
  std::mt19937 random(seed(7));
  {
    Desk desk(loaded.config->rules, file);
    auto when = std::chrono::floor<Duration>(std::chrono::system_clock::now()) - std::chrono::hours(4);
    for (int n = 0; n < lessons; ++n, when += std::chrono::seconds(20)) {
      const auto report = told(random);
      desk.report(citizen(n), report.text, report.category, when);
    }
  }
  store::Database(file).exec("UPDATE outgoing SET state = 'delivered'; DELETE FROM notice");
}

/// The ticket with these words, with its record.
control::Json ticket_of(const Gateway& gateway, const std::string& words) {
  for (const auto& ticket : gateway.tickets())
    if (text(ticket, "text") == words) return gateway.ctl({"ticket", text(ticket, "ticket")}).json;
  return {};
}

std::string record_of(const control::Json& ticket, const std::string& kind) {
  for (const auto& event : ticket["events"].items())
    if (text(event, "kind") == kind) return text(event, "detail");
  return {};
}

}  // namespace

TEST_CASE("a gateway trains while texts flow, and then sends on what only the model knows", "[e2e]") {
  ModemSim sim;
  Setup setup;
  Gateway gateway{sim.device(), setup};
  gateway.configure("\n[routing]\nlearned = \"decide\"\n");
  fill_desk(gateway);
  gateway.start_ready();

  sim.inject(sari, "merkuri miring di dukuh kidul");
  sim.wait_said(sari, "Petugas akan memilah", soon);  // no list knows the word
  const auto log = (gateway.directory() / "learn.json").string();
  Process training({LAPOR_BIN_DIR "/laporctl", "--socket", (gateway.directory() / "control.sock").string(),
                    "--json", "learn"},
                   log);
  for (int n = 0; n < 5; ++n) {
    const auto phone = citizen(lessons + n);
    sim.inject(phone, fmt::format("LAPOR JALAN berlubang di gang {}", n));
    sim.wait_said(phone, "Laporan diterima", soon);
  }
  REQUIRE(training.wait(training_time) == 0);
  std::ifstream in(log);
  const auto figures = control::parse_json(std::string(std::istreambuf_iterator<char>(in), {}));
  REQUIRE(figures);
  INFO(figures->dump());
  CHECK(control::flag_of(*figures, "kept"));

  sim.inject(budi, "merkuri pecah di dukuh lor");
  sim.wait_said(dishub_operator, "merkuri pecah", soon);
  const auto ticket = ticket_of(gateway, "merkuri pecah di dukuh lor");
  INFO(ticket.dump());
  CHECK(text(ticket, "agency") == "DISHUB");
  CHECK(record_of(ticket, "read-as").find("learned: MERKURI") == 0);

  const auto explained =
      run({LAPOR_BIN_DIR "/laporctl", "--config", (gateway.directory() / "lapord.toml").string(), "--json",
           "explain", "merkuri pecah di dukuh lor"});
  const auto says = control::parse_json(explained.out);
  REQUIRE(says);
  INFO(explained.out);
  CHECK(text(*says, "category") == "LAMPU");
  CHECK(text(*says, "evidence").find("MERKURI") == 0);
  CHECK(control::flag_of(*says, "learned"));
  CHECK(gateway.stop() == 0);
}
