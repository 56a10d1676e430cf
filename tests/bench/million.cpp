// Measures the same work in a small and in a huge database: CEK, the next due escalation and a new report,
// each a whole event through the real engine and the real store on a tmpfs, the scorecard of a month, and how
// long its REKAP holds up others. Rows are made by SQL, five years of them.
#include <fmt/format.h>

#include <chrono>
#include <functional>
#include <iostream>

#include "bench/bench.hpp"
#include "bench/tickets.hpp"
#include "sim/world.hpp"
#include "support/rules.hpp"

namespace lapor::bench {
namespace {

using namespace std::chrono_literals;

constexpr int times = 200;

struct Costs {
  double cek = 0, escalation = 0, report = 0, scorecard = 0;  ///< milliseconds, the median
  std::size_t month = 0;                                      ///< stays of the month
  double recap = 0,
         recap_all = 0;      ///< the longest transaction while a REKAP of a month is counted, in milliseconds
  std::size_t recapped = 0;  ///< stays of that month with the agency
  double year = 0;           ///< the scorecard of a year, counted by a child of lapord
  double forgetting = 0;     ///< a slice of what retention deletes, the worst of fifty
};

double spent(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

double median_of(int n, const std::function<void(int)>& work) {
  std::vector<double> ms;
  for (int i = 0; i < n; ++i) ms.push_back(spent([&] { work(i); }));
  return quantile(ms, 0.5);
}

/// The longest transaction of a REKAP. It is counted in many transactions, and other events get their turn
/// between them.
double longest_of_recap(test::World& w, const char* from) {
  w.now += 1min;
  w.settle();
  const auto before = w.phone(from).size();
  w.longest = {};
  w.text(from, "REKAP");
  w.settle();
  if (w.phone(from).size() != before + 1) std::cerr << "no REKAP\n";
  return std::chrono::duration<double, std::milli>(w.longest).count();
}

Costs measure(int n) {
  test::World w{test::rules("window = \"00:00-00:00\"\nladder_gap = \"0s\"\n",
                            "[retention]\nforget_numbers_after = \"0s\"\n")};
  w.settle();
  const auto begin = w.now;
  fill(w, n);
  Costs c;
  const auto citizen = [](int i) { return fmt::format("+628110000{:03}", 300 + i % 600); };
  c.report = median_of(times, [&](int i) {
    w.text(citizen(i), fmt::format("LAPOR LAMPU mati di gang {}", i));
    w.settle();
  });
  w.now += 2h;
  c.cek = median_of(times, [&](int i) {
    w.text(citizen(i), "CEK");
    w.settle();
  });
  // A day after the beginning the next step of one ticket falls due every fifty seconds: from the tick to its
  // text on the network.
  w.now = begin + 24h + 25s;
  w.settle();
  c.escalation = median_of(15, [&](int i) {
    w.now = begin + 24h + 50s * (i + 1);
    w.settle();
  });
  c.scorecard = median_of(5, [&](int) {
    const auto assignments = w.store().assignments("", w.now - 31 * 24h, w.now);
    c.month = assignments.size();
    if (scorecard::cards(assignments, {}, w.now).empty()) std::cerr << "no card\n";
  });
  c.recapped = w.store().assignments("BMCK", w.now - 30 * 24h, w.now).size();
  c.recap = longest_of_recap(w, test::bmck_operator);
  c.recap_all = longest_of_recap(w, test::governor);
  c.year = spent([&] { scorecard::cards(w.store().assignments("", w.now - 365 * 24h, w.now), {}, w.now); });
  auto forgetful = std::make_shared<engine::Rules>(w.rules());
  forgetful->retention.forget_numbers_after = 180 * 24h;
  w.adopt(forgetful);
  w.settle();
  for (int i = 0; i < 50; ++i) {
    w.now += 1s;
    c.forgetting = std::max(c.forgetting, spent([&] { w.settle(); }));
  }
  return c;
}

}  // namespace

void million(int many) {
  constexpr int few = 1000;
  const auto a = measure(few), b = measure(many);
  const auto line = [&](const char* what, double x, double y) {
    std::cout << fmt::format("{:12} {:8} tickets {:7.3f} ms   {:8} tickets {:7.3f} ms   factor {:.2f}\n",
                             what, few, x, many, y, y / x);
  };
  line("CEK", a.cek, b.cek);
  line("escalation", a.escalation, b.escalation);
  line("new report", a.report, b.report);
  line("forgetting", a.forgetting, b.forgetting);
  line("year's card", a.year, b.year);
  std::cout << fmt::format("scorecard    of a month: {} reports in {:.1f} ms, {} in {:.1f} ms\n", a.month,
                           a.scorecard, b.month, b.scorecard)
            << fmt::format(
                   "REKAP        of a month holds the loop for at most {:.1f} ms ({} reports of one agency), "
                   "{:.1f} ms "
                   "(all {})\n",
                   b.recap, b.recapped, b.recap_all, b.month)
            << std::flush;
}

}  // namespace lapor::bench
