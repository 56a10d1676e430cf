// A late result is the final result of a send (+CMGS or an error) that comes after its worker gave up waiting
// for it. It looks like the result of whatever is being sent then, and must never be taken for that (decision
// 0014).
//
// This value counts the sends of one modem that have no result. lapord keeps it over all workers, hands a
// copy to each new worker and with each send, and the worker's filter takes from its copy what it has seen.
// Results come in the order of their sends, and a modem numbers what it accepts (TP-MR, 0 to 255, then 0
// again); all rules here follow from that. Pure: the time is a parameter.
#pragma once
#include <optional>

#include "base/time.hpp"

namespace lapor::modem {

class LateResults {
 public:
  LateResults() = default;
  /// `sends` have no result; `first_reference` is what the first of them was numbered if it was accepted,
  /// nullopt if that isn't known.
  explicit LateResults(unsigned sends, std::optional<unsigned> first_reference = std::nullopt)
      : count_(sends), first_reference_(first_reference), needs_quiet_(sends > 0) {}
  /// From the record of a former life of lapord: `last_reference` was given before those sends, and the last
  /// of them left at `last_left`.
  static LateResults on_record(unsigned sends, std::optional<unsigned> last_reference, Instant last_left,
                               Duration send_limit);

  // lapord records.
  /// A send that may have left ended without a result, which may still come until `until`.
  void no_result(Instant until);
  /// A send ended with its worker before it could leave: it has no result, but its line may still talk.
  void send_interrupted() { needs_quiet_ = true; }
  /// A send got its own result. All results of earlier sends would have come before it.
  void own_result(std::optional<unsigned> reference);
  /// A worker got ready: what was on its line has passed.
  void became_quiet() { needs_quiet_ = false; }

  // lapord asks these, for a worker's settings.
  /// True if a new worker must let the line fall quiet before it asks anything.
  bool needs_quiet() const { return needs_quiet_; }
  /// The time for which a result that may be late is withheld if no other follows: as long as a late one may
  /// still come, and three times `settle` more; at least three times `settle` and at most `send_limit`.
  Duration withhold_for(Instant now, Duration settle, Duration send_limit) const;

  // A worker's filter calls these.
  unsigned count() const { return count_; }
  /// True if a result that came during a later send may belong to one of these. `reference` is that of +CMGS;
  /// nullopt for an error, which names none.
  bool may_claim(std::optional<unsigned> reference) const;
  /// A result was given to the first of these. \throws PreconditionBroken if there is none
  void claim();
  /// No earlier send can still have a result.
  void clear() { count_ = 0; }

  friend bool operator==(const LateResults&, const LateResults&) = default;
  template <class Archive>
  friend void fields(Archive& archive, LateResults& v) {
    archive(v.count_, v.first_reference_, v.until_, v.needs_quiet_);
  }

 private:
  unsigned count_ = 0;
  std::optional<unsigned> first_reference_;  ///< with none missing: that of the next send
  Instant until_{};                          ///< the last of them may come until then
  bool needs_quiet_ = false;
};

}  // namespace lapor::modem
