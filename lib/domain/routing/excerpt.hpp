// The part of a report that an agency is shown in one SMS.
#pragma once
#include <string>
#include <string_view>

#include "domain/language/vocabulary.hpp"

namespace lapor::routing {

/// The report without its greeting; where the words that tell of this category would be cut off at `limit`
/// bytes, from a word shortly before them on, after "..". The caller cuts the end. A
/// report whose words tell of no category begins after its greeting.
std::string excerpt(std::string_view text, std::string_view category, const language::Vocabulary& vocabulary,
                    std::size_t limit);

}  // namespace lapor::routing
