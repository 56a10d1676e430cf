// One modem hangs. Measures whether the others are slower.
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <stdexcept>

#include "control/client.hpp"
#include "faults/trial.hpp"

namespace lapor::faults {
namespace {

using namespace std::chrono_literals;

/// Deadlines that leave a hung libGammu alone for longer than the trial lasts.
constexpr auto patient = R"(connect = "400s"
command = "400s"
list = "400s"
prompt = "400s"
heartbeat = "400s"
)";

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values.at(values.size() / 2);
}

/// The 95th percentile. The slowest few don't count, because a loaded machine delays some.
double nearly_worst(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values.at(values.size() * 95 / 100);
}

/// Seconds from a report's arrival to its answer and forward, for some reports in turn.
std::vector<double> reply_times(Trial& t, int reports) {
  std::vector<double> seconds;
  for (int n = 0; n < reports; ++n) {
    const auto begin = Clock::now();
    const int report = t.report();
    while (!t.answered(report)) {
      if (Clock::now() - begin > 30s) throw std::runtime_error("the other modem isn't served");
      t.pass(10ms);
    }
    seconds.push_back(Seconds(Clock::now() - begin).count());
  }
  return seconds;
}

/// Milliseconds that the gateway takes to answer laporctl's question, without what starting laporctl costs.
std::vector<double> status_times(Trial& t, int questions) {
  std::vector<double> ms;
  for (int n = 0; n < questions; ++n, Trial::pass(20ms)) {
    const auto begin = Clock::now();
    const auto answer = control::ask(t.gateway.directory() / "control.sock",
                                     control::Json::object({{"command", "status"}}), 5s);
    if (!answer) throw std::runtime_error("no answer to status");
    ms.push_back(Seconds(Clock::now() - begin).count() * 1000);
  }
  return ms;
}

void one_of_two_hung(Trial& t) {
  test::ModemSim other;
  other.fault("unplug");  // until it can hang, so that the first alone serves
  std::filesystem::create_directories(t.gateway.directory() / "modem-profiles");
  std::ofstream(t.gateway.directory() / "modem-profiles/patient.toml") << patient;
  t.gateway.configure(
      fmt::format("[[modem]]\nname = \"sim2\"\ndevice = \"{}\"\nprofile = \"patient\"\n", other.device()));
  t.start();
  t.sim.latency("CMGS", 300);  // the dice would be measured, too
  const auto before = reply_times(t, 10);
  other.inject("+628110000951", "terjebak di sim2");
  other.fault("hang CMGL forever");
  other.fault("plug");
  t.gateway.await("the second modem hangs in its listing", [&] {
    t.pass(200ms);
    const auto status = t.gateway.status();
    const auto& modems = status["modems"].items();
    return modems.size() == 2 && test::text(modems[1], "not_sending") == "the modem is busy";
  });
  t.over();
  const auto during = reply_times(t, 10);
  const auto answers = status_times(t, 100);
  t.until_worked();
  const auto before_m = median(before), during_m = median(during);
  t.expect(during_m <= before_m * 1.25 + 0.1, "the other modem's reports are answered more slowly");
  t.expect(nearly_worst(answers) <= 50, fmt::format("status took {:.0f} ms", nearly_worst(answers)));
  t.expect(other.stored() == 1, "the hung modem wasn't hung");
  t.remark(fmt::format("replies {:.2f} s, beside it {:.2f} s; status {:.1f} ms, 95% within {:.0f}", during_m,
                       before_m, median(answers), nearly_worst(answers)));
}

}  // namespace

std::vector<Row> rows_beside() { return {{"one of two in a 400 s call", Copies::once, one_of_two_hung}}; }

}  // namespace lapor::faults
