// Commands that are typed as such. A command's word fires only where it can hardly be anything else.
#include <array>
#include <utility>

#include "domain/commands/answers.hpp"
#include "domain/commands/reading.hpp"
#include "domain/commands/report.hpp"

namespace lapor::commands {

using language::all_digits;
using language::exact_match;
using language::listed_at;
using language::Match;
using language::Reader;

namespace {

class Explicit {
 public:
  explicit Explicit(const Reading& reading) : r_(reading), text_(reading.text) {}

  Maybe read(std::size_t start) const {
    if (auto command = number_first(start)) return command;
    return word_first(start);
  }

 private:
  // --- a number first: "1234566", "1234566 batal", "LAPOR 1234566 …"

  Maybe number_first(std::size_t start) const {
    auto at = skip_ticket_words(text_, start);
    const auto report = r_.word(at);
    const bool led = report && report->meaning == "LAPOR" && !report->slip;
    if (led) at = skip_ticket_words(text_, at + report->count);
    const auto hit = ticket_at(text_, at);
    if (!hit) return std::nullopt;
    const bool named = led || (at != start && r_.word(start) && r_.word(start)->meaning == "LAPOR");
    const bool alone = text_.count(hit->next) == 0;
    const auto verb = lone_command(*hit);
    if (!r_.owns(*hit))
      return named || !(alone || verb) ? Maybe{} : r_.with_ticket(verb.value_or(Verb::check), *hit);
    if (verb) return r_.with_ticket(*verb, *hit);
    if (alone && !(text_.key(start) == "NO" && r_.waits_for(Pending::confirm)))
      return r_.with_ticket(Verb::check, *hit);
    return std::nullopt;
  }

  /// "1234566 batal": the number, and a command that takes one, and nothing else.
  std::optional<Verb> lone_command(const TicketHit& hit) const {
    const auto at = text_.skip_polite(hit.next);
    const auto command = exact_match(text_.vocabulary.citizen, text_.words, at);
    if (!command || text_.count(at + command->count) != 0) return std::nullopt;
    if (command->meaning == "CEK" || command->meaning == "BANTUAN") return Verb::check;
    if (command->meaning == "BUKA") return Verb::reopen;
    if (command->meaning == "BATAL") return Verb::cancel;
    return std::nullopt;
  }

  // --- a command word first

  Maybe word_first(std::size_t start) const {
    const auto command = r_.word(start);
    if (!command) return std::nullopt;
    const auto& meaning = command->meaning;
    if (meaning == "LAPOR") return report(Verb::report, start, *command);
    if (meaning == "TANYA") return report(Verb::ask, start, *command);
    if (meaning == "USUL") return report(Verb::suggest, start, *command);
    if (meaning == "YA" || meaning == "TIDAK") return std::nullopt;
    if (meaning == "HAPUS") return erase(start, *command);
    if (meaning == "NILAI") return rate(start, *command);
    return simple(meaning, start, *command);
  }

  /// "HAPUS DATA", and with the code that confirms it "HAPUS DATA 4821".
  Maybe erase(std::size_t start, const Match& command) const {
    constexpr std::size_t code_digits = 4;
    const auto at = start + command.count;
    const auto code = text_.key(at);
    if (all_digits(code) && code.size() == code_digits && text_.count(text_.skip_polite(at + 1)) == 0)
      return EraseData{std::string(code)};
    return r_.nothing_else(start, command) ? Maybe(EraseData{}) : std::nullopt;
  }

  Maybe report(Verb verb, std::size_t start, const Match& command) const {
    if (r_.own_ticket() || talks_of_report(start)) return std::nullopt;
    // A slip may be a word of the sender's own: then nothing is taken off the text.
    if (command.slip) return free_report(text_, verb, start + 1);
    return keyword_report(text_, verb, start + command.count);
  }

  /// "Laporan palsu, tidak ada yang dikerjakan", "laporan sudah diterima", while we ask whether it is
  /// repaired.
  bool talks_of_report(std::size_t start) const {
    const bool noun = is_one_of(text_.key(start), {"LAPORAN", "ADUAN", "PENGADUAN", "KELUHAN"});
    return noun && r_.waits_for(Pending::confirm) && !r_.has_matter(start) &&
           read_confirmation(text_, 0).repaired != Repaired::nothing;
  }

  Maybe simple(std::string_view meaning, std::size_t start, const Match& command) const {
    static constexpr std::array<std::pair<std::string_view, Verb>, 4> takers{
        {{"CEK", Verb::check}, {"TAMBAH", Verb::add}, {"BUKA", Verb::reopen}, {"BATAL", Verb::cancel}}};
    for (const auto& [word, verb] : takers) {
      if (word == meaning) return takes_ticket(verb, start, command);
    }
    const auto hit = named_ticket_at(text_, start + command.count);
    if (meaning == "BANTUAN" && hit && hit->good) return r_.with_ticket(Verb::check, *hit);  // "info 1234566"
    if (meaning == "STOP")
      return !command.slip && about_our_texts(start + command.count) ? Maybe(OptOut{}) : std::nullopt;
    if (!r_.nothing_else(start, command)) return std::nullopt;
    if (meaning == "BANTUAN") return Help{};
    if (meaning == "KODE") return ListCategories{};
    return std::nullopt;
  }

  /// "STOP sms ya"; "stop laporan palsu" wants something else to end.
  bool about_our_texts(std::size_t at) const {
    while (at < text_.size()) {
      const auto polite = text_.polite_at(at);
      const auto words = polite != 0 ? polite : listed_at(text_.vocabulary.talk.our_texts, text_.words, at);
      if (words == 0) return false;
      at += words;
    }
    return true;
  }

  Maybe takes_ticket(Verb verb, std::size_t start, const Match& command) const {
    const auto at = skip_ticket_words(text_, start + command.count);
    if (const auto hit = ticket_at(text_, at)) {
      if (command.slip && !hit->good) return std::nullopt;
      const bool lacks_text = hit->good && verb == Verb::add && text_.count(hit->next) == 0;
      return lacks_text ? Command{NeedText{verb, hit->digits}} : r_.with_ticket(verb, *hit);
    }
    if (!r_.nothing_else(start, command)) return std::nullopt;
    const bool more = text_.count(at) > 0;
    if (more && r_.waits_for(Pending::confirm) && !all_digits(text_.key(at)))
      return std::nullopt;                                         // "cek dulu"
    if (all_digits(text_.key(at)) && text_.key(at).size() >= 4) {  // a number, but no ticket's
      return r_.with_ticket(verb, {std::string(text_.key(at)), at + 1, false});
    }
    return verb == Verb::add ? Command{NeedText{verb}} : about_ticket(verb, {}, {});
  }

  // --- "NILAI 1234566 4"

  /// 1 to 5 at \p at; 0 where no mark stands there. "5 hari" is a time, not a mark.
  unsigned mark_at(std::size_t at) const {
    const auto key = text_.key(at);
    if (key.size() != 1 || key[0] < '1' || key[0] > '5') return 0;
    const bool time = is_one_of(text_.key(at + 1), {"HARI", "HR", "DINO", "MINGGU", "BULAN", "BLN", "TAHUN",
                                                    "THN", "JAM", "ORANG", "RUMAH", "KALI", "KM", "METER"});
    return time ? 0 : static_cast<unsigned>(key[0] - '0');
  }

  Command rated(const std::string& ticket, unsigned mark, std::size_t next) const {
    return Rate{ticket, mark, std::string(text_.own_words(next))};
  }

  Maybe rate(std::size_t start, const Match& command) const {
    const auto at = skip_ticket_words(text_, start + command.count);
    const auto first = mark_at(at);
    if (first != 0) {  // "nilai 4 1234566", "nilai 4"
      if (const auto hit = named_ticket_at(text_, at + 1); hit && hit->good)
        return rated(hit->digits, first, hit->next);
      return r_.nothing_else(start, command) ? Maybe(rated("", first, at + 1)) : std::nullopt;
    }
    const auto hit = ticket_at(text_, at);
    if (!hit) {
      const bool bare = r_.nothing_else(start, command) && !r_.waits_for(Pending::rate);
      return bare ? Maybe(NeedText{Verb::rate}) : std::nullopt;
    }
    const auto mark_word = text_.skip_polite(hit->next);
    const auto mark = mark_at(mark_word);
    if (!hit->good) {  // "nilai 1500000 rupiah kerugian kami" is no command
      const bool meant = mark != 0 || text_.count(hit->next) == 0;
      return meant ? Maybe(r_.with_ticket(Verb::rate, *hit)) : std::nullopt;
    }
    if (mark != 0) return rated(hit->digits, mark, mark_word + 1);
    return r_.waits_for(Pending::rate) ? Maybe{} : Maybe(NeedText{Verb::rate, hit->digits});
  }

  const Reading& r_;
  const Reader& text_;
};

}  // namespace

Maybe explicit_command(const Reading& reading, std::size_t start) { return Explicit(reading).read(start); }

}  // namespace lapor::commands
