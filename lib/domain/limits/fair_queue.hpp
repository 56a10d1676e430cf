// Fair order of sending: the message that has waited longest goes first, but a recipient of many recent
// messages is moved back, and so is a message about an agency of many recent messages. So a hundred messages
// to one phone don't delay one to another phone, a thousand reports of one flood don't delay the answer to a
// report of a broken lamp, and every message goes in the end.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/ids.hpp"
#include "base/time.hpp"

namespace lapor::limits {

/// A small value: the engine copies it with every transaction.
class FairQueue {
 public:
  /// `agency`: of the ticket that the message is about; "" if there is none, which isn't counted.
  void record_send(PersonId to, std::string_view agency, Instant now);
  /// The time to sort by: `waits_since`, later by a pause for each message that this recipient got recently.
  Instant queued_since(PersonId to, Instant waits_since, Instant now) const;
  /// True if this recipient got five texts within ten minutes, or twenty went about this agency's tickets.
  /// Further ones wait behind everybody else's, whatever they are for.
  bool had_plenty(PersonId to, std::string_view agency, Instant now) const;

 private:
  struct Recent {
    unsigned texts = 0;
    Instant since{};
  };
  template <class Key>
  using Counted = std::vector<std::pair<Key, Recent>>;  ///< ordered by since, oldest first
  template <class Key, class Name>
  static void count(Counted<Key>& counted, const Name& key, Instant now);
  template <class Key, class Name>
  static unsigned texts(const Counted<Key>& counted, const Name& key, Instant now);

  Counted<PersonId> people_;
  Counted<std::string> agencies_;
};

}  // namespace lapor::limits
