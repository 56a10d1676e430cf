// A database on a server that several gateways share. One of them has the lease and writes, the others stand
// by (decision 0028).
//
// The lease needs no clock that two machines agree on: each transaction of its holder changes the row that
// names the last transaction, and a standby counts by its own clock how long it has seen no change.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/views.hpp"

namespace lapor::store {

/// A gateway, told from all others of this database.
struct GatewayId {
  std::int64_t number = 0;  ///< drawn once, kept beside the gateway; never 0
  std::string node;         ///< [node] name, for people
  friend bool operator==(const GatewayId&, const GatewayId&) = default;
};

struct Lease {
  std::int64_t epoch = 0;             ///< counts those who had it
  GatewayId holder;                   ///< number 0: nobody has it
  std::int64_t last_transaction = 0;  ///< a random name, another one after each
  friend bool operator==(const Lease&, const Lease&) = default;
};

/// \throws StoreFailure (all calls)
class Sharing {
 public:
  virtual Lease lease() = 0;
  /// Takes the lease if it is still as `seen`, and returns the new epoch; nullopt if it isn't. Where the
  /// outcome is unknown, as of any commit, look again.
  virtual std::optional<std::int64_t> take(const Lease& seen, const GatewayId& by) = 0;
  /// From now on each transaction fails (StoreFailure::Kind::lease) unless the lease has this epoch.
  virtual void write_in(std::int64_t epoch) = 0;
  /// The others need not wait. \pre write_in() was called
  virtual void give_back() = 0;
  /// Notes that this gateway stands by.
  virtual void note(const GatewayId& standby) = 0;
  /// Those that were seen within a week, by name.
  virtual std::vector<engine::StandbyGateway> standbys() = 0;

 protected:
  ~Sharing() = default;
};

}  // namespace lapor::store
