#include "postgresql/dialect.hpp"

#include "support/catch.hpp"

namespace lapor::postgresql {

TEST_CASE("parameters are numbered, and a name has one number") {
  CHECK(translated("SELECT ? WHERE a = ? AND b > ?") == "SELECT $1 WHERE a = $2 AND b > $3");
  CHECK(translated("SELECT ?2, ?1, ?2") == "SELECT $2, $1, $2");
  CHECK(translated("a = :a AND b = :b AND c = :a LIMIT :limit") == "a = $1 AND b = $2 AND c = $1 LIMIT $3");
}

TEST_CASE("what stands in quotes, and a cast, is left alone") {
  CHECK(translated("SELECT 'why? :no instr(' || a::text") == "SELECT 'why? :no instr(' || a::text");
}

TEST_CASE("the name of an index is left out") {
  CHECK(translated("FROM ticket INDEXED BY ticket_open WHERE a") == "FROM ticket  WHERE a");
  CHECK(translated("FROM a AS b INDEXED BY c_d JOIN e") == "FROM a AS b  JOIN e");
}

TEST_CASE("functions have their other names, words that hold them don't") {
  CHECK(translated("instr(a, ':') > instruction") == "strpos(a, ':') > instruction");
}

TEST_CASE("an INSERT tells its id, that of a ticket its serial") {
  CHECK(returning_id("INSERT INTO event (a) VALUES ($1)") ==
        "INSERT INTO event (a) VALUES ($1) RETURNING id");
  CHECK(returning_id("INSERT INTO ticket (a) VALUES ($1)") ==
        "INSERT INTO ticket (a) VALUES ($1) RETURNING serial");
}

TEST_CASE("an INSERT takes an id of ours as its last value, but for a ticket and a row that may be there") {
  const auto numbered = with_own_id("INSERT INTO event (a, b) VALUES ($1, $2)", 2);
  REQUIRE(numbered);
  CHECK(numbered->table == "event");
  CHECK(numbered->sql == "INSERT INTO event (id, a, b) VALUES ($3, $1, $2)");
  CHECK(with_own_id("INSERT INTO person (a, kind) VALUES (NULL, 'unknown')", 0)->sql ==
        "INSERT INTO person (id, a, kind) VALUES ($1, NULL, 'unknown')");
  CHECK_FALSE(with_own_id("INSERT INTO ticket (a) VALUES ($1)", 1));
  CHECK_FALSE(with_own_id("INSERT INTO part (a) VALUES ($1) ON CONFLICT DO NOTHING", 1));
  CHECK_FALSE(with_own_id("INSERT INTO notice SELECT a FROM b", 0));
}

}  // namespace lapor::postgresql
