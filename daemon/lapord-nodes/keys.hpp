// The keys of the nodes, in a folder of lapord's: the authority, the listener's key and certificate, and the
// name of each admitted node with the fingerprint of its certificate. This is done by a child of lapord's
// (lapord-nodes --keys), so that lapord needs no OpenSSL and what listens never sees the authority's key.
#pragma once
#include <filesystem>
#include <string>

#include "base/error.hpp"

namespace lapor::daemon {

/// Makes what is missing of authority and listener. Errors: rejected.
Result<void> prepare_keys(const std::filesystem::path& folder);
/// Admits a node and gives its lapord-node's configuration: the only copy of its key. `gateway` is where that
/// finds the listener, "HOST:PORT". \pre prepare_keys() Errors: rejected.
Result<std::string> admit_node(const std::filesystem::path& folder, const std::string& name,
                               const std::string& gateway);

}  // namespace lapor::daemon
