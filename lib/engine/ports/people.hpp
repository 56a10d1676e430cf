// People: the only rows with phone numbers.
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "domain/sms/address.hpp"

namespace lapor::engine {

class PeoplePort {
 public:
  virtual ~PeoplePort() = default;
  /// The person with this number, made where there is none.
  virtual PersonId person(const sms::Address& address) = 0;
  /// A new person without a number.
  virtual PersonId nobody() = 0;
  /// nullopt where nobody has this number.
  virtual std::optional<PersonId> find_person(const sms::Address& address) = 0;
  /// An empty address where the number was erased. \throws StoreFailure where there is no such person
  virtual sms::Address address(PersonId person) = 0;
  /// The next concatenation reference for this recipient, 0..255 in turn; it is used up by the call.
  virtual std::uint8_t next_reference(PersonId person) = 0;

  /// Whether this person sent STOP: no unasked news.
  virtual bool opted_out(PersonId person) = 0;
  virtual void set_opted_out(PersonId person, bool opted_out) = 0;

  /// Counts a wrong PIN from this contact.
  virtual void add_wrong_pin(PersonId contact, Instant at) = 0;
  /// When wrong PINs came from this contact, newest first.
  virtual std::vector<Instant> wrong_pins(PersonId contact, std::size_t limit) = 0;
};

}  // namespace lapor::engine
