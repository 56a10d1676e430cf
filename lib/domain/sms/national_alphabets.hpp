// The national language tables of 3GPP TS 23.038, annex A: alphabets that a GSM 7-bit text names in its user
// data header instead of the default ones. A phone that is set to Turkish or Hindi writes so.
#pragma once
#include <string_view>

namespace lapor::sms {

/// The tables of a text, by their national language identifiers (§6.2.1.2.4); 0 for the default ones.
struct Alphabet {
  unsigned locking = 0;  ///< instead of the default alphabet (annex A.3)
  unsigned single = 0;   ///< instead of the extension table, after an escape (annex A.2)
  friend bool operator==(const Alphabet&, const Alphabet&) = default;
};

/// The 128 characters of a locking shift table; U+FFFF stands at the escape, a space where the table has no
/// character. Empty for the default alphabet, and for a language without a table.
std::u32string_view locking_table(unsigned language);
/// The character after an escape in a single shift table; 0 where that table, or the language, has none.
char32_t shifted(unsigned language, unsigned char septet);

}  // namespace lapor::sms
