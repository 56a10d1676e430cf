// Erasure of personal data and the record of who looked at it (UU 27/2022; GDPR art. 17 and 30).
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "engine/model/actor.hpp"

namespace lapor::engine {

/// Row ids up to which retention has examined the rows that it may erase.
struct ErasureCursor {
  std::int64_t closed_ms = 0, ticket = 0, inbound = 0, outbound = 0, segment = 0, quarantine = 0;
};

/// A code that only this phone was told, and when: it confirms HAPUS DATA, and lets a PIN be read while the
/// phone is locked.
struct PhoneCode {
  std::string code;
  Instant at{};
};

/// A text in the database by or about a person.
enum class PersonalTextIn : std::uint8_t { inbound, outbound, ticket, event };
struct PersonalText {
  PersonalTextIn where = PersonalTextIn::inbound;
  std::int64_t id = 0;
  std::string text;
  bool own = true;  ///< by them, to them or out of their words; false: an officer's words about their ticket
};

/// Somebody looked at what people wrote.
struct AccessRecord {
  Instant at{};
  Actor actor;
  bool masked = false;  ///< over the view socket: without numbers
  std::string what;     ///< "ticket", "messages", "quarantine", "export"
  std::optional<TicketId> ticket;
  std::string detail;
  std::int64_t id = 0;  ///< in the list; 0: not written yet
};

}  // namespace lapor::engine
