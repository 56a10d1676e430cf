// The agencies' grammar: a verb and a number, in either order. Officers are citizens too, so a report verb
// from an officer's telephone is a report. What would end or refuse a report is never guessed.
#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "domain/commands/command.hpp"
#include "domain/commands/report.hpp"
#include "domain/commands/tickets.hpp"
#include "domain/language/words.hpp"

namespace lapor::commands {

using language::all_digits;
using language::exact_match;
using language::lex;
using language::match;
using language::one_slip;
using language::phrase_at;
using language::Reader;
using language::Vocabulary;

namespace {

using Maybe = std::optional<Command>;

constexpr std::size_t list_words = 4;    ///< "rekap bulan ini pak" asks for one, a longer text is talk
constexpr unsigned work_week = 5;        ///< TUNDA counts working days
constexpr std::size_t stray_number = 4;  ///< digits: a number this long was meant as a ticket's

std::optional<Verb> verb_of(std::string_view meaning) {
  static constexpr std::array<std::pair<std::string_view, Verb>, 11> verbs{{{"TERIMA", Verb::accept},
                                                                            {"PROSES", Verb::progress},
                                                                            {"SELESAI", Verb::resolve},
                                                                            {"ALIH", Verb::transfer},
                                                                            {"TOLAK", Verb::refuse},
                                                                            {"TANYA", Verb::ask},
                                                                            {"TUNDA", Verb::postpone},
                                                                            {"DETAIL", Verb::read_detail},
                                                                            {"DAFTAR", Verb::list_waiting},
                                                                            {"REKAP", Verb::read_scorecard},
                                                                            {"BANTUAN", Verb::agency_help}}};
  const auto at = std::find_if(verbs.begin(), verbs.end(), [&](const auto& v) { return v.first == meaning; });
  return at == verbs.end() ? std::nullopt : std::optional(at->second);
}

class Parser {
 public:
  Parser(const Reader& text, const Officer& officer) : text_(text), officer_(officer) {}

  Command parse() const {
    const auto start = skip_polite(0);
    if (auto command = number_first(start)) return *command;
    if (auto command = verb_first(start)) return *command;
    if (auto command = report(start)) return *command;
    return AgencyHelp{};
  }

 private:
  struct Said {
    Verb verb;
    std::size_t next;  ///< the word after the verb
  };

  /// Politeness, but not a verb of the agencies ("siap", "nggih").
  std::size_t skip_polite(std::size_t at) const {
    while (const auto polite = text_.polite_at(at)) {
      const auto verb = exact_match(text_.vocabulary.agency, text_.words, at);
      if (verb && verb->count >= polite) break;
      at += polite;
    }
    return at;
  }

  std::optional<Said> verb_at(std::size_t at) const {
    const auto found = match(text_.vocabulary.agency, text_.words, at, text_.vocabulary);
    const auto polite = text_.polite_at(at);  // "terima kasih" accepts nothing
    if (!found || polite > found->count) return std::nullopt;
    const auto verb = verb_of(found->meaning);
    return verb ? std::optional(Said{*verb, at + found->count}) : std::nullopt;
  }

  /// The verb that is meant where several follow each other: "siap pak, proses 1234566" is PROSES.
  std::optional<Said> verbs_at(std::size_t at) const {
    auto said = verb_at(at);
    while (said && said->verb == Verb::accept) {
      const auto more = verb_at(skip_polite(said->next));
      if (!more) break;
      said = more;
    }
    return said;
  }

  // --- "1234566 selesai sudah ditambal"

  Maybe number_first(std::size_t start) const {
    if (verb_at(start)) return std::nullopt;
    const auto hit = named_ticket_at(text_, start);
    if (!hit) return std::nullopt;
    const auto said = verbs_at(skip_polite(hit->next));
    if (said) return command_for(said->verb, *hit, said->next);
    if (text_.count(hit->next) == 0) return command_for(Verb::read_detail, *hit, hit->next);
    return std::nullopt;
  }

  // --- "SELESAI 1234566 sudah ditambal"

  Maybe verb_first(std::size_t start) const {
    const auto said = verbs_at(start);
    if (!said) return std::nullopt;
    if (said->verb == Verb::agency_help) return std::nullopt;
    if (said->verb == Verb::list_waiting || said->verb == Verb::read_scorecard) {
      if (text_.count(start) > list_words) return std::nullopt;
      return said->verb == Verb::list_waiting ? Command{ListWaiting{}} : Command{ReadScorecard{}};
    }
    if (const auto hit = named_ticket_at(text_, said->next)) return command_for(said->verb, *hit, hit->next);
    if (said->verb == Verb::transfer) {
      if (auto command = agency_before_number(said->next)) return command;
    }
    return without_number(*said);
  }

  /// "ALIH ke DISHUB 1234566 lampu".
  Maybe agency_before_number(std::size_t at) const {
    const auto agency = agency_at(skip_to(at));
    if (!agency) return std::nullopt;
    const auto hit = named_ticket_at(text_, agency->second);
    if (!hit) return std::nullopt;
    if (!hit->good) return wrong(Verb::transfer, *hit);
    return AgencyAct{Transfer{hit->digits, words(hit->next), agency->first}};
  }

  /// A verb that does no harm is taken for the one report that waits; the others ask for the number.
  Command without_number(const Said& said) const {
    const auto at = skip_ticket_words(text_, said.next);
    if (all_digits(text_.key(at)) && text_.key(at).size() >= stray_number) {
      return wrong(said.verb, {std::string(text_.key(at)), at + 1, false});
    }
    const bool harmless =
        said.verb == Verb::accept || said.verb == Verb::progress || said.verb == Verb::read_detail;
    if (harmless && officer_.unanswered.size() == 1) {
      return simple(said.verb, officer_.unanswered.front(), said.next);
    }
    return NeedTicket{};
  }

  // --- the arguments of the verbs

  std::string words(std::size_t from) const { return std::string(text_.own_words(from)); }

  /// A verb that takes a ticket and a note, and no more.
  Command simple(Verb verb, const std::string& ticket, std::size_t note_from) const {
    auto note = words(note_from);
    switch (verb) {
      case Verb::accept:
        return AgencyAct{Accept{ticket, std::move(note)}};
      case Verb::progress:
        return AgencyAct{Progress{ticket, std::move(note)}};
      case Verb::resolve:
        return AgencyAct{Resolve{ticket, std::move(note)}};
      case Verb::ask:
        return AgencyAct{Ask{ticket, std::move(note)}};
      default:
        return ReadDetail{ticket};
    }
  }

  Command wrong(Verb verb, const TicketHit& hit) const {
    return BadTicket{verb, hit.digits, words(hit.next)};
  }

  Command command_for(Verb verb, const TicketHit& hit, std::size_t at) const {
    if (!hit.good) return wrong(verb, hit);
    if (verb == Verb::transfer) return transfer(hit, at);
    if (verb == Verb::refuse) return refuse(hit, at);
    if (verb == Verb::postpone) return postpone(hit, at);
    if (verb == Verb::ask && text_.count(at) == 0) return AgencyHelp{hit.digits};
    return simple(verb, hit.digits, at);
  }

  std::size_t skip_to(std::size_t at) const {
    static constexpr std::array<std::string_view, 6> to{"KE", "KPD", "KEPADA", "DINAS", "MENUJU", "TO"};
    while (at < text_.size() && std::find(to.begin(), to.end(), text_.key(at)) != to.end()) ++at;
    return at;
  }

  /// The agency's code at \p at and the word after it; a slip is understood where only one code is near.
  std::optional<std::pair<std::string, std::size_t>> agency_at(std::size_t at) const {
    if (at >= text_.size()) return std::nullopt;
    const std::string* near = nullptr;
    bool several = false;  // an exact code may still follow
    for (const auto& code : officer_.agencies) {
      std::string spelled;
      for (const auto& word : lex(code)) spelled += (spelled.empty() ? "" : " ") + word.key;
      if (const auto used = phrase_at(spelled, text_.words, at)) return std::pair(code, at + used);
      if (spelled.size() < 5 || !one_slip(spelled, text_.key(at))) continue;
      several = several || near != nullptr;
      near = &code;
    }
    return near == nullptr || several ? std::nullopt : std::optional(std::pair(*near, at + 1));
  }

  Command transfer(const TicketHit& hit, std::size_t at) const {
    const auto to = skip_to(at);
    if (const auto agency = agency_at(to))
      return AgencyAct{Transfer{hit.digits, words(agency->second), agency->first}};
    return BadAgency{hit.digits, words(at), std::string(text_.key(to))};
  }

  /// The first reason anywhere after the number: "tolak 1234566 itu bukan wewenang kami".
  Command refuse(const TicketHit& hit, std::size_t at) const {
    for (auto word = at; word < text_.size(); ++word) {
      const auto said = exact_match(text_.vocabulary.reasons, text_.words, word);
      const auto reason = said ? ticket::reject_reason(said->meaning) : std::nullopt;
      if (!reason) continue;
      const bool code = word == at && text_.key(word) == said->meaning;  // else it is a part of the sentence
      return AgencyAct{Refuse{hit.digits, words(code ? word + 1 : at), *reason}};
    }
    return NeedReason{hit.digits, words(at)};
  }

  /// "5 hari nunggu material", "2 minggu …", "5hari …": working days and why.
  Command postpone(const TicketHit& hit, std::size_t at) const {
    static constexpr std::array<std::string_view, 8> days{"HARI",   "HR",   "HK",  "DINO",
                                                          "DINTEN", "DAYS", "DAY", "KERJA"};
    static constexpr std::array<std::string_view, 4> weeks{"MINGGU", "MGG", "MG", "WEEKS"};
    const std::string key(text_.key(at));
    const auto length = std::min(key.find_first_not_of("0123456789"), key.size());
    if (length == 0 || length > 3) return NeedReason{hit.digits, words(at)};
    auto count = static_cast<unsigned>(std::stoul(key.substr(0, length)));
    auto next = at + 1;
    std::string unit = key.substr(length);
    if (unit.empty()) unit = text_.key(next);
    const bool in_weeks = std::find(weeks.begin(), weeks.end(), unit) != weeks.end();
    if (in_weeks) count *= work_week;
    const auto is_unit = [&](std::string_view word) {
      return std::find(days.begin(), days.end(), word) != days.end() ||
             std::find(weeks.begin(), weeks.end(), word) != weeks.end();
    };
    while (is_unit(text_.key(next))) ++next;
    if (text_.count(next) == 0 || count == 0) return NeedReason{hit.digits, words(next)};
    return AgencyAct{Postpone{hit.digits, words(next), count}};
  }

  // --- an officer as a citizen

  Maybe report(std::size_t start) const {
    const auto found = match(text_.vocabulary.citizen, text_.words, start, text_.vocabulary);
    if (!found) return std::nullopt;
    if (found->meaning == "LAPOR" && !found->slip)
      return keyword_report(text_, Verb::report, start + found->count);
    if (found->meaning == "USUL" && !found->slip)
      return keyword_report(text_, Verb::suggest, start + found->count);
    return std::nullopt;
  }

  const Reader& text_;
  const Officer& officer_;
};

}  // namespace

Command parse_agency(std::string_view text, const Vocabulary& vocabulary, const Officer& officer) {
  const auto without = cut_pin(text);
  const Reader reader(without.text, vocabulary);
  return Parser(reader, officer).parse();
}

}  // namespace lapor::commands
