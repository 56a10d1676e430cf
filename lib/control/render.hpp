// Views as the JSON of the contract (laporctl(1)): pure functions of values.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "control/json.hpp"
#include "engine/api/views.hpp"

namespace lapor::control {

/// One modem as its supervisor sees it; unknown figures are nothing.
struct ModemStatus {
  std::string name, state;  ///< absent connecting ready no_network need_pin failed held
  std::optional<int> pid, signal_percent;
  std::optional<std::string> operator_name;
  std::optional<unsigned> sim_used, sim_size;
  engine::ModemCounts counts;
  std::optional<std::string> last_error;
  std::optional<std::string> registration{};  ///< home roaming searching denied
  std::optional<std::string> silent{};        ///< why it sends nothing now
  engine::SimBalance balance{};
};

struct Status {
  std::string version;
  std::int64_t uptime_s = 0;
  std::vector<ModemStatus> modems;
  engine::OutboxCounts outbox;
  engine::InboxCounts inbox;
  engine::TicketCounts tickets;
  engine::DatabaseInfo database;
};

/// How phone numbers are shown: whole on the control socket, masked on the view socket.
enum class Numbers { whole, masked };

Json render(const Status& status);
Json render(const engine::Ticket& ticket);
Json render(const engine::TicketEvent& event);
Json render(const engine::MessageRow& message, Numbers numbers);
Json render(const engine::QuarantineRow& row, Numbers numbers);  ///< without its bytes

}  // namespace lapor::control
