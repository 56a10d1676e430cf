// The unit of work of the one writer.
#pragma once
#include "engine/api/store_failure.hpp"

namespace lapor::engine {

/// All other ports need an open transaction.
class TransactionPort {
 public:
  virtual ~TransactionPort() = default;
  /// \pre no transaction is open
  virtual void begin() = 0;
  /// The rows are on disk when it returns. If it throws StoreFailure, their fate is unknown.
  virtual void commit() = 0;
  /// Drops what was written since begin(). Does nothing if no transaction is open.
  virtual void rollback() noexcept = 0;
};

}  // namespace lapor::engine
