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
/// The reason why the file can't be opened, for an operator; nullopt if it can.
std::optional<std::string> why_unreadable(const std::filesystem::path& file);

}  // namespace lapor::config
