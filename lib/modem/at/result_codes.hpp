// Result codes of a modem: the lines that end a command, and those it says unasked (ITU-T V.250 §5.7, 3GPP
// TS 27.007 §9.1, TS 27.005 §3.2.5). Pure; any line is safe.
#pragma once
#include <optional>
#include <string_view>

#include "domain/delivery/cause.hpp"

namespace lapor::modem {

/// "ERROR", "+CME ERROR: 30", "+CMS ERROR: 38", "COMMAND NOT SUPPORT" (Huawei): it ends a command without
/// success.
bool is_error(std::string_view line);
/// "OK" or an error.
bool is_final(std::string_view line);
/// A module says this before anything else as it starts: "RDY", "^SYSSTART".
bool is_first_of_boot(std::string_view line);
/// The number of "+CME ERROR: 11" or "+CMS ERROR: 321"; nullopt if the line has none.
std::optional<int> error_number(std::string_view line);
/// An error as a refusal: its table, and its number where it is a plausible one.
delivery::Refusal refusal_of(std::string_view line);

/// The number right after this beginning of a line, "+CMGS: 7"; nullopt if the line begins otherwise or has
/// none.
std::optional<unsigned> number_after(std::string_view line, std::string_view prefix);
/// "+CMTI" of "+CMTI: "SM",3", at most 24 characters: what may be logged of a line.
std::string_view result_name(std::string_view line);

}  // namespace lapor::modem
