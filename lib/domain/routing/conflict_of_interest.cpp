#include "domain/routing/conflict_of_interest.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "domain/language/lexer.hpp"
#include "domain/routing/category.hpp"

namespace lapor::routing {

using language::Token;

namespace {

constexpr std::size_t shortest_code = 3;  ///< "PU" is too many other things

bool spelled_at(std::span<const Token> name, std::span<const Token> words, std::size_t at) {
  return at + name.size() <= words.size() &&
         std::equal(name.begin(), name.end(), words.begin() + static_cast<std::ptrdiff_t>(at),
                    [](const Token& a, const Token& b) { return a.key == b.key; });
}

bool spelled_in(std::string_view name, std::span<const Token> words) {
  const auto wanted = language::lex(name);
  if (wanted.empty()) return false;
  for (std::size_t at = 0; at < words.size(); ++at)
    if (spelled_at(wanted, words, at)) return true;
  return false;
}

constexpr std::size_t long_word = 8;  ///< letters; a shorter one is a matter, too: "Dinas Jalan"
constexpr std::array kinds_of_office{
    std::string_view("DINAS"),  std::string_view("BADAN"),   std::string_view("KANTOR"),
    std::string_view("BAGIAN"), std::string_view("BIRO"),    std::string_view("KADIS"),
    std::string_view("UPTD"),   std::string_view("PEGAWAI"), std::string_view("PETUGAS")};
constexpr std::array says_nothing{std::string_view("DAN"),       std::string_view("KOTA"),
                                  std::string_view("KABUPATEN"), std::string_view("PROVINSI"),
                                  std::string_view("DAERAH"),    std::string_view("RAKYAT"),
                                  std::string_view("UMUM")};

constexpr std::array people_of_office{
    std::string_view("OKNUM"),      std::string_view("PEGAWAI"),    std::string_view("PEGAWAINE"),
    std::string_view("PETUGAS"),    std::string_view("PETUGASNYA"), std::string_view("STAF"),
    std::string_view("PEJABAT"),    std::string_view("APARAT"),     std::string_view("PERANGKAT"),
    std::string_view("LURAH"),      std::string_view("KADES"),      std::string_view("KADUS"),
    std::string_view("CAMAT"),      std::string_view("KADIS"),      std::string_view("BUPATI"),
    std::string_view("WALIKOTA"),   std::string_view("KEPALA"),     std::string_view("KETUA"),
    std::string_view("ATASAN"),     std::string_view("BENDAHARA"),  std::string_view("PANITIA"),
    std::string_view("PENDAMPING"), std::string_view("MANDOR"),     std::string_view("KONTRAKTOR"),
    std::string_view("GURU"),       std::string_view("KEPSEK"),     std::string_view("KASEK"),
    std::string_view("DOSEN"),      std::string_view("DOKTER"),     std::string_view("PERAWAT"),
    std::string_view("BIDAN"),      std::string_view("SATPOL"),     std::string_view("SATPAM"),
    std::string_view("POLISI"),     std::string_view("ASN"),        std::string_view("PNS"),
    std::string_view("DALAM"),  // "orang dalam"
    std::string_view("BAYAR"),      std::string_view("MEMBAYAR"),   std::string_view("SETOR"),
    std::string_view("SETORAN"),    std::string_view("UANG"),       std::string_view("DUIT"),
    std::string_view("PROYEK"),     std::string_view("ANGGARAN"),   std::string_view("MENCURI"),
    std::string_view("DICURI"),     std::string_view("MALING")};

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

/// "bina marga" of "DPU Bina Marga dan Cipta Karya", "dinas pendidikan" of "Dinas Pendidikan dan Kebudayaan",
/// the "perhubungan" of "Dinas Perhubungan": as people call an office. A wrong guess costs a look by another
/// office.
bool called_in(std::string_view name, std::span<const Token> words) {
  std::vector<std::string> telling;
  for (const auto& word : language::lex(name))
    if (!is_one_of(word.key, kinds_of_office) && !is_one_of(word.key, says_nothing))
      telling.push_back(word.key);
  for (std::size_t at = 0; at < words.size(); ++at)
    for (std::size_t n = 0; n < telling.size(); ++n) {
      if (words[at].key != telling[n]) continue;
      const bool alone = telling.size() == 1 && telling[n].size() >= long_word;
      const bool of_office = at > 0 && is_one_of(words[at - 1].key, kinds_of_office);
      const bool pair =
          n + 1 < telling.size() && at + 1 < words.size() && words[at + 1].key == telling[n + 1];
      if (alone || of_office || pair) return true;
    }
  return false;
}

bool named(const Agency& agency, std::span<const Token> words) {
  return (agency.code.size() >= shortest_code && spelled_in(agency.code, words)) ||
         spelled_in(agency.name, words) || called_in(agency.name, words);
}

/// "Orang dalam" is somebody of the office; "dalam" alone says where.
bool of_people(std::span<const Token> words, std::size_t at) {
  const auto& key = words[at].key;
  if (key == "DALAM") return at > 0 && (words[at - 1].key == "ORANG" || words[at - 1].key == "WONG");
  return is_one_of(key, people_of_office);
}

bool tells_of_people(std::span<const Token> words) {
  for (std::size_t at = 0; at < words.size(); ++at)
    if (of_people(words, at)) return true;
  return false;
}

bool owns(const Agency& agency, const std::vector<std::string>& matters) {
  return std::any_of(agency.categories.begin(), agency.categories.end(), [&](const auto& code) {
    return std::find(matters.begin(), matters.end(), code) != matters.end();
  });
}

}  // namespace

ConflictOfInterest conflict_of_interest(std::string_view text, std::string_view category,
                                        const language::Vocabulary& vocabulary, const Directory& directory) {
  const auto words = language::lex(text);
  const auto is_confidential = [&](const std::string& code) {
    const auto* known = vocabulary.category(code);
    return known && known->confidential;
  };
  auto matters = named_categories(words, vocabulary);
  if (!category.empty()) matters.insert(matters.begin(), std::string(category));
  ConflictOfInterest found;
  if (const auto first = std::find_if(matters.begin(), matters.end(), is_confidential);
      first != matters.end())
    found.matter = *first;
  std::erase_if(matters, is_confidential);
  for (const auto& agency : directory.agencies)
    if (named(agency, words) || (!found.matter.empty() && owns(agency, matters)))
      found.agencies.push_back(agency.code);
  std::sort(found.agencies.begin(), found.agencies.end());
  found.about_people = found.matter.empty() && found.agencies.empty() && tells_of_people(words);
  return found;
}

bool belongs_to(const Directory& directory, const std::vector<std::string>& agencies,
                std::string_view phone) {
  if (agencies.empty()) return false;
  const auto office = office_of(directory, phone);
  return std::any_of(office.agencies.begin(), office.agencies.end(), [&](const auto& code) {
    return std::find(agencies.begin(), agencies.end(), code) != agencies.end();
  });
}

}  // namespace lapor::routing
