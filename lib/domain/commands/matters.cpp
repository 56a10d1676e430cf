#include "domain/commands/matters.hpp"

#include <algorithm>
#include <set>
#include <span>

#include "base/ascii.hpp"
#include "domain/commands/report.hpp"
#include "domain/language/terms.hpp"
#include "domain/routing/category.hpp"
#include "domain/routing/evidence.hpp"
#include "domain/sms/headless_pieces.hpp"

namespace lapor::commands {

using language::all_digits;
using language::exact_match;
using language::lex;
using language::listed_at;
using language::Matter;
using language::Reader;
using language::Vocabulary;

namespace {

constexpr std::size_t most_parts = 5;      ///< of one text; more are a list for a person to read
constexpr std::size_t words_of_part = 2;   ///< telling words that a matter has at least
constexpr std::size_t words_of_line = 10;  ///< a longer line tells a story with the others
constexpr std::size_t first_words = 3;     ///< within these a line says what it is about
constexpr int points_of_line = 8;          ///< a line is a report by itself only where its matter is named
constexpr std::size_t words_of_addition = 25;

using Parts = std::vector<std::string_view>;

using ascii::is_digit;
bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

/// The word before \p at, in capitals: after "RT" or "KM" a number counts nothing.
std::string word_before(std::string_view text, std::size_t at) {
  const auto words = lex(text.substr(0, at));
  return words.empty() ? std::string{} : words.back().key;
}

bool is_address(std::string_view word) {
  for (const std::string_view one : {"RT", "RW", "NO", "NOMOR", "KM", "GANG", "GG", "BLOK", "JAM", "PUKUL",
                                     "TGL", "TANGGAL", "SD", "SMP", "SMA", "LANTAI", "TITIK", "JL", "DK"})
    if (word == one) return true;
  return false;
}

/// "1." or "1)" at \p at: the number, and where the words go on.
struct Marker {
  unsigned number = 0;
  std::size_t begin = 0, end = 0;
};

Marker marker_at(std::string_view text, std::size_t at) {
  if (!is_digit(text[at]) || (at > 0 && !is_blank(text[at - 1]) && text[at - 1] != '(')) return {};
  auto end = at;
  while (end < text.size() && is_digit(text[end]) && end < at + 2) ++end;
  if (end >= text.size() || (text[end] != '.' && text[end] != ')' && text[end] != ':')) return {};
  if (end + 1 < text.size() && is_digit(text[end + 1])) return {};  // "10.30"
  if (is_address(word_before(text, at))) return {};
  return {static_cast<unsigned>(std::stoul(std::string(text.substr(at, end - at)))), at, end + 1};
}

/// The parts after the numbers 1, 2, 3 …; empty if they don't count up from 1.
Parts by_number(std::string_view text) {
  std::vector<Marker> markers;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto marker = marker_at(text, at);
    if (marker.number != 0 && marker.number == markers.size() + 1) markers.push_back(marker);
  }
  Parts parts;
  for (std::size_t i = 0; i < markers.size(); ++i) {
    const auto end = i + 1 < markers.size() ? markers[i + 1].begin : text.size();
    parts.push_back(text.substr(markers[i].end, end - markers[i].end));
  }
  return parts;
}

Parts by_line(std::string_view text) {
  Parts parts;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n-*(,;");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n(,;") - first + 1);
}

struct Part {
  std::string_view text;
  routing::CategoryGuess guess;
  std::size_t telling = 0;
  bool at_once = false;  ///< its first words name the matter
};

bool begins_with_matter(const Reader& reader, std::size_t start, const std::string& code) {
  const auto from = std::span(reader.words).subspan(start);
  for (const auto& evidence : routing::weigh(from, reader.vocabulary))
    for (const auto& witness : evidence.witnesses)
      if (evidence.matter->code == code && witness.points >= language::alias_points && !witness.place &&
          witness.rank < first_words)
        return true;
  return false;
}

/// The parts that say something beyond a greeting or a keyword.
std::vector<Part> judge(const Parts& parts, const Vocabulary& vocabulary) {
  std::vector<Part> out;
  for (const auto part : parts) {
    const auto text = trimmed(part);
    const Reader reader(text, vocabulary);
    auto start = reader.skip_polite(0);
    if (const auto keyword = exact_match(vocabulary.citizen, reader.words, start)) start += keyword->count;
    if (reader.count(start) == 0) continue;
    auto guess = routing::guess_category(reader.words, vocabulary, false);
    const bool at_once = begins_with_matter(reader, start, guess.code);
    out.push_back({text, std::move(guess), reader.count(start), at_once});
  }
  return out;
}

bool has_matter(const Part& part) { return !part.guess.code.empty() || !part.guess.other_body.empty(); }

std::size_t different(const std::vector<Part>& parts) {
  std::set<std::string> matters;
  for (const auto& part : parts)
    if (has_matter(part)) matters.insert(part.guess.code + part.guess.other_body);
  return matters.size();
}

/// "Lokasi: …" belongs to what stands before.
bool tells_where(const Part& part) {
  const auto words = lex(part.text);
  for (const std::string_view label :
       {"LOKASI", "ALAMAT", "NAMA", "TEMPAT", "NB", "CONTOH", "KET", "KETERANGAN"})
    if (!words.empty() && words.front().key == label) return true;
  return false;
}

bool is_point(const Part& part) {
  return has_matter(part) && part.telling >= words_of_part && !tells_where(part);
}

bool is_line(const Part& part) {
  return is_point(part) && part.telling <= words_of_line && part.at_once &&
         part.guess.points >= points_of_line;
}

bool is_plain(const std::vector<Part>& parts, bool (*good)(const Part&)) {
  if (parts.size() < 2 || parts.size() > most_parts || different(parts) != parts.size()) return false;
  return std::all_of(parts.begin(), parts.end(), good);
}

std::vector<Part> plain_parts(std::string_view text, const Vocabulary& vocabulary) {
  auto numbered = judge(by_number(text), vocabulary);
  if (is_plain(numbered, is_point)) return numbered;
  auto lines = judge(by_line(text), vocabulary);
  if (is_plain(lines, is_line)) return lines;
  return {};
}

void inherit(Report& part, const Report& whole) {
  if (part.area.empty()) part.area = whole.area, part.area_evidence = whole.area_evidence;
  for (const auto flag : whole.flags)
    if (flag != Flag::urgent && std::find(part.flags.begin(), part.flags.end(), flag) == part.flags.end())
      part.flags.push_back(flag);
}

}  // namespace

std::vector<Report> split_report(std::string_view text, const Report& whole, const Vocabulary& vocabulary) {
  std::vector<Report> reports;
  for (const auto& part : plain_parts(text, vocabulary)) {
    const Reader reader(part.text, vocabulary);
    auto report = free_report(reader, whole.verb, 0);
    report.keyword = whole.keyword;
    inherit(report, whole);
    reports.push_back(std::move(report));
  }
  return reports;
}

bool asks_for_confidence(std::string_view text, const Vocabulary& vocabulary) {
  const auto report = free_report(Reader(text, vocabulary), Verb::report, 0);
  return std::find(report.flags.begin(), report.flags.end(), Flag::confidential) != report.flags.end();
}

bool names_several(std::string_view text, const Vocabulary& vocabulary) {
  if (different(judge(by_number(text), vocabulary)) > 1) return true;
  const Reader reader(text, vocabulary);
  std::set<const Matter*> named;
  for (const auto& evidence : routing::weigh(reader.words, vocabulary))
    for (const auto& witness : evidence.witnesses)
      if (!witness.place && witness.points >= language::alias_points) named.insert(evidence.matter);
  const auto& also = vocabulary.answers.also;
  for (std::size_t at = 0; at < reader.size() && named.size() > 1; ++at)
    if (listed_at(also, reader.words, at) != 0) return true;
  return false;
}

bool continues_report(std::string_view text, const Command& command) {
  const auto words = lex(text);
  const bool piece = text.starts_with("(") && words.size() > 2 && all_digits(words[0].key) &&
                     all_digits(words[1].key) && text.find('/') < text.find(')');
  const auto* report = std::get_if<Report>(&command);
  const bool reports = report && report->verb == Verb::report;
  if (piece) return reports || std::holds_alternative<Unclear>(command);
  const bool bare = reports && !report->keyword && report->category.empty() && report->other_body.empty() &&
                    report->flags.empty();
  return bare && words.size() <= words_of_addition;
}

bool continues_cut_text(std::string_view before, std::string_view text, const Vocabulary& vocabulary) {
  const auto words = lex(text);
  return sms::fills_a_segment(before) && !words.empty() && !vocabulary.citizen.contains(words.front().key);
}

}  // namespace lapor::commands
