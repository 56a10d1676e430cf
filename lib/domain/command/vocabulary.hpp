// The words the grammar knows, as data: keywords.toml fills it, an operator may add to it.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace lapor::command {

/// A word, or two ("BUKA LAGI"), and the command it stands for; all upper case, NFKC.
struct Category {
  std::string code;   ///< "JALAN": at most 12 letters; also its first alias
  std::string label;  ///< what a reply calls it, at most 6 septets where replies say {cat}; falls back on the code
  std::vector<std::string> aliases;
  bool urgent = false, confidential = false, weak = false;  ///< weak: loses to any other category that is seen
  std::string answer_class = "ordinary";  ///< information | ordinary | supervision
};

struct Area {
  std::string code, name;  ///< "33.16", "Blora"
  bool city = false;       ///< kota
  std::vector<std::string> aliases;
  bool ordinary_word = false;  ///< counts only after di, kab or kota
};

struct Vocabulary {
  std::map<std::string, std::string> citizen;  ///< alias → command: "WADUL" → "LAPOR", "SDH" → "YA"
  std::map<std::string, std::string> agency;   ///< alias → command: "SIAP" → "TERIMA"
  std::map<std::string, std::string> flags;    ///< alias → RAHASIA | ANONIM
  std::map<std::string, std::string> reasons;  ///< alias → SPAM | WENANG | JELAS | DUPL | HUKUM
  std::vector<std::string> urgent_words;       ///< "AMBROL", "KEBAKARAN"
  std::vector<std::string> promotion_words, fraud_words;
  std::vector<Category> categories;
  std::vector<Area> areas;

  const Category* category(std::string_view code) const;
  const Area* area(std::string_view code) const;
};

}  // namespace lapor::command
