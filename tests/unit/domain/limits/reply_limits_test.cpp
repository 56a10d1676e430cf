#include "domain/limits/reply_limits.hpp"

#include <map>

#include "support/catch.hpp"

using namespace lapor::limits;

namespace {

/// A day of answers: who was answered how often.
struct Day {
  ReplyLimits limits;
  std::map<int, unsigned> answered;
  unsigned total = 0;

  bool answer(int number) {
    ReplyCounts counts{0, answered[number], total, {}};
    unsigned first = 0;
    for (const auto& [n, times] : answered) first += times > 0;
    counts.first_today = first;
    if (!refusal(counts, limits).empty()) return false;
    ++answered[number];
    ++total;
    return true;
  }
};

}  // namespace

TEST_CASE("a number is answered so often in an hour and no more", "[quota]") {
  CHECK(refusal({5, 5, 5}, {6, 1000}).empty());
  CHECK_FALSE(refusal({6, 6, 6}, {6, 1000}).empty());
  CHECK_FALSE(refusal({0, 0, 0}, {0, 1000}).empty());
}

TEST_CASE("nobody is answered once the day's answers are spent", "[quota]") {
  CHECK(refusal({0, 0, 999}, {6, 1000}).empty());
  CHECK_FALSE(refusal({0, 0, 1000}, {6, 1000}).empty());
  CHECK_FALSE(refusal({0, 0, 0}, {6, 0}).empty());
}

TEST_CASE("one that keeps asking can't spend the half that is kept for others", "[quota]") {
  Day day{{100, 10}, {}, 0};
  for (int i = 0; i < 50; ++i) day.answer(1);
  CHECK(day.answered[1] == 6);  // its first, and half of the day's
  CHECK(day.answer(2));
  CHECK_FALSE(day.answer(2));
}

TEST_CASE("a day of many first answers leaves room for second ones", "[quota]") {
  Day day{{100, 10}, {}, 0};
  for (int number = 0; number < 6; ++number) CHECK(day.answer(number));
  CHECK(day.answer(0));
}

TEST_CASE("where first answers aren't counted the rule is the stricter one", "[quota]") {
  CHECK(refusal({0, 1, 4}, {100, 10}).empty());
  CHECK_FALSE(refusal({0, 1, 5}, {100, 10}).empty());
  CHECK(refusal({0, 0, 5}, {100, 10}).empty());
}
