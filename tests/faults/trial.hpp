// A fault of a modem: one gateway on one simulated modem that goes wrong.
#pragma once
#include <string>

#include "faults/books.hpp"
#include "support/modemsim.hpp"

namespace lapor::faults {

struct OnModem {
  explicit OnModem(const Row& row);
  test::ModemSim sim;
  test::Gateway gateway;
};

class Trial : public OnModem, public Books {
 public:
  explicit Trial(const Row& row) : OnModem(row), Books(row, gateway, sim) {}

  using Books::report;
  /// Another citizen reports, with these options of the simulated modem; returns which.
  int report(const std::string& options);
  /// Comes to the SIM once more, just as it came before.
  void repeat(int report);
  void lies_on_sim(const std::string& pdu_hex);
  /// Waits until an armed fault of this kind has struck as often as it was to.
  void until_struck(const std::string& kind, std::chrono::seconds patience = std::chrono::seconds(70));

 private:
  void arrives(int report) override;
};

}  // namespace lapor::faults
