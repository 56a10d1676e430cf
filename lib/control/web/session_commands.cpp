// Logging in and out of the desk.
#include <fmt/format.h>

#include <array>

#include "control/web/groups.hpp"
#include "control/web/portal.hpp"
#include "control/web/secret.hpp"

namespace lapor::control::web {
namespace {

Json describe(const Session& session) {
  return Json::object({{"name", session.account.name},
                       {"role", engine::name(session.account.role)},
                       {"agency", text_or_null(session.account.agency)},
                       {"form", session.form}});
}

void log_in(const Visit& visit, const Reply& reply) {
  auto& gateway = visit.gateway;
  const auto now = gateway.now();
  const auto client = text_of(visit.body, "client");
  if (!visit.portal.failed_logins.may_try(client, now)) return reply(refused("too-many"));
  const auto token = text_of(visit.body, "token");
  const auto account = account_of(gateway.views(), engine::Account::Kind::user, token);
  if (!account) {
    visit.portal.failed_logins.failed(client, now);
    ++visit.portal.logins["refused"];
    gateway.log(log::Level::warning, "web-login-refused", "a token that is nobody's was tried at the desk");
    return reply(refused("token"));
  }
  constexpr std::size_t letters = 43;  // 256 bits
  const auto& session =
      visit.portal.sessions.open(*account, gateway.random_word(letters), gateway.random_word(letters), now);
  ++visit.portal.logins["ok"];
  gateway.log(log::Level::notice, "web-login",
              fmt::format("{} logged in at the desk", session.actor().text()));
  auto out = describe(session);
  out.set("session", session.id);
  reply(done(out));
}

void log_out(const Visit& visit, const Reply& reply) {
  visit.portal.sessions.close(std::string(visit.session->id));
  reply(done(Json::object({{"ok", true}})));
}

void show_session(const Visit& visit, const Reply& reply) { reply(done(describe(*visit.session))); }

constexpr std::array rows{
    Command{"login", anybody, Audit::log, Kind::order, log_in},
    Command{"logout", desk, Audit::none, Kind::order, log_out},
    Command{"session", desk, Audit::none, Kind::view, show_session},
};

}  // namespace

std::span<const Command> session_commands() { return rows; }

std::optional<engine::Account> account_of(engine::Views& views, engine::Account::Kind kind,
                                          std::string_view token) {
  const auto dot = token.find('.');
  if (dot == token.npos || token.size() > longest_token) return std::nullopt;
  return views.account_by_secret(kind, token.substr(0, dot), std::string(token.substr(dot + 1)));
}

}  // namespace lapor::control::web
