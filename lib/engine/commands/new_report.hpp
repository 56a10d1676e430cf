// Makes a new ticket of a citizen's words, or adds them to one that is there.
#pragma once
#include <span>

#include "domain/commands/command.hpp"
#include "engine/commands/sender.hpp"
#include "engine/tickets/ticket_editor.hpp"

namespace lapor::engine {

/// The channel of a report, and the person who entered it.
struct Origin {
  ticket::Channel channel = ticket::Channel::sms;
  Actor actor = Actor::citizen();
};
/// Opens a ticket for a report, a question or a suggestion, or adds it to the same sender's earlier one;
/// answers its reporter where that may be. Returns the ticket.
std::optional<TicketId> file_report(Transaction& tx, const Sender& from, const commands::Report& report,
                                    const Origin& origin = {});

/// The same for each of several matters of one text; one answer names all tickets. Returns the first.
std::optional<TicketId> file_reports(Transaction& tx, const Sender& from,
                                     std::span<const commands::Report> matters);
/// A text that names several matters and can't be cut: the coordinator decides what becomes of it.
std::optional<TicketId> file_mixed_report(Transaction& tx, const Sender& from, commands::Report report);

/// The open report that this person sent within the last ten minutes, the newest; nullopt if there is
/// none, or where these words repeat it.
std::optional<Ticket> find_report_of_minutes_ago(Transaction& tx, PersonId person, const std::string& words);
/// Adds the words to a report if the sender's text before was cut and they are the rest of it. There is no
/// answer, because the first piece was answered. nullopt if they are no such rest.
std::optional<TicketId> add_if_cut(Transaction& tx, const Sender& from, const std::string& words);
/// Adds a text without a matter of its own to the report that came minutes before it, and answers.
std::optional<TicketId> add_to_report_and_reply(Transaction& tx, const Sender& from, Ticket ticket,
                                                const std::string& words);

/// A segment of a report's own text that came after the report was opened.
void append_late_words(Transaction& tx, TicketEditor& edit, const std::string& words);

/// A citizen's further words on an open ticket go to its agency; if it asked, they are the answer. Words that
/// ask for confidence make the whole report confidential, and take it from an agency that it is about.
/// Returns the reply for the sender.
replies::Code append_citizen_text(Transaction& tx, const Sender& from, TicketEditor& edit,
                                  const std::string& words);

}  // namespace lapor::engine
