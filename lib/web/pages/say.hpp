// Words, numbers and times as people read them, in Indonesian or English.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "control/json.hpp"
#include "web/site.hpp"

namespace lapor::web {

enum class Language { indonesian, english };

/// Chooses between the two wordings of one thing, which stand side by side.
struct Say {
  Language language = Language::indonesian;
  std::string_view operator()(std::string_view indonesian, std::string_view english) const {
    return language == Language::english ? english : indonesian;
  }
  bool english() const { return language == Language::english; }

  /// "12.345" or "12,345".
  std::string number(std::int64_t n) const;
  /// "45 menit", "3,5 jam", "2 hari"; "–" if it isn't known.
  std::string duration(const std::optional<std::int64_t>& seconds) const;
  /// "55 %"; "–" if it isn't known.
  std::string percent(const std::optional<std::int64_t>& percent) const;
  /// "3 Mar" of "2026-03-03", with the year where asked.
  std::string date(std::string_view iso_day, bool with_year = false) const;
  /// "3 Mar 2026 14.05 WIB" of an instant "2026-03-03T07:05:00Z"; "–" for anything else.
  std::string time(std::string_view iso_time, const calendar::Calendar& calendar) const;
  /// "0", "1–4", "5–14" … for a band of the board.
  std::string band(std::int64_t band, const control::Json& edges) const;
};

/// The instant that "2026-03-03T07:05:00Z" writes, or with an offset "+07:00"; nullopt for anything else.
std::optional<Instant> read_time(std::string_view iso_time);
/// Citizens' words for a state, a step of a ticket's life, a channel, a cause of quarantine.
std::string_view state_words(const Say& say, std::string_view state);
std::string_view step_words(const Say& say, std::string_view kind);
/// For the state and the purpose of a text. Of a text that came in the purpose is its command, which stays as
/// it is.
std::string_view message_state_words(const Say& say, std::string_view state);
std::string_view purpose_words(const Say& say, std::string_view purpose);
std::string_view channel_words(std::string_view channel);
std::string quarantine_words(const Say& say, std::string_view cause);
/// "Kab. Blora", "Kota Semarang"; "tidak diketahui" for an unknown code.
std::string area_words(const Say& say, const Site& site, std::string_view code);

}  // namespace lapor::web
