#include "domain/commands/meaning.hpp"

#include <algorithm>

#include "domain/commands/matters.hpp"

namespace lapor::commands {

namespace {

bool holds(const std::vector<std::string>& numbers, const std::string& number) {
  return std::find(numbers.begin(), numbers.end(), number) != numbers.end();
}

/// An officer who reported something answers for it like any citizen: "YA 1000015".
bool speaks_of_own_report(std::string_view text, const language::Vocabulary& vocabulary,
                          const Citizen& citizen) {
  if (citizen.own.empty() && citizen.pending.empty()) return false;
  const auto ticket = ticket_of(parse_citizen(text, vocabulary, citizen));
  if (ticket.empty()) return false;
  return holds(citizen.own, ticket) ||
         std::any_of(citizen.pending.begin(), citizen.pending.end(),
                     [&](const Question& question) { return question.ticket == ticket; });
}

bool is_for_agency(std::string_view text, const language::Vocabulary& vocabulary, const Command& command,
                   const Speaker& speaker) {
  if (std::holds_alternative<Report>(command)) return false;
  const bool nothing_there =
      std::holds_alternative<AgencyHelp>(command) || holds(speaker.elsewhere, ticket_of(command));
  return !nothing_there || !speaks_of_own_report(text, vocabulary, speaker.citizen);
}

}  // namespace

Meaning read(std::string_view text, const language::Vocabulary& vocabulary, const Speaker& speaker) {
  if (speaker.officer) {
    auto command = parse_agency(text, vocabulary, *speaker.officer);
    if (is_for_agency(text, vocabulary, command, speaker)) return {std::move(command), true};
  }
  return {parse_citizen(text, vocabulary, speaker.citizen), false};
}

Matters matters_of(std::string_view text, const Report& whole, const language::Vocabulary& vocabulary) {
  auto parts = split_report(text, whole, vocabulary);
  const bool mixed = parts.empty() && whole.verb == Verb::report && names_several(text, vocabulary);
  return {std::move(parts), mixed};
}

}  // namespace lapor::commands
