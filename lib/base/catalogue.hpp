// The catalogue of log events: docs/log-events.md itself travels in the program, so that what an operator
// reads there, in `laporctl events` and in `journalctl -x` is the same.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace lapor::log {

struct Explained {
  std::string name;                 ///< "ticket-opened"
  std::string level;                ///< error warning notice info debug
  std::vector<std::string> fields;  ///< journald fields that every record of this event has: MODEM, TICKET
  std::string group;                ///< the heading it stands under
  std::string text;                 ///< what it means and what to do, one paragraph
};

/// Reads such a page: "**name** (level, FIELD) paragraph" under "## group".
std::vector<Explained> read_catalogue(std::string_view page);
/// The shipped one, in the order of the page.
const std::vector<Explained>& catalogue();

/// journald's MESSAGE_ID of an event: 32 hexadecimal digits, derived from the name alone, so it is the same
/// in every version.
std::string message_id(std::string_view event);
/// The file for /usr/lib/systemd/catalog, see "Message catalogs" in journalctl(1).
std::string journal_catalogue(const std::vector<Explained>& events);

}  // namespace lapor::log
