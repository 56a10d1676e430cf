#include "domain/sms/reassembly.hpp"

#include <algorithm>
#include <optional>

#include "base/utf8.hpp"
#include "domain/sms/gsm7.hpp"
#include "domain/sms/octet_text.hpp"

namespace lapor::sms {
namespace {

constexpr std::u16string_view gap_mark = u"[bagian hilang]", cut_mark = u"[terpotong]";
constexpr char16_t escape = u'\u001B';
/// A phone sends the segments of one text within seconds, in a bad place within minutes.
constexpr Duration one_text_within = std::chrono::minutes(5);
/// A segment that its phone or its centre submits again comes this soon after the first.
constexpr Duration repeated_within = std::chrono::minutes(2);

Duration apart(const Piece& a, const Piece& b) {
  if (a.sent == Instant{} || b.sent == Instant{}) return Duration{0};
  return a.sent < b.sent ? b.sent - a.sent : a.sent - b.sent;
}

bool repeats(const Piece& a, const Piece& b) {
  return a.number == b.number && (a.text == b.text || a.erased || b.erased);
}

const Piece* find(std::span<const Piece> text, unsigned number) {
  const auto it = std::find_if(text.begin(), text.end(), [&](const auto& p) { return p.number == number; });
  return it == text.end() ? nullptr : &*it;
}

/// 0 or 1: the number of the first segment.
unsigned first_number(std::span<const Piece> text) { return find(text, 0) != nullptr ? 0 : 1; }

/// A text has no two segments of one number, and not both the number 0 and the last that a count from 1 has.
bool excludes(const Piece& a, const Piece& b, unsigned total) {
  return a.number == b.number || (a.number == 0 && b.number == total) || (b.number == 0 && a.number == total);
}

/// The time between this text and the piece; nullopt if the piece can't belong to it.
std::optional<Duration> distance(const Piece& piece, const LongText& text, std::span<const Piece> all,
                                 unsigned total) {
  Duration nearest = Duration::max();
  for (const auto i : text.pieces) {
    if (excludes(piece, all[i], total)) return std::nullopt;
    nearest = std::min(nearest, apart(piece, all[i]));
  }
  return nearest <= one_text_within ? std::optional(nearest) : std::nullopt;
}

/// The text that has the same piece already, sent about the same time.
LongText* repeated_in(std::vector<LongText>& texts, const Piece& piece, std::span<const Piece> all) {
  for (auto& text : texts)
    for (const auto i : text.pieces)
      if (repeats(all[i], piece) && apart(all[i], piece) <= one_text_within) return &text;
  return nullptr;
}

LongText* nearest(std::vector<LongText>& texts, const Piece& piece, std::span<const Piece> all,
                  unsigned total) {
  LongText* best = nullptr;
  Duration least = Duration::max();
  for (auto& text : texts) {
    const auto away = distance(piece, text, all, total);
    if (away && *away < least) best = &text, least = *away;
  }
  return best;
}

bool complement(const LongText& a, const LongText& b, std::span<const Piece> all, unsigned total) {
  if (a.pieces.size() + b.pieces.size() != total) return false;
  for (const auto i : a.pieces)
    for (const auto k : b.pieces)
      if (excludes(all[i], all[k], total)) return false;
  return true;
}

/// Two segments that follow each other: what their border cut in two.
void mend_border(std::u16string& before, std::u16string& after, const Piece& piece) {
  if (piece.octets) mend_cut_character(before, after);
  if (!before.ends_with(escape)) return;
  before.pop_back();
  if (after.empty() || after.front() == escape) {
    before += u' ';  // two escapes are a space
    if (!after.empty()) after.erase(0, 1);
    return;
  }
  const char32_t character = after_escape(after.front(), piece.alphabet);
  after.replace(0, 1, utf8::to_utf16(utf8::encode({&character, 1})));
}

}  // namespace

std::vector<LongText> sort_into_texts(std::span<const Piece> pieces, unsigned total) {
  std::vector<LongText> texts;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (auto* same = repeated_in(texts, pieces[i], pieces))
      same->repeats.push_back(i);
    else if (auto* text = nearest(texts, pieces[i], pieces, total))
      text->pieces.push_back(i);
    else
      texts.push_back({{i}, {}});
  }
  return texts;
}

std::vector<LongText> join_halves(std::vector<LongText> texts, std::span<const Piece> pieces,
                                  unsigned total) {
  for (std::size_t a = 0; a < texts.size(); ++a)
    for (std::size_t b = a + 1; b < texts.size(); ++b) {
      if (!complement(texts[a], texts[b], pieces, total)) continue;
      auto& into = texts[a];
      into.pieces.insert(into.pieces.end(), texts[b].pieces.begin(), texts[b].pieces.end());
      into.repeats.insert(into.repeats.end(), texts[b].repeats.begin(), texts[b].repeats.end());
      texts.erase(texts.begin() + static_cast<std::ptrdiff_t>(b));
      break;
    }
  return texts;
}

bool complete(std::span<const Piece> text, Extent extent) {
  const auto first = first_number(text);
  for (unsigned n = first; n < first + extent.taken(); ++n)
    if (find(text, n) == nullptr) return false;
  return extent.total > 0;
}

std::string join(std::span<const Piece> text, Extent extent) {
  std::u16string units, part;
  bool in_gap = false;  // neighbours that are both missing are one gap to a reader
  const auto first = first_number(text);
  for (unsigned n = first; n < first + extent.taken(); ++n) {
    const auto* piece = find(text, n);
    part = piece != nullptr ? piece->text : std::u16string{};
    if (piece != nullptr && !in_gap) mend_border(units, part, *piece);
    if (piece == nullptr && !in_gap) units += gap_mark;
    units += part;
    in_gap = piece == nullptr;
  }
  if (extent.cut()) units += cut_mark;
  std::replace(units.begin(), units.end(), escape, u' ');
  return utf8::clean(utf8::from_utf16(units));
}

Late late_piece(const Piece& piece, std::span<const Piece> text, Extent extent) {
  if (text.empty()) return Late::stranger;
  Duration away = Duration::max();
  for (const auto& p : text) away = std::min(away, apart(p, piece));
  const auto* taken = find(text, piece.number);
  if (taken != nullptr)
    return repeats(*taken, piece) && away <= repeated_within ? Late::repeated : Late::stranger;
  if (away > one_text_within) return Late::stranger;
  return piece.number >= first_number(text) + extent.taken() ? Late::surplus : Late::missing;
}

}  // namespace lapor::sms
