// [store]: a PostgreSQL server in the place of the file.
#include <string>

#include "config/effective.hpp"
#include "support/catch.hpp"
#include "unit/config/files.hpp"

using namespace lapor;
using namespace lapor::test;
using Catch::Matchers::ContainsSubstring;

namespace {

std::string store(const std::string& conninfo) { return "[store]\npostgresql = \"" + conninfo + "\"\n"; }

}  // namespace

TEST_CASE("a server is named as libpq reads it, by words or by a URI", "[config]") {
  const Files files;
  for (const std::string good :
       {"host=/run/postgresql dbname=lapor", "postgresql://db1,db2/lapor?target_session_attrs=read-write",
        "host=db1 user=lapord passfile=/etc/lapord/pgpass"}) {
    const auto loaded = files.load_plain(store(good));
    INFO(lines(files, loaded.report.errors));
    REQUIRE(loaded.config);
    CHECK(loaded.config->postgresql == good);
  }
  CHECK(files.load_plain("").config->postgresql.empty());
  CHECK(files.load_plain(store("")).config->postgresql.empty());
  CHECK_THAT(lines(files, files.load_plain(store("db1")).report.errors), ContainsSubstring("can't be read"));
}

TEST_CASE("a password in the name of a server is refused, with what to write", "[config]") {
  const Files files;
  for (const std::string bad :
       {"host=db1 password=secret", "password = 'a b' host=db1", "postgresql://lapord:secret@db1/lapor"})
    CHECK_THAT(lines(files, files.load_plain(store(bad)).report.errors), ContainsSubstring("passfile="));
}

TEST_CASE("another database needs a restart", "[config]") {
  const Files files;
  const auto before = files.load_plain(""), after = files.load_plain(store("dbname=lapor"));
  REQUIRE((before.config && after.config));
  CHECK(config::need_restart(*before.config, *after.config) == std::vector<std::string>{"store.postgresql"});
}
