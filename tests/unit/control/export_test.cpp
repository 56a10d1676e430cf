// The export: which fields, which tickets, and what must never be in it. Every phone number is fictitious.
#include "control/export.hpp"

#include <algorithm>

#include "domain/ticket/number.hpp"
#include "fake_gateway.hpp"
#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::control;

namespace {

struct Fixture {
  FakeViews views;
  engine::Rules rules;
  engine::Ticket& add(Instant created = noon) {
    auto t = example();
    t.id = TicketId{100001 + static_cast<std::int64_t>(views.all.size())};
    t.confidential = false;
    t.created = created;
    return views.all.emplace_back(t);
  }
  Json page(Json request = Json::object({})) { return *export_page(request, views, rules); }
};

Json days(const char* from, const char* to) { return Json::object({{"from", from}, {"to", to}}); }

}  // namespace

TEST_CASE("a ticket is exported in the fields of Open311 and our own, without numbers") {
  Fixture f;
  f.add().resolution_due = noon;
  const auto row = f.page()["rows"].items().at(0);
  CHECK(*row["service_request_id"].text() == ticket::number(TicketId{100001}));
  CHECK(*row["service_code"].text() == "JALAN");
  CHECK(*row["status"].text() == "open");
  CHECK(*row["x_status"].text() == "forwarded");
  CHECK(*row["requested_datetime"].text() == "2026-03-03T12:00:00Z");
  CHECK(*row["expected_datetime"].text() == "2026-03-03T12:00:00Z");
  CHECK(*row["x_class"].text() == "14wd");
  CHECK(row["x_rating"].is_null());
  CHECK(row.dump().find("811") == std::string::npos);
}

TEST_CASE("confidential tickets are figures and nothing else") {
  Fixture f;
  f.add().confidential = true;
  f.add().confidential = true;
  f.views.all.back().state = ticket::State::closed;
  f.add();
  const auto page = f.page();
  CHECK(page["rows"].items().size() == 1);
  CHECK(*page["private"].number() == 2);
  CHECK(*page["private_open"].number() == 1);
}

TEST_CASE("the days are local and both included") {
  Fixture f;
  f.add(noon);                          // 19:00 in Jakarta
  f.add(noon + std::chrono::hours(5));  // midnight: the next day
  f.add(noon + std::chrono::hours(24 + 5));
  CHECK(f.page(days("2026-03-03", "2026-03-03"))["rows"].items().size() == 1);
  CHECK(f.page(days("2026-03-04", "2026-03-05"))["rows"].items().size() == 2);
  CHECK_FALSE(export_page(days("2026-03-04", "2026-03-03"), f.views, f.rules));
  CHECK_FALSE(export_page(days("4.3.2026", "2026-03-05"), f.views, f.rules));
}

TEST_CASE("pages follow each other until all have been told, each once") {
  Fixture f;
  for (int n = 0; n < 120; ++n) f.add();
  std::vector<std::string> numbers;
  int pages = 0;
  for (Json next = 0; !next.is_null(); ++pages) {
    const auto page = f.page(Json::object({{"after", next}}));
    for (const auto& row : page["rows"].items()) numbers.push_back(*row["service_request_id"].text());
    next = page["next"];
  }
  CHECK(pages == 3);
  CHECK(numbers.size() == 120);
  CHECK(std::adjacent_find(numbers.begin(), numbers.end()) == numbers.end());
}
