// The questions that a view answers: tickets, ticket and messages, from a request to JSON.
#pragma once
#include <optional>
#include <string_view>

#include "base/error.hpp"
#include "edge/render.hpp"

namespace lapor::edge {

/// The answer's result, or why the question is refused (rejected, not_found); nothing if the command is no
/// question of these. `country` says how a national number in the request is read. With masked numbers,
/// numbers inside texts are blanked too, and nobody can ask by number.
std::optional<Result<Json>> answer_question(const Json& request, engine::Views& views, Numbers numbers,
                                            std::string_view country);

}  // namespace lapor::edge
