// Counts the statements of a report. Each may cost a round trip over a network.
#include "postgresql/connection.hpp"
#include "sim/story.hpp"
#include "support/statement_probe.hpp"

using namespace lapor;
using namespace lapor::test;

namespace {

/// The statements of each of ten reports, from the first segment until its answer and its forward have gone.
template <class Count>
std::int64_t cost_of_a_report(World& w, Count count) {
  constexpr int reports = 10;
  says(w, sari, "LAPOR JALAN berlubang depan pasar Johar");
  const auto before = count();
  for (int n = 1; n <= reports; ++n)
    says(w, citizen(n), "LAPOR JALAN berlubang di depan rumah nomor " + std::to_string(n));
  REQUIRE(w.tickets().size() == reports + 1);
  return static_cast<std::int64_t>(count() - before) / reports;
}

}  // namespace

TEST_CASE("a report, its answer and its forward cost no more than 100 statements", "[story][sqlite]") {
  std::int64_t begun = 0;
  World w{rules()};
  store::StatementProbe::count_into(w.store().database_file(), begun);
  const auto each = cost_of_a_report(w, [&] { return begun; });
  INFO(each << " statements a report");
  CHECK(each <= 100);
}

TEST_CASE("on a server a report is waited for no more than 54 times", "[story][server]") {
  World w{rules()};
  auto& db = dynamic_cast<postgresql::Connection&>(w.store().connection());
  const auto each = cost_of_a_report(w, [&] { return db.round_trips(); });
  INFO(each << " round trips a report");
  CHECK(each <= 54);
}
