// Erasure of personal data, and the record of who looked at it.
#pragma once
#include <optional>
#include <vector>

#include "engine/model/personal_data.hpp"

namespace lapor::engine {

class ErasurePort {
 public:
  virtual ~ErasurePort() = default;
  /// HAPUS DATA was confirmed: this person is erased from this time on; nullopt: it is done, or void.
  virtual void set_erasure_requested(PersonId person, std::optional<Instant> at) = 0;
  /// True from set_erasure_requested() until the person is erased.
  virtual bool erasure_requested(PersonId person) = 0;
  /// People whose time for it has come and who have neither an open ticket nor a message under way.
  virtual std::vector<PersonId> due_for_erasure(Instant now, std::size_t limit) = 0;
  /// The time at which the last ticket that this person reported or follows closed; nullopt if none did.
  virtual std::optional<Instant> last_closed(PersonId person) = 0;
  /// The time when the last ticket of this person closed; if they never had one, when their last message came
  /// or went. nullopt while a ticket or a message is open, and if the number is erased already.
  virtual std::optional<Instant> last_activity(PersonId person) = 0;
  /// People of tickets closed and of messages made up to `before` that the cursor hasn't passed; moves the
  /// cursor on.
  virtual std::vector<PersonId> inactive_people(ErasureCursor& cursor, Instant before, std::size_t limit) = 0;
  /// Erases the payloads of segments and quarantined rows received up to `before`; moves the cursor on.
  /// Returns how many rows it erased.
  virtual std::size_t drop_raw_payloads(ErasureCursor& cursor, Instant before, std::size_t limit) = 0;
  /// Erases the payloads of this person's segments and quarantined rows.
  virtual void drop_raw_payloads_of(PersonId person, Instant now) = 0;
  /// Gives at most so many free pages back to the disk, while more than an eighth of the file is free.
  /// Returns false when no more than that is left.
  virtual bool release_free_pages(std::size_t pages) = 0;
  /// Every text by or about this person.
  virtual std::vector<PersonalText> personal_texts(PersonId person) = 0;
  /// Stores text.text in its place. An event's detail can only be emptied; \throws StoreFailure otherwise.
  virtual void rewrite(const PersonalText& text) = 0;
  /// Removes the phone number; what the person wrote stays.
  virtual void erase_number(PersonId person) = 0;
  /// Appends to the record of accesses; its id is ignored.
  virtual void record_access(const AccessRecord& access) = 0;
};

}  // namespace lapor::engine
