// The rules of the gateway meet the world through ports. One thread; every entry is one transaction, and its
// effects are returned only after the commit. No Asio, no SQL, no Gammu, no clock.
#pragma once
#include <memory>
#include <optional>
#include <string>

#include "engine/api/events.hpp"
#include "engine/api/rules.hpp"
#include "engine/housekeeping/scorecard_progress.hpp"
#include "engine/ports/store.hpp"
#include "engine/sending/attempts.hpp"

namespace lapor::engine {

class Engine {
 public:
  Engine(Store& store, std::shared_ptr<const Rules> rules);

  /// Settles what a former life left in flight: attempts without an outcome become cut_off or in_doubt.
  /// Call once before the first event. \throws StoreFailure, as all entries do; the call may be repeated.
  Effects start(Instant now);
  Effects on(const Event& event, Instant now);
  /// Does what time alone makes due.
  Effects tick(Instant now);
  /// When tick() has something to do; may be past. Nothing: never by time alone.
  std::optional<Instant> next_wakeup(Instant now) const;
  /// Why this modem gets no text now, for people; empty: it gets the next one.
  std::string blocked_reason(const std::string& modem, Instant now);
  /// New rules, from the next event on.
  void adopt(std::shared_ptr<const Rules> rules);

 private:
  template <class Body>
  Effects transaction(Instant now, Body body);

  Store& store_;
  std::shared_ptr<const Rules> rules_;
  ModemPool pool_;
  ScorecardProgress scorecard_progress_;
  bool recompute_ = true;                ///< deadlines may have to be counted again
  std::optional<Instant> next_of_rows_;  ///< by what the last transaction left
  std::optional<Instant> next_summary_;
  std::optional<Instant> next_forgetting_;  ///< nothing: at the next tick
};

}  // namespace lapor::engine
