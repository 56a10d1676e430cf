// The citizens' grammar. No wrong door: a command word fires only where it can hardly be anything else, and
// what is no command is a report. Order: the sender, an explicit command, a pending question, a report.
#include <algorithm>
#include <array>
#include <optional>

#include "domain/commands/advert.hpp"
#include "domain/commands/command.hpp"
#include "domain/commands/report.hpp"
#include "domain/commands/tickets.hpp"
#include "domain/commands/words.hpp"

namespace lapor::commands {

namespace {

using Maybe = std::optional<Command>;

constexpr std::size_t short_text = 2;    ///< words of a text that can be a bare command
constexpr std::size_t answer_words = 6;  ///< a longer text isn't a mere yes or no
constexpr std::size_t rating_words = 3;  ///< after a mark; a longer text is about something

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

class Parser {
 public:
  Parser(const Reader& text, const Citizen& citizen) : text_(text), citizen_(citizen) {}

  Command parse() const {
    if (text_.size() == 0)
      return bare(text_.text.find('?') == std::string_view::npos ? Verb::unclear : Verb::bantuan);
    const auto start = text_.skip_polite(0);
    if (start == text_.size()) return bare(Verb::unclear);  // thanks and greetings alone
    if (auto command = by_ticket(start)) return *command;
    if (auto command = by_word(start)) return *command;
    if (auto command = rating(start)) return *command;
    return free_text(start);
  }

 private:
  Command bare(Verb verb) const {
    Command command;
    command.verb = verb;
    command.text = text_.all();
    return command;
  }

  Command with_ticket(Verb verb, const TicketHit& hit) const {
    Command command;
    command.verb = hit.good ? verb : Verb::bad_ticket;
    if (!hit.good) command.argument = name(verb);
    command.ticket = hit.digits;
    command.text = text_.own_words(hit.next);
    return command;
  }

  bool waits_for(Pending question) const {
    return std::find(citizen_.pending.begin(), citizen_.pending.end(), question) != citizen_.pending.end();
  }
  bool owns(const TicketHit& hit) const {
    return hit.good && std::find(citizen_.own.begin(), citizen_.own.end(), hit.digits) != citizen_.own.end();
  }
  std::optional<Match> word(std::size_t at) const {
    return match(text_.vocabulary.citizen, text_.words, at, text_.vocabulary);
  }

  /// The whole text from the command on is two words at most, and none of the rest says what it is about.
  bool nothing_else(std::size_t start, const Match& command) const {
    const auto rest = start + command.count;
    const auto more = text_.count(skip_ticket_words(text_, rest));
    const bool harmless =
        is_one_of(command.meaning, {"CEK", "BANTUAN"}) && command.count > 1;  // "cara lapor gimana ya"
    return !command.slip && more + 1 <= (harmless ? 2 * short_text : short_text) &&
           !text_.names_category(rest);
  }

  // --- a number first: "1234566 lubangnya tambah besar", "LAPOR 1234566 …", "NO 1234566 sudah"

  Maybe by_ticket(std::size_t start) const {
    auto at = skip_ticket_words(text_, start);
    if (const auto report = word(at); report && report->meaning == "LAPOR" && !report->slip) {
      at = skip_ticket_words(text_, at + report->count);
    }
    const auto hit = ticket_at(text_, at);
    if (!hit) return std::nullopt;
    const bool led = at != start && word(start) && word(start)->meaning == "LAPOR";
    const bool alone = text_.count(hit->next) == 0;
    if (!owns(*hit)) {
      if (led || !(alone || lone_command(*hit))) return std::nullopt;
      return with_ticket(alone ? Verb::cek : *lone_command(*hit), *hit);
    }
    if (alone)
      return with_ticket(text_.key(start) == "NO" && waits_for(Pending::confirm) ? Verb::tidak : Verb::cek,
                         *hit);
    return after_own_ticket(*hit);
  }

  Maybe after_own_ticket(const TicketHit& hit) const {
    const auto rest = text_.skip_polite(hit.next);
    if (const auto verb = lone_command(hit)) return with_ticket(*verb, hit);
    if (waits_for(Pending::confirm) && text_.count(rest) <= answer_words) {
      if (const auto said = answer_at(rest)) return with_ticket(*said, hit);
    }
    if (waits_for(Pending::rate)) {
      if (const auto mark = mark_at(rest); !mark.empty()) return rated(hit, mark, rest + 1);
    }
    return with_ticket(Verb::tambah, hit);
  }

  /// "1234566 batal": the number, and a command that takes one, and nothing else.
  std::optional<Verb> lone_command(const TicketHit& hit) const {
    const auto at = text_.skip_polite(hit.next);
    const auto command = exact_match(text_.vocabulary.citizen, text_.words, at);
    if (!command || text_.count(at + command->count) != 0) return std::nullopt;
    if (command->meaning == "CEK" || command->meaning == "BANTUAN") return Verb::cek;
    if (command->meaning == "BUKA") return Verb::buka;
    if (command->meaning == "BATAL") return Verb::batal;
    return std::nullopt;
  }

  // --- a command word first

  Maybe by_word(std::size_t start) const {
    const auto command = word(start);
    if (!command) return std::nullopt;
    const auto& meaning = command->meaning;
    if (meaning == "LAPOR") return report(Verb::lapor, start, *command);
    if (meaning == "TANYA") return report(Verb::tanya, start, *command);
    if (meaning == "USUL") return report(Verb::usul, start, *command);
    if (meaning == "YA") return answer(Verb::ya, start, *command);
    if (meaning == "TIDAK") return answer(Verb::tidak, start, *command);
    if (meaning == "HAPUS") return nothing_else(start, *command) ? Maybe(bare(Verb::hapus)) : std::nullopt;
    if (meaning == "NILAI") return rate(start, *command);
    return simple(meaning, start, *command);
  }

  Maybe report(Verb verb, std::size_t start, const Match& command) const {
    // A slip may be a word of the sender's own: then nothing is taken off the text.
    if (command.slip) return free_report(text_, verb, start + 1);
    return keyword_report(text_, verb, start + command.count);
  }

  Maybe simple(std::string_view meaning, std::size_t start, const Match& command) const {
    static constexpr std::array<std::pair<std::string_view, Verb>, 4> takers{
        {{"CEK", Verb::cek}, {"TAMBAH", Verb::tambah}, {"BUKA", Verb::buka}, {"BATAL", Verb::batal}}};
    for (const auto& [word, verb] : takers) {
      if (word == meaning) return takes_ticket(verb, start, command);
    }
    const auto hit = named_ticket_at(text_, start + command.count);
    if (meaning == "BANTUAN" && hit && hit->good) return with_ticket(Verb::cek, *hit);  // "info 1234566"
    if (!nothing_else(start, command)) return std::nullopt;
    if (meaning == "BANTUAN") return bare(Verb::bantuan);
    if (meaning == "STOP") return bare(Verb::stop);
    if (meaning == "KODE") return bare(Verb::kode);
    return std::nullopt;
  }

  Maybe takes_ticket(Verb verb, std::size_t start, const Match& command) const {
    const auto at = skip_ticket_words(text_, start + command.count);
    if (const auto hit = ticket_at(text_, at)) {
      if (command.slip && !hit->good) return std::nullopt;
      auto found = with_ticket(verb, *hit);
      if (found.verb == Verb::tambah && text_.count(hit->next) == 0) found.verb = Verb::need_text;
      return found;
    }
    if (!nothing_else(start, command)) return std::nullopt;
    if (all_digits(text_.key(at)) && text_.key(at).size() >= 4) {  // a number, but no ticket's
      return with_ticket(verb, {std::string(text_.key(at)), at + 1, false});
    }
    return bare(verb == Verb::tambah ? Verb::need_text : verb);
  }

  // --- marks

  /// "1" to "5" at \p at, or nothing. "5 hari" is a time, not a mark.
  std::string mark_at(std::size_t at) const {
    const auto key = text_.key(at);
    if (key.size() != 1 || key[0] < '1' || key[0] > '5') return {};
    const bool time = is_one_of(text_.key(at + 1), {"HARI", "HR", "DINO", "MINGGU", "BULAN", "BLN", "TAHUN",
                                                    "THN", "JAM", "ORANG", "RUMAH", "KALI", "KM", "METER"});
    return time ? std::string{} : std::string(key);
  }

  Command rated(const TicketHit& hit, const std::string& mark, std::size_t next) const {
    auto command = with_ticket(Verb::nilai, hit);
    command.argument = mark;
    command.text = text_.own_words(next);
    return command;
  }

  Maybe rate(std::size_t start, const Match& command) const {
    const auto at = skip_ticket_words(text_, start + command.count);
    const auto first = mark_at(at);
    if (!first.empty()) {  // "nilai 4 1234566", "nilai 4"
      if (const auto hit = named_ticket_at(text_, at + 1); hit && hit->good)
        return rated(*hit, first, hit->next);
      if (nothing_else(start, command) || waits_for(Pending::rate))
        return rated({"", at, true}, first, at + 1);
      return std::nullopt;
    }
    const auto hit = ticket_at(text_, at);
    if (!hit) return nothing_else(start, command) ? Maybe(bare(Verb::need_text)) : std::nullopt;
    const auto mark_word = text_.skip_polite(hit->next);
    const auto mark = mark_at(mark_word);
    if (!hit->good) {  // "nilai 1500000 rupiah kerugian kami" is no command
      const bool meant = !mark.empty() || text_.count(hit->next) == 0;
      return meant ? Maybe(with_ticket(Verb::nilai, *hit)) : std::nullopt;
    }
    if (!mark.empty()) return rated(*hit, mark, mark_word + 1);
    auto unmarked = with_ticket(Verb::nilai, *hit);
    unmarked.verb = Verb::need_text;
    return unmarked;
  }

  /// A bare digit, while a mark is asked for.
  Maybe rating(std::size_t start) const {
    if (!waits_for(Pending::rate)) return std::nullopt;
    const auto mark = mark_at(start);
    if (mark.empty() || text_.count(start + 1) > rating_words || text_.names_category(start + 1))
      return std::nullopt;
    return rated({"", start, true}, mark, start + 1);
  }

  // --- yes and no

  bool says_not_yet(std::size_t at) const {
    for (; at < text_.size(); ++at) {
      if (listed_at(text_.vocabulary.not_yet_words, text_.words, at) != 0) return true;
    }
    return false;
  }

  std::optional<Verb> answer_at(std::size_t at) const {
    const auto command = exact_match(text_.vocabulary.citizen, text_.words, at);
    if (!command) return std::nullopt;
    if (command->meaning == "TIDAK") return Verb::tidak;
    if (command->meaning != "YA") return std::nullopt;
    const auto next = text_.key(at + command->count);
    if (next == "LAMA" || (all_digits(next) && next.size() < 4))
      return std::nullopt;  // "sudah 3 hari air mati"
    return says_not_yet(at) ? Verb::tidak : Verb::ya;
  }

  struct Named {
    TicketHit hit;
    std::size_t words = 0;  ///< of the number and what belongs to it
  };
  /// The first number in the text, wherever it stands.
  std::optional<Named> number_from(std::size_t at) const {
    for (; at < text_.size(); ++at) {
      const auto hit = named_ticket_at(text_, at);
      if (hit) return Named{*hit, text_.count(at, hit->next)};
    }
    return std::nullopt;
  }

  Maybe answer(Verb verb, std::size_t start, const Match& command) const {
    const auto number = number_from(start + command.count);
    const auto words = text_.count(start) - (number ? number->words : 0);
    if (words > answer_words) return otherwise(start, command);
    const auto said = answer_at(start).value_or(verb);
    if (number && owns(number->hit)) {
      auto found = with_ticket(said, number->hit);
      if (!named_ticket_at(text_, start + command.count)) found.text = text_.own_words(start + command.count);
      return found;
    }
    if (number && words <= short_text) {
      return with_ticket(said, {number->hit.digits, number->hit.next, false});
    }
    if (waits_for(Pending::confirm) && answer_at(start)) {
      auto found = bare(said);
      found.text = text_.own_words(start + command.count);
      return found;
    }
    return otherwise(start, command);
  }

  /// A yes or no that isn't taken: an answer to a clarifying question or a report, or said to no question at
  /// all.
  Maybe otherwise(std::size_t start, const Match& command) const {
    if (waits_for(Pending::clarify) || waits_for(Pending::rate) ||
        text_.names_category(start + command.count))
      return std::nullopt;
    return only_answers(start) || nothing_else(start, command) ? Maybe(bare(Verb::unclear)) : std::nullopt;
  }

  bool only_answers(std::size_t at) const {
    while (at < text_.size()) {
      const auto polite = text_.polite_at(at);
      const auto said = exact_match(text_.vocabulary.citizen, text_.words, at);
      const bool answers = said && is_one_of(said->meaning, {"YA", "TIDAK"});
      if (polite == 0 && !answers) return false;
      at += polite != 0 ? polite : said->count;
    }
    return true;
  }

  // --- anything else

  Command free_text(std::size_t start) const {
    switch (judge_advert(text_)) {
      case Advert::promotion:
        return bare(Verb::ignore);
      case Advert::fraud:
        return bare(Verb::suspect);
      case Advert::none:
        break;
    }
    if (waits_for(Pending::clarify)) return bare(Verb::tambah);
    auto report = free_report(text_, Verb::lapor, start);
    const bool empty = report.category.empty() && report.area.empty() && report.flags.empty();
    if (empty && text_.count(start) < 2) report.verb = Verb::unclear;  // "6", "tes": nothing to act on
    return report;
  }

  const Reader& text_;
  const Citizen& citizen_;
};

}  // namespace

Command parse_citizen(std::string_view text, const Vocabulary& vocabulary, const Citizen& citizen) {
  const Reader reader(text, vocabulary);
  if (citizen.machine) {
    Command command;
    command.verb = Verb::ignore;
    command.text = reader.all();
    return command;
  }
  return Parser(reader, citizen).parse();
}

}  // namespace lapor::commands
