// The text of a small file that somebody else may have put there.
#pragma once
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

#include "base/error.hpp"

namespace lapor::config {

/// The whole file, if it is a regular one (a link to one will do) of at most `limit` bytes. A pipe, a device
/// or a directory isn't even opened, and no more than the bound is ever read. The error says why, for an
/// operator.
Result<std::string> read_text(const std::filesystem::path& file, std::size_t limit);
/// Why nothing can be read from it at all, for an operator; nullopt if it can be opened.
std::optional<std::string> why_unreadable(const std::filesystem::path& file);

}  // namespace lapor::config
