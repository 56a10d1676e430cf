// Views as the JSON of the contract, see laporctl(1). Pure functions of values.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "control/json.hpp"
#include "control/protocol.hpp"
#include "engine/api/views.hpp"

namespace lapor::control {

/// One modem in `laporctl status`: what its supervisor sees, and what the database knows of it. nullopt is
/// unknown and becomes null.
struct ModemRow {
  std::string name;
  std::string state;  ///< absent connecting ready no_network need_pin failed held
  std::optional<int> pid;
  std::optional<int> signal_percent;
  std::optional<std::string> operator_name;
  std::optional<unsigned> sim_used, sim_size;  ///< places for messages
  engine::ModemCounts counts;
  std::optional<std::string> last_error;
  std::string kind = "modem";                 ///< or smpp: a line to a carrier
  std::optional<std::string> registration{};  ///< home roaming searching denied
  std::optional<std::string> not_sending{};   ///< the reason why it gets no text now; nullopt if it does
  engine::SimBalance balance{};
  std::optional<std::string> access{};  ///< 2G 3G 4G 5G
  std::int64_t waiting = 0;             ///< queued texts for people who texted its SIM
  std::string profile{};
  std::map<std::string, std::int64_t> ends{};  ///< how often its worker ended, by why
  bool lacks_service_centre = false;           ///< the SIM has no number of it: last_error says so too
  std::string node{};                          ///< the box that lends it; empty: this one
};

/// A box in `laporctl nodes`.
struct NodeRow {
  std::string name, role;            ///< active or modems
  std::string state;                 ///< serving; connected, away or not_admitted
  std::vector<std::string> modems;   ///< that the configuration has there
  std::optional<Instant> last_seen;  ///< since this gateway was started
  std::string address, version;      ///< empty: unknown
};

struct Status {
  std::string version;
  std::int64_t uptime_s = 0;
  std::vector<ModemRow> modems;
  engine::OutboxCounts outbox;
  engine::InboxCounts inbox;
  engine::TicketCounts tickets;
  engine::DatabaseInfo database;
};

/// True if the ticket is confidential and the reader sees numbers masked. Such a reader may count the ticket,
/// but is answered as if it didn't exist.
inline bool hidden(const engine::Ticket& ticket, Numbers numbers) {
  return ticket.confidential && numbers == Numbers::masked;
}

Json render(const Status& status);
Json render(const std::vector<NodeRow>& nodes);
/// Masked: phone numbers inside the words are blanked.
Json render(const engine::Ticket& ticket, Numbers numbers);
Json render(const engine::TicketEvent& event, Numbers numbers);
/// Masked: the number is shortened as in the log, and numbers inside the words are blanked.
Json render(const engine::MessageRow& message, Numbers numbers);
/// The row without its bytes.
Json render(const engine::QuarantineRow& row, Numbers numbers);

/// ISO 8601; null for nullopt.
Json time_or_null(const std::optional<Instant>& time);

}  // namespace lapor::control
