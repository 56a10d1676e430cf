#include "domain/replies/redact.hpp"

#include <algorithm>
#include <vector>

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "domain/sms/gsm7.hpp"
#include "domain/ticket/number.hpp"

namespace lapor::replies {
namespace {

constexpr std::string_view mark = "[nomor]";
constexpr std::size_t identity_digits = 16;

/// A run of digits and its place in the text.
struct Group {
  std::size_t begin = 0, end = 0;
  std::string_view digits;
  std::string_view gap;  ///< the text between the group before and this one
};

/// True for what people write between the groups of one number: "0811-0000", "(024) 8441256".
bool joins(std::string_view gap) {
  return gap.size() <= 2 && std::all_of(gap.begin(), gap.end(), [](char c) {
           return c == ' ' || c == '-' || c == '.' || c == '(' || c == ')' || c == '_' || c == '/';
         });
}

std::vector<Group> groups_of(std::string_view text) {
  std::vector<Group> out;
  for (std::size_t at = 0; at < text.size();) {
    if (!ascii::is_digit(text[at])) {
      ++at;
      continue;
    }
    auto end = at;
    while (end < text.size() && ascii::is_digit(text[end])) ++end;
    const auto before = out.empty() ? 0 : out.back().end;
    out.push_back({at, end, text.substr(at, end - at), text.substr(before, at - before)});
    at = end;
  }
  return out;
}

/// True for one run of digits that is personal data: an identity number, also a mistyped one, or a phone
/// number.
bool personal(std::string_view digits, bool plus) {
  const auto n = digits.size();
  if (n >= 14) return true;
  if (plus) return n >= 8;
  if (digits.starts_with("0")) return n >= 9;                               // 0811…, 024…, 0062…
  if (digits.starts_with("62") || digits.starts_with("8")) return n >= 10;  // longer than any ticket number
  return false;
}

/// A first group that can begin a phone number written in groups; "08.00" is a time of day.
bool begins_phone(const Group& g, bool plus) {
  if (plus) return true;
  if (g.digits.starts_with("0")) return g.digits.size() >= 3;
  return g.digits == "62" || (g.digits.starts_with("628") && g.digits.size() >= 5);
}

/// The number of groups from `from` that are one identity number: exactly sixteen digits, in groups of four
/// or more, or in shorter ones too where one and the same sign stands between all: "33.74.01.010190.0001".
std::size_t identity_groups(const std::vector<Group>& groups, std::size_t from) {
  std::size_t total = 0;
  for (auto i = from; i < groups.size(); ++i) {
    const auto& g = groups[i];
    const bool alike = from + 1 < groups.size() && groups[from + 1].gap.size() == 1 &&
                       (i == from || g.gap == groups[from + 1].gap) && joins(groups[from + 1].gap);
    const bool wide = g.digits.size() >= 4 && (i == from || (joins(g.gap) && g.gap.find('.') == g.gap.npos));
    if (!wide && !(alike && g.digits.size() >= 2)) return 0;
    if (ticket::id_of(g.digits)) return 0;
    total += g.digits.size();
    if (total >= identity_digits) return total == identity_digits ? i - from + 1 : 0;
  }
  return 0;
}

/// The smallest number of groups from `from` that are a phone number. A further short group is its tail only
/// after a dash or dot, or if it is too long for a house number.
std::size_t phone_groups(const std::vector<Group>& groups, std::size_t from, bool plus) {
  constexpr std::size_t fewest = 9, most = 14;
  if (!begins_phone(groups[from], plus)) return 0;
  std::size_t total = groups[from].digits.size(), count = 1;
  for (auto i = from + 1; i < groups.size() && joins(groups[i].gap); ++i) {
    const auto n = groups[i].digits.size();
    const bool tail = groups[i].gap != " " || n >= 3;
    if (total + n > most || (total >= fewest + 1 && !tail)) break;
    total += n;
    ++count;
  }
  return total >= fewest ? count : 0;
}

/// The number of groups from `from` that are removed together; 0 if this one stays.
std::size_t hidden(std::string_view text, const std::vector<Group>& groups, std::size_t from) {
  const auto& g = groups[from];
  const bool plus = g.begin > 0 && text[g.begin - 1] == '+';
  if (personal(g.digits, plus)) return 1;
  if (const auto n = identity_groups(groups, from)) return n;
  return phone_groups(groups, from, plus);
}

std::size_t length(std::string_view text) { return sms::septets(text).value_or(utf8::to_utf16(text).size()); }

std::size_t cost(char32_t c, bool gsm) {
  std::string one;
  utf8::append(one, c);
  return gsm ? sms::septets(one).value_or(1) : utf8::to_utf16(one).size();
}

/// As many characters as take at most `room`.
std::u32string_view head(std::u32string_view points, std::size_t room, bool gsm) {
  std::size_t used = 0, n = 0;
  while (n < points.size() && (used += cost(points[n], gsm)) <= room) ++n;
  return points.substr(0, n);
}

}  // namespace

std::string redact(std::string_view as_written) {
  const auto text = utf8::plain(as_written);
  const auto groups = groups_of(text);
  std::string out;
  std::size_t kept = 0;  // text up to here is in `out`
  for (std::size_t i = 0; i < groups.size();) {
    const auto n = hidden(text, groups, i);
    if (n > 0) {
      auto begin = groups[i].begin;
      while (begin > kept && (text[begin - 1] == '+' || text[begin - 1] == '(')) --begin;
      out += std::string_view(text).substr(kept, begin - kept);
      out += mark;
      kept = groups[i + n - 1].end;
    }
    i += std::max<std::size_t>(n, 1);
  }
  return out += std::string_view(text).substr(kept);
}

std::string shorten(std::string_view text, std::size_t limit) {
  constexpr std::u32string_view end = U"..";
  constexpr std::size_t near = 12;  // a word is dropped whole if that costs no more
  if (length(text) <= limit) return std::string(text);
  const bool gsm = sms::septets(text).has_value();
  const auto points = utf8::decode(text);
  if (limit <= end.size()) return utf8::encode(head(points, limit, gsm));
  auto cut = head(points, limit - end.size(), gsm);
  if (points[cut.size()] != U' ') {
    const auto blank = cut.rfind(U' ');
    if (blank != cut.npos && cut.size() - blank <= near) cut = cut.substr(0, blank);
  }
  while (!cut.empty() && cut.back() == U' ') cut.remove_suffix(1);
  return utf8::encode(cut) + utf8::encode(end);
}

}  // namespace lapor::replies
