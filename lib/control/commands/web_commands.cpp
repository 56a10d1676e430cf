// Accounts of the pages: people at the desk, and programs with a key.
#include <fmt/format.h>

#include <array>

#include "base/time.hpp"
#include "control/commands/contain_faults.hpp"
#include "control/commands/groups.hpp"
#include "control/commands/read_request.hpp"
#include "domain/ticket/kinds.hpp"

namespace lapor::control {
namespace {

using engine::Account;

constexpr std::size_t secret_letters = 43;  // 256 bits

Json render(const Account& account) {
  if (account.kind == Account::Kind::key)
    return Json::object({{"name", account.name},
                         {"channel", ticket::name(account.channel)},
                         {"created_at", iso8601(account.created)}});
  return Json::object({{"name", account.name},
                       {"role", engine::name(account.role)},
                       {"agency", text_or_null(account.agency)},
                       {"created_at", iso8601(account.created)}});
}

Result<Account> read_account(const Json& body, Account::Kind kind) {
  Account account;
  account.kind = kind;
  account.name = text_of(body, "name");
  account.agency = text_of(body, "agency");
  if (kind == Account::Kind::user) {
    const auto role = engine::desk_role(text_of(body, "role"));
    if (!role) return refusal("role: write coordinator, operator, viewer or agency");
    account.role = *role;
  } else {
    const auto channel = ticket::channel(text_of(body, "channel"));
    if (!channel) return refusal("channel: write app, web, social or hotline");
    account.channel = *channel;
  }
  return account;
}

/// The engine's refusal, or `if_done`.
Json outcome(const engine::Effects* effects, Json if_done) {
  if (!effects) return refused("the database failed; look with `laporctl web` whether it was done");
  for (const auto& effect : *effects)
    if (const auto* no = std::get_if<engine::OrderRefused>(&effect)) return refused(no->reason);
  return done(std::move(if_done));
}

void add(const Request& request, Account::Kind kind, Gateway& gateway, const Reply& reply) {
  const auto account = read_account(request.body, kind);
  if (!account) return reply(refused(account.error().context));
  const auto secret = gateway.random_word(secret_letters);
  auto answer = render(*account);
  answer.set("created_at", iso8601(gateway.now()));
  answer.set(kind == Account::Kind::user ? "token" : "key", account->name + "." + secret);
  gateway.execute(engine::AccountAdded{*account, secret, request.actor},
                  [reply, answer](const engine::Effects* effects) { reply(outcome(effects, answer)); });
}

void remove(const Request& request, Account::Kind kind, Gateway& gateway, const Reply& reply) {
  const auto name = text_of(request.body, "name");
  gateway.execute(engine::AccountRemoved{kind, name, request.actor}, [reply, name](const auto* effects) {
    reply(outcome(effects, Json::object({{"ok", true}, {"name", name}})));
  });
}

void list(Account::Kind kind, Gateway& gateway, const Reply& reply) {
  auto out = Json::list();
  for (const auto& account : gateway.views().accounts(kind)) out.add(render(account));
  reply(done(out));
}

void manage_accounts(const Request& request, Gateway& gateway, const Reply& reply) {
  const auto what = text_of(request.body, "what"), action = text_of(request.body, "action");
  if (what != "user" && what != "key") return reply(refused("write web user or web key"));
  const auto kind = what == "user" ? Account::Kind::user : Account::Kind::key;
  if (action == "list") return list(kind, gateway, reply);
  if (!gateway.database_ok()) return reply(refused("the database can't be written now; try again later"));
  if (action == "add") return add(request, kind, gateway, reply);
  if (action == "remove") return remove(request, kind, gateway, reply);
  reply(refused("an account can be told add, list or remove"));
}

constexpr std::array rows{
    Command{"web", Right::control, Audit::log, Kind::order, manage_accounts},
};

}  // namespace

std::span<const Command> web_commands() { return rows; }

}  // namespace lapor::control
