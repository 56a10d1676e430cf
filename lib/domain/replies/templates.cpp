#include "domain/replies/templates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "base/utf8.hpp"
#include "domain/replies/redact.hpp"
#include "domain/sms/gsm7.hpp"
#include "domain/sms/segmentation.hpp"

namespace lapor::replies {
namespace {

/// A field with at least this limit holds somebody's text: it is cut at a word, with a mark. A field with a
/// smaller limit is cut anywhere, without a mark.
constexpr std::size_t text_limit = 30;
/// A text in a field with at most this limit loses its pictographs, so that it still fits one segment.
constexpr std::size_t picture_limit = 140;

const Kind* kind_of(std::string_view code) {
  const auto all = kinds();
  const auto it = std::find_if(all.begin(), all.end(), [&](const auto& k) { return k.code == code; });
  return it == all.end() ? nullptr : &*it;
}

std::size_t limit_of(const Kind& kind, std::string_view field) {
  for (const auto& [name, limit] : kind.wider)
    if (name == field) return limit;
  return field_limit(field);
}

/// Literal text, or the name of a field.
struct TemplateElement {
  std::string_view text;
  bool field = false;
};

/// The elements of a template; nullopt if a brace opens or closes no field.
std::optional<std::vector<TemplateElement>> elements(std::string_view text) {
  std::vector<TemplateElement> out;
  while (!text.empty()) {
    const auto brace = text.find_first_of("{}");
    if (brace == text.npos) {
      out.push_back({text});
      break;
    }
    const auto end = text.find_first_of("{}", brace + 1);
    if (text[brace] != '{' || end == text.npos || text[end] != '}' || end == brace + 1) return std::nullopt;
    if (brace > 0) out.push_back({text.substr(0, brace)});
    out.push_back({text.substr(brace + 1, end - brace - 1), true});
    text.remove_prefix(end + 1);
  }
  return out;
}

std::string names(const Kind& kind) {
  std::string out;
  for (const auto f : kind.fields) out += fmt::format("{}{{{}}}", out.empty() ? "" : " ", f);
  return out.empty() ? "no field" : out;
}

/// A text with every field at its limit. Somebody's own words may be all brackets, which take two septets
/// each and are never cut in two.
std::string widest(const Kind& kind, const std::vector<TemplateElement>& list, bool brackets) {
  std::string out;
  for (const auto& p : list) {
    if (!p.field) {
      out += p.text;
      continue;
    }
    const auto limit = limit_of(kind, p.text);
    out += brackets && limit >= text_limit ? std::string(limit / 2, '[') : std::string(limit, '0');
  }
  return out;
}

std::size_t most_parts(const Kind& kind, const std::vector<TemplateElement>& list) {
  return std::max(sms::segment_count(widest(kind, list, false)),
                  sms::segment_count(widest(kind, list, true)));
}

std::string too_long(const Kind& kind, const std::vector<TemplateElement>& list) {
  const auto text = widest(kind, list, false);
  const auto count = sms::septets(text);
  const auto room = count ? (kind.max_parts == 1 ? 160 : 153 * kind.max_parts)
                          : (kind.max_parts == 1 ? 70 : 67 * kind.max_parts);
  return fmt::format("too long: up to {} {} with every field at its longest, but {} part{} hold{} {}",
                     count ? *count : utf8::to_utf16(text).size(),
                     count ? "septets" : "units (a character isn't in the GSM alphabet)", kind.max_parts,
                     kind.max_parts == 1 ? "" : "s", kind.max_parts == 1 ? "s" : "", room);
}

/// Blanks of every kind become one space: a report with line breaks must not look like several texts.
std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool blank = static_cast<unsigned char>(c) <= ' ' || c == 0x7F;
    if (!blank) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

/// A picture, or what changes one.
bool pictorial(char32_t c) {
  return utf8::pictograph(c) || (c >= 0xFE00 && c <= 0xFE0F) || c == 0x200D || c == 0x20E3;
}

/// The text without pictographs if that brings it into the GSM alphabet and leaves words, else as it is.
std::string without_pictures(const std::string& text) {
  if (sms::septets(text)) return text;
  auto points = utf8::decode(text);
  std::erase_if(points, pictorial);
  auto rest = one_line(utf8::encode(points));
  return !rest.empty() && sms::septets(rest) ? rest : text;
}

/// As many characters as fit, without a mark.
std::string hard_cut(std::string_view text, std::size_t limit) {
  std::string out;
  std::size_t used = 0;
  for (const auto c : utf8::decode(text)) {
    std::string one;
    utf8::append(one, c);
    used += sms::septets(one).value_or(utf8::to_utf16(one).size());
    if (used > limit) break;
    out += one;
  }
  return out;
}

std::string fitted(std::string_view value, std::size_t limit, bool gsm) {
  const auto read = utf8::visible(value);
  auto text = one_line(gsm ? sms::plain(read) : read);
  if (gsm && limit <= picture_limit) text = without_pictures(text);
  return limit >= text_limit ? shorten(text, limit) : hard_cut(text, limit);
}

/// Words that people write, and that officers act on.
bool is_somebodys(std::string_view field) {
  return field == "txt" || field == "isi" || field == "q" || field == "alasan";
}

std::string upper(std::string_view word) {
  std::string out(word);
  for (auto& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return out;
}

/// The letters from \p at on, in capitals, past blanks.
std::string word_at(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] == ' ') ++at;
  const auto end = std::min(
      text.size(), text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", at));
  return at < end ? upper(text.substr(at, end - at)) : std::string{};
}

bool opens_bracket(char c) { return c == '(' || c == '[' || c == '{' || c == '<'; }

/// "(PUTUSKAN 1000015)" in somebody's words would be taken for ours: it loses its bracket.
std::string without_headings(std::string text, const std::set<std::string, std::less<>>& headings) {
  for (std::size_t at = 0; at < text.size(); ++at)
    if (opens_bracket(text[at]) && headings.contains(word_at(text, at + 1))) text[at] = '-';
  return text;
}

/// A template's full stop ends somebody's words, unless these end with a sign of their own.
std::string_view after_words(std::string_view words, std::string_view literal) {
  const bool ended = !words.empty() && std::string_view(".!?").find(words.back()) != words.npos;
  return ended && literal.starts_with(". ") ? literal.substr(1) : literal;
}

}  // namespace

std::optional<std::string> Templates::fault(std::string_view code, std::string_view text) {
  const auto* kind = kind_of(code);
  if (!kind) return fmt::format("unknown reply code {}", code);
  if (one_line(text).empty()) return "empty: write the text of this reply";
  const auto list = elements(text);
  if (!list) return "a brace that belongs to no field: fields look like {t}, and other braces can't be used";
  for (const auto& p : *list)
    if (p.field && std::find(kind->fields.begin(), kind->fields.end(), p.text) == kind->fields.end())
      return fmt::format("unknown field {{{}}}: {} may use {}", p.text, code, names(*kind));
  if (most_parts(*kind, *list) > kind->max_parts) return too_long(*kind, *list);
  return std::nullopt;
}

void Templates::set(std::string code, std::string text) {
  if (text.starts_with('('))
    if (auto heading = word_at(text, 1); !heading.empty()) headings_.insert(std::move(heading));
  texts_.insert_or_assign(std::move(code), std::move(text));
}

std::vector<std::string_view> Templates::missing() const {
  std::vector<std::string_view> out;
  for (const auto& kind : kinds())
    if (!texts_.contains(kind.code)) out.push_back(kind.code);
  return out;
}

std::string Templates::render(std::string_view code, const Fields& fields) const {
  const auto* kind = kind_of(code);
  const auto text = texts_.find(code);
  if (!kind || text == texts_.end()) return {};
  const auto list = elements(text->second).value_or(std::vector<TemplateElement>{});
  const bool gsm = std::all_of(list.begin(), list.end(),
                               [](const auto& p) { return p.field || sms::septets(p.text).has_value(); });
  std::string out;
  for (const auto& p : list) {
    const auto value = p.field ? fields.find(p.text) : fields.end();
    if (!p.field) {
      out += after_words(out, p.text);
    } else if (value != fields.end()) {
      auto words = fitted(value->second, limit_of(*kind, p.text), gsm);
      out += is_somebodys(p.text) ? without_headings(std::move(words), headings_) : words;
    }
  }
  return out;
}

std::string list(const std::vector<std::string>& items, std::size_t total, std::size_t limit) {
  total = std::max(total, items.size());
  const auto rest = [&](std::size_t shown) {
    return shown < total ? fmt::format(" dan {} lagi", total - shown) : std::string{};
  };
  std::string joined, out;
  for (std::size_t i = 0; i < items.size(); ++i) {
    joined += (joined.empty() ? "" : ", ") + items[i];
    if (joined.size() > limit) break;
    if (joined.size() + rest(i + 1).size() <= limit) out = joined + rest(i + 1);
  }
  return out;
}

}  // namespace lapor::replies
