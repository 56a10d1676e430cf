// The words the grammar knows, as data: keywords.toml fills it, an operator may add to it.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "domain/ticket/kinds.hpp"

namespace lapor::commands {

/// An alias is a word, or up to three ("BUKA LAGI") with one blank between; letters and digits only, upper
/// case, NFKC. Whoever fills a Vocabulary sees to that.
struct Category {
  std::string code;  ///< "JALAN": at most 12 letters; understood right after LAPOR, elsewhere only as an
                     ///< alias or a hint
  std::string
      label;  ///< what a reply calls it, at most 6 septets where replies say {cat}; falls back on the code
  std::vector<std::string> aliases;
  std::vector<std::string> hints;  ///< words that suggest it, and lose to any other category's alias: "RUMAH"
  bool urgent = false, confidential = false;
  bool weak =
      false;  ///< its code is a mere hint too, even where the sender chose it ("LAPOR JALAN lampu mati")
  ticket::ServiceClass service_class = ticket::ServiceClass::ordinary;
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
  std::vector<std::string> polite_words;       ///< "PAK", "YA ALLAH": neither a command nor a matter
  std::vector<std::string> not_yet_words;      ///< make a no of a yes: "sudah tapi belum"
  std::vector<std::string> place_words;        ///< "DEPAN": the word after it says where, not what
  std::vector<std::string> real_words;         ///< "TANPA": one slip away from a command, yet no slip
  std::vector<std::string> promotion_words, fraud_words;
  std::vector<std::string> complaint_words;  ///< who writes these isn't advertising
  std::vector<Category> categories;
  std::vector<Area> areas;

  const Category* category(std::string_view code) const;
  const Area* area(std::string_view code) const;
};

}  // namespace lapor::commands
