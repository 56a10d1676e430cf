#include "modem/link/certificate.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include <array>

namespace lapor::modem::link {
namespace {

Bio reader(const std::string& pem) {
  return Bio(::BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
}

std::string written(BIO* bio) {
  char* data = nullptr;
  const auto size = ::BIO_get_mem_data(bio, &data);
  return size > 0 ? std::string(data, static_cast<std::size_t>(size)) : std::string{};
}

/// A key with a password would ask on the terminal for it.
int no_password(char*, int, int, void*) { return -1; }

}  // namespace

Certificate read_certificate(const std::string& pem) {
  return Certificate(::PEM_read_bio_X509(reader(pem).get(), nullptr, no_password, nullptr));
}

PrivateKey read_private_key(const std::string& pem) {
  return PrivateKey(::PEM_read_bio_PrivateKey(reader(pem).get(), nullptr, no_password, nullptr));
}

std::string to_pem(X509& certificate) {
  const Bio bio(::BIO_new(::BIO_s_mem()));
  return ::PEM_write_bio_X509(bio.get(), &certificate) == 1 ? written(bio.get()) : std::string{};
}

std::string to_pem(EVP_PKEY& key) {
  const Bio bio(::BIO_new(::BIO_s_mem()));
  const bool done = ::PEM_write_bio_PrivateKey(bio.get(), &key, nullptr, nullptr, 0, nullptr, nullptr) == 1;
  return done ? written(bio.get()) : std::string{};
}

std::string fingerprint(X509& certificate) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (::X509_digest(&certificate, ::EVP_sha256(), digest.data(), &size) != 1) return {};
  std::string out;
  for (unsigned i = 0; i < size; ++i) {
    out += "0123456789abcdef"[digest[i] >> 4];
    out += "0123456789abcdef"[digest[i] & 15];
  }
  return out;
}

std::string common_name(X509& certificate) {
  std::array<char, 80> text{};
  const int size = ::X509_NAME_get_text_by_NID(::X509_get_subject_name(&certificate), NID_commonName,
                                               text.data(), static_cast<int>(text.size()));
  if (size <= 0 || size >= static_cast<int>(text.size()) - 1) return {};
  return {text.data(), static_cast<std::size_t>(size)};
}

std::string openssl_error() {
  std::array<char, 160> text{};
  const auto code = ::ERR_get_error();
  if (code == 0) return "no reason given";
  ::ERR_error_string_n(code, text.data(), text.size());
  return text.data();
}

}  // namespace lapor::modem::link
