// The engine: rules meet the world through ports. One thread; every entry is one transaction, and its effects
// are returned only after the commit. It knows no Asio, no SQL, no libGammu and no clock.
#pragma once
#include <memory>
#include <optional>
#include <string>

#include "engine/api/effects.hpp"
#include "engine/api/events.hpp"
#include "engine/api/rules.hpp"

namespace lapor::engine {

class Store;

/// All entries but next_wakeup() may throw StoreFailure: then nothing was changed, or the commit's fate is
/// unknown. In both cases the same call may be repeated, unless is_given_once() says that the event is not
/// idempotent.
class Engine {
 public:
  /// `store` must outlive the engine.
  Engine(Store& store, std::shared_ptr<const Rules> rules);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  /// Resolves what a former process left in flight. Call it once before the first event.
  Effects start(Instant now);
  Effects on(const Event& event, Instant now);
  /// Does what time alone makes due.
  Effects tick(Instant now);
  /// The next time at which tick() has work; it may be past. nullopt if time alone changes nothing.
  std::optional<Instant> next_wakeup(Instant now) const;
  /// The reason why this modem gets no message now, for people; empty if it may get one.
  std::string blocked_reason(const std::string& modem, Instant now);
  /// New rules, from the next event on.
  void adopt(std::shared_ptr<const Rules> rules);

 private:
  struct State;  ///< what is kept between transactions; all of it can be made again from the store
  template <class Body>
  Effects transaction(Instant now, Body body);

  std::unique_ptr<State> state_;
};

}  // namespace lapor::engine
