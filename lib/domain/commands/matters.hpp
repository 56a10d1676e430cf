// Finds in a text more than one command: several matters ("1. jalan … 2. lampu …"), a piece of another text,
// a wish for confidence.
#pragma once
#include <string_view>
#include <vector>

#include "domain/commands/command.hpp"

namespace lapor::commands {

/// The reports that a text holds, where it is plainly cut: by numbers that count up, or each on a line of its
/// own, and each about another category. Their texts are slices of it; where one names no place, it gets that
/// of the whole, and what is asked of the whole (RAHASIA, ANONIM) holds for each. Empty: one matter, or no
/// plain cut. \param whole  the text as parse_citizen() reads it
std::vector<Report> split_report(std::string_view text, const Report& whole,
                                 const language::Vocabulary& vocabulary);

/// The text names more than one matter, whether it can be cut or not: the coordinator should look.
bool names_several(std::string_view text, const language::Vocabulary& vocabulary);

/// A report in these words would be confidential: they ask for it, or tell of a confidential matter.
bool asks_for_confidence(std::string_view text, const language::Vocabulary& vocabulary);

/// A piece of a longer text that lost its header: "(2/3) …", and more of a report that was sent minutes ago:
/// no keyword, no matter of its own, nothing urgent. The caller knows what was sent before.
bool continues_report(std::string_view text, const Command& command);

/// The rest of a long text whose headers a network took away, so that each piece came as a text of its own:
/// `before` came a moment before and fills its SMS, and this one begins with no keyword.
bool continues_cut_text(std::string_view before, std::string_view text,
                        const language::Vocabulary& vocabulary);

}  // namespace lapor::commands
