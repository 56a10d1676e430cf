#include "domain/commands/reading.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace lapor::commands {

using language::Match;
using language::match;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

Command about_ticket(Verb verb, std::string ticket, std::string text) {
  switch (verb) {
    case Verb::add:
      return Add{std::move(ticket), std::move(text)};
    case Verb::reopen:
      return Reopen{std::move(ticket), std::move(text)};
    case Verb::cancel:
      return Cancel{std::move(ticket), std::move(text)};
    case Verb::confirm:
      return Confirm{std::move(ticket), std::move(text)};
    case Verb::contest:
      return Contest{std::move(ticket), std::move(text)};
    default:
      return Check{std::move(ticket)};
  }
}

Command Reading::with_ticket(Verb verb, const TicketHit& hit) const {
  const std::string words(text.own_words(hit.next));
  return hit.good ? about_ticket(verb, hit.digits, words) : Command{BadTicket{verb, hit.digits, words}};
}

const Question* Reading::waits_for(Pending question) const {
  const auto at = std::find_if(citizen.pending.begin(), citizen.pending.end(),
                               [&](const Question& asked) { return asked.kind == question; });
  return at == citizen.pending.end() ? nullptr : &*at;
}

bool Reading::owns(const TicketHit& hit) const {
  return hit.good && std::find(citizen.own.begin(), citizen.own.end(), hit.digits) != citizen.own.end();
}

std::optional<TicketHit> Reading::own_ticket() const {
  if (citizen.own.empty()) return std::nullopt;
  const auto first = skip_ticket_words(text, 0);
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto hit = ticket_at(text, at);
    // In pieces only where a number is due: dates and other numbers look like one.
    const bool due = at == first || (at > 0 && is_ticket_word(text.key(at - 1)));
    if (hit && owns(*hit) && (due || hit->next == at + 1)) return hit;
  }
  return std::nullopt;
}

std::optional<Match> Reading::word(std::size_t at) const {
  return match(text.vocabulary.citizen, text.words, at, text.vocabulary);
}

bool Reading::nothing_else(std::size_t start, const Match& command) const {
  const auto rest = start + command.count;
  const auto more = text.count(skip_ticket_words(text, rest));
  const bool harmless =
      is_one_of(command.meaning, {"CEK", "BANTUAN"}) && command.count > 1;  // "cara lapor gimana ya"
  return !command.slip && more + 1 <= (harmless ? 2 * short_text : short_text) && !text.names_category(rest);
}

routing::CategoryGuess Reading::guess(std::size_t at) const {
  if (at >= text.size()) return {};
  return routing::guess_category(std::span(text.words).subspan(at), text.vocabulary, false);
}

bool Reading::has_matter(std::size_t at) const {
  const auto about = guess(at);
  return about.points >= routing::enough_points && !(about.code.empty() && about.other_body.empty());
}

}  // namespace lapor::commands
