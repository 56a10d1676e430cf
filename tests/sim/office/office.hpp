// A year of an office: citizens report and answer, one agency works and another plays a trick, on the whole
// gateway. Seeded: the same seed gives the same year.
#pragma once
#include <functional>
#include <random>
#include <set>
#include <string>

#include "domain/scorecard/card.hpp"
#include "sim/world.hpp"

namespace lapor::test {

class Office;

/// An agency's action on one of its tickets on one day. `age`: days since it was reported.
using Strategy = std::function<void(Office&, const engine::Ticket&, int age)>;

struct Trick {
  std::string name;
  Strategy cunning;                             ///< of BMCK; DISHUB works
  std::function<void(Office&)> every_day = {};  ///< what else is done for it
  bool without_number = false;                  ///< half of the reports came by telephone, without a number
  bool phone_off = false;                       ///< no phone of BMCK takes a text
};

class Office {
 public:
  Office(Trick trick, unsigned seed);
  /// Lives a year.
  void live();

  World& world() { return world_; }
  bool chance(unsigned percent) { return random_() % 100 < percent; }
  /// An officer's text.
  void say(const std::string& from, const std::string& words);
  /// The work itself is done, independent of any answer.
  void work_on(const engine::Ticket& ticket) { done_.insert(ticket.id); }
  std::string phone_of(const engine::Ticket& ticket);  ///< of its reporter; empty: none
  scorecard::Card card(const std::string& agency);

 private:
  void report(const std::string& words);
  void citizens_answer();
  void coordinator_decides();
  void agencies_act();

  Trick trick_;
  std::mt19937 random_;
  World world_;
  std::set<TicketId> done_, asked_, looked_at_;
  unsigned reports_ = 0;
};

/// Answers at once (now and then a day late), repairs within a week, says what was done.
void diligent(Office& office, const engine::Ticket& ticket, int age);

}  // namespace lapor::test
