// Stories of officers and programs at the desk: the same verbs and rules as by SMS. Every phone number is
// fictitious.
#include "sim/story.hpp"

using namespace lapor;
using namespace lapor::test;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

const auto web_form = engine::Actor::operator_named("web form");

/// The answers that an officer of the agency sees at the desk.
std::string answers(World& w, const std::string& agency, const std::string& text) {
  for (const auto& effect :
       w.told(engine::DeskAnswer{agency, text, engine::Actor::operator_named("web agus")})) {
    if (const auto* replied = std::get_if<engine::DeskReplied>(&effect)) return replied->text;
    if (const auto* no = std::get_if<engine::OrderRefused>(&effect)) return no->reason;
  }
  return {};
}

std::size_t events(World& w, const std::string& kind) {
  std::size_t n = 0;
  for (const auto& e : w.store().events(w.tickets()[0].id)) n += e.kind == kind;
  return n;
}

}  // namespace

TEST_CASE("an officer answers at the desk as by SMS, and the record says who it was", "[story]") {
  World w{rules()};
  says(w, sari, "LAPOR JALAN berlubang depan pasar Johar");
  const auto texts = w.phone(bmck_operator).size();
  CHECK_THAT(answers(w, "BMCK", "TERIMA " + first), ContainsSubstring("OK"));
  CHECK(state(w, first) == ticket::State::accepted);
  CHECK(w.phone(bmck_operator).size() == texts);
  CHECK(events(w, "accept") == 1);
  CHECK(events(w, "desk") == 1);
  CHECK_THAT(answers(w, "BMCK", "SELESAI " + first + " x"), ContainsSubstring(first));
  CHECK(state(w, first) == ticket::State::accepted);
  answers(w, "BMCK", "SELESAI " + first + " sudah ditambal aspal");
  CHECK(state(w, first) == ticket::State::resolved);
  w.settle();
  CHECK_THAT(w.last(sari), ContainsSubstring("YA"));
}

TEST_CASE("at the desk an agency acts on its own tickets only, and only answers", "[story]") {
  World w{rules()};
  says(w, sari, "LAPOR JALAN berlubang depan pasar Johar");
  answers(w, "DISHUB", "SELESAI " + first + " sudah ditambal aspal");
  CHECK(state(w, first) == ticket::State::forwarded);
  CHECK(events(w, "desk") == 0);
  CHECK_THAT(answers(w, "BMCK", "LAPOR JALAN ada lubang lagi"), ContainsSubstring("not an answer"));
  CHECK_THAT(answers(w, "NONE", "TERIMA " + first), ContainsSubstring("no agency"));
  CHECK(w.tickets().size() == 1);
}

TEST_CASE("a program that asks twice gets the same ticket", "[story]") {
  World w{rules()};
  engine::ReportFiled report{ticket::Channel::app, "", "jalan berlubang",
                             engine::Actor::operator_named("key app")};
  report.key = "app";
  report.request = "digest";
  const auto file = [&] {
    for (const auto& effect : w.told(report))
      if (const auto* filed = std::get_if<engine::TicketFiled>(&effect)) return filed->ticket.value;
    return std::int64_t{0};
  };
  const auto id = file();
  CHECK(id > 0);
  CHECK(file() == id);
  CHECK(w.tickets().size() == 1);
  w.advance(25h);
  CHECK(file() != id);
}

TEST_CASE("a category that is chosen from a list has its confidence and its urgency", "[story]") {
  World w{rules()};
  engine::ReportFiled report{ticket::Channel::web, "", "ada yang minta uang di loket", web_form};
  report.category = "PUNGLI";
  w.told(report);
  REQUIRE(w.tickets().size() == 1);
  CHECK(w.tickets()[0].category == "PUNGLI");
  CHECK(w.tickets()[0].confidential);
  report.category = "NONE";
  CHECK_THAT(w.order(report), ContainsSubstring("no category"));
}

TEST_CASE("of urgent reports by the form without a number three an hour go first", "[story]") {
  World w{rules()};
  for (int n = 0; n < 8; ++n)
    w.told(engine::ReportFiled{ticket::Channel::web, "",
                               "DARURAT jalan ambles di gang " + std::to_string(n) + ", 3 orang terjebak",
                               web_form});
  const auto urgent = [&] {
    unsigned count = 0;
    for (const auto& t : w.tickets()) count += t.urgent;
    return count;
  };
  CHECK(w.tickets().size() == 8);  // none is lost
  CHECK(urgent() == 3);
  w.told(engine::ReportFiled{ticket::Channel::web, sari, "DARURAT jalan ambles, 3 orang terjebak di jurang",
                             web_form});
  w.told(engine::ReportFiled{ticket::Channel::hotline, "", "DARURAT rumah roboh, 3 orang tertimbun",
                             engine::Actor::operator_named("uid 1000")});
  CHECK(urgent() == 5);
  w.advance(2h);
  w.told(
      engine::ReportFiled{ticket::Channel::web, "", "DARURAT jembatan putus, bus jatuh ke sungai", web_form});
  CHECK(urgent() == 6);
}

TEST_CASE("an account is added once, for a role and an agency that exist", "[story]") {
  World w{rules()};
  engine::Account account;
  account.name = "siti";
  account.role = engine::DeskRole::coordinator;
  CHECK(w.order(engine::AccountAdded{account, "secret", engine::Actor::operator_named("operator uid 0")})
            .empty());
  CHECK_THAT(
      w.order(engine::AccountAdded{account, "secret", engine::Actor::operator_named("operator uid 0")}),
      ContainsSubstring("already"));
  account.name = "agus";
  account.role = engine::DeskRole::agency;
  account.agency = "NONE";
  CHECK_THAT(w.order(engine::AccountAdded{account, "secret", {}}), ContainsSubstring("no agency"));
  account.agency = "BMCK";
  CHECK(w.order(engine::AccountAdded{account, "secret", {}}).empty());
  account.name = "a b";
  CHECK_THAT(w.order(engine::AccountAdded{account, "secret", {}}), ContainsSubstring("letters, digits"));
  CHECK(w.order(engine::AccountRemoved{engine::Account::Kind::user, "agus", {}}).empty());
  CHECK_THAT(w.order(engine::AccountRemoved{engine::Account::Kind::user, "agus", {}}),
             ContainsSubstring("no user"));
}
