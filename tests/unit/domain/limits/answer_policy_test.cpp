#include "domain/limits/answer_policy.hpp"

#include <map>

#include "support/catch.hpp"

using namespace lapor::limits;

namespace {

bool answered(const ReplyCounts& counts, const ReplyLimits& limits) {
  return !why_not_answered(AnswerFacts{}, counts, limits);
}

/// A day of answers: how often each number was answered.
struct Day {
  ReplyLimits limits;
  std::map<int, unsigned> times;
  unsigned total = 0;

  bool answer(int number) {
    ReplyCounts counts{0, times[number], total, {}};
    unsigned first = 0;
    for (const auto& [n, count] : times) first += count > 0;
    counts.first_today = first;
    if (!answered(counts, limits)) return false;
    ++times[number];
    ++total;
    return true;
  }
};

/// An ordinary message with one thing about it.
template <class Change>
std::optional<NoAnswer> reason(Change change) {
  AnswerFacts facts;
  change(facts);
  return why_not_answered(facts);
}

}  // namespace

TEST_CASE("an ordinary message is answered", "[answer]") { CHECK_FALSE(why_not_answered(AnswerFacts{})); }

TEST_CASE("each reason not to answer is told apart", "[answer]") {
  CHECK(reason([](auto& f) { f.answerable = false; }) == NoAnswer::not_a_person);
  CHECK(reason([](auto& f) { f.own_number = true; }) == NoAnswer::own_number);
  CHECK(reason([](auto& f) { f.our_words = true; }) == NoAnswer::our_words);
  CHECK(reason([](auto& f) { f.same_words = same_words_answered + 1; }) == NoAnswer::same_words_again);
  CHECK(reason([](auto& f) { f.similar = similar_answered + 1; }) == NoAnswer::counts_up);
}

TEST_CASE("who types a PIN is no machine, however often the words come", "[answer]") {
  CHECK_FALSE(reason([](auto& f) { f.same_words = 9, f.proven_by_pin = true; }));
}

TEST_CASE("an officer says the same of many tickets", "[answer]") {
  CHECK_FALSE(reason([](auto& f) { f.similar = 40, f.officer = true; }));
}

TEST_CASE("help goes to an officer's phone once in an hour", "[answer]") {
  CHECK_FALSE(reason([](auto& f) { f.asks_for_help = f.officer = true; }));
  CHECK(reason([](auto& f) { f.asks_for_help = f.officer = true, f.helps = 1; }) == NoAnswer::help_again);
  CHECK(reason([](auto& f) { f.asks_for_help = f.officer = true, f.same_words = 2; }) ==
        NoAnswer::help_again);
}

TEST_CASE("who said STOP is told no news, but asked about their own report", "[answer]") {
  CHECK(why_not_told(true, true, Unasked::news) == NoAnswer::opted_out);
  CHECK_FALSE(why_not_told(true, true, Unasked::question));
  CHECK(why_not_told(false, false, Unasked::question) == NoAnswer::not_a_person);
  CHECK_FALSE(why_not_told(true, false, Unasked::news));
}

TEST_CASE("a number is answered so often in an hour and no more", "[answer]") {
  CHECK(answered({5, 5, 5}, {6, 1000}));
  CHECK_FALSE(answered({6, 6, 6}, {6, 1000}));
  CHECK_FALSE(answered({0, 0, 0}, {0, 1000}));
}

TEST_CASE("an officer's phone has a limit of its own and no share of the day's answers", "[answer]") {
  AnswerFacts officer;
  officer.officer = true;
  CHECK_FALSE(why_not_answered(officer, {59, 59, 5000}, {6, 1000}));
  CHECK(why_not_answered(officer, {officer_answers_per_hour, 60, 60}, {6, 1000}) == NoAnswer::hourly_limit);
}

TEST_CASE("nobody is answered once the day's answers are spent", "[answer]") {
  CHECK(answered({0, 0, 999}, {6, 1000}));
  CHECK_FALSE(answered({0, 0, 1000}, {6, 1000}));
  CHECK_FALSE(answered({0, 0, 0}, {6, 0}));
}

TEST_CASE("one that keeps asking can't spend the half that is kept for others", "[answer]") {
  Day day{{100, 10}, {}, 0};
  for (int i = 0; i < 50; ++i) day.answer(1);
  CHECK(day.times[1] == 6);  // its first, and half of the day's
  CHECK(day.answer(2));
  CHECK_FALSE(day.answer(2));
}

TEST_CASE("a day of many first answers leaves room for second ones", "[answer]") {
  Day day{{100, 10}, {}, 0};
  for (int number = 0; number < 6; ++number) CHECK(day.answer(number));
  CHECK(day.answer(0));
}

TEST_CASE("where first answers aren't counted the rule is the stricter one", "[answer]") {
  CHECK(answered({0, 1, 4}, {100, 10}));
  CHECK_FALSE(answered({0, 1, 5}, {100, 10}));
  CHECK(answered({0, 0, 5}, {100, 10}));
}

TEST_CASE("a thousand new numbers leave answers for those known before, and for urgent reports", "[answer]") {
  AnswerFacts fresh, known, urgent;
  fresh.known_before = urgent.known_before = false;
  urgent.urgent = true;
  const ReplyLimits limits{6, 1000};
  ReplyCounts late_in_the_day{0, 0, 750, 750}, in_one_hour{0, 0, 125, 125}, spent{0, 0, 1000, 1000};
  in_one_hour.to_new_numbers.all = 125;
  CHECK(why_not_answered(fresh, late_in_the_day, limits) == NoAnswer::budget_for_known);
  CHECK(why_not_answered(fresh, in_one_hour, limits) == NoAnswer::budget_for_known);
  CHECK_FALSE(why_not_answered(fresh, {0, 0, 124, 124}, limits));
  for (const auto& counts : {late_in_the_day, in_one_hour})
    CHECK_FALSE(why_not_answered(known, counts, limits));
  CHECK(why_not_answered(known, spent, limits) == NoAnswer::budget_spent);
  CHECK_FALSE(why_not_answered(urgent, spent, limits));
}

TEST_CASE("a thousand new numbers with reports to one agency leave answers for reports to others",
          "[answer]") {
  AnswerFacts fresh, known;
  fresh.known_before = false;
  const ReplyLimits limits{6, 1000};
  ReplyCounts counts{0, 0, 100, 100};
  counts.to_new_numbers.all = 100;
  counts.to_new_numbers.same_agency = 62;
  CHECK_FALSE(why_not_answered(fresh, counts, limits));
  counts.to_new_numbers.same_agency = 63;  // of the hour's 125
  CHECK(why_not_answered(fresh, counts, limits) == NoAnswer::budget_for_others);
  CHECK_FALSE(why_not_answered(known, counts, limits));
  counts.to_new_numbers.same_agency = 0;
  CHECK_FALSE(why_not_answered(fresh, counts, limits));
}

TEST_CASE("answers to new numbers are counted once they could have used up a share", "[answer]") {
  ReplyCounts counts;
  counts.last_hour = 62;
  CHECK_FALSE(must_count_new_numbers(counts, {6, 1000}));
  counts.last_hour = 63;
  CHECK(must_count_new_numbers(counts, {6, 1000}));
  CHECK(must_count_new_numbers(counts, {6, 1}));
}

TEST_CASE("the operator hears at half and at four fifths of the day's answers, once each", "[answer]") {
  CHECK(budget_alert(500, 1000) == 50U);
  CHECK(budget_alert(800, 1000) == 80U);
  for (const unsigned spent : {1U, 499U, 501U, 799U, 801U, 1000U}) CHECK_FALSE(budget_alert(spent, 1000));
}
