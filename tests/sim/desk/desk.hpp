// A desk that decides whose each report is, as an office does: by its coordinator and its agencies, on the
// real engine and the real store.
#pragma once
#include <memory>
#include <string>

#include "engine/api/engine.hpp"
#include "engine/api/views.hpp"
#include "store/store.hpp"

namespace lapor::test {

class Desk {
 public:
  Desk(std::shared_ptr<const engine::Rules> rules, const std::string& database);

  /// Enters a text from this phone and decides it: an agency that owns the category accepts it; another one
  /// gives it back by ALIH. The coordinator routes a report that waits, and rejects (WENANG) one that nobody
  /// owns ("" or LAIN). \returns the code of the agency to which the gateway sent it by itself; empty if it
  /// left that to the coordinator
  std::string report(const std::string& phone, const std::string& text, const std::string& category,
                     Instant now);

  engine::Views& views() { return *store_; }
  void adopt(std::shared_ptr<const engine::Rules> rules);
  const engine::Rules& rules() const { return *rules_; }

 private:
  void decide(const engine::Ticket& ticket, const std::string& owner, Instant now);

  std::shared_ptr<const engine::Rules> rules_;
  std::unique_ptr<store::SqlStore> store_;
  engine::Engine engine_;
  TicketId last_{};
};

}  // namespace lapor::test
