// May this person be answered, and if not, why not: all reasons, and the limits on automatic answers. Pure:
// the caller gathers the facts. A text in quarantine has a sms::QuarantineCause instead and isn't
// answered, except the first report of a flood.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "domain/limits/reply_limits.hpp"

namespace lapor::limits {

/// The reason why a person gets no answer. The log event answer-withheld tells it.
enum class NoAnswer : std::uint8_t {
  // by what the text is: the command that handles it decides
  thanks,            ///< thanks need no answer
  rest_of_cut_text,  ///< its beginning was answered
  flood_was_told,    ///< one more report beyond the sender's limits: the first of them was answered
  erasure_was_told,  ///< HAPUS DATA is confirmed, and that was answered
  erasure_limit,     ///< HAPUS DATA too often in a day
  // by who sent it and how often: why_not_answered() and why_not_told() decide
  not_a_person,      ///< a short code, a name, a number of a country that isn't answered, or no number
  own_number,        ///< one of the gateway's own numbers
  our_words,         ///< it says what a gateway says
  same_words_again,  ///< the same words too often within an hour
  counts_up,         ///< the same sentence with other figures, too often within an hour
  help_again,        ///< the help for officers went within the hour: a phone that answers by itself goes on
  opted_out,         ///< STOP: no text that wasn't asked for
  hourly_limit,      ///< of this number
  daily_limit,       ///< of this number
  budget_spent,      ///< of all numbers, today
  budget_reserved,   ///< what is left of today's is kept for numbers not yet answered
  budget_for_known,  ///< new numbers got their share of this hour or of today; the rest is for others
  budget_for_others  ///< what is left of this hour's is kept for reports to other agencies
};
/// For the log and operators: "the same words too often within an hour".
std::string text(NoAnswer reason, const ReplyLimits& limits);

/// The same words this often within an hour come from a machine.
inline constexpr unsigned same_words_answered = 3;
/// One sender's texts of one shape beyond so many in an hour are not answered.
inline constexpr unsigned similar_answered = 3;
/// Answers to one officer's phone in an hour: more than anyone types, less than a loop of two machines.
inline constexpr unsigned officer_answers_per_hour = 60;

/// 50 or 80 if the `spent`-th answer reaches exactly so many per cent of the day's; else nullopt.
std::optional<unsigned> budget_alert(unsigned spent, unsigned per_day);

/// False as long as so few answers went in the last hour that those to new numbers needn't be counted.
bool must_count_new_numbers(const ReplyCounts& counts, const ReplyLimits& limits);

/// The facts about a message that decide whether it may be answered, known before an answer is composed.
struct AnswerFacts {
  bool answerable = true;  ///< a mobile number or landline of a country that is answered
  bool own_number = false;
  bool our_words = false;
  bool officer = false;  ///< read as an officer's message: officers say the same of many tickets
  bool only_reads =
      false;  ///< an officer's DETAIL, DAFTAR, REKAP or help: half of their answers are for these
  bool proven_by_pin = false;  ///< a sender who types a PIN is no machine
  bool known_before = true;    ///< the number wrote before today
  bool urgent = false;         ///< the answer to an urgent report: outside the day's budget
  bool asks_for_help = false;  ///< an officer's message that gets the help and nothing else
  unsigned same_words = 1;     ///< of this sender within an hour, this one included
  unsigned similar = 0;  ///< of this sender's texts within an hour, those of its shape, this one included
  unsigned helps = 0;    ///< how often this sender got the help within an hour
};

/// The reason why a message may not be answered, apart from the limits of the hour and the day; nullopt if it
/// may.
std::optional<NoAnswer> why_not_answered(const AnswerFacts& facts);
/// The reason why not one more answer may go; nullopt if it may. A limit of 0 answers nobody.
std::optional<NoAnswer> why_not_answered(const AnswerFacts& facts, const ReplyCounts& counts,
                                         const ReplyLimits& limits);
/// The kind of an unasked text to a citizen. STOP ends news, but not questions about the citizen's own
/// report, which would be closed without an answer.
enum class Unasked : std::uint8_t { news, question };
/// The reason why a text that wasn't asked for may not go; nullopt if it may.
std::optional<NoAnswer> why_not_told(bool answerable, bool opted_out, Unasked what);

}  // namespace lapor::limits
