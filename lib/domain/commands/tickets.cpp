#include "domain/commands/tickets.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "domain/commands/command.hpp"
#include "domain/ticket/number.hpp"

namespace lapor::commands {

using language::all_digits;
using language::Reader;
using language::Vocabulary;

namespace {

constexpr std::size_t shortest = 7, longest = 9;

/// Words that people write before the number; "LG" is how an older system named its tickets.
constexpr std::array<std::string_view, 24> ticket_words{
    "NO",   "NOMOR",   "NOMER",  "NMR",   "NUMBER",    "TIKET",     "TICKET", "TKT",
    "LG",   "LAPORAN", "LAPOR",  "ADUAN", "LAPORANKU", "PENGADUAN", "REPORT", "YG",
    "YANG", "DGN",     "DENGAN", "UNTUK", "UTK",       "LAGI",      "INI",    "NOTIKET"};

/// The one character between two neighbouring numbers, or 0 where they don't touch so closely.
char joint(const Reader& text, std::size_t left) {
  if (left + 1 >= text.size() || !all_digits(text.key(left)) || !all_digits(text.key(left + 1))) return 0;
  const auto end = text.words[left].end;
  if (text.words[left + 1].begin != end + 1) return 0;
  const char c = text.text[end];
  return c == ' ' || c == '.' || c == '-' ? c : 0;
}

/// True if the number at \p at continues something before it: "+62811…", "0811 2920…", "2.000.…".
bool continues(const Reader& text, std::size_t at) {
  const auto begin = text.words[at].begin;
  if (begin > 0 && text.text[begin - 1] == '+') return true;
  const char c = at == 0 ? '\0' : joint(text, at - 1);
  if (c == 0) return false;
  const auto before = text.words[at - 1].begin;
  const bool telephone = text.key(at - 1).front() == '0' || (before > 0 && text.text[before - 1] == '+');
  return c != ' ' || telephone || text.key(at - 1) == "62";
}

bool tight(char c) { return c == '.' || c == '-'; }

std::optional<TicketHit> whole(const Reader& text, std::size_t at) {
  const auto key = text.key(at);
  if (key.size() > longest) return std::nullopt;
  if (tight(joint(text, at)) && text.key(at + 1).size() >= 3) return std::nullopt;
  return TicketHit{std::string(key), at + 1, ticket::id_of(key) != TicketId{}};
}

/// Pieces are joined up to a good number; where none is, up to the longest that could be one.
std::optional<TicketHit> pieces(const Reader& text, std::size_t at) {
  std::optional<TicketHit> bad;
  std::string digits(text.key(at));
  for (std::size_t last = at; joint(text, last) != 0; ++last) {
    digits += text.key(last + 1);
    if (digits.size() > longest) break;
    const auto after = joint(text, last + 1);
    const bool ends = after == 0 || (after == ' ' && text.key(last + 2).size() < 3);
    if (digits.size() < shortest || !ends) continue;
    if (ticket::id_of(digits)) return TicketHit{digits, last + 2, true};
    bad = TicketHit{digits, last + 2, false};
  }
  return bad;
}

}  // namespace

std::optional<TicketHit> ticket_at(const Reader& text, std::size_t at) {
  const auto key = text.key(at);
  if (!all_digits(key) || continues(text, at)) return std::nullopt;
  return key.size() >= shortest ? whole(text, at) : pieces(text, at);
}

bool is_ticket_word(std::string_view key) {
  return std::find(ticket_words.begin(), ticket_words.end(), key) != ticket_words.end();
}

std::size_t skip_ticket_words(const Reader& text, std::size_t at) {
  while (at < text.size()) {
    if (is_ticket_word(text.key(at))) {
      ++at;
    } else if (const auto polite = text.polite_at(at)) {
      at += polite;
    } else {
      break;
    }
  }
  return at;
}

std::optional<TicketHit> named_ticket_at(const Reader& text, std::size_t at) {
  return ticket_at(text, skip_ticket_words(text, at));
}

std::vector<std::string> mentioned_tickets(std::string_view text) {
  static const Vocabulary no_words;
  const Reader reader(text, no_words);
  std::set<std::string> seen;
  std::vector<std::string> found;
  for (std::size_t at = 0; at < reader.size();) {
    const auto hit = ticket_at(reader, at);
    if (hit && hit->good && seen.insert(hit->digits).second) found.push_back(hit->digits);
    at = hit && hit->good ? hit->next : at + 1;
  }
  return found;
}

}  // namespace lapor::commands
