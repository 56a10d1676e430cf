// The web socket's commands: for whom, on record, and without a phone number in any answer. Every phone
// number is fictitious.
#include "control/web/portal.hpp"

#include "control/web/command.hpp"
#include "domain/ticket/number.hpp"
#include "support/catch.hpp"
#include "unit/control/fake_gateway.hpp"
#include "unit/control/web/desk.hpp"

using namespace lapor;
using namespace lapor::control;

namespace {

Json sample(const web::Command& command) {
  return Json::object({{"command", std::string(command.name)},
                       {"ticket", "1234566"},
                       {"days", 30},
                       {"text", "kata"},
                       {"what", "note"},
                       {"channel", "hotline"}});
}

}  // namespace

TEST_CASE("each command of the web socket says for whom it is, and nobody else gets an answer", "[web]") {
  for (const auto& command : web::command_table()) {
    INFO(command.name);
    Desk desk;
    if (command.who != web::anybody) CHECK(error(desk.ask(sample(command))) == "login");
    for (const auto* name : {"siti", "vera", "odi", "agus"}) {
      const auto session = desk.log_in(name);
      const auto role = text_of(session, "role");
      const unsigned bit = role == "coordinator" ? web::coordinator
                           : role == "viewer"    ? web::viewer
                           : role == "operator"  ? web::operator_
                                                 : web::agency;
      const auto answer = desk.as(session, sample(command));
      if (command.who != web::anybody) CHECK((error(answer) == "forbidden") == ((command.who & bit) == 0));
    }
  }
}

TEST_CASE("an order without its form's token came from another site", "[web]") {
  for (const auto& command : web::command_table()) {
    if (command.who == web::anybody || command.kind != Kind::order) continue;
    INFO(command.name);
    for (const auto* name : {"siti", "odi", "agus"}) {
      Desk desk;
      const auto session = desk.log_in(name);
      auto body = sample(command);
      body.set("session", session["session"]);
      const auto without = error(desk.ask(body));
      CHECK((without == "form" || without == "forbidden"));
      body.set("form", "guessed");
      CHECK((error(desk.ask(body)) == "form" || error(desk.ask(body)) == "forbidden"));
    }
  }
}

TEST_CASE("a look at what people wrote goes on record as web NAME, before it is answered", "[web]") {
  Desk desk;
  const auto session = desk.log_in("siti");
  for (const auto& command : web::command_table()) {
    if (command.audit != Audit::access) continue;
    INFO(command.name);
    CHECK(flag_of(desk.as(session, sample(command)), "ok"));
    CHECK(desk.recorded(std::string(command.name)));
  }
}

TEST_CASE("no answer of the web socket has a phone number", "[web]") {
  for (const bool confidential : {false, true})
    for (const auto& command : web::command_table())
      for (const auto* name : {"", "siti", "vera", "odi", "agus"}) {
        Desk desk;
        desk.gateway.views_.in_confidence = confidential;
        auto open = example();
        open.confidential = false;
        desk.gateway.views_.all = {open};
        const auto answer = *name ? desk.as(desk.log_in(name), sample(command)) : desk.ask(sample(command));
        INFO(command.name << " " << name << " " << answer.dump());
        CHECK(answer.dump().find("0000") == std::string::npos);
        const bool may_read = std::string(name) == "siti" || std::string(name) == "agus";
        if (confidential && !may_read && command.name != "requests")
          CHECK(answer.dump().find("lubang") == std::string::npos);
      }
}

TEST_CASE("a wrong token is refused and logged, and tries are bounded", "[web]") {
  Desk desk;
  const auto wrong = [&](const std::string& client) {
    return error(desk.ask(Json::object({{"command", "login"}, {"token", "siti.wrong"}, {"client", client}})));
  };
  for (int i = 0; i < 5; ++i) CHECK(wrong("10.0.0.1") == "token");
  CHECK(wrong("10.0.0.1") == "too-many");
  CHECK(desk.gateway.logged.size() == 5);
  CHECK(desk.gateway.logged.front().find("siti") == std::string::npos);
  for (int i = 0; i < 15; ++i) CHECK(wrong("10.0.1." + std::to_string(i)) == "token");
  CHECK(wrong("10.0.9.9") == "too-many");
  desk.gateway.time += std::chrono::seconds(61);
  CHECK_FALSE(text_of(desk.log_in("siti"), "session").empty());
  for (const auto* bad : {"", "siti", ".right", "nobody.right", "siti."})
    CHECK(error(desk.ask(Json::object({{"command", "login"}, {"token", bad}, {"client", bad}}))) == "token");
}

TEST_CASE("a session ends when its account does, when it is idle, and after twelve hours", "[web]") {
  Desk desk;
  const auto session = desk.log_in("siti");
  CHECK(flag_of(desk.as(session, R"({"command":"session"})"), "ok"));
  desk.gateway.views_.known_accounts.erase(desk.gateway.views_.known_accounts.begin());
  CHECK(error(desk.as(session, R"({"command":"session"})")) == "login");

  const auto other = desk.log_in("odi");
  desk.gateway.time += std::chrono::minutes(31);
  CHECK(error(desk.as(other, R"({"command":"session"})")) == "login");

  const auto busy = desk.log_in("odi");
  for (int i = 0; i < 48; ++i) {
    CHECK(flag_of(desk.as(busy, R"({"command":"session"})"), "ok"));
    desk.gateway.time += std::chrono::minutes(15);
  }
  desk.gateway.time += std::chrono::minutes(1);
  CHECK(error(desk.as(busy, R"({"command":"session"})")) == "login");
}

TEST_CASE("who logs out is out, and a new login has another session", "[web]") {
  Desk desk;
  const auto first = desk.log_in("siti"), second = desk.log_in("siti");
  CHECK(text_of(first, "session") != text_of(second, "session"));
  CHECK(text_of(first, "form") != text_of(first, "session"));
  CHECK(flag_of(desk.as(first, R"({"command":"logout"})"), "ok"));
  CHECK(error(desk.as(first, R"({"command":"session"})")) == "login");
  CHECK(flag_of(desk.as(second, R"({"command":"session"})"), "ok"));
}

TEST_CASE("an agency sees and answers its own tickets and no others", "[web]") {
  Desk desk;
  const auto own = desk.log_in("agus"), foreign = desk.log_in("lain");
  CHECK(flag_of(desk.as(own, R"({"command":"desk-ticket","ticket":"1234566"})"), "ok"));
  CHECK(error(desk.as(foreign, R"({"command":"desk-ticket","ticket":"1234566"})")) == "unknown");
  CHECK(error(desk.as(foreign, R"({"command":"desk-answer","ticket":"1234566","what":"TERIMA"})")) ==
        "unknown");
  CHECK(desk.as(foreign, R"({"command":"desk-tickets"})")["result"]["rows"].items().empty());
  CHECK(desk.gateway.views_.ticket_query.agency == "DISHUB");
}

TEST_CASE("an order that was made of an older page is told what happened meanwhile, and does nothing",
          "[web]") {
  Desk desk;
  const auto session = desk.log_in("siti");
  const auto page = desk.as(session, R"({"command":"desk-ticket","ticket":"1234566"})")["result"];
  const auto before = desk.gateway.requests.size();
  const auto stale =
      desk.as(session, R"({"command":"desk-order","ticket":"1234566","what":"note","text":"x","seen":"0"})");
  CHECK(error(stale) == "changed");
  CHECK(text_of(stale["event"], "kind") == "opened");
  CHECK(desk.gateway.requests.size() == before);
  auto order = *parse_json(R"({"command":"desk-order","ticket":"1234566","what":"note","text":"x"})");
  order.set("seen", page["seen"]);
  desk.as(session, order);
  REQUIRE(desk.gateway.requests.size() == before + 1);
  const auto& given = std::get<engine::OperatorOrder>(desk.gateway.requests.back());
  CHECK(given.actor.text() == "web siti");
  CHECK(given.text == "x");
}

TEST_CASE("an agency's answer is the text that it would send, and five wrong PINs lock the account",
          "[web]") {
  Desk desk;
  const auto session = desk.log_in("agus");
  desk.gateway.effects = {engine::DeskReplied{replies::Code::opd_wrongpin, "PIN salah"}};
  auto answer = *parse_json(
      R"({"command":"desk-answer","ticket":"1234566","what":"selesai","pin":"1111","text":"sudah beres"})");
  answer.set("seen", desk.as(session, R"({"command":"desk-ticket","ticket":"1234566"})")["result"]["seen"]);
  const auto replied = desk.as(session, answer);
  CHECK(text_of(replied["result"], "text") == "PIN salah");
  const auto& given = std::get<engine::DeskAnswer>(desk.gateway.requests.back());
  CHECK(given.text == "SELESAI 1234566 PIN 1111 sudah beres");
  CHECK(given.agency == "BMCK");
  CHECK(given.actor.text() == "web agus");
  for (int i = 0; i < 4; ++i) desk.as(session, answer);
  CHECK(error(desk.as(session, answer)) == "locked");
  desk.gateway.time += std::chrono::minutes(25);
  CHECK(error(desk.as(session, answer)) == "locked");
  answer.set("what", "TERIMA 7 x");
  CHECK(error(desk.as(session, answer)) == "what");
}

TEST_CASE("the board is counted once for all who wait, and shown at once while it is counted anew", "[web]") {
  Desk desk;
  desk.gateway.board_waits = true;
  unsigned answers = 0;
  const auto look = [&] {
    desk.portal.dispatch({*parse_json(R"({"command":"board","days":30})"), Right::view, {}},
                         [&](const Json& answer) { answers += flag_of(answer, "ok"); });
  };
  look();
  look();
  CHECK(answers == 0);
  CHECK(desk.gateway.boards_counted == 1);
  desk.gateway.board_waiting(Json::object({{"open", 1}}));
  CHECK(answers == 2);
  look();
  CHECK(answers == 3);
  CHECK(desk.gateway.boards_counted == 1);
  desk.gateway.time += std::chrono::minutes(2);
  look();
  CHECK(answers == 4);
  CHECK(desk.gateway.boards_counted == 2);
  desk.gateway.time += std::chrono::minutes(6);
  desk.gateway.board_waiting(Error{Errc::rejected, "killed"});
  look();
  CHECK(answers == 4);
  CHECK(error(desk.ask(R"({"command":"board","days":31})")) != "");
}

TEST_CASE("metrics are made once a second, however many ask", "[web]") {
  Desk desk;
  const auto ask = [&] { return text_of(desk.ask(R"({"command":"metrics","local":true})"), "result"); };
  desk.portal.logins["refused"] = 1;
  const auto first = ask();
  CHECK(!first.empty());
  desk.portal.logins["refused"] = 2;
  desk.gateway.time += std::chrono::milliseconds(999);
  CHECK(ask() == first);
  desk.gateway.time += std::chrono::milliseconds(1);
  CHECK(ask() != first);
}

TEST_CASE("a ticket's words need the end of the phone's number, which can't be tried at will", "[web]") {
  Desk desk;
  const auto look = [&](const std::string& digits) {
    return desk.ask(Json::object({{"command", "look"}, {"ticket", "1234566"}, {"digits", digits}}));
  };
  CHECK(look("")["result"]["text"].is_null());
  CHECK(text_of(look("0123")["result"], "text").find("lubang") == 0);
  for (int i = 0; i < 5; ++i) CHECK(flag_of(look("999" + std::to_string(i))["result"], "digits_wrong"));
  CHECK(error(look("0123")) == "too-many");
  CHECK(flag_of(look(""), "ok"));
  desk.gateway.views_.in_confidence = true;
  CHECK(error(look("")) == "unknown");
  CHECK(error(desk.ask(R"({"command":"look","ticket":"1000015"})")) == "unknown");
}

TEST_CASE("a key files reports of its channel, at its own pace", "[web]") {
  Desk desk;
  const auto send = [&](const std::string& key) {
    return desk.ask(Json::object(
        {{"command", "file"}, {"key", key}, {"client", "10.0.0.1"}, {"text", "lubang"}, {"request", "abc"}}));
  };
  CHECK(error(send("jaki.wrong")) == "key");
  desk.gateway.effects = {engine::TicketFiled{TicketId{123456}}};
  CHECK(text_of(send("jaki.right")["result"], "ticket") == "1234566");
  const auto& filed = std::get<engine::ReportFiled>(desk.gateway.requests.back());
  CHECK(filed.channel == ticket::Channel::app);
  CHECK(filed.actor.text() == "key jaki");
  CHECK(filed.request == "abc");
  for (int i = 0; i < 59; ++i) send("jaki.right");
  CHECK(error(send("jaki.right")) == "too-many");
  desk.gateway.views_.known_accounts.pop_back();
  desk.gateway.time += std::chrono::minutes(2);
  CHECK(error(send("jaki.right")) == "key");
}

TEST_CASE("a report with a number waits for the code that was texted there", "[web]") {
  Desk desk;
  const auto form = [&](const std::string& number) {
    return desk.ask(Json::object({{"command", "form"}, {"text", "lubang"}, {"number", number}}));
  };
  CHECK(error(form("123")) == "number");
  CHECK(error(desk.ask(R"({"command":"form","text":" "})")) == "text");
  const auto draft = text_of(form("0811-0000-123")["result"], "draft");
  REQUIRE_FALSE(draft.empty());
  const auto& sent = std::get<engine::SendRequested>(desk.gateway.requests.back());
  CHECK(sent.number == "+628110000123");
  const auto at = sent.text.find(": ");
  const auto code = sent.text.substr(at + 2, 6);
  desk.gateway.effects = {engine::TicketFiled{TicketId{123456}}};
  const auto give = [&](const std::string& what) {
    return desk.ask(Json::object({{"command", "form-code"}, {"draft", draft}, {"code", what}}));
  };
  CHECK(error(give("000000x")) == "code");
  CHECK(text_of(give(code)["result"], "ticket") == "1234566");
  CHECK(error(give(code)) == "code");
  form("0811-0000-123");
  form("0811-0000-123");
  CHECK(error(form("0811-0000-123")) == "number-again");
}
