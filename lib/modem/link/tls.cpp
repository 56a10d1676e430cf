#include "modem/link/tls.hpp"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <boost/asio/buffer.hpp>

#include "modem/link/certificate.hpp"

namespace lapor::modem::link {
namespace {

namespace ssl = boost::asio::ssl;
using Context = std::shared_ptr<ssl::context>;

Error refused(const std::string& what) {
  return {Errc::rejected, fmt::format("{}: {}", what, openssl_error())};
}

/// False if they are none, or if key and certificate don't belong together.
bool take(SSL_CTX* context, const Papers& papers) {
  const auto authority = read_certificate(papers.authority);
  const auto certificate = read_certificate(papers.certificate);
  const auto key = read_private_key(papers.key);
  return authority && certificate && key &&
         ::X509_STORE_add_cert(::SSL_CTX_get_cert_store(context), authority.get()) == 1 &&
         ::SSL_CTX_use_certificate(context, certificate.get()) == 1 &&
         ::SSL_CTX_use_PrivateKey(context, key.get()) == 1 && ::SSL_CTX_check_private_key(context) == 1;
}

/// OpenSSL checks by itself that a certificate is for the part that its owner plays, server or client.
Result<Context> context_with(const Papers& papers, ssl::context::method method) {
  auto out = std::make_shared<ssl::context>(method);
  auto* context = out->native_handle();
  boost::system::error_code error;
  if (::SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION) != 1) return refused("TLS 1.3");
  out->set_verify_mode(ssl::verify_peer | ssl::verify_fail_if_no_peer_cert, error);
  if (error) return Error{Errc::rejected, error.message()};
  // A session that is resumed would bring an old verdict on a certificate.
  ::SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  ::SSL_CTX_set_num_tickets(context, 0);
  ::ERR_clear_error();
  if (!take(context, papers)) return refused("the key and the certificates can't be used");
  return out;
}

}  // namespace

Result<Context> gateway_context(const Papers& papers) {
  return context_with(papers, ssl::context::tls_server);
}

Result<Context> node_context(const Papers& papers) { return context_with(papers, ssl::context::tls_client); }

Identity peer_of(TlsStream& stream) {
  const Certificate certificate(::SSL_get1_peer_certificate(stream.native_handle()));
  if (!certificate) return {};
  return {common_name(*certificate), fingerprint(*certificate)};
}

}  // namespace lapor::modem::link
