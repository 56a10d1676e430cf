// The gateway's own authority: it signs one certificate for the listener and one for each node. Nobody else
// trusts it, and it trusts nobody else.
#pragma once
#include <string>

#include "base/error.hpp"
#include "modem/link/tls.hpp"

namespace lapor::modem::link {

/// A key and its certificate, PEM.
struct KeyPair {
  std::string key, certificate;
};

/// A new authority. Errors: rejected.
Result<KeyPair> make_authority();
enum class Role {
  gateway,  ///< the listener: may be a server, and nothing else
  node      ///< may be a client, and nothing else
};
/// A new key with a certificate for `name`. Errors: rejected.
Result<KeyPair> issue(const KeyPair& authority, Role role, const std::string& name);

}  // namespace lapor::modem::link
