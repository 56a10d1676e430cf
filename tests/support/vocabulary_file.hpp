// Reads the shipped keywords.toml and areas.toml into a Vocabulary, for tests below lib/config. It knows just
// enough of TOML for these two regular files; the program reads them with lib/config.
#pragma once
#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "domain/language/vocabulary.hpp"
#include "domain/language/word_lists.hpp"

namespace lapor::test {

/// One `key = value` and the table it stands in; a string or true/false is a list of one.
struct Entry {
  std::string table, key;
  std::vector<std::string> values;
  bool first_of_table = false;  ///< a [[table]] begins here
};

inline std::string without_comments(const std::string& path) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error("can't read " + path);
  std::string out;
  for (std::string line; std::getline(in, line);) out += line.substr(0, line.find('#')) + "\n";
  return out;
}

inline std::vector<std::string> values(const std::string& text) {
  std::vector<std::string> out;
  if (text.find('"') == std::string::npos) {
    std::istringstream word(text);
    for (std::string one; word >> one;) {
      if (one == "true" || one == "false") out.push_back(one);
    }
    return out;
  }
  for (auto at = text.find('"'); at != std::string::npos;) {
    const auto end = text.find('"', at + 1);
    out.push_back(text.substr(at + 1, end - at - 1));
    at = text.find('"', end + 1);
  }
  return out;
}

inline std::vector<Entry> entries(const std::string& path) {
  std::vector<Entry> out;
  std::string table, open;
  bool fresh = false;
  std::istringstream lines(without_comments(path));
  for (std::string line; std::getline(lines, line);) {
    if (open.empty() && line.rfind("[", 0) == 0) {
      const auto begin = line.find_first_not_of('[');
      table = line.substr(begin, line.find(']') - begin);
      fresh = true;
      continue;
    }
    open += line;
    const auto equals = open.find('=');
    const bool list = equals != std::string::npos && open.find('[', equals) != std::string::npos;
    if (equals == std::string::npos || (list && open.find(']') == std::string::npos)) {
      if (equals == std::string::npos) open.clear();
      continue;
    }
    out.push_back({table, open.substr(0, open.find(' ')), values(open.substr(equals)), fresh});
    fresh = false;
    open.clear();
  }
  return out;
}

inline void fill_matter(language::Matter& matter, const Entry& entry) {
  if (entry.key == "code") matter.code = entry.values.at(0);
  if (entry.key == "aliases") matter.aliases = entry.values;
  if (entry.key == "signs") matter.signs = entry.values;
  if (entry.key == "hints") matter.hints = entry.values;
  if (entry.key == "against") matter.against = entry.values;
}

inline void fill_category(language::Category& category, const Entry& entry) {
  fill_matter(category, entry);
  if (entry.key == "label") category.label = entry.values.at(0);
  if (entry.key == "urgent") category.urgent = entry.values.at(0) == "true";
  if (entry.key == "confidential") category.confidential = entry.values.at(0) == "true";
  if (entry.key == "weak") category.weak = entry.values.at(0) == "true";
  if (entry.key == "class") category.service_class = *ticket::service_class(entry.values.at(0));
}

inline void fill_area(language::Area& area, const Entry& entry) {
  if (entry.key == "code") area.code = entry.values.at(0);
  if (entry.key == "name") area.name = entry.values.at(0);
  if (entry.key == "aliases") area.aliases = entry.values;
  if (entry.key == "city") area.city = entry.values.at(0) == "true";
  if (entry.key == "ordinary_word") area.ordinary_word = entry.values.at(0) == "true";
}

/// \pre the area has its code
inline void fill_places(language::Vocabulary& v, const Entry& entry) {
  if (entry.key != "districts" && entry.key != "villages") return;
  for (auto name : entry.values) {
    std::erase(name, ' ');
    v.places.push_back({std::move(name), v.areas.back().code, entry.key == "villages"});
  }
}

inline void fill_words(language::Vocabulary& v, const Entry& entry) {
  for (const auto& list : language::word_lists)
    if (list.key == entry.key) v.*list.into = entry.values;
}

inline void fill_answers(language::AnswerWords& a, const Entry& entry) {
  for (const auto& list : language::answer_lists)
    if (list.key == entry.key) a.*list.into = entry.values;
  for (std::size_t i = 0; i < language::mark_keys.size(); ++i)
    if (language::mark_keys.at(i) == entry.key) a.marks.at(i) = entry.values;
}

inline void fill_talk(language::TalkWords& t, const Entry& entry) {
  for (const auto& list : language::talk_lists)
    if (list.key == entry.key) t.*list.into = entry.values;
}

inline std::vector<std::string> read_dictionary(const std::string& path) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error("can't read " + path);
  std::vector<std::string> out;
  for (std::string line; std::getline(in, line);)
    if (!line.empty() && line.front() != '#') out.push_back(line);
  std::sort(out.begin(), out.end());
  return out;
}

inline language::Vocabulary read_vocabulary(const std::string& keywords, const std::string& areas) {
  language::Vocabulary v;
  const auto map = [](auto& aliases, const Entry& entry) {
    for (const auto& alias : entry.values) aliases[alias] = entry.key;
  };
  for (const auto& entry : entries(keywords)) {
    if (entry.table == "category" && entry.first_of_table) v.categories.emplace_back();
    if (entry.table == "category") fill_category(v.categories.back(), entry);
    if (entry.table == "other_body" && entry.first_of_table) v.other_bodies.emplace_back();
    if (entry.table == "other_body") fill_matter(v.other_bodies.back(), entry);
    if (entry.table == "other_body" && entry.key == "name") v.other_bodies.back().name = entry.values.at(0);
    if (entry.table == "citizen") map(v.citizen, entry);
    if (entry.table == "agency") map(v.agency, entry);
    if (entry.table == "flags") map(v.flags, entry);
    if (entry.table == "reasons") map(v.reasons, entry);
    if (entry.table == "words") fill_words(v, entry);
    if (entry.table == "answers") fill_answers(v.answers, entry);
    if (entry.table == "talk") fill_talk(v.talk, entry);
  }
  for (const auto& entry : entries(areas)) {
    if (entry.first_of_table) v.areas.emplace_back();
    fill_area(v.areas.back(), entry);
    fill_places(v, entry);
  }
  std::stable_sort(v.places.begin(), v.places.end(),
                   [](const auto& a, const auto& b) { return a.name < b.name; });
  v.index_terms();
  return v;
}

/// The words that ship with the program.
inline const language::Vocabulary& shipped_vocabulary() {
  static const auto vocabulary = [] {
    auto v = read_vocabulary(LAPOR_SOURCE_DIR "/lib/config/data/keywords.toml",
                             LAPOR_SOURCE_DIR "/lib/config/data/areas.toml");
    v.dictionary = read_dictionary(LAPOR_SOURCE_DIR "/lib/config/data/dictionary.txt");
    return v;
  }();
  return vocabulary;
}

}  // namespace lapor::test
