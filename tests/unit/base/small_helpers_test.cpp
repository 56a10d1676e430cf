#include <variant>

#include "base/ascii.hpp"
#include "base/fnv1a.hpp"
#include "base/overloaded.hpp"
#include "base/transition_table.hpp"
#include "base/whole_number.hpp"
#include "support/catch.hpp"

using namespace lapor;

TEST_CASE("ASCII letters become capitals, and UTF-8 stays as it is", "[ascii]") {
  CHECK(ascii::upper("at+cmgs=23 ž") == "AT+CMGS=23 ž");
  CHECK(ascii::upper('z') == 'Z');
  CHECK(ascii::upper('\x81') == '\x81');
  CHECK(ascii::is_digit('9'));
  CHECK_FALSE(ascii::is_digit(':'));
  CHECK_FALSE(ascii::is_upper('['));
}

TEST_CASE("a number is all of a text, and fits its type", "[whole_number]") {
  CHECK(whole_number<int>("-12") == -12);
  CHECK(whole_number<unsigned>("0012") == 12);
  CHECK_FALSE(whole_number<unsigned>("-12"));
  CHECK_FALSE(whole_number<unsigned>("12 "));
  CHECK_FALSE(whole_number<int>("+12"));
  CHECK_FALSE(whole_number<int>("99999999999"));
  CHECK_FALSE(whole_number<int>(""));
}

TEST_CASE("FNV-1a gives the published values, whole or piece by piece", "[fnv1a]") {
  CHECK(fnv1a("") == 0xcbf29ce484222325ULL);
  CHECK(fnv1a("a") == 0xaf63dc4c8601ec8cULL);
  CHECK(fnv1a("foobar") == 0x85944171f73967e8ULL);
  CHECK(fnv1a("bar", fnv1a("foo")) == fnv1a("foobar"));
}

TEST_CASE("a visitor of lambdas picks the one for the value's type", "[overloaded]") {
  const std::variant<int, std::string> value = "text";
  CHECK(std::visit(Overloaded{[](int) { return 1; }, [](const std::string&) { return 2; }}, value) == 2);
}

namespace {

enum class Lamp { off, on, broken };
enum class Press { button, hammer };
constexpr TransitionTable lamp{std::to_array<Transition<Lamp, Press>>({
    {Lamp::off, Press::button, Lamp::on},
    {Lamp::on, Press::button, Lamp::off},
    {Lamp::on, Press::hammer, Lamp::broken},
})};
static_assert(lamp.is_deterministic());

}  // namespace

TEST_CASE("a table leads where its row says, and nowhere without a row", "[transition_table]") {
  CHECK(lamp.next(Lamp::off, Press::button) == Lamp::on);
  CHECK_FALSE(lamp.next(Lamp::off, Press::hammer));
  CHECK_FALSE(lamp.next(Lamp::broken, Press::button));
}

TEST_CASE("a table that answers one event in two ways is told", "[transition_table]") {
  constexpr TransitionTable two_ways{std::to_array<Transition<Lamp, Press>>({
      {Lamp::off, Press::button, Lamp::on},
      {Lamp::off, Press::button, Lamp::broken},
  })};
  CHECK_FALSE(two_ways.is_deterministic());
}
