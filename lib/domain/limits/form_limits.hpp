// Limits of the report form in an hour. A visitor who leaves no number has no sender's limits, so these count
// by a connection's source, and for all together.
#pragma once
#include <cstddef>

namespace lapor::limits {

/// Reports without a number that are taken from one source and from all. Further ones aren't taken: the page
/// says so, and keeps what was written.
inline constexpr unsigned nameless_of_one_source = 10, nameless_of_all = 60;
/// Characters of a report that a form, a program or the desk files: more than anyone says on a telephone.
inline constexpr std::size_t longest_report = 4000;
/// Codes that are texted because of one source, so that nobody uses up those of all (Drafts::codes_an_hour).
inline constexpr unsigned codes_of_one_source = 6;
/// Reports by the form that go before others because they are urgent, while they have no number. Further ones
/// are opened as ordinary: their words may be urgent, but nobody can be asked.
inline constexpr unsigned urgent_nameless = 3;

}  // namespace lapor::limits
