#include "config/conninfo.hpp"

#include <fmt/format.h>

#include <regex>

#include "config/keys.hpp"

namespace lapor::config {
namespace {

/// Words of the kind key=value, or a URI.
bool can_be_one(const std::string& text) {
  return text.starts_with("postgresql://") || text.starts_with("postgres://") || text.find('=') != text.npos;
}

bool tells_password(const std::string& text) {
  static const std::regex word(R"(\b(password|sslpassword)\s*=|^postgres(ql)?://[^/@]*:[^/@]*@)");
  return std::regex_search(text, word);
}

}  // namespace

std::optional<std::string> conninfo_fault(const std::string& text) {
  if (!can_be_one(text)) return fmt::format("\"{}\" can't be read; write {}", text, form(Type::conninfo));
  if (tells_password(text))
    return "tells a password, which other users could see; write passfile=/etc/lapord/pgpass in its place";
  return std::nullopt;
}

}  // namespace lapor::config
