// The board's figures: those of the scorecard, and nothing that can be subtracted.
#include "control/board.hpp"

#include "support/catch.hpp"
#include "unit/control/fake_gateway.hpp"

using namespace lapor;
using namespace lapor::control;

namespace {

/// Reports of the last days, by area: so many of each, some of them today.
struct Counted : FakeViews {
  std::vector<scorecard::Assignment> assignments(std::string_view, Instant, Instant) override {
    return known;
  }
  std::vector<scorecard::Assignment> known;
};

void report(Counted& views, Instant at, const std::string& area, int n = 1) {
  for (int i = 0; i < n; ++i) views.counted.push_back({at, "JALAN", area});
}

Json figures(Counted& views, unsigned days = 30) {
  FakeGateway gateway;
  return board_figures(board_question(days, gateway.rules_, "Asia/Jakarta", noon), views);
}

std::int64_t band(const Json& board, const std::string& area) {
  for (const auto& row : board["areas"].items())
    if (text_of(row, "area") == area) return *number_of(row, "band");
  return 0;
}

}  // namespace

TEST_CASE("the board's agencies are the rows of the scorecard", "[board]") {
  Counted views;
  for (int i = 0; i < 7; ++i) {
    scorecard::Assignment a;
    a.ticket = TicketId{100001 + i};
    a.agency = i % 2 ? "BMCK" : "KOMINFO";
    a.counted = noon - std::chrono::hours(20 * i);
    a.forwarded = a.counted;
    a.response_due = a.counted + std::chrono::hours(24);
    if (i != 3) a.first_response = a.counted + std::chrono::hours(i * 6);
    views.known.push_back(a);
  }
  FakeGateway gateway;
  const auto question = board_question(30, gateway.rules_, "Asia/Jakarta", noon);
  const auto board = board_figures(question, views);
  CHECK(board["agencies"].dump() == scorecard_rows(question.card, views).dump());
  std::int64_t received = 0, responded = 0;
  for (const auto& row : board["agencies"].items()) {
    received += *number_of(row, "received");
    responded += *number_of(row, "responded");
  }
  CHECK(*number_of(board["total"], "received") == received);
  CHECK(*number_of(board["total"], "responded") == responded);
}

TEST_CASE("a day is a local day, and every day of the period has its row", "[board]") {
  Counted views;
  report(views, noon, "33.16");                              // 19.00 in Jakarta
  report(views, noon + std::chrono::hours(6), "33.16");      // the next local day
  report(views, noon - std::chrono::hours(20), "33.16", 2);  // the day before
  const auto board = figures(views, 7);
  CHECK(board["days"].items().size() == 7);
  CHECK(text_of(board["days"].items().back(), "day") == "2026-03-03");
  CHECK(*number_of(board, "today") == 1);
  CHECK(*number_of(board["days"].items()[5], "reports") == 2);
  CHECK(board["weeks"].items().size() == 1);
}

TEST_CASE("areas are bands of days that are over: today's report changes none", "[board]") {
  Counted views;
  report(views, noon - std::chrono::hours(48), "33.16", 4);
  CHECK(band(figures(views), "33.16") == 1);
  report(views, noon, "33.16", 20);
  CHECK(band(figures(views), "33.16") == 1);
  report(views, noon - std::chrono::hours(48), "33.16");
  CHECK(band(figures(views), "33.16") == 2);
  report(views, noon - std::chrono::hours(48), "33.16", 25);
  CHECK(band(figures(views), "33.16") == 4);
  CHECK(band(figures(views, 90), "33.16") == 2);
}

TEST_CASE("no list of the board crosses areas with categories or names a ticket", "[board]") {
  Counted views;
  report(views, noon - std::chrono::hours(48), "33.16");
  const auto board = figures(views);
  CHECK(board.dump().find("12345") == std::string::npos);
  for (const auto* list : {"areas", "categories"}) {
    CHECK_FALSE(board[list].items().empty());
    for (const auto& row : board[list].items()) CHECK(row.members().size() == 2);
  }
}
