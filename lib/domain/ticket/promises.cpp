#include "domain/ticket/promises.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/ascii.hpp"

namespace lapor::ticket {
namespace {

constexpr std::size_t shortest_word = 2, shortest_telling_word = 3, new_words = 2, different_words = 2;

/// Words that add nothing to SELESAI, and polite words.
constexpr std::array<std::string_view, 34> says_nothing{
    "ADA",    "AMAN",    "BAPAK", "BERES",  "BISA",    "BU",    "DAN",  "DIKERJAKAN", "DONE",
    "IBU",    "INI",     "KAMI",  "KASIH",  "LAH",     "LAPOR", "MAS",  "OK",         "OKE",
    "PAK",    "RAMPUNG", "SAJA",  "SDH",    "SELESAI", "SEMUA", "SIAP", "SUDAH",      "TELAH",
    "TERIMA", "TLH",     "TRIMS", "TUNTAS", "UDAH",    "YA",    "YANG"};

/// A letter, or a byte of one in UTF-8.
bool is_of_word(char c) { return ascii::is_letter(c) || static_cast<unsigned char>(c) >= 0x80; }

/// Words of at least so many letters, in upper case.
std::multiset<std::string> words(std::string_view text, std::size_t letters) {
  std::multiset<std::string> out;
  std::string word;
  const auto end = [&] {
    if (word.size() >= letters) out.insert(word);
    word.clear();
  };
  for (const char c : text) {
    if (is_of_word(c))
      word += ascii::upper(c);
    else
      end();
  }
  end();
  return out;
}

/// Words of work that isn't done yet, and words that would turn the citizen's answer around.
constexpr std::array<std::string_view, 9> not_done{"AKAN",     "BALAS", "BELUM",  "BESOK",  "BLM",
                                                   "MENUNGGU", "NANTI", "NUNGGU", "RENCANA"};

}  // namespace

bool says_what_was_done(std::string_view note) {
  const auto said = words(note, shortest_word);
  const std::set different(said.begin(), said.end());
  const auto empty = [](const std::string& word) {
    return std::find(says_nothing.begin(), says_nothing.end(), word) != says_nothing.end();
  };
  const bool denies = std::any_of(not_done.begin(), not_done.end(), [&](std::string_view word) {
    return different.contains(std::string(word));
  });
  return !denies && different.size() >= different_words &&
         !std::all_of(different.begin(), different.end(), empty);
}

bool says_something_new(std::string_view note, std::span<const std::string> earlier) {
  const auto said = words(note, shortest_telling_word);
  std::set<std::string> fresh(said.begin(), said.end());
  for (const auto& before : earlier)
    for (const auto& word : words(before, shortest_telling_word)) fresh.erase(word);
  return fresh.size() >= new_words;
}

bool progress_moves_date(std::string_view note, std::span<const std::string> earlier, unsigned moved) {
  return moved < most_promises && says_something_new(note, earlier);
}

bool is_past(std::optional<Instant> resolution_due, Instant now) {
  return resolution_due && *resolution_due <= now;
}

bool may_ask(unsigned asked, std::optional<Instant> resolution_due, Instant now) {
  return asked < most_questions && !is_past(resolution_due, now);
}

}  // namespace lapor::ticket
