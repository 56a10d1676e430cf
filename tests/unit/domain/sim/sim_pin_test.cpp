#include "domain/sim/sim_pin.hpp"

#include <random>
#include <vector>

#include "support/catch.hpp"

using namespace lapor::sim;
using End = PinTry::End;

namespace {

constexpr PinTry refused{true, End::refused, false}, unknown{true, End::unknown, false},
    accepted{true, End::accepted, false};
constexpr PinTry other_refused{false, End::refused, false};

PinTry forgiven(PinTry t) {
  t.forgiven = true;
  return t;
}

PinVerdict asked(std::vector<PinTry> newest_first, std::optional<unsigned> left = {}) {
  return may_enter({true, left, newest_first});
}

}  // namespace

TEST_CASE("a PIN that was never tried is entered, and no PIN is none") {
  CHECK(asked({}) == PinVerdict::enter);
  CHECK(may_enter({false, {}, {}}) == PinVerdict::none);
}

TEST_CASE("a value that was refused, or may have been, isn't entered again") {
  CHECK(asked({refused}) == PinVerdict::not_again);
  CHECK(asked({unknown}) == PinVerdict::not_again);
  CHECK(asked({other_refused}) == PinVerdict::enter);
}

TEST_CASE("a value that was accepted before bears one try that was cut off") {
  CHECK(asked({accepted}) == PinVerdict::enter);
  CHECK(asked({unknown, accepted}) == PinVerdict::enter);
  CHECK(asked({unknown, unknown, accepted}) == PinVerdict::too_many);
  CHECK(asked({refused, accepted}) == PinVerdict::not_again);
}

TEST_CASE("two tries that ended badly are all that is risked, whatever the values") {
  CHECK(asked({other_refused, other_refused}) == PinVerdict::too_many);
  CHECK(asked({other_refused, other_refused, accepted}) == PinVerdict::too_many);
  CHECK(asked({other_refused, accepted, other_refused}) == PinVerdict::enter);
}

TEST_CASE("after resume another value is tried, and a refused one only where the SIM says that it bears it") {
  CHECK(asked({forgiven(other_refused), forgiven(other_refused)}) == PinVerdict::enter);
  CHECK(asked({forgiven(unknown)}) == PinVerdict::enter);
  CHECK(asked({forgiven(refused)}) == PinVerdict::not_again);
  CHECK(asked({forgiven(refused)}, 2) == PinVerdict::enter);
}

TEST_CASE("the SIM's last try is never spent") {
  CHECK(asked({}, 1) == PinVerdict::last_try);
  CHECK(asked({}, 0) == PinVerdict::last_try);
  CHECK(asked({forgiven(refused), accepted}, 1) == PinVerdict::last_try);
  CHECK(asked({}, 2) == PinVerdict::enter);
}

TEST_CASE("whatever dies when, a SIM never sees a third wrong PIN without its operator") {
  std::mt19937 dice(20261126);
  for (int story = 0; story < 2000; ++story) {
    const int right = static_cast<int>(dice() % 4);
    std::vector<PinTry> newest_first;
    std::vector<int> tried;
    int wrong = 0;
    for (int start = 0; start < 12; ++start) {
      const int pin = static_cast<int>(dice() % 4) + (dice() % 2 == 0 ? 0 : 10);
      for (std::size_t n = 0; n < tried.size(); ++n) newest_first[n].same = tried[n] == pin;
      if (may_enter({true, {}, newest_first}) != PinVerdict::enter) continue;
      const bool recorded_only = dice() % 4 == 0, answer_lost = dice() % 3 == 0;
      const bool good = pin == right;
      if (!recorded_only) wrong = good ? 0 : wrong + 1;
      CHECK(wrong < 3);
      const auto end = recorded_only || answer_lost ? End::unknown : good ? End::accepted : End::refused;
      newest_first.insert(newest_first.begin(), PinTry{true, end, false});
      tried.insert(tried.begin(), pin);
    }
  }
}
