// Accounts of the pages, and requests that come twice. All numbers are fictitious.
#include "open_store.hpp"
#include "support/statement_probe.hpp"

namespace lapor::store {
namespace {

engine::Account user(const std::string& name) {
  engine::Account account;
  account.name = name;
  account.role = engine::DeskRole::agency;
  account.agency = "BMCK";
  account.created = noon;
  return account;
}

constexpr auto users = engine::Account::Kind::user, keys = engine::Account::Kind::key;

}  // namespace

TEST_CASE("an account is found by its name and its secret, and the secret isn't kept") {
  OpenStore opened;
  CHECK(opened->add_account(user("siti"), "s3cret"));
  CHECK_FALSE(opened->add_account(user("siti"), "other"));
  const auto found = opened->account_by_secret(users, "siti", "s3cret");
  REQUIRE(found);
  CHECK(found->role == engine::DeskRole::agency);
  CHECK(found->agency == "BMCK");
  CHECK(found->created == noon);
  CHECK_FALSE(opened->account_by_secret(users, "siti", "other"));
  CHECK_FALSE(opened->account_by_secret(users, "siti", ""));
  CHECK_FALSE(opened->account_by_secret(users, "nobody", "s3cret"));
  CHECK_FALSE(opened->account_by_secret(keys, "siti", "s3cret"));
  auto row = opened->connection().query("SELECT hash FROM account");
  REQUIRE(row.step());
  CHECK(row.text(0).starts_with("$6$"));
  CHECK(row.text(0).find("s3cret") == std::string::npos);
}

TEST_CASE("a user and a key may have one name, and each is removed alone") {
  OpenStore opened;
  auto key = user("app");
  key.kind = keys;
  key.channel = ticket::Channel::social;
  CHECK(opened->add_account(user("app"), "a"));
  CHECK(opened->add_account(key, "b"));
  CHECK(opened->accounts(users).size() == 1);
  CHECK(opened->accounts(keys).front().channel == ticket::Channel::social);
  CHECK(opened->remove_account(users, "app"));
  CHECK_FALSE(opened->remove_account(users, "app"));
  CHECK(opened->accounts(keys).size() == 1);
}

TEST_CASE("the same request of a key is known for its time, and no other's") {
  OpenStore opened;
  const auto t = opened.added(opened.ticket(opened.person()));
  CHECK_FALSE(opened->request_of_key("app", "x", noon));
  opened->remember_request("app", "x", t.id, noon);
  CHECK(opened->request_of_key("app", "x", noon - 24h) == t.id);
  CHECK_FALSE(opened->request_of_key("app", "x", noon + 1ms));
  CHECK_FALSE(opened->request_of_key("app", "y", noon - 24h));
  CHECK_FALSE(opened->request_of_key("web", "x", noon - 24h));
  opened->remember_request("app", "z", t.id, noon + 49h);
  CHECK_FALSE(opened->request_of_key("app", "x", noon - 24h));
}

TEST_CASE("reports for other systems are found by time, category and state, and none told in confidence",
          "[sqlite]") {
  OpenStore opened;
  auto t = opened.ticket(opened.person());
  t.created = noon;
  opened.added(t);
  auto closed = t;
  closed.state = ticket::State::closed;
  closed.category = "LAMPU";
  closed.created = noon + 1h;
  opened.added(closed);
  auto secret = t;
  secret.confidential = true;
  opened.added(secret);
  engine::ReportQuery query{noon - 1h, noon + 2h, {}, std::nullopt};
  CHECK(opened->reports(query).size() == 2);
  CHECK(opened->reports(query).front().category == "LAMPU");
  query.open = true;
  CHECK(opened->reports(query).size() == 1);
  query.open.reset();
  query.categories = {"LAMPU", "AIR"};
  CHECK(opened->reports(query).size() == 1);
  query.categories.clear();
  query.skip = 1;
  CHECK(opened->reports(query).size() == 1);
  query.skip = 0;
  query.to = noon;
  CHECK(opened->reports(query).empty());
  CHECK(opened->reported(noon - 1h, noon + 2h).size() == 3);
  CHECK(opened->reporter_number_ends(TicketId{100001}, opened->address(t.reporter).text.substr(9)));
  CHECK_FALSE(opened->reporter_number_ends(TicketId{100001}, "9999"));
  engine::TicketQuery due;
  due.due_before = noon;
  opened->tickets(due);
  due.due_from = noon - 1h;
  due.due_after = engine::DuePlace{noon - 1h, TicketId{100001}};
  opened->tickets(due);
  due.agency = "BMCK";
  opened->tickets(due);
  CHECK(StatementProbe::count(opened->database_file()) > 5);
}

}  // namespace lapor::store
