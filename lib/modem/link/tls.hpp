// TLS between a node and its gateway: version 1.3, both sides with a certificate of the gateway's own
// authority, nothing resumed.
#pragma once
#include <memory>
#include <string>

#include "base/error.hpp"
#include "modem/link/asio_ssl.hpp"

namespace lapor::modem::link {

/// All PEM.
struct Papers {
  std::string key, certificate, authority;
};

/// Each side takes only a certificate that the authority signed for the other side's part. Errors: rejected,
/// when the papers are none or don't belong together.
Result<std::shared_ptr<boost::asio::ssl::context>> gateway_context(const Papers& papers);
Result<std::shared_ptr<boost::asio::ssl::context>> node_context(const Papers& papers);

/// The other end of a link, known after the handshake.
struct Identity {
  std::string name;         ///< the certificate's common name; empty if it has none
  std::string fingerprint;  ///< SHA-256 of the certificate, in 64 hexadecimal digits
};
Identity peer_of(TlsStream& stream);

}  // namespace lapor::modem::link
