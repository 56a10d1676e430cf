// When a gateway that stands by may take the lease that it reads.
#include "lapord/lease_watch.hpp"

#include "support/catch.hpp"

namespace lapor::daemon {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t own = 7, other = 8;

struct Watching {
  LeaseWatch watch{own, 45s};
  LeaseWatch::Time now{};
  store::Lease lease{3, {other, "kudus"}, 100};

  /// Looks each 5 s, for so long; true as soon as it may be taken.
  bool look_for(Duration span) {
    for (Duration passed{}; passed < span; passed += 5s) {
      now += 5s;
      if (watch.may_take(lease, now)) return true;
    }
    return false;
  }
};

}  // namespace

TEST_CASE("a lease that nobody has, or that this gateway had, is taken at the first look") {
  Watching w;
  w.lease.holder = {};
  CHECK(w.watch.may_take(w.lease, w.now));
  w.lease.holder = {own, "blora"};
  CHECK(w.watch.may_take(w.lease, w.now));
}

TEST_CASE("another gateway's lease is taken after it was silent for as long") {
  Watching w;
  CHECK_FALSE(w.look_for(45s));
  CHECK(w.look_for(5s));
}

TEST_CASE("each transaction of its holder is a sign of life") {
  Watching w;
  for (int n = 0; n < 20; ++n) {
    CHECK_FALSE(w.look_for(40s));
    ++w.lease.last_transaction;
  }
  CHECK_FALSE(w.look_for(45s));
  CHECK(w.look_for(5s));
}

TEST_CASE("time in which the database couldn't be read isn't silence") {
  Watching w;
  CHECK_FALSE(w.look_for(40s));
  w.watch.blind();
  CHECK_FALSE(w.look_for(45s));
  CHECK(w.look_for(5s));
}

TEST_CASE("nor is time in which this gateway stood still") {
  Watching w;
  CHECK_FALSE(w.look_for(40s));
  w.now += 1h;
  CHECK_FALSE(w.look_for(45s));
  CHECK(w.look_for(5s));
}

TEST_CASE("a third gateway that took it is waited for anew") {
  Watching w;
  CHECK_FALSE(w.look_for(40s));
  w.lease = {4, {9, "pati"}, 100};
  CHECK_FALSE(w.look_for(45s));
}

}  // namespace lapor::daemon
