// How many reports a second come in over lines to carriers, each answered and forwarded, for each place where
// the database may be. The carriers deliver as fast as they are acknowledged.
#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "bench/bench.hpp"
#include "bench/cost.hpp"
#include "postgresql/line_to_server.hpp"
#include "support/smscsim.hpp"
#include "support/temp_dir.hpp"
#include "support/test_database.hpp"

namespace lapor::bench {
namespace {

constexpr test::Millis patience{1200000};

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
  const auto seconds = static_cast<double>(now_ms() - begin) / 1000;
  const auto cost = cost_of({gateway.pid()});
  const auto came = static_cast<double>(reports / lines * lines);
  std::cout << fmt::format(
                   "{:38} {} line{}   {:4.0f} reports in {:5.1f} s   {:5.1f}/s   {} tickets   {} texts out "
                   "meanwhile   "
                   "lapord: {:4.1f} ms of a core and {:5.1f} kB written a report\n",
                   where, lines, lines == 1 ? " " : "s", came, seconds, came / seconds,
                   gateway.open_tickets(), carriers.sum("submitted"), (cost.cpu_s - idle.cpu_s) * 1000 / came,
                   (cost.written_kb - idle.written_kb) / came)
            << std::flush;
}

void server_row(const std::string& where, int reports, int lines, std::chrono::microseconds each_way) {
  const test::TestDatabase database;
  test::LineToServer to_server;
  to_server.line.delay(each_way);
  const test::TempDir folder;
  const auto by_socket = fmt::format("[store]\npostgresql = \"{}\"\n", database.conninfo());
  row(where, reports, Carriers{lines},
      each_way.count() == 0 ? by_socket : to_server.store(database, folder.path()));
}

}  // namespace

void lines(int reports, int several) {
  using std::chrono::microseconds;
  for (const int lines : {1, several}) row("SQLite", reports, Carriers{lines}, {});
  if (!test::on_postgresql()) return;
  for (const int lines : {1, several})
    server_row("PostgreSQL by its socket", reports, lines, microseconds(0));
  for (const int lines : {1, several})
    server_row("PostgreSQL, 0.5 ms there and back", reports, lines, microseconds(250));
}

}  // namespace lapor::bench
