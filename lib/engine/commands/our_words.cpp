#include "engine/commands/our_words.hpp"

#include "domain/commands/command.hpp"
#include "domain/commands/quotation.hpp"
#include "domain/ticket/number.hpp"
#include "engine/outbox/recipients.hpp"

namespace lapor::engine {
namespace {

constexpr std::size_t texts_looked_at = 30;  ///< to this sender
constexpr std::size_t texts_of_ticket = 20;  ///< to anybody
constexpr std::size_t shortest = 20;         ///< bytes; a quotation has four words at least

void append(std::vector<SentText>& to, std::vector<SentText> more) {
  to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

/// A forward repeats the reporter's own words. So for the sender's own tickets only texts to the sender
/// count.
std::vector<SentText> candidates(Transaction& tx, PersonId sender, const std::string& text) {
  auto sent = tx.store.texts_to(sender, texts_looked_at);
  for (const auto& number : commands::mentioned_tickets(text)) {
    const auto t = tx.store.ticket(ticket::id_of(number));
    // Nobody else may learn even that a confidential report exists.
    if (t && !t->confidential && !is_reporter(tx.store, *t, sender))
      append(sent, tx.store.texts_about(t->id, texts_of_ticket));
  }
  return sent;
}

bool may_speak_of(Transaction& tx, PersonId sender, const routing::Office& office, TicketId id) {
  const auto t = tx.store.ticket(id);
  return t && (office.any() || is_reporter(tx.store, *t, sender));
}

}  // namespace

OwnWords own_words(Transaction& tx, PersonId sender, const routing::Office& office, const std::string& text) {
  if (text.size() < shortest) return {false, text};
  const auto sent = candidates(tx, sender, text);
  std::vector<std::string> ours;
  for (const auto& one : sent) ours.push_back(one.text);
  const auto quotation = commands::quotes_us(text, ours, tx.rules.vocabulary);
  if (!quotation) return {false, text};
  const auto& about = sent[quotation->of].ticket;
  const bool alone = quotation->own.empty() || !commands::mentioned_tickets(quotation->own).empty();
  if (alone || !about || !may_speak_of(tx, sender, office, *about)) return {true, quotation->own};
  return {true, ticket::number(*about) + " " + quotation->own};
}

}  // namespace lapor::engine
