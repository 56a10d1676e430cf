#include "modem/link/authority.hpp"

#include <fmt/format.h>
#include <openssl/ec.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <array>
#include <utility>
#include <vector>

#include "modem/link/certificate.hpp"

namespace lapor::modem::link {
namespace {

using Extensions = std::vector<std::pair<int, std::string>>;

Error failed(const std::string& what) {
  return {Errc::rejected, fmt::format("{}: {}", what, openssl_error())};
}

/// 127 random bits: a number that no other certificate has.
bool set_serial(X509& certificate) {
  std::array<unsigned char, 16> bytes{};
  if (::RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) return false;
  bytes[0] &= 0x7f;
  BIGNUM* number = ::BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr);
  const bool done =
      number != nullptr && ::BN_to_ASN1_INTEGER(number, ::X509_get_serialNumber(&certificate)) != nullptr;
  ::BN_free(number);
  return done;
}

/// A box without a battery clock starts in the past, and whom the gateway admits says its list, not a date:
/// from 1970 to the date that means "never" (RFC 5280 §4.1.2.5).
bool set_dates(X509& certificate) {
  return ::ASN1_TIME_set_string_X509(::X509_getm_notBefore(&certificate), "19700101000000Z") == 1 &&
         ::ASN1_TIME_set_string_X509(::X509_getm_notAfter(&certificate), "99991231235959Z") == 1;
}

bool set_subject(X509& certificate, const std::string& name) {
  const auto* text = reinterpret_cast<const unsigned char*>(name.c_str());
  return ::X509_NAME_add_entry_by_NID(::X509_get_subject_name(&certificate), NID_commonName, MBSTRING_UTF8,
                                      text, static_cast<int>(name.size()), -1, 0) == 1;
}

bool add_extensions(X509& certificate, X509& issuer, const Extensions& extensions) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, &issuer, &certificate, nullptr, nullptr, 0);
  for (const auto& [kind, value] : extensions) {
    X509_EXTENSION* extension = ::X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
    const bool added = extension != nullptr && ::X509_add_ext(&certificate, extension, -1) == 1;
    ::X509_EXTENSION_free(extension);
    if (!added) return false;
  }
  return true;
}

/// `issuer` is null for an authority, which signs itself.
Result<KeyPair> sign(const std::string& name, const Extensions& extensions, X509* issuer, EVP_PKEY* signer) {
  const PrivateKey key(::EVP_EC_gen("P-256"));
  const Certificate certificate(::X509_new());
  if (!key || !certificate) return failed("no key could be made");
  auto& c = *certificate;
  X509& signed_by = issuer != nullptr ? *issuer : c;
  const bool complete = ::X509_set_version(&c, X509_VERSION_3) == 1 && set_serial(c) && set_dates(c) &&
                        set_subject(c, name) &&
                        ::X509_set_issuer_name(&c, ::X509_get_subject_name(&signed_by)) == 1 &&
                        ::X509_set_pubkey(&c, key.get()) == 1 && add_extensions(c, signed_by, extensions) &&
                        ::X509_sign(&c, signer != nullptr ? signer : key.get(), ::EVP_sha256()) > 0;
  if (!complete) return failed("no certificate could be made");
  return KeyPair{to_pem(*key), to_pem(c)};
}

}  // namespace

Result<KeyPair> make_authority() {
  return sign("lapord's authority for nodes",
              {{NID_basic_constraints, "critical,CA:TRUE,pathlen:0"},
               {NID_key_usage, "critical,keyCertSign"},
               {NID_subject_key_identifier, "hash"}},
              nullptr, nullptr);
}

Result<KeyPair> issue(const KeyPair& authority, Role role, const std::string& name) {
  const auto issuer = read_certificate(authority.certificate);
  const auto signer = read_private_key(authority.key);
  if (!issuer || !signer) return failed("the authority's key or certificate can't be read");
  return sign(name,
              {{NID_basic_constraints, "critical,CA:FALSE"},
               {NID_key_usage, "critical,digitalSignature"},
               {NID_ext_key_usage, role == Role::gateway ? "serverAuth" : "clientAuth"}},
              issuer.get(), signer.get());
}

}  // namespace lapor::modem::link
