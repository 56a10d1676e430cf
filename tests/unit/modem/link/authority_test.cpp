#include "modem/link/authority.hpp"

#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <ctime>

#include "modem/link/certificate.hpp"
#include "support/catch.hpp"

using namespace lapor::modem::link;

namespace {

/// True if a peer accepts this certificate of the authority at this time, as a client's or as a server's.
bool is_taken(const std::string& authority, const std::string& certificate, int purpose, std::time_t at) {
  const auto ca = read_certificate(authority), leaf = read_certificate(certificate);
  REQUIRE(ca);
  REQUIRE(leaf);
  X509_STORE* store = ::X509_STORE_new();
  ::X509_STORE_add_cert(store, ca.get());
  X509_STORE_CTX* context = ::X509_STORE_CTX_new();
  ::X509_STORE_CTX_init(context, store, leaf.get(), nullptr);
  ::X509_STORE_CTX_set_purpose(context, purpose);
  ::X509_STORE_CTX_set_time(context, 0, at);
  const bool out = ::X509_verify_cert(context) == 1;
  ::X509_STORE_CTX_free(context);
  ::X509_STORE_free(store);
  return out;
}

}  // namespace

TEST_CASE("a certificate is for one role, of one authority, at any time") {
  const auto ours = make_authority(), another = make_authority();
  REQUIRE(ours);
  REQUIRE(another);
  const auto node = issue(*ours, Role::node, "blora"), gateway = issue(*ours, Role::gateway, "lapord-nodes");
  REQUIRE(node);
  REQUIRE(gateway);
  const auto& ca = ours->certificate;
  for (const std::time_t at : {std::time_t{1}, std::time_t{1'770'000'000}, std::time_t{20'000'000'000}}) {
    CHECK(is_taken(ca, node->certificate, X509_PURPOSE_SSL_CLIENT, at));
    CHECK_FALSE(is_taken(ca, node->certificate, X509_PURPOSE_SSL_SERVER, at));
    CHECK(is_taken(ca, gateway->certificate, X509_PURPOSE_SSL_SERVER, at));
    CHECK_FALSE(is_taken(ca, gateway->certificate, X509_PURPOSE_SSL_CLIENT, at));
    CHECK_FALSE(is_taken(another->certificate, node->certificate, X509_PURPOSE_SSL_CLIENT, at));
  }
}

TEST_CASE("a node signs nobody") {
  const auto ours = make_authority();
  REQUIRE(ours);
  const auto node = issue(*ours, Role::node, "blora");
  REQUIRE(node);
  const auto forged = issue(*node, Role::node, "cepu");
  REQUIRE(forged);
  CHECK_FALSE(is_taken(ours->certificate, forged->certificate, X509_PURPOSE_SSL_CLIENT, 1'770'000'000));
}

TEST_CASE("each certificate has its name and a fingerprint of its own") {
  const auto ours = make_authority();
  REQUIRE(ours);
  const auto one = issue(*ours, Role::node, "blora"), two = issue(*ours, Role::node, "blora");
  REQUIRE(one);
  REQUIRE(two);
  const auto a = read_certificate(one->certificate), b = read_certificate(two->certificate);
  CHECK(common_name(*a) == "blora");
  CHECK(fingerprint(*a).size() == 64);
  CHECK(fingerprint(*a) != fingerprint(*b));
}

TEST_CASE("papers that are none, or don't belong together, are refused") {
  const auto ours = make_authority();
  REQUIRE(ours);
  const auto one = issue(*ours, Role::node, "blora"), two = issue(*ours, Role::node, "cepu");
  REQUIRE(one);
  REQUIRE(two);
  CHECK(node_context({one->key, one->certificate, ours->certificate}));
  CHECK_FALSE(node_context({two->key, one->certificate, ours->certificate}));
  CHECK_FALSE(node_context({one->key, one->certificate, "nothing"}));
  CHECK_FALSE(gateway_context({"", one->certificate, ours->certificate}));
  CHECK_FALSE(issue({"no key", ours->certificate}, Role::node, "blora"));
}
