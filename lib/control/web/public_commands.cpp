// Commands for everybody: the settings of the pages, the board, a ticket's state.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/time.hpp"
#include "base/utf8.hpp"
#include "control/board.hpp"
#include "control/commands/contain_faults.hpp"
#include "control/commands/read_request.hpp"
#include "control/web/desk_access.hpp"
#include "control/web/groups.hpp"
#include "control/web/metrics.hpp"
#include "control/web/portal.hpp"
#include "control/web/secret.hpp"
#include "domain/replies/redact.hpp"
#include "domain/ticket/number.hpp"

namespace lapor::control::web {
namespace {

Json agencies_of(const engine::Rules& rules) {
  auto out = Json::list();
  for (const auto& agency : rules.directory.agencies)
    out.add(Json::object({{"code", agency.code},
                          {"name", agency.name},
                          {"pin", !agency.pin.empty()},
                          {"coordinator", agency.coordinator}}));
  return out;
}

Json categories_of(const engine::Rules& rules) {
  auto out = Json::list();
  for (const auto& category : rules.vocabulary.categories) {
    auto words = Json::list();
    for (const auto& alias : category.aliases) words.add(alias);
    out.add(Json::object({{"code", category.code},
                          {"label", category.label.empty() ? category.code : category.label},
                          {"urgent", category.urgent},
                          {"confidential", category.confidential},
                          {"words", words}}));
  }
  return out;
}

Json areas_of(const engine::Rules& rules) {
  auto out = Json::list();
  for (const auto& area : rules.vocabulary.areas)
    out.add(Json::object({{"code", area.code}, {"name", area.name}, {"city", area.city}}));
  return out;
}

Json map_of(const engine::PublicPages& pages) {
  auto out = Json::list();
  for (const auto& tile : pages.map)
    out.add(Json::object({{"area", tile.area},
                          {"row", tile.row},
                          {"column", tile.column},
                          {"label", tile.label},
                          {"name", tile.name},
                          {"city", tile.city}}));
  return out;
}

void show_settings(const Visit& visit, const Reply& reply) {
  const auto& rules = visit.gateway.rules();
  auto hosts = Json::list();
  for (const auto& host : rules.pages.hosts) hosts.add(host);
  reply(
      done(Json::object({{"name", rules.name},
                         {"version", visit.gateway.version()},
                         {"timezone", visit.gateway.timezone()},
                         {"listen", rules.pages.listen},
                         {"behind_proxy", rules.pages.behind_proxy},
                         {"hosts", hosts},
                         {"public_text", rules.pages.public_text},
                         {"changed", to_ms(rules.pages.changed)},
                         {"own_number", rules.own_numbers.empty() ? Json() : Json(rules.own_numbers.front())},
                         {"agencies", agencies_of(rules)},
                         {"categories", categories_of(rules)},
                         {"areas", areas_of(rules)},
                         {"map", map_of(rules.pages)}})));
}

void show_board(const Visit& visit, const Reply& reply) {
  const auto days = number_of(visit.body, "days").value_or(30);
  const auto known = std::find(std::begin(board_periods), std::end(board_periods), days);
  if (known == std::end(board_periods)) return reply(refused("days: 7, 30, 90 or 365"));
  visit.portal.board(*known, reply);
}

void show_readiness(const Visit& visit, const Reply& reply) {
  if (!visit.gateway.database_ok()) return reply(refused("the database can't be written now"));
  visit.gateway.views().outbox();  // throws if it can't be read
  reply(done(Json::object({{"ready", true}})));
}

/// Steps of a ticket's life that everybody may see: when, and which; no words.
Json public_steps(const engine::Ticket& t, engine::Views& views) {
  constexpr std::array shown{"opened",  "forwarded", "accept", "progress", "ask",    "inform",   "resolve",
                             "contest", "reopen",    "route",  "transfer", "refuse", "postpone", "confirm",
                             "lapse",   "reject",    "merge",  "climbed",  "cancel"};
  auto out = Json::list();
  for (const auto& event : views.events(t.id))
    if (std::find(shown.begin(), shown.end(), event.kind) != shown.end())
      out.add(Json::object({{"at", iso8601(event.at)}, {"kind", event.kind}}));
  return out;
}

bool four_digits(const std::string& text) {
  return text.size() == 4 && text.find_first_not_of("0123456789") == text.npos;
}

/// nullopt if no more may be tried.
std::optional<bool> knows_number(const Visit& visit, const engine::Ticket& t) {
  const auto digits = text_of(visit.body, "digits");
  if (!four_digits(digits)) return false;
  auto& budget = visit.portal.wrong_digits;
  const auto now = visit.gateway.now();
  if (!budget.may_try(ticket::number(t.id), now)) return std::nullopt;
  if (visit.gateway.views().reporter_number_ends(t.id, digits)) return true;
  budget.failed(ticket::number(t.id), now);
  return false;
}

/// A confidential ticket is answered as one that doesn't exist.
void look(const Visit& visit, const Reply& reply) {
  const auto id = read_ticket(visit.body, "ticket");
  auto& views = visit.gateway.views();
  const auto found = id ? views.find(*id) : std::nullopt;
  if (!found || found->confidential) return reply(refused("unknown"));
  const auto knows = knows_number(visit, *found);
  if (!knows) return reply(refused("too-many"));
  const auto& t = *found;
  const auto& rules = visit.gateway.rules();
  const auto* agency = rules.directory.find(t.agency);
  auto out = Json::object({{"ticket", ticket::number(t.id)},
                           {"state", ticket::name(t.state)},
                           {"state_words", std::string(ticket::indonesian(t.state))},
                           {"open", ticket::is_open(t.state)},
                           {"agency", agency ? Json(agency->name) : Json()},
                           {"created_at", iso8601(t.created)},
                           {"first_response_at", time_or_null(t.first_response_at)},
                           {"due_at", ticket::is_open(t.state) ? time_or_null(t.due_at) : Json()},
                           {"closed_at", time_or_null(t.closed_at)},
                           {"level", t.level},
                           {"steps", public_steps(t, views)},
                           {"text", Json()},
                           {"digits_wrong", four_digits(text_of(visit.body, "digits")) && !*knows}});
  if (words_shown(t, rules, *knows)) out.set("text", utf8::visible(replies::redact(t.text)));
  reply(done(out));
}

/// For programs at lapord-web's Unix socket, and for those with a token.
void show_metrics(const Visit& visit, const Reply& reply) {
  const auto token = text_of(visit.body, "token");
  auto& gateway = visit.gateway;
  auto& portal = visit.portal;
  const auto client = text_of(visit.body, "client");
  if (!flag_of(visit.body, "local")) {
    if (!portal.failed_logins.may_try(client, gateway.now())) return reply(refused("too-many"));
    if (!account_of(gateway.views(), engine::Account::Kind::user, token)) {
      if (!token.empty()) portal.failed_logins.failed(client, gateway.now());
      return reply(refused("token"));
    }
  }
  // Two servers may ask in one second; what that costs the gateway is bounded.
  constexpr auto for_all_that_ask = std::chrono::seconds(1);
  const auto age = gateway.now() - portal.metrics.at;
  if (age >= Duration::zero() && age < for_all_that_ask) return reply(done(portal.metrics.text));
  constexpr unsigned week = 7;
  portal.board(week, [&gateway, &portal, reply](const Json& board) {
    contain_faults(gateway, reply, [&] {
      const auto now = gateway.now();
      const auto status = gateway.status();
      const auto measures = gateway.views().measures(now);
      const auto process = gateway.figures();
      const auto& figures = board["result"]["figures"];
      portal.metrics = {
          metrics_text({status, measures, process, figures, portal.sessions.size(), portal.logins}, now),
          now};
      reply(done(portal.metrics.text));
    });
  });
}

constexpr std::array rows{
    Command{"settings", anybody, Audit::none, Kind::view, show_settings},
    Command{"board", anybody, Audit::none, Kind::view, show_board},
    Command{"look", anybody, Audit::none, Kind::view, look},
    Command{"metrics", anybody, Audit::none, Kind::view, show_metrics},
    Command{"ready", anybody, Audit::none, Kind::view, show_readiness},
};

}  // namespace

std::span<const Command> public_commands() { return rows; }

}  // namespace lapor::control::web
