#include "domain/limits/answer_policy.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lapor::limits {
namespace {

unsigned new_numbers_per_hour(const ReplyLimits& limits) { return std::max(1U, limits.per_day / 8); }
unsigned one_agency_per_hour(const ReplyLimits& limits) {
  return new_numbers_per_hour(limits) - new_numbers_per_hour(limits) / 2;
}

/// Numbers that never wrote before today get at most three quarters of the day's answers, and at most an
/// eighth of them in one hour. So a sender with a thousand new numbers takes no answer from people who wrote
/// before. Reports to one agency get half of the hour's share. So a thousand reports of one flood take no
/// answer from somebody who reports a broken lamp.
std::optional<NoAnswer> why_no_more_to_new_numbers(const ReplyCounts& counts, const ReplyLimits& limits) {
  if (counts.today >= limits.per_day - limits.per_day / 4 ||
      counts.to_new_numbers.all >= new_numbers_per_hour(limits))
    return NoAnswer::budget_for_known;
  return counts.to_new_numbers.same_agency >= one_agency_per_hour(limits)
             ? std::optional(NoAnswer::budget_for_others)
             : std::nullopt;
}

std::optional<NoAnswer> why_no_more(const AnswerFacts& facts, const ReplyCounts& counts,
                                    const ReplyLimits& limits) {
  if (facts.officer)
    return counts.to_this_number_last_hour >= officer_answers_per_hour / (facts.only_reads ? 2 : 1)
               ? std::optional(NoAnswer::hourly_limit)
               : std::nullopt;
  if (facts.urgent && limits.per_day > 0)  // how many are urgent in an hour is limited by sender_limits.hpp
    return counts.to_this_number_last_hour < 2 * limits.per_number_per_hour
               ? std::nullopt
               : std::optional(NoAnswer::hourly_limit);
  if (counts.to_this_number_last_hour >= limits.per_number_per_hour) return NoAnswer::hourly_limit;
  if (counts.to_this_number_today >= hours_answered * limits.per_number_per_hour)
    return NoAnswer::daily_limit;
  if (counts.today >= limits.per_day) return NoAnswer::budget_spent;
  if (!facts.known_before)
    if (const auto reason = why_no_more_to_new_numbers(counts, limits)) return reason;
  if (counts.to_this_number_today == 0) return std::nullopt;
  const auto further = counts.today - counts.first_today.value_or(0);
  return further < limits.per_day / 2 ? std::nullopt : std::optional(NoAnswer::budget_reserved);
}

}  // namespace

bool must_count_new_numbers(const ReplyCounts& counts, const ReplyLimits& limits) {
  return counts.last_hour >= one_agency_per_hour(limits);
}

std::optional<unsigned> budget_alert(unsigned spent, unsigned per_day) {
  if (per_day < 10) return std::nullopt;
  if (spent == per_day / 2) return 50;
  return spent == per_day / 5 * 4 ? std::optional(80U) : std::nullopt;
}

std::optional<NoAnswer> why_not_answered(const AnswerFacts& facts) {
  if (facts.own_number) return NoAnswer::own_number;
  if (facts.our_words) return NoAnswer::our_words;
  if (!facts.answerable) return NoAnswer::not_a_person;
  if (!facts.proven_by_pin && facts.same_words > same_words_answered) return NoAnswer::same_words_again;
  if (!facts.officer && facts.similar > similar_answered) return NoAnswer::counts_up;
  if (facts.asks_for_help && (facts.same_words > 1 || facts.helps > 0)) return NoAnswer::help_again;
  return std::nullopt;
}

std::optional<NoAnswer> why_not_answered(const AnswerFacts& facts, const ReplyCounts& counts,
                                         const ReplyLimits& limits) {
  const auto never = why_not_answered(facts);
  return never ? never : why_no_more(facts, counts, limits);
}

std::optional<NoAnswer> why_not_told(bool answerable, bool opted_out, Unasked what) {
  if (!answerable) return NoAnswer::not_a_person;
  return opted_out && what == Unasked::news ? std::optional(NoAnswer::opted_out) : std::nullopt;
}

std::string text(NoAnswer reason, const ReplyLimits& limits) {
  switch (reason) {
    case NoAnswer::thanks:
      return "thanks need no answer";
    case NoAnswer::rest_of_cut_text:
      return "the rest of a text whose beginning was answered";
    case NoAnswer::flood_was_told:
      return "too many reports within an hour, which the sender was told";
    case NoAnswer::erasure_was_told:
      return "HAPUS DATA is confirmed already";
    case NoAnswer::erasure_limit:
      return "HAPUS DATA too often within a day";
    case NoAnswer::not_a_person:
      return "no number, or none that is answered";
    case NoAnswer::own_number:
      return "from our own number";
    case NoAnswer::our_words:
      return "our own words came back";
    case NoAnswer::same_words_again:
      return "the same words too often within an hour";
    case NoAnswer::counts_up:
      return "the same sentence with other figures too often within an hour";
    case NoAnswer::help_again:
      return "the help went within the hour";
    case NoAnswer::opted_out:
      return "said STOP: no text may go that they didn't ask for";
    case NoAnswer::hourly_limit:
      return "enough answers to this number in an hour";
    case NoAnswer::daily_limit:
      return fmt::format("{} answers to this number today", hours_answered * limits.per_number_per_hour);
    case NoAnswer::budget_spent:
      return fmt::format("{} answers today", limits.per_day);
    case NoAnswer::budget_reserved:
      return fmt::format("what is left of {} answers a day is kept for numbers not yet answered",
                         limits.per_day);
    case NoAnswer::budget_for_known:
      return fmt::format("what is left of {} answers a day is kept for numbers known before", limits.per_day);
    case NoAnswer::budget_for_others:
      return "what is left of this hour's answers is kept for reports to other agencies";
  }
  return "?";
}

}  // namespace lapor::limits
