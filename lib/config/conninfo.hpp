// The string that tells libpq where a server is.
#pragma once
#include <optional>
#include <string>

namespace lapor::config {

/// The fault of a connection string that people write into a file or a command line, and what to write
/// instead; nullopt if there is none. libpq reads the string later and may find more.
std::optional<std::string> conninfo_fault(const std::string& text);

}  // namespace lapor::config
