// Which send a status report belongs to, when the answers to some sends were lost.
#include "domain/delivery/references.hpp"

#include "support/catch.hpp"

namespace lapor::delivery {
namespace {

constexpr auto lost = std::nullopt;
using References = std::vector<std::optional<unsigned>>;
using Places = std::vector<std::size_t>;

}  // namespace

TEST_CASE("between two references that are known, each lost one has its own") {
  const References sends{10, lost, lost, lost, 14};
  CHECK(possible_sends(sends, 11) == Places{1});
  CHECK(possible_sends(sends, 12) == Places{2});
  CHECK(possible_sends(sends, 13) == Places{3});
}

TEST_CASE("a reference that none of the lost ones can have belongs to none") {
  const References sends{10, lost, lost, 13};
  for (const unsigned stranger : {9U, 10U, 13U, 14U, 200U}) CHECK(possible_sends(sends, stranger).empty());
}

TEST_CASE("where a send may have used no reference, several fit") {
  const References sends{10, lost, lost, lost, 13};
  CHECK(possible_sends(sends, 11) == Places{1, 2});
  CHECK(possible_sends(sends, 12) == Places{2, 3});
}

TEST_CASE("255 is followed by 0") {
  const References sends{254, lost, lost, 1};
  CHECK(possible_sends(sends, 255) == Places{1});
  CHECK(possible_sends(sends, 0) == Places{2});
}

TEST_CASE("known references on one side bound from that side only") {
  CHECK(possible_sends(References{5, lost, lost, lost}, 7) == Places{2, 3});
  CHECK(possible_sends(References{lost, lost, lost, 9}, 7) == Places{0, 1});
  CHECK(possible_sends(References{lost, lost}, 7) == Places{0, 1});
  CHECK(possible_sends({}, 7).empty());
}

TEST_CASE("each pair of known references bounds the lost ones between them") {
  const References sends{10, lost, 12, lost, 14, lost};
  CHECK(possible_sends(sends, 11) == Places{1});
  CHECK(possible_sends(sends, 13) == Places{3});
  CHECK(possible_sends(sends, 15) == Places{5});
}

}  // namespace lapor::delivery
