// Shared by the measurements: their sizes, a gateway on a simulated modem, and figures.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "support/gateway.hpp"
#include "support/modemsim.hpp"

namespace lapor::bench {

struct Sizes {
  int replies = 30;    ///< reports for the reply time
  int stored = 500;    ///< reports that arrive at once
  int sends = 100;     ///< texts queued at once
  int latency_ms = 0;  ///< of each AT command
  int tickets = 0;     ///< in the database, for the cost of many; 0: not measured
  int serving = 0;     ///< tickets in the database of a gateway that serves meanwhile
  int pages = 0;       ///< tickets in the database behind the pages
  int lines = 0;       ///< to carriers, as many as "several" are
  bool quick = false, side_by_side = false;
  std::string only;  ///< programs with this in their name
  std::vector<std::string> paces{"stock", "profile", "fast"};
};

std::int64_t now_ms();
/// The q-th part of sorted values: 0.5 the median, 0.95 the 95th percentile.
double quantile(std::vector<double> values, double q);
/// Everybody may be answered: what is measured is the pace, not the limits.
test::Setup unlimited(const std::string& pace);
/// A fictitious number, one of 700.
std::string citizen(int n);

/// "VmHWM" of lapord and of its worker, in MB.
struct Memory {
  double lapord = 0, worker = 0;
};
Memory peak(const test::Gateway& gateway);

void reply_time(const Sizes& sizes, const std::string& pace);
/// Seconds from the notice of one report to the Ctrl-Z of its answer. `n`: which, each another.
double reply_seconds(test::ModemSim& sim, int n);
void intake(const Sizes& sizes, const std::string& pace, int sim_slots);
void outtake(const Sizes& sizes, const std::string& pace);
/// This gateway beside raw libGammu, gammu-smsd and smstools3, and eight modems beside one.
/// `only`: programs with this in their name; empty: all.
void side_by_side(bool quick, const std::string& only);
/// Measures a database with 1,000 and with `many` tickets.
void million(int many);
/// Measures how long lapord is held up by a backup and by exports of so many tickets.
void serving(int tickets);
/// Measures how many reports a second come over one line to a carrier and over `several`, on SQLite and,
/// beside the server of tests/postgresql/with_server.sh, on PostgreSQL.
void lines(int reports, int several);
/// Measures how soon each page answers, and how visitors delay those who text.
void pages(const Sizes& sizes);

}  // namespace lapor::bench
