// Open311 GeoReport v2 as lapord-web asks for it: reports as other systems may see them, never a word of a
// confidential one, and new ones from programs that have a key.
#include <fmt/format.h>

#include <array>

#include "base/time.hpp"
#include "control/commands/read_request.hpp"
#include "control/export.hpp"
#include "control/web/desk_access.hpp"
#include "control/web/filing.hpp"
#include "control/web/groups.hpp"
#include "control/web/portal.hpp"
#include "control/web/secret.hpp"
#include "domain/ticket/number.hpp"

namespace lapor::control::web {
namespace {

constexpr std::size_t page_size = 50, most_skipped = 1000;

std::optional<Instant> instant_of(const Json& body, std::string_view key) {
  const auto ms = number_of(body, key);
  return ms ? std::optional(from_ms(*ms)) : std::nullopt;
}

/// A row as everybody may see it: words only where the configuration says so, and never of what is personal.
Json public_row(const engine::Ticket& t, Gateway& gateway) {
  const auto& rules = gateway.rules();
  auto row = export_row(t, gateway.views(), rules);
  if (words_shown(t, rules, false)) return row;
  row.set("description", Json());
  row.set("service_notice", Json());
  return row;
}

/// {rows, more}: rows of public_row(), newest first.
void list_requests(const Visit& visit, const Reply& reply) {
  const auto& body = visit.body;
  auto& gateway = visit.gateway;
  engine::ReportQuery query;
  query.to = instant_of(body, "to").value_or(gateway.now());
  query.from = instant_of(body, "from").value_or(query.to - std::chrono::hours(24 * 90));
  for (const auto& code : body["categories"].items())
    if (code.text()) query.categories.push_back(*code.text());
  if (const auto* open = body["open"].truth()) query.open = *open;
  const auto skip = number_of(body, "skip").value_or(0);
  if (skip < 0 || skip > static_cast<std::int64_t>(most_skipped)) return reply(refused("skip"));
  query.skip = static_cast<std::size_t>(skip);
  query.limit = page_size;
  auto rows = Json::list();
  for (const auto& t : gateway.views().reports(query)) rows.add(public_row(t, gateway));
  const bool more = rows.items().size() == page_size && query.skip + page_size < most_skipped;
  reply(done(Json::object({{"rows", rows}, {"more", more}})));
}

/// A confidential report, an unknown one and a malformed number are answered alike.
void show_request(const Visit& visit, const Reply& reply) {
  const auto id = read_ticket(visit.body, "ticket");
  const auto t = id ? visit.gateway.views().find(*id) : std::nullopt;
  if (!t || t->confidential) return reply(refused("unknown"));
  reply(done(public_row(*t, visit.gateway)));
}

/// The account of a key; its hash is taken once.
std::optional<engine::Account> key_account(const Visit& visit, const std::string& key) {
  auto& known = visit.portal.known_keys;
  auto& views = visit.gateway.views();
  if (const auto at = known.find(key); at != known.end()) {
    for (const auto& account : views.accounts(engine::Account::Kind::key))
      if (account.name == at->second.name && account.created == at->second.created) return account;
    known.erase(at);
    return std::nullopt;
  }
  const auto account = account_of(views, engine::Account::Kind::key, key);
  constexpr std::size_t most_known = 100;
  if (known.size() >= most_known) known.clear();
  if (account) known.emplace(key, *account);
  return account;
}

void file_request(const Visit& visit, const Reply& reply) {
  const auto& body = visit.body;
  auto& gateway = visit.gateway;
  const auto now = gateway.now();
  auto& portal = visit.portal;
  const auto client = text_of(body, "client");
  if (!portal.failed_logins.may_try(client, now)) return reply(refused("too-many"));
  const auto account = key_account(visit, text_of(body, "key"));
  if (!account) {
    portal.failed_logins.failed(client, now);
    return reply(refused("key"));
  }
  if (!portal.key_requests.may_try(account->name, now)) return reply(refused("too-many"));
  portal.key_requests.failed(account->name, now);
  engine::ReportFiled report;
  report.channel = account->channel;
  report.number = text_of(body, "phone");
  report.text = text_of(body, "text");
  report.category = text_of(body, "category");
  report.area = text_of(body, "area");
  report.actor = engine::Actor::operator_named("key " + account->name);
  report.key = account->name;
  report.request = text_of(body, "request");
  if (const auto why = unfit(report, gateway.rules()); !why.empty()) return reply(refused(why));
  file(gateway, std::move(report), reply);
}

constexpr std::array rows{
    Command{"requests", anybody, Audit::none, Kind::view, list_requests},
    Command{"request", anybody, Audit::none, Kind::view, show_request},
    Command{"file", anybody, Audit::ticket, Kind::order, file_request},
};

}  // namespace

std::span<const Command> open311_commands() { return rows; }

}  // namespace lapor::control::web
