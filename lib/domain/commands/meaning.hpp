// Finds the meaning of a text from this sender. The gateway and `laporctl explain` both ask here.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/commands/command.hpp"

namespace lapor::commands {

/// Facts about the sender on which a text's meaning depends; the caller looks them up first.
struct Speaker {
  std::optional<Officer> officer;  ///< nullopt if no office knows the number
  Citizen citizen;                 ///< an officer is one, too
  std::vector<std::string>
      elsewhere;  ///< of an officer's: mentioned tickets that they reported and can't command
};

struct Meaning {
  Command command;
  bool as_officer = false;
};

/// An officer's text is a command to the gateway; where it is none, they speak as the citizen that they are:
/// "YA 1000015" of a report of their own, and every report. Total, as parse_citizen() and parse_agency().
Meaning read(std::string_view text, const language::Vocabulary& vocabulary, const Speaker& speaker);

/// The matters of a report, if it is about several.
struct Matters {
  std::vector<Report> parts;  ///< each a report of its own; empty: the text isn't cut
  bool mixed = false;         ///< not cut, and about more than one: the coordinator decides
};
Matters matters_of(std::string_view text, const Report& whole, const language::Vocabulary& vocabulary);

}  // namespace lapor::commands
