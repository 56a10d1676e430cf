// A mark in figures or words.
#include <optional>

#include "domain/commands/answer_signs.hpp"
#include "domain/commands/answers.hpp"
#include "domain/commands/reading.hpp"

namespace lapor::commands {

using language::all_digits;
using language::exact_match;
using language::listed_at;
using language::Reader;

namespace {

constexpr std::size_t mark_words = 3;  ///< besides a mark; a longer text is about something

constexpr std::size_t praised_from = 4;  ///< a mark that "tapi" takes back
constexpr std::size_t words_before = 1;  ///< … and before it: "saya beri 4"

/// "5 hari" is a time, "2 rumah" a matter, "lima belas" another number.
bool counts(const Reader& text, std::size_t at) {
  return is_one_of(text.key(at),
                   {"BELAS", "PULUH",  "RATUS",  "RIBU",  "JUTA", "PERSEN", "DETIK", "HARI", "HR",
                    "DINO",  "DINTEN", "MINGGU", "BULAN", "BLN",  "TAHUN",  "THN",   "JAM",  "MENIT",
                    "ORANG", "WONG",   "RUMAH",  "OMAH",  "KALI", "KM",     "METER", "TITIK"});
}

bool is_numeral(std::string_view key) {
  return is_one_of(key, {"SATU", "SIJI", "SETUNGGAL", "DUA", "LORO", "KALIH", "TIGA", "TELU", "TIGO", "EMPAT",
                         "PAPAT", "SEKAWAN", "LIMA", "LIMO", "GANGSAL"});
}

struct MarkAt {
  unsigned mark = 0;  ///< 0: a number that is no mark
  std::size_t next = 0;
  bool praise = false;  ///< "bagus", and no number
};

std::optional<MarkAt> mark_at(const Reader& text, std::size_t at) {
  const auto key = text.key(at);
  if (all_digits(key) && key.size() <= 3) {
    if (counts(text, at + 1)) return std::nullopt;
    const auto begin = text.words[at].begin;
    const bool negative =
        begin > 0 && text.text[begin - 1] == '-' && (begin == 1 || text.text[begin - 2] == ' ');
    const bool good = key.size() == 1 && key[0] >= '1' && key[0] <= '5' && !negative;
    return MarkAt{good ? static_cast<unsigned>(key[0] - '0') : 0, at + 1, false};
  }
  if (is_numeral(key) && counts(text, at + 1)) return std::nullopt;
  MarkAt best;
  std::size_t longest = 0;
  for (std::size_t mark = 0; mark < text.vocabulary.answers.marks.size(); ++mark) {
    const auto count = listed_at(text.vocabulary.answers.marks[mark], text.words, at);
    if (count > longest)
      longest = count,
      best = {static_cast<unsigned>(mark + 1), at + count, mark + 1 >= praised_from && !is_numeral(key)};
  }
  return longest == 0 ? std::nullopt : std::optional(best);
}

}  // namespace

std::optional<unsigned> read_mark(const Reader& text, std::size_t at) {
  std::optional<unsigned> said;
  std::size_t others = 0;
  bool praised = false, but = false;
  while (at < text.size()) {
    const auto past = past_ticket(text, at);
    const auto mark = past == at ? mark_at(text, at) : std::nullopt;
    const auto command = exact_match(text.vocabulary.citizen, text.words, at);
    if (mark) {
      const bool of = at > 0 && text.text[text.words[at].begin - 1] == '/';  // "4/5"
      if (!said && others > words_before) return std::nullopt;
      if (!of) said = said && *said != mark->mark ? 0 : mark->mark;
      praised = praised || mark->praise;
      at = mark->next;
    } else if (past != at) {
      at = past;
    } else if (const auto polite = text.polite_at(at)) {
      at += polite;
    } else if (command && command->meaning == "NILAI") {
      at += command->count;
    } else {
      but = but || listed_at(text.vocabulary.answers.but, text.words, at) != 0;
      ++others, ++at;
    }
  }
  if (others > mark_words) return std::nullopt;
  if (said) return praised && but ? 0 : said;  // "bagus tapi lama"
  return others == 0 ? std::optional<unsigned>(0) : std::nullopt;
}

}  // namespace lapor::commands
