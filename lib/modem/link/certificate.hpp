// Certificates as values: PEM to read, fingerprints to compare, OpenSSL's objects with owners.
#pragma once
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <string>

namespace lapor::modem::link {

struct FreeOpenSsl {
  void operator()(X509* certificate) const { ::X509_free(certificate); }
  void operator()(EVP_PKEY* key) const { ::EVP_PKEY_free(key); }
  void operator()(BIO* bio) const { ::BIO_free(bio); }
};
using Certificate = std::unique_ptr<X509, FreeOpenSsl>;
using PrivateKey = std::unique_ptr<EVP_PKEY, FreeOpenSsl>;
using Bio = std::unique_ptr<BIO, FreeOpenSsl>;

/// Null if the text is none.
Certificate read_certificate(const std::string& pem);
PrivateKey read_private_key(const std::string& pem);
std::string to_pem(X509& certificate);
std::string to_pem(EVP_PKEY& key);

/// SHA-256 of the certificate in 64 hexadecimal digits.
std::string fingerprint(X509& certificate);
/// Empty if it has none, or a strange one.
std::string common_name(X509& certificate);
/// OpenSSL's newest error, for people.
std::string openssl_error();

}  // namespace lapor::modem::link
