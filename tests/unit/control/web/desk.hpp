// A gateway of values with an account of each role, asked over the web socket. Every phone number is
// fictitious.
#pragma once
#include <string>
#include <utility>
#include <variant>

#include "control/web/portal.hpp"
#include "unit/control/fake_gateway.hpp"

namespace lapor::control {

inline engine::Account user(const std::string& name, engine::DeskRole role, const std::string& agency = {}) {
  engine::Account account;
  account.name = name;
  account.role = role;
  account.agency = agency;
  return account;
}

/// A gateway with an account of each role, and its portal.
struct Desk {
  FakeGateway gateway;
  web::Portal portal{gateway};

  Desk() {
    gateway.views_.in_confidence = false;
    gateway.views_.known_accounts = {
        user("siti", engine::DeskRole::coordinator), user("vera", engine::DeskRole::viewer),
        user("odi", engine::DeskRole::operator_), user("agus", engine::DeskRole::agency, "BMCK"),
        user("lain", engine::DeskRole::agency, "DISHUB")};
    engine::Account key;
    key.kind = engine::Account::Kind::key;
    key.name = "jaki";
    key.channel = ticket::Channel::app;
    gateway.views_.known_accounts.push_back(key);
    gateway.rules_.directory.agencies.push_back({"BMCK", "Bina Marga", {}, {}, false, "4321", {}});
  }

  Json ask(Json body) {
    Json out;
    portal.dispatch({std::move(body), Right::view, engine::Actor::operator_named("operator uid 7")},
                    [&](const Json& answer) { out = answer; });
    return out;
  }
  Json ask(const char* body) { return ask(*parse_json(body)); }
  Json log_in(const std::string& name) {
    return ask(
        Json::object({{"command", "login"}, {"token", name + ".right"}, {"client", "10.0.0.1"}}))["result"];
  }
  /// A command of somebody who is logged in, with the form's token.
  Json as(const Json& session, Json body) {
    body.set("session", session["session"]);
    body.set("form", session["form"]);
    return ask(std::move(body));
  }
  Json as(const Json& session, const char* body) { return as(session, *parse_json(body)); }
  bool recorded(const std::string& what) const {
    for (const auto& request : gateway.requests)
      if (const auto* access = std::get_if<engine::AccessLogged>(&request))
        if (access->access.what == what && access->access.actor.text().starts_with("web ")) return true;
    return false;
  }
};

inline std::string error(const Json& answer) { return text_of(answer, "error"); }

}  // namespace lapor::control
