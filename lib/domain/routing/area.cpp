#include "domain/routing/area.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <vector>

#include "base/ascii.hpp"
#include "domain/language/spelling.hpp"

namespace lapor::routing {

using language::Area;
using language::Token;
using language::Vocabulary;

namespace {

constexpr std::size_t most_words = 200;
constexpr std::size_t abbreviation = 3;      ///< letters of an alias that may be another word
constexpr std::size_t words_of_place = 3;    ///< of a district's or a village's name
constexpr std::size_t shortest_village = 6;  ///< letters of a village's name that counts after "di"

enum class Weight { may_be, street, village, district, bare, told };

struct Mention {
  std::set<std::string_view> codes;
  std::size_t at = 0, count = 0;
  Weight weight = Weight::bare;
};

template <std::size_t N>
bool one_of(const std::array<std::string_view, N>& list, std::string_view key) {
  return std::find(list.begin(), list.end(), key) != list.end();
}

constexpr std::array<std::string_view, 6> regency{"KAB", "KABUPATEN", "KABUPATENE", "KB", "BUPATI", "PEMKAB"};
constexpr std::array<std::string_view, 5> city{"KOTA", "KOTAMADYA", "KODYA", "WALIKOTA", "PEMKOT"};
constexpr std::array<std::string_view, 14> inside{
    "DI",  "NENG",  "NING",       "NANG", "WONTEN", "WILAYAH",    "DAERAH",
    "ING", "WARGA", "MASYARAKAT", "BPBD", "POLRES", "PEMERINTAH", "SEKABUPATEN"};
constexpr std::array<std::string_view, 5> of_district{"KEC", "KECAMATAN", "KECAMATANE", "KCMTN", "CAMAT"};
constexpr std::array<std::string_view, 7> of_village{"DESA",      "DS",    "DESO", "KEL",
                                                     "KELURAHAN", "LURAH", "KADES"};
constexpr std::array<std::string_view, 10> road{"JL",     "JLN",     "JALAN", "RAYA", "ARAH",
                                                "MENUJU", "JURUSAN", "KE",    "DARI", "TOL"};

std::string_view before(std::span<const Token> words, std::size_t at) {
  return at == 0 ? std::string_view{} : std::string_view(words[at - 1].key);
}

/// Names are plain ASCII ("Kab. Blora" is written "Blora" in the data).
std::size_t name_at(std::string_view name, std::span<const Token> words, std::size_t at) {
  if (name.empty() || words[at].key.front() != ascii::upper(name.front())) return 0;
  return language::phrase_at(ascii::upper(name), words, at);
}

bool is_due(std::string_view ahead) {
  return one_of(regency, ahead) || one_of(city, ahead) || one_of(inside, ahead);
}

/// "SMG" is Semarang where a place is due or the text ends; elsewhere people write it for "semoga".
bool stands_for_area(std::span<const Token> words, std::size_t at, std::size_t count) {
  const bool short_one = count == 1 && words[at].key.size() <= abbreviation;
  if (!short_one || is_due(before(words, at)) || at + 1 == words.size()) return true;
  return words[at + 1].key == "JL" || words[at + 1].key == "JLN";
}

/// The number of words at \p at that name the area. An alias always counts. An ordinary word counts only
/// where a place is expected, also after a district or village ("Kramat, Tegal").
std::size_t named_at(const Area& area, std::span<const Token> words, std::size_t at, bool after_place) {
  auto alias = language::listed_at(area.aliases, words, at);
  const auto plain = name_at(area.name, words, at);
  if (alias == 0 && plain == 0) return 0;
  if (!stands_for_area(words, at, alias)) alias = 0;
  const bool due = after_place || is_due(before(words, at));
  return std::max(alias, area.ordinary_word && !due ? 0 : plain);
}

Weight weigh(std::span<const Token> words, std::size_t at) {
  const auto ahead = before(words, at);
  if (one_of(road, ahead)) return Weight::street;
  const bool told = is_due(ahead) || one_of(regency, words[at].key) || one_of(city, words[at].key);
  return told ? Weight::told : Weight::bare;
}

/// "kota Magelang" leaves the city, "kab. Magelang" the regency; "kota Kudus" is still Kudus.
void choose_kind(Mention& mention, std::string_view ahead, const Vocabulary& vocabulary) {
  const bool wants_city = one_of(city, ahead);
  if (!wants_city && !one_of(regency, ahead)) return;
  auto kept = mention.codes;
  std::erase_if(kept, [&](auto code) { return vocabulary.area(code)->city != wants_city; });
  if (!kept.empty()) mention.codes = std::move(kept);
}

using Places = std::span<const language::Place>;

Places places_called(std::string_view name, const Vocabulary& vocabulary) {
  const auto& all = vocabulary.places;
  const auto first = std::lower_bound(all.begin(), all.end(), name,
                                      [](const auto& place, std::string_view n) { return place.name < n; });
  auto last = first;
  while (last != all.end() && last->name == name) ++last;
  return {first, last};
}

/// The weight of a place by its name and the words before it; nullopt if it may be no place at all.
std::optional<Weight> place_weight(const language::Place& place, std::string_view ahead, bool ordinary) {
  if (one_of(of_district, ahead)) return place.village ? std::nullopt : std::optional(Weight::district);
  if (one_of(of_village, ahead)) return place.village ? Weight::village : Weight::street;
  if (one_of(road, ahead)) return Weight::street;
  if (ordinary) return Weight::may_be;
  if (!place.village) return Weight::district;
  const bool plain = one_of(inside, ahead) && place.name.size() >= shortest_village;
  return plain ? std::optional(Weight::village) : std::nullopt;
}

/// Districts and villages of this name; of the kind that weighs most.
Mention place_named(std::string_view name, std::string_view ahead, const Vocabulary& vocabulary) {
  Mention mention;
  const auto called = places_called(name, vocabulary);
  const bool ordinary = !called.empty() && vocabulary.is_real(name);
  for (const auto& place : called) {
    const auto weight = place_weight(place, ahead, ordinary);
    if (!weight || (!mention.codes.empty() && *weight < mention.weight)) continue;
    if (!mention.codes.empty() && *weight > mention.weight) mention.codes.clear();
    mention.weight = *weight;
    mention.codes.insert(place.area);
  }
  return mention;
}

/// The longest name of a district or village at \p at, written in one word or several.
Mention place_at(std::span<const Token> words, std::size_t at, const Vocabulary& vocabulary) {
  std::string name;
  Mention best;
  for (std::size_t i = 0; i < words_of_place && at + i < words.size(); ++i) {
    name += words[at + i].key;
    auto mention = place_named(name, before(words, at), vocabulary);
    if (mention.codes.empty()) continue;
    best = std::move(mention);
    best.at = at;
    best.count = i + 1;
  }
  return best;
}

Mention area_at(std::span<const Token> words, std::size_t at, const Vocabulary& vocabulary,
                bool after_place) {
  Mention mention;
  for (const auto& area : vocabulary.areas) {
    const auto count = named_at(area, words, at, after_place);
    if (count == 0 || count < mention.count) continue;
    if (count > mention.count) mention.codes.clear();
    mention.count = count;
    mention.codes.insert(area.code);
  }
  mention.at = at;
  if (mention.count == 0) return mention;
  mention.weight = weigh(words, at);
  choose_kind(mention, before(words, at), vocabulary);
  return mention;
}

/// After kec or desa the name is a district's or a village's, else an area's before a shorter or equal one.
Mention mention_at(std::span<const Token> words, std::size_t at, const Vocabulary& vocabulary,
                   bool after_place) {
  auto place = place_at(words, at, vocabulary);
  const auto ahead = before(words, at);
  const bool is_place = one_of(of_district, ahead) || one_of(of_village, ahead);
  if (is_place && place.count != 0) return place;
  auto area = area_at(words, at, vocabulary, after_place);
  return place.count > area.count ? place : area;
}

std::vector<Mention> mentions(std::span<const Token> words, const Vocabulary& vocabulary) {
  std::vector<Mention> found;
  for (std::size_t at = 0; at < words.size();) {
    const bool goes_on = !found.empty() && found.back().at + found.back().count == at;
    auto mention = mention_at(words, at, vocabulary, goes_on);
    if (goes_on && found.back().weight == Weight::street)
      mention.weight = Weight::street;  // "jl solo-semarang"
    at += std::max<std::size_t>(mention.count, 1);
    if (mention.count != 0) found.push_back(std::move(mention));
  }
  return found;
}

std::set<std::string_view> common(const std::set<std::string_view>& a, const std::set<std::string_view>& b) {
  std::set<std::string_view> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::inserter(both, both.end()));
  return both;
}

/// The areas on which all mentions of one weight agree; empty if they disagree or there is none.
std::set<std::string_view> agreed(const std::vector<Mention>& found, Weight weight) {
  std::set<std::string_view> codes;
  bool any = false;
  for (const auto& mention : found) {
    if (mention.weight != weight) continue;
    codes = any ? common(codes, mention.codes) : mention.codes;
    any = true;
    if (codes.empty()) break;
  }
  return codes;
}

bool has(const std::vector<Mention>& found, Weight weight) {
  return std::any_of(found.begin(), found.end(),
                     [&](const auto& mention) { return mention.weight == weight; });
}

std::string spell(std::span<const Token> words, const std::vector<Mention>& found, std::string_view code) {
  std::string out;
  for (const auto& mention : found) {
    if (!mention.codes.contains(code)) continue;
    for (std::size_t i = 0; i < mention.count; ++i)
      out += (out.empty() ? "" : " ") + words[mention.at + i].key;
  }
  return out;
}

}  // namespace

AreaGuess guess_area(std::span<const Token> words, const Vocabulary& vocabulary) {
  words = words.first(std::min(words.size(), most_words));
  const auto found = mentions(words, vocabulary);
  std::set<std::string_view> open;
  for (const auto weight :
       {Weight::told, Weight::bare, Weight::district, Weight::village, Weight::street, Weight::may_be}) {
    if (open.empty() && weight > Weight::street && has(found, weight)) {
      open = agreed(found, weight);
      if (open.empty()) return {};  // they disagree
    }
    const auto narrowed = common(open, agreed(found, weight));
    if (open.size() > 1 && !narrowed.empty()) open = narrowed;
  }
  if (open.size() != 1) return {};
  return {std::string(*open.begin()), spell(words, found, *open.begin())};
}

}  // namespace lapor::routing
