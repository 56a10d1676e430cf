#include "engine/housekeeping/accounts.hpp"

#include <fmt/format.h>

namespace lapor::engine {
namespace {

constexpr std::size_t longest_name = 40;

/// The reason why no account can have this name; "" if one can.
std::string unfit_name(const std::string& name) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  if (!name.empty() && name.size() <= longest_name && name.find_first_not_of(letters) == name.npos) return {};
  return fmt::format("a name has letters, digits, - and _, at most {} of them", longest_name);
}

/// The reason why this account can't be made; "" if it can.
std::string unfit(const Transaction& tx, const Account& account) {
  if (auto why = unfit_name(account.name); !why.empty()) return why;
  if (account.kind == Account::Kind::key)
    return account.channel == ticket::Channel::sms ? "the channel must be app, web, social or hotline" : "";
  if (account.role == DeskRole::agency && !tx.rules.directory.find(account.agency))
    return fmt::format("no agency has the code \"{}\"", account.agency);
  if (account.role != DeskRole::agency && !account.agency.empty())
    return "only the role agency is for one agency";
  return {};
}

std::string_view word(Account::Kind kind) { return kind == Account::Kind::user ? "user" : "key"; }

void refuse(Transaction& tx, std::string why) { tx.effects.push_back(OrderRefused{std::move(why)}); }

void changed(Transaction& tx, Account::Kind kind, const std::string& name, const Actor& actor,
             std::string_view how) {
  tx.effects.push_back(AccountChanged{name});
  tx.log(log::Level::notice, "web-account",
         fmt::format("{}: web {} {} {}", actor.text(), word(kind), how, name));
}

}  // namespace

void add_account(Transaction& tx, const AccountAdded& event) {
  auto account = event.account;
  account.created = tx.now;
  if (auto why = unfit(tx, account); !why.empty()) return refuse(tx, std::move(why));
  if (!tx.store.add_account(account, event.secret))
    return refuse(tx,
                  fmt::format("there is a {} {} already; remove it first", word(account.kind), account.name));
  changed(tx, account.kind, account.name, event.actor, "add");
}

void remove_account(Transaction& tx, const AccountRemoved& event) {
  if (!tx.store.remove_account(event.kind, event.name))
    return refuse(tx, fmt::format("there is no {} {}", word(event.kind), event.name));
  changed(tx, event.kind, event.name, event.actor, "remove");
}

}  // namespace lapor::engine
