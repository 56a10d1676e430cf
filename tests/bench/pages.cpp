// The pages of a gateway with many tickets: how soon each answers, and what visitors cost those who text.
// Each row is measured while somebody texts: from the notice of the report to the Ctrl-Z of its answer.
#include <fmt/format.h>
#include <sys/resource.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <functional>
#include <iostream>
#include <memory>
#include <optional>
#include <thread>

#include "bench/bench.hpp"
#include "bench/tickets.hpp"
#include "e2e/pages/wire.hpp"

namespace lapor::bench {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using test::Wire;

constexpr auto host = "lapor.example";

double ms_since(Clock::time_point then) {
  return std::chrono::duration<double, std::milli>(Clock::now() - then).count();
}

/// lapord and lapord-web behind a proxy that this program plays: each request comes from another visitor.
struct Pages {
  int port = test::free_port();
  test::Gateway& gateway;
  std::unique_ptr<test::Process> web;
  std::atomic<unsigned> visitors = 0;

  explicit Pages(test::Gateway& g) : gateway(g) {
    gateway.configure(fmt::format(
        "[http]\nlisten = \"127.0.0.1:{}\"\nbehind_proxy = true\nhosts = [\"{}\"]\n", port, host));
  }
  void start() {
    web = std::make_unique<test::Process>(
        // what CPUWeight=20 of its unit comes to
        std::vector<std::string>{"/usr/bin/nice", "-n", "7", LAPOR_BIN_DIR "/lapord-web", "--gateway",
                                 gateway.directory() / "web.sock"},
        gateway.directory() / "web.log");
    gateway.await("lapord-web answers", [&] { return get("/healthz").status == 200; });
  }
  std::string head(std::string_view method, std::string_view path, std::string_view more = {}) {
    const auto n = ++visitors;
    return fmt::format(
        "{} {} HTTP/1.1\r\nHost: {}\r\nX-Forwarded-For: 10.{}.{}.{}\r\nAccept-Encoding: gzip\r\n{}\r\n",
        method, path, host, n >> 16 & 0xFF, n >> 8 & 0xFF, n & 0xFF, more);
  }
  struct Answer {
    int status = 0;
    double first_ms = 0, whole_ms = 0;
    std::string text;
  };
  Answer exchange(const std::string& bytes) try {
    Answer answer;
    const auto begin = Clock::now();
    Wire wire(port);
    wire.send(bytes);
    answer.text = wire.until("\r\n", 30s);
    answer.first_ms = ms_since(begin);
    answer.text += wire.until("\r\n\r\nnever", 30s);
    answer.whole_ms = ms_since(begin);
    if (answer.text.size() > 12) answer.status = std::atoi(answer.text.c_str() + 9);
    return answer;
  } catch (const std::runtime_error&) {
    return {};
  }
  Answer get(const std::string& path, const std::string& more = {}) {
    return exchange(head("GET", path, more + "Connection: close\r\n"));
  }
  /// The cookie of somebody with this role.
  std::string log_in(const std::string& name, const std::string& role) {
    const auto token =
        "token=" + test::text(gateway.ctl({"web", "user", "add", name, "--role", role}).json, "token");
    const auto answer =
        exchange(head("POST", "/meja/masuk",
                      fmt::format("Origin: https://{}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                                  "Connection: close\r\nContent-Length: {}\r\n",
                                  host, token.size())) +
                 token);
    const auto at = answer.text.find("__Host-lapor=");
    return "Cookie: " + answer.text.substr(at, answer.text.find(';', at) - at) + "\r\n";
  }
};

void page_row(Pages& pages, const std::string& path, const std::string& more, int times) {
  std::vector<double> first, whole;
  std::size_t bytes = 0;
  int status = 0;
  for (int i = 0; i < times; ++i) {
    const auto answer = pages.get(path, more);
    first.push_back(answer.first_ms), whole.push_back(answer.whole_ms);
    bytes = answer.text.size(), status = answer.status;
  }
  std::cout << fmt::format("{:44} {}  first byte: median {:6.1f}  99th {:6.1f}  worst {:6.1f} ms   {:4} kB\n",
                           path, status, quantile(first, 0.5), quantile(first, 0.99), quantile(first, 1),
                           bytes / 1000)
            << std::flush;
}

void page_rows(Pages& pages, int times) {
  for (const auto* path : {"/", "/?hari=7", "/?hari=365", "/en/?hari=90", "/data.csv?hari=365&tabel=days",
                           "/cek?no=1000015", "/lapor", "/open311/v2/services.json",
                           "/open311/v2/requests.json", "/open311/v2/requests.xml?page=2", "/readyz"})
    page_row(pages, path, {}, times);
  const auto siti = pages.log_in("siti", "coordinator");
  for (const auto* path :
       {"/meja/antrean", "/meja/daftar?list=overdue", "/meja/daftar?list=soon", "/meja/daftar?list=open",
        "/meja/daftar?kata=pasar", "/meja/daftar?kata=tidakada", "/meja/laporan/1000015",
        "/meja/angka?hari=365", "/meja/daftar?angka=late&instansi=BMCK&dari=2026-01-01&sampai=2026-12-31",
        "/meja/gateway"})
    page_row(pages, path, siti, times);
  const auto token =
      test::text(pages.gateway.ctl({"web", "user", "add", "prometheus", "--role", "viewer"}).json, "token");
  page_row(pages, "/metrics", "Authorization: Bearer " + token + "\r\n", times);
}

/// The number of timers that lapord's loop served, and how many of them within 20 ms.
struct Lag {
  long all = 0, in_time = 0;
};
Lag lag_of(Pages& pages, const std::string& token) {
  std::string text;
  pages.gateway.await("the metrics are told", [&] {
    if (pages.web->ended()) pages.start();  // it ends with the thread that started it
    const auto answer = pages.get("/metrics", "Authorization: Bearer " + token + "\r\n");
    text = answer.text;
    return answer.status == 200;
  });
  const auto value = [&](const std::string& name) {
    const auto at = text.find("\n" + name + " ");
    return at == text.npos ? 0 : std::atol(text.c_str() + at + name.size() + 2);
  };
  return {value("lapor_loop_lag_seconds_count"), value("lapor_loop_lag_seconds_bucket{le=\"0.02\"}")};
}

/// Visitors sit at other machines: on this one their work comes last. On Linux a thread has a priority of its
/// own.
void gives_way() { ::setpriority(PRIO_PROCESS, 0, 19); }

/// Visitors at work in a thread of their own, until the measurement is over.
class Crowd {
 public:
  explicit Crowd(std::function<void(const std::atomic<bool>& over)> work)
      : thread_([this, work = std::move(work)] {
          gives_way();
          work(over_);
        }) {}
  ~Crowd() {
    over_ = true;
    thread_.join();
  }

 private:
  std::atomic<bool> over_ = false;
  std::thread thread_;
};

void wait(std::chrono::milliseconds time) { ::poll(nullptr, 0, static_cast<int>(time.count())); }

std::vector<Wire> connections(Pages& pages, int n) {
  std::vector<Wire> out;
  for (int i = 0; i < n; ++i) out.emplace_back(pages.port);
  return out;
}

void idle(Pages& pages, const std::atomic<bool>& over) {
  const auto held = connections(pages, 1000);
  while (!over) wait(50ms);
}

void slow_headers(Pages& pages, const std::atomic<bool>& over) {
  auto held = connections(pages, 250);
  const auto head = pages.head("GET", "/");
  for (std::size_t at = 0; !over; at = (at + 1) % 60) {
    if (at == 0) held = connections(pages, 250);
    for (auto& one : held) one.send(head.substr(at, 1));
    for (int i = 0; i < 10 && !over; ++i) wait(50ms);
  }
}

/// As a browser does: a stream, and the figures again whenever it says so.
void live_boards(Pages& pages, const std::atomic<bool>& over) {
  auto tabs = connections(pages, 32);
  for (auto& tab : tabs) tab.send(pages.head("GET", "/live"));
  while (!over)
    for (auto& tab : tabs)
      if (tab.until("event: board", 10ms).find("event: board") != std::string::npos)
        pages.get("/?hari=30&bagian=1");
}

void years(Pages& pages, const std::atomic<bool>& over, std::atomic<long>& answered) {
  std::vector<std::thread> visitors;
  for (int i = 0; i < 4; ++i)
    visitors.emplace_back([&] {
      gives_way();
      while (!over)
        if (pages.get("/?hari=365").status == 200) ++answered;
    });
  for (auto& one : visitors) one.join();
}

/// As fast as one address may.
void lists(Pages& pages, const std::string& cookie, const std::atomic<bool>& over,
           std::atomic<long>& answered) {
  for (int i = 0; !over; ++i, wait(200ms))
    if (pages.get(i % 2 ? "/meja/daftar?kata=tidakada" : "/meja/antrean", cookie).status == 200) ++answered;
}

void kills(Pages& pages, const std::atomic<bool>& over) {
  for (int i = 0; i < 20 && !over; ++i) {
    pages.web->signal(SIGKILL);
    pages.web->wait(10s);
    pages.start();
    pages.get("/?hari=365");
    for (int n = 0; n < 10 && !over; ++n) wait(30ms);
  }
}

void may_open_many_files() {
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &files);
}

}  // namespace

void pages(const Sizes& sizes) {
  may_open_many_files();
  test::ModemSim sim;
  test::Gateway gateway{sim.device(), unlimited("fast")};
  make_database((gateway.directory() / "state" / "lapord.db").string(), sizes.pages);
  Pages pages(gateway);
  gateway.start_ready();
  pages.start();
  const int times = sizes.quick ? 3 : 100;
  // Fewer in all than there are citizens: a citizen who texts again may have to wait.
  const int texts = sizes.quick ? 3 : 300;
  std::cout << fmt::format("{} tickets; each page {} times\n", sizes.pages, times) << std::flush;
  page_rows(pages, times);

  const auto token = test::text(gateway.ctl({"web", "user", "add", "lag", "--role", "viewer"}).json, "token");
  const auto cookie = pages.log_in("dua", "coordinator");
  std::atomic<long> answered = 0;
  const std::vector<std::pair<std::string, std::function<void(const std::atomic<bool>&)>>> crowds{
      {"nothing else goes on", {}},
      {"1,000 connections are idle", [&](const auto& over) { idle(pages, over); }},
      {"250 write their heads letter by letter", [&](const auto& over) { slow_headers(pages, over); }},
      {"32 boards are live", [&](const auto& over) { live_boards(pages, over); }},
      {"4 ask for a year's board, always again", [&](const auto& over) { years(pages, over, answered); }},
      {"a coordinator searches, always again",
       [&](const auto& over) { lists(pages, cookie, over, answered); }},
      {"lapord-web is killed 20 times", [&](const auto& over) { kills(pages, over); }},
      {"nothing else goes on, again", {}},
  };
  int text = 0;
  for (const auto& [what, work] : crowds) {
    std::optional<Crowd> crowd;
    const auto before = lag_of(pages, token);
    answered = 0;
    if (work) crowd.emplace(work);
    std::vector<double> ms;
    for (int i = 0; i < texts; ++i) {
      ms.push_back(1000 * reply_seconds(sim, text++));
      wait(150ms);
    }
    crowd.reset();
    const auto lag = lag_of(pages, token);
    std::cout << fmt::format(
                     "answer to a text while {:40} median {:4.0f}  99th {:4.0f}  worst {:4.0f} ms of {};  "
                     "loop: {} of {} timers within 20 ms{}\n",
                     what, quantile(ms, 0.5), quantile(ms, 0.99), quantile(ms, 1), ms.size(),
                     lag.in_time - before.in_time, lag.all - before.all,
                     answered > 0 ? fmt::format(";  {} pages", answered.load()) : std::string{})
              << std::flush;
  }
}

}  // namespace lapor::bench
