// Texts that nobody would write, made of those in tests/data/grammar.tsv by chance. A seed makes the same
// again.
#pragma once
#include <fstream>
#include <functional>
#include <random>
#include <string>
#include <vector>

namespace lapor::test {

using Random = std::mt19937;

inline std::size_t below(Random& random, std::size_t bound) { return bound == 0 ? 0 : random() % bound; }

/// The messages of grammar.tsv: its last column but one.
inline std::vector<std::string> grammar_texts() {
  std::ifstream in(LAPOR_SOURCE_DIR "/tests/data/grammar.tsv");
  std::vector<std::string> out;
  for (std::string line; std::getline(in, line);) {
    const auto end = line.rfind('\t');
    const auto begin = end == line.npos || end == 0 ? line.npos : line.rfind('\t', end - 1);
    if (begin != line.npos) out.push_back(line.substr(begin + 1, end - begin - 1));
  }
  return out;
}

/// Any bytes, fewer than `bound`.
inline std::string noise(Random& random, std::size_t bound) {
  std::string text(below(random, bound), ' ');
  for (auto& c : text) c = static_cast<char>(below(random, 256));
  return text;
}

/// The text with some changes at random places: a byte added, changed or removed, a piece of another text, a
/// long number, or what `insertion` makes.
inline std::string mutated(std::string text, const std::vector<std::string>& all, Random& random,
                           const std::function<std::string()>& insertion = {}) {
  for (auto rounds = below(random, 5); rounds > 0; --rounds) {
    const auto at = below(random, text.size() + 1);
    switch (below(random, insertion ? 6 : 5)) {
      case 0:
        text.insert(at, 1, static_cast<char>(below(random, 256)));
        break;
      case 1:
        text.erase(at, 1 + below(random, 3));
        break;
      case 2:
        text.insert(at, all[below(random, all.size())].substr(0, 20));
        break;
      case 3:
        text.insert(at, std::to_string(random()));
        break;
      case 4:
        if (at < text.size()) text[at] = static_cast<char>(below(random, 256));
        break;
      default:
        text.insert(at, insertion());
    }
  }
  return text;
}

}  // namespace lapor::test
