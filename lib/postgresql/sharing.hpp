// The lease in the row of last_transaction, and the table of the gateways that stand by.
#pragma once
#include "store/sharing.hpp"

namespace lapor::postgresql {

class Connection;

class Sharing final : public store::Sharing {
 public:
  explicit Sharing(Connection& db) : db_(db) {}

  store::Lease lease() override;
  std::optional<std::int64_t> take(const store::Lease& seen, const store::GatewayId& by) override;
  void write_in(std::int64_t epoch) override;
  void give_back() override;
  void note(const store::GatewayId& standby) override;
  std::vector<engine::StandbyGateway> standbys() override;

 private:
  Connection& db_;
};

}  // namespace lapor::postgresql
