// The line over which a gateway of a test reaches its database: TCP on loopback with a password, as a test
// can cut it.
#pragma once
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "support/tcp_proxy.hpp"
#include "support/test_database.hpp"

namespace lapor::test {

class LineToServer {
 public:
  TcpProxy line{static_cast<std::uint16_t>(std::stoi(word("port")))};

  std::string conninfo(const TestDatabase& database) const {
    return "host=127.0.0.1 port=" + std::to_string(line.port()) + " dbname=" + database.name() +
           " user=lapor password=" + word("password");
  }

  /// The key of [store] for this database. The password goes into a file in `folder`.
  std::string store(const TestDatabase& database, const std::filesystem::path& folder) const {
    const auto pass = folder / "pgpass";
    std::ofstream(pass) << "*:*:*:*:" << word("password") << "\n";
    ::chmod(pass.c_str(), 0600);
    return "[store]\npostgresql = \"host=127.0.0.1 port=" + std::to_string(line.port()) +
           " dbname=" + database.name() + " user=lapor passfile=" + pass.string() + "\"\n";
  }

 private:
  /// The value of "key=VALUE" among the words in LAPOR_TEST_POSTGRESQL_TCP.
  static std::string word(const std::string& key) {
    const std::string words = std::getenv("LAPOR_TEST_POSTGRESQL_TCP");
    const auto at = words.find(key + "=") + key.size() + 1;
    return words.substr(at, words.find(' ', at) - at);
  }
};

}  // namespace lapor::test
