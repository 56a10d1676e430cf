// The unit of work of the one writer.
#pragma once
#include "engine/api/store_failure.hpp"

namespace lapor::engine {

/// All other ports need an open transaction.
class TransactionPort {
 public:
  virtual ~TransactionPort() = default;
  virtual void begin() = 0;   ///< \pre none is open
  virtual void commit() = 0;  ///< the rows are on disk when it returns; if it throws, their fate is unknown
  virtual void rollback() noexcept = 0;  ///< does nothing where none is open
};

}  // namespace lapor::engine
