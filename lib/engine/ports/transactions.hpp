// The unit of work of the one writer.
#pragma once
#include <stdexcept>
#include <string>

namespace lapor::engine {

/// The store can't do its work. Any call of a port may throw it; the transaction is gone then. After a failed commit
/// its rows may be there or not, so every insert can be repeated without harm.
struct StoreFailure : std::runtime_error {
  enum class Kind {
    full,     ///< the disk is full
    io,       ///< the disk failed, or turned read-only
    corrupt,  ///< the database is damaged
    busy,     ///< somebody else holds it
    other     ///< a statement failed: a bug, or a row that isn't there
  };
  Kind kind;
  StoreFailure(Kind k, const std::string& what) : std::runtime_error(what), kind(k) {}
};

/// All other ports need an open transaction.
class TransactionPort {
 public:
  virtual ~TransactionPort() = default;
  virtual void begin() = 0;  ///< \pre none is open
  virtual void commit() = 0;  ///< the rows are on disk when it returns; if it throws, their fate is unknown
  virtual void rollback() noexcept = 0;  ///< does nothing where none is open
};

}  // namespace lapor::engine
