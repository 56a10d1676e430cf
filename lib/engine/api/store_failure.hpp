// The one exception that every entry of the engine may throw.
#pragma once
#include <cstddef>
#include <stdexcept>
#include <string>

#include "base/names.hpp"

namespace lapor::engine {

/// The store can't do its work. Any call of a port may throw it; the transaction is gone then. After a failed
/// commit its rows may be there or not, so every insert can be repeated without harm.
struct StoreFailure : std::runtime_error {
  enum class Kind {
    full,     ///< the disk is full
    io,       ///< the disk failed, or turned read-only
    corrupt,  ///< the database is damaged
    busy,     ///< another process holds it
    other,    ///< a statement failed: a bug, or a row that isn't there
    lease     ///< another gateway has taken over: this one may never write again
  };
  Kind kind;
  StoreFailure(Kind k, const std::string& what) : std::runtime_error(what), kind(k) {}
};

inline constexpr Names<StoreFailure::Kind, 6> store_failure_kinds{{{StoreFailure::Kind::full, "full"},
                                                                   {StoreFailure::Kind::io, "io"},
                                                                   {StoreFailure::Kind::corrupt, "corrupt"},
                                                                   {StoreFailure::Kind::busy, "busy"},
                                                                   {StoreFailure::Kind::other, "other"},
                                                                   {StoreFailure::Kind::lease, "lease"}}};
static_assert(store_failure_kinds.size() == static_cast<std::size_t>(StoreFailure::Kind::lease) + 1);

}  // namespace lapor::engine
