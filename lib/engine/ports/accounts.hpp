// Accounts of the pages, and the requests of other programs that must not be taken twice.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/ids.hpp"
#include "engine/model/account.hpp"

namespace lapor::engine {

class AccountsPort {
 public:
  virtual ~AccountsPort() = default;
  /// Keeps a hash of the secret and never the secret. False if the name is taken.
  virtual bool add_account(const Account& account, const std::string& secret) = 0;
  /// False if there is none of this name.
  virtual bool remove_account(Account::Kind kind, std::string_view name) = 0;
  /// The ticket that the same request of this key made since then; nullopt if it is new.
  virtual std::optional<TicketId> request_of_key(std::string_view key, std::string_view request,
                                                 Instant since) = 0;
  /// Replaces an older one of the same name.
  virtual void remember_request(std::string_view key, std::string_view request, TicketId ticket,
                                Instant at) = 0;
};

}  // namespace lapor::engine
