// Advertisements and frauds among texts without a command. Cautious: a complaint that is taken for an
// advertisement is lost, an advertisement taken for a complaint costs an operator one look.
#pragma once
#include "domain/language/words.hpp"

namespace lapor::commands {

enum class Advert { none, promotion, fraud };

/// Points per word of the lists, for a link, for a number to text or to call; a complaint loses two, and a
/// text that names a matter of ours is a report.
Advert judge_advert(const language::Reader& text);

}  // namespace lapor::commands
