// Answers to questions that wait, and texts about a ticket of the sender's own. Of any length, with or
// without its number; never read as their opposite.
#include "domain/commands/answers.hpp"
#include "domain/commands/reading.hpp"
#include "domain/routing/urgency.hpp"

namespace lapor::commands {

using language::exact_match;
using language::Reader;

namespace {

constexpr std::size_t short_answer = 12;  ///< telling words of an answer that names a matter too
constexpr std::size_t short_denial = 8;   ///< … where nothing else tells it from a report
constexpr std::size_t bare_answer = 4;    ///< … of one that begins with a yes or a no
constexpr std::size_t report_words = 8;   ///< telling words of a report among texts that may only inform
constexpr int report_points = 8;          ///< and its points: the matter is named first

class Answers {
 public:
  explicit Answers(const Reading& reading) : r_(reading), text_(reading.text) {}

  /// A plain answer to any question, the newest first; what only informs; last what is to be asked again.
  Maybe read(std::size_t start) const {
    if (answers_for_another(start)) return std::nullopt;
    Maybe informs, doubtful;
    for (const auto& question : r_.citizen.pending) {
      if (!may_concern(question)) continue;
      auto answer = answer_to(question, start);
      if (!answer) continue;
      if (std::holds_alternative<Add>(*answer)) {
        if (!informs) informs = std::move(answer);
      } else if (!std::holds_alternative<Unclear>(*answer)) {
        return answer;
      } else if (!doubtful) {
        doubtful = std::move(answer);
      }
    }
    return informs ? informs : doubtful;
  }

  Maybe about_own(std::size_t start) const {
    const auto own = r_.own_ticket();
    if (!own) return std::nullopt;
    if (const auto command = r_.word(start); command && names_own(start + command->count)) {
      const auto said = read_confirmation(text_, start).repaired;
      const bool yes = command->meaning == "YA", no = command->meaning == "TIDAK";
      if (yes && said == Repaired::yes) return of_ticket(Verb::confirm, start + command->count);
      if ((yes || no) && said == Repaired::no) return of_ticket(Verb::contest, start + command->count);
    }
    if (asks_state(text_, start)) return of_ticket(Verb::check, start);
    return of_ticket(Verb::add, start);
  }

 private:
  bool names_own(std::size_t at) const {
    const auto hit = named_ticket_at(text_, at);
    return hit && r_.owns(*hit);
  }

  /// "BELUM 1234566", and that ticket is somebody else's: no answer to any question about the sender's own.
  bool answers_for_another(std::size_t start) const {
    const auto command = r_.word(start);
    if (!command || (command->meaning != "YA" && command->meaning != "TIDAK")) return false;
    const auto hit = named_ticket_at(text_, start + command->count);
    return hit && hit->good && !r_.owns(*hit);
  }

  /// The text names no ticket of the sender's own, or the one that was asked about.
  bool may_concern(const Question& question) const {
    const auto own = r_.own_ticket();
    return !own || question.ticket.empty() || own->digits == question.ticket;
  }

  Maybe answer_to(const Question& question, std::size_t start) const {
    switch (question.kind) {
      case Pending::confirm:
        return confirmation(question, start);
      case Pending::rate:
        return rating(start);
      case Pending::clarify:
        return information(question, start);
    }
    return std::nullopt;
  }

  /// The ticket that the text names, if it is the sender's own, and the words after it; else those from \p
  /// rest on.
  Command of_ticket(Verb verb, std::size_t rest) const {
    return about_ticket(verb, own_digits(), own_words(verb, rest));
  }

  std::string own_digits() const {
    const auto own = r_.own_ticket();
    return own ? own->digits : "";
  }

  std::string own_words(Verb verb, std::size_t rest) const {
    const auto own = r_.own_ticket();
    const bool leads = own && text_.count(rest, own->next) <= 1 && own->next > rest;
    if (leads || (own && verb == Verb::add && leads_report(own->next)))
      return std::string(text_.own_words(own->next));
    return std::string(verb == Verb::add ? text_.all() : text_.own_words(rest));
  }

  /// Nothing but keywords and politeness stands before the number: "LAPOR lagi no 1234566 …".
  bool leads_report(std::size_t next) const {
    const auto start = text_.skip_polite(0);
    auto at = skip_ticket_words(text_, start);
    if (const auto report = r_.word(at); report && report->meaning == "LAPOR") at += report->count;
    at = skip_ticket_words(text_, at);
    const auto hit = ticket_at(text_, at);
    return hit && hit->next == next;
  }

  static Command again(Pending question) { return Unclear{Talk::none, question}; }

  // --- "is it repaired?"

  Maybe confirmation(const Question& question, std::size_t start) const {
    if (start >= text_.size()) return again(Pending::confirm);  // thanks, a thumb
    const auto said = read_confirmation(text_, 0);              // "tolong" says something here
    const auto command = exact_match(text_.vocabulary.citizen, text_.words, start);
    const bool word = command && (command->meaning == "YA" || command->meaning == "TIDAK");
    const auto rest = start + (word ? command->count : 0);
    switch (said.repaired) {
      case Repaired::yes:
        return of_ticket(Verb::confirm, rest);
      case Repaired::no:
        return means_the_ticket(question, said, start) ? Maybe(of_ticket(Verb::contest, rest)) : std::nullopt;
      case Repaired::doubtful:
        return is_a_report(question, said, start) ? Maybe{} : again(Pending::confirm);
      case Repaired::nothing:
        return std::nullopt;
    }
    return std::nullopt;
  }

  bool is_another_matter(const Question& question, std::size_t start) const {
    if (r_.own_ticket() || !r_.has_matter(start)) return false;
    return question.category.empty() || r_.guess(start).code != question.category;
  }

  /// A doubtful text that is no answer: it has more to say than one has, or a matter of its own.
  bool is_a_report(const Question& question, const Confirmation& said, std::size_t start) const {
    if (r_.own_ticket()) return false;
    if (said.also || said.telling > short_denial) return true;
    if (said.begins && said.telling <= bare_answer) return false;  // "iya lampu jalan"
    return is_another_matter(question, start) &&
           !((said.begins || said.affirms) && (said.recalls || said.repairs));
  }

  /// A no is about the ticket, unless the text is a report by itself.
  bool means_the_ticket(const Question& question, const Confirmation& said, std::size_t start) const {
    if (r_.own_ticket()) return true;
    if (!is_another_matter(question, start)) {
      const bool same = !question.category.empty() && r_.guess(start).code == question.category;
      return said.begins || said.telling <= (said.recalls || same ? short_answer : short_denial);
    }
    if (said.also || !(said.recalls || (said.begins && question.category.empty()))) return false;
    const auto first = r_.word(start);
    const bool denial = first && first->meaning == "TIDAK" && !said.recalls;
    return said.telling <= (denial ? short_denial : short_answer);
  }

  // --- "how good was it?"

  Maybe rating(std::size_t start) const {
    const auto mark = read_mark(text_, 0);  // politeness may be a mark: "bagus sekali"
    if (!mark || (r_.has_matter(start) && !r_.own_ticket())) return std::nullopt;
    if (*mark == 0) return again(Pending::rate);
    return Rate{own_digits(), *mark, own_words(Verb::rate, start)};
  }

  // --- the agency's own question

  Maybe information(const Question& question, std::size_t start) const {
    if (start >= text_.size()) return std::nullopt;  // thanks
    if (is_another_matter(question, start) && is_whole_report(start)) return std::nullopt;
    if (asks_who(text_, start) || is_new_danger(question, start)) return std::nullopt;
    return of_ticket(Verb::add, start);
  }

  /// Somebody is in danger, and not by what was asked about: it must not wait in an answer.
  bool is_new_danger(const Question& question, std::size_t start) const {
    if (r_.own_ticket() || !routing::is_urgent(text_.words, text_.vocabulary, false)) return false;
    return question.category.empty() || r_.guess(start).code != question.category;
  }

  bool is_whole_report(std::size_t start) const {
    return text_.count(start) >= report_words && r_.guess(start).points >= report_points;
  }

  const Reading& r_;
  const Reader& text_;
};

}  // namespace

Maybe pending_answer(const Reading& reading, std::size_t start) { return Answers(reading).read(start); }

Maybe about_own_ticket(const Reading& reading, std::size_t start) {
  return Answers(reading).about_own(start);
}

}  // namespace lapor::commands
