// The questions that a view answers: tickets, ticket and messages, from a request to JSON.
#pragma once
#include <optional>
#include <string_view>

#include "base/error.hpp"
#include "control/render.hpp"

namespace lapor::control {

/// The answer's result, or why the question is refused (rejected, not_found); nothing if the command is no
/// question of these. `country` says how a national number in the request is read. With masked numbers,
/// numbers inside texts are blanked too, and nobody can ask by number.
std::optional<Result<Json>> answer_question(const Json& request, engine::Views& views, Numbers numbers,
                                            std::string_view country);

/// What has to go on record before this request is answered: who looks at what people wrote. Nothing for a
/// question about figures.
std::optional<engine::AccessRecord> access_of(const Json& request, const std::string& actor, Numbers numbers,
                                              std::string_view country);

}  // namespace lapor::control
