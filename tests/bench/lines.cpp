// How many reports a second come in over lines to carriers, each answered and forwarded, for each place where
// the database may be. The carriers deliver as fast as they are acknowledged.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "bench/bench.hpp"
#include "bench/cost.hpp"
#include "postgresql/connection.hpp"
#include "postgresql/line_to_server.hpp"
#include "support/smscsim.hpp"
#include "support/temp_dir.hpp"
#include "support/test_database.hpp"

namespace lapor::bench {
namespace {

using Micros = std::chrono::microseconds;

constexpr test::Millis patience{1200000};

/// An officer gets so many unasked texts in an hour: docs/man/lapord.toml.5, texts_per_phone_per_hour.
int officers_texts(int reports) { return std::min(reports, 30); }

struct Carriers {
  std::vector<std::unique_ptr<test::SmscSim>> all;

  explicit Carriers(int lines) {
    for (int n = 0; n < lines; ++n) all.push_back(std::make_unique<test::SmscSim>());
  }
  test::Setup setup() const {
    auto out = unlimited("fast");
    out.modem.clear();
    for (std::size_t n = 0; n < all.size(); ++n) out.modem += all[n]->table({}, fmt::format("line{}", n + 1));
    return out;
  }
  long sum(const std::string& figure) const {
    long out = 0;
    for (const auto& carrier : all) out += carrier->figure(figure);
    return out;
  }
};

/// `store`: the [store] table; empty: SQLite.
void row(const std::string& where, int reports, const Carriers& carriers, const std::string& store) {
  const test::TempDir disk{std::filesystem::temp_directory_path()};  // in memory a sync costs nothing
  test::Gateway gateway{"", carriers.setup()};
  const auto state = gateway.directory() / "state";
  std::filesystem::remove(state);
  std::filesystem::create_directory_symlink(disk.path(), state);
  gateway.configure(store);
  gateway.start_ready();
  const auto idle = cost_of({gateway.pid()});
  const auto begin = now_ms();
  const auto lines = static_cast<int>(carriers.all.size());
  // Each of another phone: what a phone said before is compared with what it says.
  for (int n = 0; n < reports / lines * lines; ++n)
    carriers.all[static_cast<std::size_t>(n % lines)]->inject(fmt::format("+628110000{:05}", n),
                                                              fmt::format("LAPOR JALAN nomor {} rusak", n));
  gateway.await("each report is acknowledged", [&] { return carriers.sum("waiting") == 0; }, patience);
  const auto since = [&] { return static_cast<double>(now_ms() - begin) / 1000; };
  const auto acknowledged = since();
  const int came = reports / lines * lines;
  gateway.await(
      "the texts have left", [&] { return carriers.sum("submitted") >= came + officers_texts(came); },
      patience);
  const auto answered = since();
  const auto cost = cost_of({gateway.pid()});
  std::cout << fmt::format(
                   "{:38} {} line{}   {} reports in {:5.1f} s, {:5.1f}/s; with their texts {:5.1f} s, "
                   "{:5.1f}/s   {} tickets   {} texts   lapord: {:4.1f} ms of a core and {:5.1f} kB written "
                   "a report\n",
                   where, lines, lines == 1 ? " " : "s", came, acknowledged, came / acknowledged, answered,
                   came / answered, gateway.open_tickets(), carriers.sum("submitted"),
                   (cost.cpu_s - idle.cpu_s) * 1000 / came, (cost.written_kb - idle.written_kb) / came)
            << std::flush;
}

void row_by_socket(int reports, int lines) {
  const test::TestDatabase database;
  row("PostgreSQL by its socket", reports, Carriers{lines},
      fmt::format("[store]\npostgresql = \"{}\"\n", database.conninfo()));
}

/// The middle one of two hundred waits for a statement that does nothing.
Micros round_trip(store::Connection& db) {
  std::vector<Micros> each(200);
  for (auto& one : each) {
    const auto begin = std::chrono::steady_clock::now();
    db.query("SELECT 1").step();
    one = std::chrono::duration_cast<Micros>(std::chrono::steady_clock::now() - begin);
  }
  std::nth_element(each.begin(), each.begin() + 100, each.end());
  return each[100];
}

/// The line and the server take time themselves, so the delay is set by what is measured.
void row_over_network(int reports, int lines, Micros wanted) {
  const test::TestDatabase database;
  test::LineToServer to_server;
  Micros each_way = wanted / 2, measured{};
  {
    postgresql::Connection db(to_server.conninfo(database), store::Use::write);
    for (int tries = 0; tries < 4; ++tries) {
      to_server.line.delay(each_way);
      measured = round_trip(db);
      if (tries < 3) each_way = std::max(Micros{0}, each_way - (measured - wanted) / 2);
    }
  }
  const test::TempDir folder;
  row(fmt::format("PostgreSQL, {:.2f} ms there and back", static_cast<double>(measured.count()) / 1000),
      reports, Carriers{lines}, to_server.store(database, folder.path()));
}

}  // namespace

void lines(int reports, int several) {
  for (const int lines : {1, several}) row("SQLite", reports, Carriers{lines}, {});
  if (!test::on_postgresql()) return;
  for (const int lines : {1, several}) row_by_socket(reports, lines);
  for (const int lines : {1, several}) row_over_network(reports, lines, Micros{500});
}

}  // namespace lapor::bench
