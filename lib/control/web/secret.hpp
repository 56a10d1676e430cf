// Tokens of people and keys of programs: "NAME.SECRET", so that one hash tells whether it is right.
#pragma once
#include <optional>
#include <string_view>

#include "engine/api/views.hpp"

namespace lapor::control::web {

inline constexpr std::size_t longest_token = 200;

/// The account that has this token or key; nullopt if none has. Takes some milliseconds.
std::optional<engine::Account> account_of(engine::Views& views, engine::Account::Kind kind,
                                          std::string_view token);

}  // namespace lapor::control::web
