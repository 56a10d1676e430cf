// One gateway on one simulated modem that goes wrong, and the books: which reports came, what was made of
// them, what left. All phone numbers are fictitious.
#pragma once
#include <chrono>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "faults/row.hpp"
#include "support/gateway.hpp"
#include "support/modemsim.hpp"

namespace lapor::faults {
using test::citizen;

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

/// How long the answer of a send may take by the profile; waiting for it belongs to the fault.
inline constexpr std::chrono::seconds send_answer{60};

struct Verdict {
  std::string fault, tickets, messages, worked, remark;
  bool good = false;
};

class Trial {
 public:
  explicit Trial(const Row& row);

  test::ModemSim sim;
  test::Gateway gateway;

  /// The gateway is started, ready, and one report went all the way.
  void start();
  /// Another citizen reports; returns which.
  int report(const std::string& options = {});
  /// Comes to the SIM once more, just as it came before.
  void repeat(int report);
  void lies_on_sim(const std::string& pdu_hex);

  /// Waits until an armed fault of this kind has struck as often as it was to.
  void until_struck(const std::string& kind, std::chrono::seconds patience = std::chrono::seconds(70));
  /// The fault's own time ends: from now on counts what the gateway takes.
  void over() { over_ = Clock::now(); }
  /// The same, where waiting for this long from now on belongs to the fault.
  void over_in(std::chrono::milliseconds rest) { over_ = Clock::now() + rest; }
  static void pass(std::chrono::milliseconds time);

  /// Waits until each report was answered and forwarded and the SIM is empty.
  void until_worked(std::chrono::seconds patience = std::chrono::seconds(150));
  bool answered(int report);
  /// This citizen's phone takes no texts; their report is forwarded all the same.
  void out_of_reach(int report) { out_of_reach_.insert(report); }
  void expect(bool holds, const std::string& what);
  void remark(const std::string& text);

  /// Nothing is under way any more; counts tickets and copies.
  Verdict close();
  /// What a trial that broke off leaves to say.
  Verdict broken(const std::string& why) const;

 private:
  bool worked();
  std::string count_tickets();
  std::string count_copies();
  void settle();

  const Row& row_;
  std::vector<std::string> words_;  ///< of each report
  std::set<int> out_of_reach_;
  std::optional<Clock::time_point> over_, worked_;
  std::vector<std::string> complaints_, remarks_;
};

}  // namespace lapor::faults
