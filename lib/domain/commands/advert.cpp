#include "domain/commands/advert.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "domain/language/terms.hpp"
#include "domain/routing/evidence.hpp"

namespace lapor::commands {

using language::all_digits;
using language::phrase_at;
using language::Reader;

namespace {

constexpr int fraud_points = 2, promotion_points = 3, complaint_points = 2, matter_points = 2,
              phrase_points = 3;

/// The number of different words of a list that a text has; a phrase of three words is unlikely by chance and
/// counts three times.
int hits(const Reader& text, const std::vector<std::string>& list) {
  std::set<std::string_view> seen;
  int points = 0;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t longest = 0;
    std::string_view best;
    for (const auto& word : list) {
      const auto count = phrase_at(word, text.words, at);
      if (count > longest) longest = count, best = word;
    }
    if (longest != 0 && seen.insert(best).second) points += longest >= 3 ? phrase_points : 1;
    at += std::max<std::size_t>(longest, 1);
  }
  return points;
}

bool has_word(const Reader& text, std::string_view word) {
  return std::any_of(text.words.begin(), text.words.end(),
                     [&](const auto& token) { return token.key == word; });
}

bool links(const Reader& text) {
  static constexpr std::array<std::string_view, 6> signs{"WWW",      "HTTP",      "HTTPS",
                                                         "BLOGSPOT", "WORDPRESS", "BITLY"};
  if (std::any_of(signs.begin(), signs.end(), [&](auto sign) { return has_word(text, sign); })) return true;
  static constexpr std::array<std::string_view, 6> parts{".com", ".net", "bit.ly", "wa.me", "t.me/", "s.id/"};
  return std::any_of(parts.begin(), parts.end(),
                     [&](auto part) { return text.text.find(part) != std::string_view::npos; });
}

/// "*123#" and the like: a code to dial.
bool dials(std::string_view text) {
  for (auto star = text.find('*'); star != std::string_view::npos; star = text.find('*', star + 1)) {
    const auto end = text.find_first_not_of("0123456789*", star + 1);
    if (end != std::string_view::npos && text[end] == '#' && end > star + 1) return true;
  }
  return false;
}

/// "ketik … ke 919": a short code to text.
bool short_code(const Reader& text) {
  static constexpr std::array<std::string_view, 6> calls{"KETIK", "BALAS", "REG", "UNREG", "KIRIM", "SMS"};
  if (std::none_of(calls.begin(), calls.end(), [&](auto call) { return has_word(text, call); })) return false;
  for (std::size_t at = 1; at < text.size(); ++at) {
    const auto key = text.key(at);
    if (text.key(at - 1) == "KE" && all_digits(key) && key.size() >= 3 && key.size() <= 6) return true;
  }
  return false;
}

bool telephone(const Reader& text) {
  return std::any_of(text.words.begin(), text.words.end(), [](const auto& token) {
    return all_digits(token.key) && token.key.size() >= 10 && token.key.size() <= 13;
  });
}

/// An alias of one of our categories stands in the text: "Mobil nabrak tiang, kabel menjuntai https://…".
bool names_matter(const Reader& text) {
  for (const auto& evidence : routing::weigh(text.words, text.vocabulary))
    for (const auto& witness : evidence.witnesses)
      if (!witness.place && witness.points >= language::alias_points &&
          text.vocabulary.category(evidence.matter->code) != nullptr)
        return true;
  return false;
}

}  // namespace

Advert judge_advert(const Reader& text) {
  const int complains = hits(text, text.vocabulary.complaint_words) > 0 ? complaint_points : 0;
  const int complaint = complains + (names_matter(text) ? matter_points : 0);
  const bool link = links(text);
  const int fraud = hits(text, text.vocabulary.fraud_words);
  if (fraud > 0 && fraud + (link || telephone(text)) - complaint >= fraud_points) return Advert::fraud;
  const int promotion = hits(text, text.vocabulary.promotion_words);
  const bool calls = dials(text.text) || short_code(text) || link;
  const int asked = promotion + (calls ? 2 : 0) - complaint;
  return promotion > 0 && asked >= promotion_points ? Advert::promotion : Advert::none;
}

}  // namespace lapor::commands
