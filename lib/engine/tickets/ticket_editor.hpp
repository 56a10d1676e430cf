// The one writer of tickets. An editor holds one ticket for the length of one event: state, deadlines,
// assignment and record change here and nowhere else, by the table of moves, and save() stores the result
// once.
#pragma once
#include <optional>
#include <string>

#include "domain/scorecard/card.hpp"
#include "engine/model/notification.hpp"
#include "engine/model/ticket.hpp"
#include "engine/ports/transaction.hpp"

namespace lapor::engine {

/// The effect of an agency's answer on the date of its next word.
struct AgencyAnswer {
  bool moves_date = true;  ///< false: what was said before is said again, and no clock moves
  unsigned postponed_days =
      0;  ///< it asked for so many working days (TUNDA), for which the time to resolve stands still
};

/// The reason why a ticket goes to another agency.
enum class ReassignReason {
  first_routing,  ///< nobody was to act on it before
  transfer        ///< counts as a transfer
};

class TicketEditor {
 public:
  /// Edits a stored ticket. It must be saved, or left unchanged: the destructor stores nothing.
  TicketEditor(Transaction& tx, Ticket ticket);
  TicketEditor(const TicketEditor&) = delete;
  TicketEditor& operator=(const TicketEditor&) = delete;

  /// Opens a new ticket: decides its agency (else the coordinator), gives it its id, records and forwards it.
  /// The ticket's id and state are ignored. Stores it; no save() is needed.
  static Ticket open(Transaction& tx, Ticket ticket, const Actor& actor);

  const Ticket& ticket() const { return ticket_; }
  const Ticket* operator->() const { return &ticket_; }

  /// Moves it by the table and records that. Returns false, logs it and changes nothing where the state
  /// doesn't allow the act. Closing withdraws what is not yet sent about it. `detail` must hold no phone
  /// number: they are cut out.
  bool apply(ticket::Act act, const Actor& actor, const std::string& detail);
  /// A line in its record that moves nothing.
  void record(RecordKind kind, const Actor& actor, const std::string& detail);

  // who has it

  /// Moves the ticket to another agency: with a new forward, new clocks, and the escalation from the bottom.
  void reassign(const std::string& agency, ReassignReason reason);
  /// Its agency gave it back: the coordinator decides. `why`: "TOLAK WENANG jalan nasional".
  void return_to_coordinator(const std::string& why);
  /// Reopened: its agency gets it once more, one step higher.
  void reopen_at_agency();
  /// Counts a reopening that goes to the coordinator instead.
  void count_reopen();
  /// The ticket was merged and goes on in this one.
  void set_merged_into(TicketId other);

  // what its clocks follow

  /// A modem accepted the forward: the clocks start.
  void forward_sent();
  /// No phone of its agency could be reached: it escalates at once.
  void forward_unreachable(const std::string& why);
  /// Its agency answered: the escalation ends, and the next deadline is set. After the date of resolution
  /// only SELESAI ends the escalation.
  void agency_answered(AgencyAnswer answer = {});
  /// The citizen answered the question that it waited with, or it reached nobody: the clocks go on where they
  /// were.
  void question_ended();
  /// Somebody else than its agency is asked: no more steps meanwhile.
  void pause_escalation();
  /// The next step is due now; the ones after it keep their distances.
  void resume_escalation();
  /// One step up. \pre a step is left
  void escalate();
  /// The next time at which the ticket's timer acts; nullopt if never.
  void set_next_timer(std::optional<Instant> at);
  /// A pause that its agency asked for ended by time.
  void end_pause();
  /// The number of times that its agency asked the citizen, and that PROSES moved the date of its next word.
  unsigned questions();
  unsigned promises();
  /// Recomputes them by the present rules; clock starts in the future become now. Returns whether one moved.
  bool recompute_deadlines();

  // what it remembers

  void use_postponement();
  void use_promise();  ///< PROSES moved a date
  void mark_follower_confirmed();
  void mark_reminder_sent();
  void mark_overdue_notice_sent();
  void rate(unsigned mark);
  void append_text(const std::string& words);
  /// The reporter's further words, told in confidence: from now on the whole report is. Returns the code of
  /// the agency that should have it; that is another one where these words are about the present one.
  std::string append_in_confidence(const std::string& words);

  /// Stores what changed. Call it before anything that reads the ticket from the store.
  void save();

 private:
  bool move(ticket::Act act, const Actor& actor);  ///< apply() without its line in the record
  void forward(NotificationKind kind);
  void stop_clocks(ticket::State before);
  void resume_clocks();
  scorecard::Assignment* assignment();  ///< of its present agency; nullptr if it has none
  scorecard::Assignment& begin_assignment();
  void count_unreachable();
  void save_assignment();
  void end_other_assignments();

  Transaction& tx_;
  Ticket ticket_, stored_;
  std::optional<scorecard::Assignment> assignment_;
  std::optional<scorecard::Assignment> stored_assignment_;
  bool assignment_loaded_ = false;
  bool superiors_need_not_hear_ = false;   ///< save() withdraws the escalations
  std::optional<Instant> kept_due_clock_;  ///< due_clock_start before the last act
  unsigned kept_postponed_days_ = 0;
};

/// A line in the record of a ticket that isn't edited.
void record(Transaction& tx, TicketId ticket, RecordKind kind, const Actor& actor, const std::string& detail);

}  // namespace lapor::engine
