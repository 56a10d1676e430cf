// How many reports a second come in over lines to carriers, each answered and forwarded, for each place where
// the database may be. The carriers deliver as fast as they are acknowledged.
#include <fmt/format.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "bench/bench.hpp"
#include "bench/cost.hpp"
#include "support/smscsim.hpp"
#include "support/tcp_proxy.hpp"
#include "support/test_database.hpp"

namespace lapor::bench {
namespace {

constexpr test::Millis patience{1200000};

/// "VALUE" of key=VALUE in a connection string without quotes.
std::string word(const std::string& words, const std::string& key) {
  const auto at = words.find(key + "=") + key.size() + 1;
  return words.substr(at, words.find(' ', at) - at);
}

/// Of tests/postgresql/with_server.sh; empty where it doesn't run around this.
std::string server_by_tcp() {
  const char* set = std::getenv("LAPOR_TEST_POSTGRESQL_TCP");
  return set ? set : "";
}

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

/// A folder on the disk of TMPDIR: a test's own is in memory, where a sync costs nothing.
class OnDisk {
 public:
  OnDisk() {
    auto pattern = (std::filesystem::temp_directory_path() / "lapor-XXXXXX").string();
    if (!::mkdtemp(pattern.data())) throw std::runtime_error("no folder in " + pattern);
    path_ = pattern;
  }
  ~OnDisk() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  OnDisk(const OnDisk&) = delete;
  OnDisk& operator=(const OnDisk&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// `store`: the [store] table; empty: SQLite.
void row(const std::string& where, int reports, const Carriers& carriers, const std::string& store) {
  const OnDisk disk;
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
  const auto server = server_by_tcp();
  test::TestDatabase database;
  test::TcpProxy line{static_cast<std::uint16_t>(std::stoi(word(server, "port")))};
  line.delay(each_way);
  const test::TempDir folder;
  const auto pass = (folder.path() / "pgpass").string();
  std::ofstream(pass) << "*:*:*:*:" << word(server, "password") << "\n";
  ::chmod(pass.c_str(), 0600);
  const auto reached = each_way.count() == 0
                           ? database.conninfo()
                           : fmt::format("host=127.0.0.1 port={} dbname={} user=lapor passfile={}",
                                         line.port(), database.name(), pass);
  const Carriers carriers{lines};
  row(where, reports, carriers, fmt::format("[store]\npostgresql = \"{}\"\n", reached));
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
