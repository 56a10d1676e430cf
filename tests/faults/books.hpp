// The books of one gateway that meets a fault: which reports came, what was made of them, what left. All
// phone numbers are fictitious.
#pragma once
#include <chrono>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "faults/row.hpp"
#include "support/gateway.hpp"
#include "support/network.hpp"

namespace lapor::faults {
using test::citizen;

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

struct Verdict {
  std::string fault, tickets, messages, worked, remark;
  bool good = false;
};

class Books {
 public:
  /// `gateway` and `network` must outlive it.
  Books(const Row& row, test::Gateway& gateway, test::Network& network)
      : row_(row), gateway_(gateway), network_(network) {}
  virtual ~Books() = default;

  /// The gateway is started, ready, and one report went all the way.
  void start();
  /// Another citizen reports; returns which.
  int report();
  /// The fault is over: from now on the gateway's own time counts.
  void over();
  /// The same, but the next `rest` still belongs to the fault.
  void over_in(std::chrono::milliseconds rest) { over_ = Clock::now() + rest; }
  static void pass(std::chrono::milliseconds time);

  /// Waits until each report was answered and forwarded and nothing waits to be taken.
  void until_worked(std::chrono::seconds patience = std::chrono::seconds(150));
  /// Waits until this report is a ticket and a text has left since the fault: texts flow in both directions.
  /// What until_worked() then waits for is the backlog.
  void until_both_ways(int report, std::chrono::seconds patience = std::chrono::seconds(150));
  bool answered(int report);
  /// This citizen's phone takes no texts; their report is forwarded all the same.
  void out_of_reach(int report) { out_of_reach_.insert(report); }
  void expect(bool holds, const std::string& what);
  void remark(const std::string& text);

  /// Nothing is under way any more; counts tickets and copies.
  Verdict close();
  /// The verdict about a trial that broke off.
  Verdict broken(const std::string& why) const;

 protected:
  /// This report is sent.
  virtual void arrives(int report) = 0;
  /// Notes the words of the next report, which the caller sends.
  int note_report();
  std::string text_of(int report) const {
    return "LAPOR JALAN " + words_.at(static_cast<std::size_t>(report));
  }

 private:
  bool worked();
  std::string count_tickets();
  std::string count_copies();
  void settle();

  const Row& row_;
  test::Gateway& gateway_;
  test::Network& network_;
  std::vector<std::string> words_;  ///< of each report
  std::set<int> out_of_reach_;
  std::size_t left_at_fault_ = 0;
  std::optional<Clock::time_point> over_, worked_;
  std::vector<std::string> complaints_, remarks_;
};

}  // namespace lapor::faults
