// lapor-bench: what the gateway costs and how fast it is, on the simulated modem. It prints figures and
// judges none.
//
//   lapor-bench                  everything, some minutes
//   lapor-bench --latency 30     the same on a modem that takes 30 ms for every AT command
//   lapor-bench --pace fast      one pace alone
//   lapor-bench --side-by-side   beside raw libGammu, gammu-smsd and smstools3, as far as they are installed
//   (apt install gammu-smsd libdbd-sqlite3 sqlite3 smstools); some ten minutes. --only gammu: those with this
//   in their name;
//   --only modems: eight modems beside one
//   lapor-bench --tickets 1000000  what so many tickets in the database cost, beside 1,000; some minutes, 2
//   GB of /dev/shm lapor-bench --serving 1000000  how long an ask waits while a backup and an export of so
//   many go on; 4 GB of /dev/shm
//   lapor-bench --pages 100000   how soon the pages of so many tickets answer, and what visitors cost those
//   who text
//   lapor-bench --lines 4        how many reports a second come over one line to a carrier and over four;
//   DURABLE=yes tests/postgresql/with_server.sh lapor-bench --lines 4: on PostgreSQL, too
//   lapor-bench --quick          a few of each: shows that the bench works, its figures mean nothing
//
// How to read it
//   reply    One report into an idle gateway: from its notice (+CMTI) to the Ctrl-Z of the answer. The Ctrl-Z
//   is where
//            the text leaves; what the network then takes is not the gateway's. libGammu sleeps 0.1 and 0.5 s
//            before it, times the pace: stock 1, profile 0.2, fast 0.02.
//   intake   Reports that arrive all at once: until each is a ticket and the SIM is empty. A SIM of 50 is
//   what people
//            have; the rest waits at the service centre and comes as slots are freed. Answers leave
//            meanwhile, and their share of the time grows with the pace's sleeps.
//   outtake  Texts queued at once, from the first Ctrl-Z to the last.
//   RSS      The kernel's high-water mark of each process (VmHWM).
//
// Compare only runs of one machine, one build type (RelWithDebInfo, no sanitizer) and nothing else running.
// The simulated modem answers at once unless --latency says otherwise; a real stick takes 20 to 300 ms for a
// command and 1 to 4 s for a send.
#include <fmt/format.h>

#include <charconv>
#include <exception>
#include <iostream>
#include <string_view>
#include <thread>

#include "bench/bench.hpp"

using lapor::bench::Sizes;

namespace {

constexpr int usage_error = 2;

bool read_number(std::string_view text, int& into) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), into);
  return error == std::errc{} && end == text.data() + text.size() && into >= 0;
}

bool read_options(int argc, char** argv, Sizes& sizes) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    const bool value = i + 1 < argc;
    if (word == "--quick") {
      sizes.replies = 3, sizes.stored = 20, sizes.sends = 5;
      sizes.paces = {"fast"};
      sizes.quick = true;
    } else if (word == "--side-by-side") {
      sizes.side_by_side = true;
    } else if (word == "--only" && value) {
      sizes.only = argv[++i];
    } else if (word == "--latency" && value) {
      if (!read_number(argv[++i], sizes.latency_ms)) return false;
    } else if (word == "--tickets" && value) {
      if (!read_number(argv[++i], sizes.tickets)) return false;
    } else if (word == "--serving" && value) {
      if (!read_number(argv[++i], sizes.serving)) return false;
    } else if (word == "--pages" && value) {
      if (!read_number(argv[++i], sizes.pages)) return false;
    } else if (word == "--lines" && value) {
      if (!read_number(argv[++i], sizes.lines)) return false;
    } else if (word == "--pace" && value) {
      sizes.paces = {argv[++i]};
    } else {
      return false;
    }
  }
  return true;
}

void measure(const Sizes& sizes) {
  constexpr int roomy_sim = 600, usual_sim = 50;
  std::cout << fmt::format("lapor-bench: {} processors, {} ms per AT command\n",
                           std::thread::hardware_concurrency(), sizes.latency_ms);
  for (const auto& pace : sizes.paces) lapor::bench::reply_time(sizes, pace);
  for (const auto& pace : sizes.paces) lapor::bench::intake(sizes, pace, roomy_sim);
  for (const auto& pace : sizes.paces) lapor::bench::intake(sizes, pace, usual_sim);
  for (const auto& pace : sizes.paces) lapor::bench::outtake(sizes, pace);
}

}  // namespace

int main(int argc, char** argv) try {
  Sizes sizes;
  if (!read_options(argc, argv, sizes)) {
    std::cerr << "lapor-bench [--quick] [--latency MS] [--pace stock|profile|fast] [--tickets N] [--serving "
                 "N] [--pages N] [--lines N] [--side-by-side [--only PROGRAM]]\n";
    return usage_error;
  }
  if (sizes.tickets > 0)
    lapor::bench::million(sizes.tickets);
  else if (sizes.serving > 0)
    lapor::bench::serving(sizes.serving);
  else if (sizes.pages > 0)
    lapor::bench::pages(sizes);
  else if (sizes.lines > 0)
    lapor::bench::lines(sizes.quick ? 20 : 1000, sizes.lines);
  else if (sizes.side_by_side)
    lapor::bench::side_by_side(sizes.quick, sizes.only);
  else
    measure(sizes);
  return 0;
} catch (const std::exception& error) {
  std::cerr << "lapor-bench: " << error.what() << "\n";
  return 1;
}
