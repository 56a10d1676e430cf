// A text in 8-bit coding. The standard gives such octets no meaning; some phones and gateways write words in
// them all the same, as ASCII, UTF-8, Windows-1252 or UTF-16.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace lapor::sms {

/// The text if a person can read the octets as one; nullopt for data. What is no UTF-8 in them is read as
/// Windows-1252, so of a character that was cut by the end of a segment each half becomes such letters.
std::optional<std::u16string> read_octet_text(std::string_view octets);
/// Two segments of one text that follow each other: makes one character of such halves at their border.
void mend_cut_character(std::u16string& before, std::u16string& after);

}  // namespace lapor::sms
