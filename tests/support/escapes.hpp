// Texts in the one-line protocols of the simulated modem and the simulated carrier.
#pragma once
#include <string>
#include <string_view>

namespace lapor::test {

/// "\n", "\r" and "\\" as escapes.
inline std::string escape(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n')
      out += "\\n";
    else if (c == '\r')
      out += "\\r";
    else if (c == '\\')
      out += "\\\\";
    else
      out += c;
  }
  return out;
}

/// Those, and "\xHH".
inline std::string unescape(std::string_view line) {
  std::string out;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char next = line[i] == '\\' && i + 1 < line.size() ? line[i + 1] : '\0';
    if (next == 'x' && i + 3 < line.size()) {
      out += static_cast<char>(std::stoi(std::string(line.substr(i + 2, 2)), nullptr, 16));
      i += 3;
    } else if (next) {
      out += next == 'n' ? '\n' : next == 'r' ? '\r' : next;
      ++i;
    } else {
      out += line[i];
    }
  }
  return out;
}

}  // namespace lapor::test
