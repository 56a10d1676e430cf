// Salted hashes of secrets by crypt(3), method $6$: a PIN is short, so that a hash must cost something, and a
// token is long, so that no more is needed.
#pragma once
#include <string>

namespace lapor::store {

/// A salt for secret_hash(). \throws StoreFailure
std::string new_salt();
/// The hash of a secret with this salt, or with that of another hash: the hash fits if the result is the
/// same.
/// \throws StoreFailure
std::string secret_hash(const std::string& secret, const std::string& salt);

/// Four unpredictable digits, the first of them not 0: for a code that a person reads and types.
/// \throws StoreFailure
std::string four_digits();

}  // namespace lapor::store
