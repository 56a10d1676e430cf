// Messages to send and the attempts to send them.
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "domain/limits/reply_limits.hpp"
#include "engine/model/message.hpp"

namespace lapor::engine {

class OutboxPort {
 public:
  virtual ~OutboxPort() = default;
  /// Stores a queued message and returns its id.
  virtual OutboundId enqueue(const NewOutboundMessage& message) = 0;
  /// \throws StoreFailure (other) if there is no such message; update(), too
  virtual OutboundMessage message(OutboundId id) = 0;
  virtual void update(const OutboundMessage& message) = 0;
  /// The newest message of this purpose to this person; nullopt if there is none.
  virtual std::optional<OutboundMessage> newest_message(PersonId to, Purpose purpose) = 0;
  /// The texts made for this person, newest first.
  virtual std::vector<SentText> texts_to(PersonId to, std::size_t limit) = 0;
  /// The texts about this ticket, newest first.
  virtual std::vector<SentText> texts_about(TicketId ticket, std::size_t limit) = 0;

  /// Queued messages that may go now, by purpose, then by not_before: only the first of each recipient, at
  /// most a quarter of `limit` (at least one) about one agency's tickets, and none to a recipient with a
  /// message in state sending. A long queue is not read to its end: messages far behind are found with a
  /// larger limit, or when those before them have gone.
  virtual std::vector<SendableMessage> sendable(Instant now, std::size_t limit) = 0;
  /// Queued messages past their `expires`.
  virtual std::vector<OutboundMessage> expired(Instant now, std::size_t limit) = 0;
  /// Messages in doubt past their `not_before`.
  virtual std::vector<OutboundMessage> in_doubt_expired(Instant now, std::size_t limit) = 0;
  /// Queued messages made after `made_after` may go and expire so much later; negative: earlier.
  virtual void shift_queued(Instant made_after, Duration by) = 0;
  /// No queued message goes to this recipient before then.
  virtual void defer_recipient(PersonId to, Instant until) = 0;
  /// The creation time of the oldest queued answer or urgent message; nullopt if none is queued.
  virtual std::optional<Instant> oldest_queued_answer() = 0;
  /// Counts news and questions about this ticket, made since then, that reached somebody or still may.
  virtual unsigned news_alive(TicketId ticket, Instant since) = 0;
  /// Counts texts of news about this ticket that were made for this person since then.
  virtual unsigned count_news(TicketId ticket, PersonId to, Instant since) = 0;
  /// The time of the n-th newest text that this person didn't ask for: it went then, or is to go. nullopt if
  /// there are fewer. \pre n > 0
  virtual std::optional<Instant> nth_newest_unasked(PersonId to, unsigned n) = 0;
  /// Counts automatic answers since these times: to this person, and to all. Those to new numbers are left
  /// out.
  virtual limits::ReplyCounts replies(PersonId to, Instant hour_ago, Instant day_start) = 0;
  /// Counts automatic answers of the last hour to people who never wrote before this day, and of them those
  /// about tickets of the agency that has `ticket`.
  virtual limits::NewNumberReplies replies_to_new_numbers(std::optional<TicketId> ticket, Instant hour_ago,
                                                          Instant day_start) = 0;

  /// The modem whose SIM this person has texted last; "" if none is known.
  virtual std::string texted_modem(PersonId person) = 0;

  /// Stores an attempt without an outcome and returns its id.
  virtual AttemptId add_attempt(const Attempt& attempt) = 0;
  /// \throws StoreFailure (other) if there is no such attempt; update(), too
  virtual Attempt attempt(AttemptId id) = 0;
  virtual void update(const Attempt& attempt) = 0;
  /// Attempts without an outcome.
  virtual std::vector<Attempt> open_attempts() = 0;
  /// Attempts on this modem to this recipient begun since then that were accepted or are in doubt, newest
  /// first.
  virtual std::vector<Attempt> status_report_candidates(PersonId to, std::string_view modem,
                                                        Instant since) = 0;
  /// The attempts on this modem that may have left, in the order of their sends: from the last one with a
  /// reference begun before `first` to the first one with a reference begun after `last`, and at most the
  /// first 256 of them.
  virtual std::vector<Attempt> sends_around(std::string_view modem, Instant first, Instant last) = 0;
  /// The newest attempt on this modem that a carrier gave this id; nullopt if there is none.
  virtual std::optional<Attempt> attempt_with_id(std::string_view modem, std::string_view message_id) = 0;
  /// Counts attempts on this modem since then that were accepted or are in doubt, for the SIM's day.
  virtual unsigned attempts_since(std::string_view modem, Instant since) = 0;
  /// The SIM's refused attempts since its last success, oldest first; a long row is cut at its end.
  virtual std::vector<Attempt> refusals_since_success(std::string_view modem) = 0;
  /// The start times of attempts on this modem since then, oldest first.
  virtual std::vector<Instant> sends_since(std::string_view modem, Instant since) = 0;

  /// `notifications_due_by`: see pending_notifications(). `held`: the attempts that workers hold.
  virtual PendingWork pending_work(Instant now, Instant notifications_due_by,
                                   std::span<const AttemptId> held) = 0;
  /// The earliest instants at which time alone changes something. `scheduled`: when messages were last
  /// scheduled; a queued message that could go then waits for a modem, not for time.
  virtual NextTimers next_timers(Instant scheduled) = 0;
};

}  // namespace lapor::engine
