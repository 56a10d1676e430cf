// What a citizen's words become: a new ticket, or more words on one that is there.
#pragma once
#include "domain/commands/command.hpp"
#include "engine/commands/sender.hpp"
#include "engine/tickets/ticket_editor.hpp"

namespace lapor::engine {

/// How a report came, and who wrote it down.
struct Origin {
  ticket::Channel channel = ticket::Channel::sms;
  Actor actor = Actor::citizen();
};
/// Opens a ticket for a report, a question or a suggestion, or adds it to the same sender's earlier one;
/// answers its reporter where that may be. Returns the ticket.
std::optional<TicketId> file_report(Transaction& tx, const Sender& from, const commands::Command& command,
                                    const Origin& origin = {});

/// A citizen's further words on an open ticket go to its agency; where it asked, they are the answer.
void append_citizen_text(Transaction& tx, TicketEditor& edit, const std::string& words);

}  // namespace lapor::engine
