// People: the only rows with phone numbers.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "domain/sms/address.hpp"
#include "engine/model/personal_data.hpp"

namespace lapor::engine {

class PeoplePort {
 public:
  virtual ~PeoplePort() = default;
  /// The person with this number, made where there is none.
  virtual PersonId person(const sms::Address& address) = 0;
  /// A new person without a number.
  virtual PersonId nobody() = 0;
  /// nullopt if nobody has this number.
  virtual std::optional<PersonId> find_person(const sms::Address& address) = 0;
  /// An empty address where the number was erased. \throws StoreFailure where there is no such person
  virtual sms::Address address(PersonId person) = 0;
  /// The next concatenation reference for this recipient, 0..255 in turn; it is used up by the call.
  virtual std::uint8_t next_reference(PersonId person) = 0;

  /// True if this person sent STOP and gets no unasked news.
  virtual bool opted_out(PersonId person) = 0;
  /// STOP, or a new report that ends it.
  virtual void set_opted_out(PersonId person, bool opted_out) = 0;

  /// Counts a wrong PIN of this agency from this contact.
  virtual void add_wrong_pin(PersonId contact, std::string_view agency, Instant at) = 0;
  /// The number of wrong PINs of this agency that came since then, from all phones.
  virtual unsigned count_wrong_pins(std::string_view agency, Instant since) = 0;
  /// The times of this contact's wrong PINs, newest first; empty if there were none.
  virtual std::vector<Instant> wrong_pin_times(PersonId contact, std::size_t limit) = 0;

  /// The code that this phone was last told; nullopt if there was none.
  virtual std::optional<PhoneCode> phone_code(PersonId person) = 0;
  /// Makes a code of four unpredictable digits, and keeps it for this person.
  virtual std::string new_phone_code(PersonId person, Instant at) = 0;
};

}  // namespace lapor::engine
