#include "domain/commands/quotation.hpp"

#include <algorithm>
#include <vector>

#include "domain/language/spelling.hpp"

namespace lapor::commands {

using language::all_digits;
using language::exact_match;
using language::lex;
using language::listed_at;
using language::Token;
using language::Vocabulary;

namespace {

constexpr std::size_t shortest_run = 3;    ///< words; fewer in common are chance
constexpr std::size_t enough_words = 6;    ///< of ours, taken together
constexpr std::size_t whole_text = 4;      ///< words of ours that are all there
constexpr std::size_t percent = 40;        ///< of our text, unless the quotation begins where it does
constexpr std::size_t reaction_words = 5;  ///< "Memberi reaksi … ke"
constexpr std::size_t label_words = 3;     ///< "Pesan yang diteruskan:"
constexpr std::size_t most_words = 400, most_of_ours = 200;

using Words = std::span<const Token>;

/// Words that both texts have in a row.
struct Run {
  std::size_t here = 0, there = 0, length = 0;
};

Run longest_run(Words here, Words there) {
  Run best;
  std::vector<std::size_t> ends(there.size() + 1, 0), before(there.size() + 1, 0);
  for (std::size_t i = 0; i < here.size(); ++i) {
    for (std::size_t j = 0; j < there.size(); ++j) {
      ends[j + 1] = here[i].key == there[j].key ? before[j] + 1 : 0;
      if (ends[j + 1] > best.length) best = {i + 1 - ends[j + 1], j + 1 - ends[j + 1], ends[j + 1]};
    }
    std::swap(ends, before);
  }
  return best;
}

/// Runs in the order in which both texts have them.
void find_runs(Words here, Words there, std::size_t from_here, std::size_t from_there,
               std::vector<Run>& runs) {
  const auto best = longest_run(here, there);
  if (best.length < shortest_run) return;
  find_runs(here.first(best.here), there.first(best.there), from_here, from_there, runs);
  runs.push_back({best.here + from_here, best.there + from_there, best.length});
  const auto after_here = best.here + best.length, after_there = best.there + best.length;
  find_runs(here.subspan(after_here), there.subspan(after_there), from_here + after_here,
            from_there + after_there, runs);
}

std::size_t quoted(const std::vector<Run>& runs) {
  std::size_t words = 0;
  for (const auto& run : runs) words += run.length;
  return words;
}

bool is_quotation(const std::vector<Run>& runs, std::size_t of_ours) {
  const auto words = quoted(runs);
  if (words >= whole_text && words == of_ours) return true;
  return words >= enough_words && (words * 100 >= of_ours * percent || runs.front().there == 0);
}

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// The text ends with a quotation mark of any kind, which then opens what follows.
bool ends_with_mark(std::string_view text) {
  text = trimmed(text);
  while (!text.empty() && is_one_of(text.substr(text.size() - 1), {"(", "[", "<"})) text.remove_suffix(1);
  if (text.empty()) return false;
  if (is_one_of(text.substr(text.size() - 1), {"\"", "'", "`"})) return true;
  if (text.size() >= 2 && is_one_of(text.substr(text.size() - 2), {"\u00ab", "\u00bb"})) return true;
  return text.size() >= 3 &&
         is_one_of(text.substr(text.size() - 3),
                   {"\u201c", "\u201d", "\u201e", "\u2018", "\u2019", "\u201a", "\u300c", "\u300e"});
}

class Unwrapped {
 public:
  Unwrapped(std::string_view text, Words words, const std::vector<Run>& runs, const Vocabulary& vocabulary)
      : text_(text), words_(words), runs_(runs), vocabulary_(vocabulary) {}

  std::string own(Words ours) const {
    std::string out;
    if (!is_wrapping()) add(out, 0, runs_.front().here);
    for (std::size_t i = 1; i < runs_.size(); ++i) add(out, end_of(i - 1), runs_[i].here);
    const auto end = runs_.back();
    const auto rest = end.here + end.length;
    if (!is_cut_off(rest, ours, end.there + end.length) && !is_foreign(rest)) add(out, rest, words_.size());
    return out;
  }

 private:
  std::size_t end_of(std::size_t run) const { return runs_[run].here + runs_[run].length; }

  /// The sender's words from \p first on, without the signs around them.
  void add(std::string& out, std::size_t first, std::size_t last) const {
    if (first >= last) return;
    const auto end = last < words_.size() ? words_[last].begin : text_.size();
    auto piece = text_.substr(words_[first].begin, end - words_[first].begin);
    while (!piece.empty() &&
           is_one_of(piece.substr(piece.size() - 1), {" ", "\n", "\r", "\"", "'", ">", "("}))
      piece.remove_suffix(1);
    while (ends_with_mark(piece)) piece = trimmed(piece.substr(0, piece.size() - mark_size(piece)));
    if (!piece.empty()) out += (out.empty() ? "" : " ") + std::string(piece);
  }

  static std::size_t mark_size(std::string_view text) {
    const auto last = static_cast<unsigned char>(text.back());
    if (last < 0x80) return 1;
    return text.size() >= 2 && static_cast<unsigned char>(text[text.size() - 2]) == 0xc2 ? 2 : 3;
  }

  /// True if a phone wrote the words before the quotation: a label that ends with a colon, or a few words and
  /// an opening mark that answer nothing.
  bool is_wrapping() const {
    const auto first = runs_.front().here;
    if (first == 0) return false;
    const auto head = trimmed(text_.substr(0, words_[first].begin));
    if (first <= label_words && head.ends_with(":")) return true;
    return first <= reaction_words && ends_with_mark(head) && head.find('?') == head.npos && !answers(first);
  }

  /// The first words are a command or an answer: "BELUM “No 1000015 …”".
  bool answers(std::size_t until) const {
    const auto head = words_.first(until);
    for (std::size_t at = 0; at < head.size();) {
      const auto command = exact_match(vocabulary_.citizen, head, at);
      const auto officer = exact_match(vocabulary_.agency, head, at);
      const auto polite = listed_at(vocabulary_.polite_words, head, at);
      const auto count = std::max({command ? command->count : 0, officer ? officer->count : 0, polite,
                                   std::size_t{all_digits(head[at].key)}});
      if (count == 0) return false;
      at += count;
    }
    return true;
  }

  /// "… Cek: ketik CE": the last word is the beginning of ours.
  bool is_cut_off(std::size_t rest, Words ours, std::size_t next) const {
    return rest + 1 == words_.size() && next < ours.size() && ours[next].key.starts_with(words_[rest].key);
  }

  /// After a closing mark, a few words that no list and no dictionary of ours knows: "” ögesini beğendi".
  bool is_foreign(std::size_t rest) const {
    if (rest >= words_.size() || words_.size() - rest > reaction_words) return false;
    const auto gap = text_.substr(words_[rest - 1].end, words_[rest].begin - words_[rest - 1].end);
    const bool closed = gap.find('"') != gap.npos || gap.find("\u201d") != gap.npos ||
                        gap.find("\u201c") != gap.npos || gap.find("\u00bb") != gap.npos ||
                        gap.find("\u300d") != gap.npos;
    if (!closed) return false;
    for (auto at = rest; at < words_.size(); ++at)
      if (vocabulary_.is_real(words_[at].key) || exact_match(vocabulary_.citizen, words_, at) ||
          listed_at(vocabulary_.polite_words, words_, at) != 0)
        return false;
    return true;
  }

  std::string_view text_;
  Words words_;
  const std::vector<Run>& runs_;
  const Vocabulary& vocabulary_;
};

}  // namespace

std::optional<Quotation> quotes_us(std::string_view text, std::span<const std::string> ours,
                                   const Vocabulary& vocabulary) {
  auto words = lex(text);
  if (words.size() > most_words) words.resize(most_words);
  std::optional<Quotation> best;
  std::size_t most = 0;
  for (std::size_t i = 0; i < ours.size(); ++i) {
    auto sent = lex(ours[i]);
    if (sent.size() > most_of_ours) sent.resize(most_of_ours);
    std::vector<Run> runs;
    find_runs(words, sent, 0, 0, runs);
    const auto length = quoted(runs);  // texts of one template are alike
    if (length <= most || !is_quotation(runs, sent.size())) continue;
    most = length;
    best = Quotation{i, Unwrapped(text, words, runs, vocabulary).own(sent)};
  }
  return best;
}

}  // namespace lapor::commands
