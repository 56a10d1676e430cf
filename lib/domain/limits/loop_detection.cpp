#include "domain/limits/loop_detection.hpp"

#include <algorithm>

namespace lapor::limits {
namespace {

constexpr std::size_t own_words = 25;      ///< literal characters that a template must have to be known again
constexpr std::size_t shape_letters = 30;  ///< fewer are a command or a courtesy

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// The text between the fields of a template.
std::vector<std::string_view> literals(std::string_view text) {
  std::vector<std::string_view> out;
  for (auto open = text.find('{'); open != text.npos; open = text.find('{')) {
    out.push_back(text.substr(0, open));
    const auto close = text.find('}', open);
    if (close == text.npos) return {};
    text.remove_prefix(close + 1);
  }
  out.push_back(text);
  return out;
}

/// The text begins and ends as the template does and has all its words in order.
bool spoken(std::string_view form, std::string_view text) {
  const auto parts = literals(form);
  std::size_t known = 0;
  for (const auto part : parts) known += part.size();
  if (parts.empty() || known < own_words) return false;
  if (parts.size() == 1) return text == trimmed(form);
  const auto head = parts.front(), tail = parts.back();
  if (text.size() < head.size() + tail.size() || !text.starts_with(head) || !text.ends_with(tail))
    return false;
  auto middle = text.substr(head.size(), text.size() - head.size() - tail.size());
  for (std::size_t i = 1; i + 1 < parts.size(); ++i) {
    const auto at = middle.find(parts[i]);
    if (at == middle.npos) return false;
    middle.remove_prefix(at + parts[i].size());
  }
  return true;
}

}  // namespace

bool echoes(const replies::Templates& templates, std::string_view text) {
  const auto words = trimmed(text);
  const auto& all = templates.texts();
  return std::any_of(all.begin(), all.end(), [&](const auto& one) { return spoken(one.second, words); });
}

std::string shape(std::string_view text) {
  std::string letters;
  for (const char c : text) {
    if (c >= 'a' && c <= 'z') letters += static_cast<char>(c - 'a' + 'A');
    if ((c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80) letters += c;
  }
  return letters.size() < shape_letters ? std::string{} : letters;
}

unsigned alike(std::string_view text, std::span<const std::string> earlier) {
  const auto mine = shape(text);
  if (mine.empty()) return 0;
  return static_cast<unsigned>(
      std::count_if(earlier.begin(), earlier.end(), [&](const auto& other) { return shape(other) == mine; }));
}

}  // namespace lapor::limits
