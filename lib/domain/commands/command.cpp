#include "domain/commands/command.hpp"

#include "base/overloaded.hpp"

namespace lapor::commands {

namespace {

template <class T>
concept HasTicket = requires(const T& c) { c.ticket; };
template <class T>
concept HasText = requires(const T& c) { c.text; };
template <class T>
concept HasNote = requires(const T& c) { c.note; };

/// Calls \p f with the struct that the command is.
template <class F>
auto with(const Command& command, const F& f) {
  return std::visit(Overloaded{[&](const AgencyAct& act) { return std::visit(f, act); }, f}, command);
}

}  // namespace

const std::string& ticket_of(const AgencyAct& act) {
  return std::visit([](const auto& a) -> const std::string& { return a.ticket; }, act);
}

const std::string& note_of(const AgencyAct& act) {
  return std::visit([](const auto& a) -> const std::string& { return a.note; }, act);
}

Verb verb_of(const Command& command) {
  return with(command, [](const auto& c) { return c.verb; });
}

std::string ticket_of(const Command& command) {
  return with(command, [](const auto& c) {
    if constexpr (HasTicket<decltype(c)>) return c.ticket;
    return std::string{};
  });
}

std::string words_of(const Command& command) {
  return with(command, [](const auto& c) {
    if constexpr (HasText<decltype(c)>)
      return c.text;
    else if constexpr (HasNote<decltype(c)>)
      return c.note;
    return std::string{};
  });
}

std::string argument_of(const Command& command) {
  return with(command, Overloaded{[](const Rate& c) { return std::to_string(c.mark); },
                                  [](const EraseData& c) { return c.code; },
                                  [](const BadTicket& c) { return std::string(name(c.command)); },
                                  [](const Postpone& c) { return std::to_string(c.days); },
                                  [](const Transfer& c) { return c.agency; },
                                  [](const Refuse& c) { return std::string(ticket::name(c.reason)); },
                                  [](const BadAgency& c) { return c.agency; },
                                  [](const auto&) { return std::string{}; }});
}

}  // namespace lapor::commands
