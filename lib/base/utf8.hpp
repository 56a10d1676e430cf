// UTF-8 in and out. Everything that comes from a modem or a socket passes here before it is kept.
#pragma once
#include <string>
#include <string_view>

namespace lapor::utf8 {

/// Replaces letters and digits that look like plain ones (full-width, of other scripts) by these, and removes
/// invisible characters within words. So a filter that knows ASCII sees what a reader sees.
std::string plain(std::string_view text);

/// The code points of a text. A malformed sequence becomes U+FFFD (Unicode 15 §3.9, maximal subparts). Never
/// throws.
std::u32string decode(std::string_view text);
std::string encode(std::u32string_view points);
void append(std::string& out, char32_t point);
/// The text with every malformed sequence replaced by U+FFFD and NUL removed.
std::string clean(std::string_view text);
/// UTF-16 units as SMS carries them; a lone surrogate becomes U+FFFD.
std::u16string to_utf16(std::string_view text);
std::string from_utf16(std::u16string_view units);
/// UTF-16 units of octets, the higher octet first (UCS2 in 3GPP TS 23.038). A last odd octet is left out.
std::u16string utf16_of_octets(std::string_view octets);
/// Controls a terminal or a reader's eye instead of being read: Unicode's classes Cc and Cf (controls,
/// directions, joiners, soft hyphens, tags), line and paragraph separators, and what is no character at all.
bool controls(char32_t point);
/// A picture: emoji, dingbats and the like.
bool pictograph(char32_t point);
/// The text as a person may be shown it, in an SMS, a table or a page: without controls(), so that nothing
/// changes the order of the words. A line feed stays, other blanks become spaces, and a joiner (U+200D) stays
/// between pictographs.
std::string visible(std::string_view text);
/// Control, escape and bidi characters shown as \xNN or \u{NNNN}, for a terminal or a log.
std::string escape(std::string_view text);

}  // namespace lapor::utf8
