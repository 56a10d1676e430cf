// A report, a question or a proposal: what it is about, where, and what must be kept secret.
#pragma once
#include <cstddef>

#include "domain/commands/command.hpp"
#include "domain/language/words.hpp"

namespace lapor::commands {

/// A report whose keyword ends before word \p at. NEED_TEXT where nothing but flags and politeness follows.
Command keyword_report(const language::Reader& text, Verb verb, std::size_t at);

/// A report without a keyword, or with a doubtful one: the whole text is kept, \p at is where its matter
/// begins.
Report free_report(const language::Reader& text, Verb verb, std::size_t at);

}  // namespace lapor::commands
