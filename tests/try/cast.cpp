#include "try/cast.hpp"

#include <fstream>
#include <regex>

namespace lapor::story {

Cast::Cast(const std::string& agencies_file) {
  static const std::regex entry{R"re(^\s*(name|phone)\s*=\s*"([^"]*)")re"};
  std::ifstream in{agencies_file};
  std::string name;
  for (std::string line; std::getline(in, line);) {
    std::smatch match;
    if (!std::regex_search(line, match, entry)) continue;
    if (match[1] == "name") name = match[2];
    if (match[1] == "phone") names_[match[2]] = name;
  }
}

std::string Cast::name(const std::string& phone) const {
  const auto found = names_.find(phone);
  return found == names_.end() ? phone : found->second;
}

std::string Cast::phone(const std::string& name) const {
  for (const auto& [phone, holder] : names_)
    if (holder == name) return phone;
  return {};
}

}  // namespace lapor::story
