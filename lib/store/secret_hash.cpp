#include "store/secret_hash.hpp"

#include <crypt.h>
#include <unistd.h>

#include <cstdint>
#include <cstring>
#include <memory>

#include "engine/api/store_failure.hpp"

namespace lapor::store {

std::string secret_hash(const std::string& secret, const std::string& salt) {
  const auto data = std::make_unique<crypt_data>();  // 32 kB
  const char* hash = ::crypt_r(secret.c_str(), salt.c_str(), data.get());
  if (hash == nullptr || hash[0] == '*')
    throw engine::StoreFailure(engine::StoreFailure::Kind::other, "crypt failed");
  std::string out = hash;
  std::memset(data.get(), 0, sizeof *data);
  return out;
}

std::string new_salt() {
  char salt[CRYPT_GENSALT_OUTPUT_SIZE];
  if (::crypt_gensalt_rn("$6$", 0, nullptr, 0, salt, sizeof salt) == nullptr)
    throw engine::StoreFailure(engine::StoreFailure::Kind::other, "crypt_gensalt failed");
  return salt;
}

std::string four_digits() {
  constexpr std::uint32_t codes = 9000, fair = UINT32_MAX / codes * codes;
  std::uint32_t drawn = 0;
  do {
    if (::getentropy(&drawn, sizeof drawn) != 0)
      throw engine::StoreFailure(engine::StoreFailure::Kind::other, "the system gives no randomness");
  } while (drawn >= fair);  // or some codes would be likelier
  return std::to_string(1000 + drawn % codes);
}

}  // namespace lapor::store
