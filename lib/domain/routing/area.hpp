// Finds the regency or city that a text names. Names none if it isn't sure: a report that waits for a person
// is better than one in the wrong town.
#pragma once
#include <span>
#include <string>
#include <string_view>

#include "domain/language/lexer.hpp"
#include "domain/language/vocabulary.hpp"

namespace lapor::routing {

struct AreaGuess {
  std::string code;      ///< "33.16", or empty
  std::string evidence;  ///< the words that decided
};

/// The strongest evidence decides. In order of strength: a name after kab, kota, bupati, di and the like; a
/// bare name; a district (kecamatan); a village after desa or kelurahan. Weaker evidence, and a name in a
/// street's name ("jl solo"), only chooses among areas that are still open: in "Banyumanik, Semarang" the
/// district chooses the city. A name that two areas share ("Semarang") leaves both open; names that disagree
/// are no evidence. After kec or desa a name is no area's. A district whose name is an ordinary word
/// ("taman") decides only after kec.
AreaGuess guess_area(std::span<const language::Token> words, const language::Vocabulary& vocabulary);

}  // namespace lapor::routing
