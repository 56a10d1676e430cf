// A fault of a carrier: one gateway on one line to a simulated carrier that goes wrong.
#pragma once
#include <string>

#include "faults/books.hpp"
#include "support/smscsim.hpp"

namespace lapor::faults {

struct OnCarrier {
  explicit OnCarrier(const Row& row);
  test::SmscSim carrier;
  test::Gateway gateway;
};

class LineTrial : public OnCarrier, public Books {
 public:
  explicit LineTrial(const Row& row) : OnCarrier(row), Books(row, gateway, carrier) {}

  /// Waits until this figure of the carrier's (`stats`) is at least so much.
  void until(const std::string& figure, long least, std::chrono::seconds patience = std::chrono::seconds(70));

 private:
  void arrives(int report) override;
};

}  // namespace lapor::faults
