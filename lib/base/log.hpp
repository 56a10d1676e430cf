// Log records of the gateway. A record is a value; only daemon/ knows where records go.
// Phone numbers are masked by mask(); the text of a message is never logged.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lapor::log {

/// syslog's levels, as journald and sd-daemon(3) number them.
enum class Level { error = 3, warning = 4, notice = 5, info = 6, debug = 7 };

using Fields = std::vector<std::pair<std::string, std::string>>;

struct Record {
  Level level = Level::info;
  std::string event;  ///< its name in the catalogue, e.g. "ticket-opened"
  std::string text;   ///< one plain line
  Fields fields;      ///< MODEM, TICKET …: journald field names
};

/// "+62811…001": enough for an operator to recognise a number, not enough to call it.
std::string mask(std::string_view number);

}  // namespace lapor::log
