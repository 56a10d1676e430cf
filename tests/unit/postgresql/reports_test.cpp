// The role for programs that make reports (lib/postgresql/reports.sql). These tests need a server.
#include <fstream>
#include <iterator>
#include <set>

#include "postgresql/connection.hpp"
#include "support/catch.hpp"
#include "support/filled_database.hpp"
#include "support/test_database.hpp"

namespace lapor::postgresql {
namespace {

using Catch::Matchers::ContainsSubstring;

/// Every column that the role may not read. A new column must stand here or in reports.sql: here where it can
/// hold a number, a name, a secret or what a person wrote, or tells who did something.
const std::set<std::string> withheld{
    // people
    "person.id", "person.address", "person.kind", "person.country", "person.reference", "person.quiet",
    "person.erase_ms", "person.erase_code", "person.erase_code_ms", "ticket.reporter", "stay.reporter",
    "follower.ticket", "follower.person", "inbound.sender", "outgoing.recipient", "attempt.recipient",
    "quarantine.sender", "recap.id", "recap.agency", "recap.recipient", "recap.from_ms", "recap.until_ms",
    "recap.not_before_ms", "recap.asked", "notice.id", "notice.kind", "notice.ticket", "notice.recipient",
    "notice.round", "notice.urgent", "notice.due_ms", "notice.outgoing", "wrong_pin.person",
    "wrong_pin.at_ms", "wrong_pin.agency", "event.actor", "access.id", "access.at_ms", "access.actor",
    "access.masked", "access.what", "access.ticket", "access.detail", "quarantine.dismissed_by",
    "ticket.accused",
    // what they wrote, and what was written about it
    "ticket.text", "ticket.refusal", "event.detail", "inbound.text", "outgoing.text", "outgoing.error",
    "attempt.error", "attempt.message_id", "attempt.reference", "outgoing.reference", "outgoing.next_part",
    "quarantine.cause", "quarantine.raw", "quarantine.forgotten", "part.id", "part.sender", "part.modem",
    "part.received_ms", "part.smsc_ms", "part.coding", "part.udh", "part.payload", "part.reference",
    "part.bits", "part.total", "part.number", "part.inbound", "part.proof", "part_mark.mark",
    "part_mark.at_ms", "unsettled_delivery.modem", "unsettled_delivery.connection",
    "unsettled_delivery.number", "unsettled_delivery.sender", "unsettled_delivery.content",
    "unsettled_delivery.received_ms", "likeness.ticket", "likeness.earlier", "request.key", "request.digest",
    "request.ticket", "request.at_ms",
    // secrets, and SIMs, which are numbers too
    "proof_word.ticket", "proof_word.word", "account.kind", "account.name", "account.role", "account.agency",
    "account.channel", "account.hash", "account.created_ms", "pin_try.id", "pin_try.modem", "pin_try.card",
    "pin_try.hash", "pin_try.asked_ms", "pin_try.accepted", "pin_try.forgiven", "modem_sim.modem",
    "modem_sim.imei", "modem_sim.imsi", "modem_sim.seen_ms", "fact.name", "fact.value",
    // the gateway's own way of counting
    "ticket.ladder_base_ms", "ticket.wake_ms", "ticket.before_question", "ticket.due_base_ms",
    "ticket.due_days", "ticket.resolve_base_ms", "ticket.joined_to", "ticket.asked_due_base_ms",
    "ticket.asked_ladder_base_ms", "ticket.follower_said_yes", "last_serial.id", "last_serial.serial",
    "last_transaction.id", "last_transaction.name", "last_transaction.epoch", "last_transaction.gateway",
    "last_transaction.node", "gateway.number", "gateway.node", "gateway.seen_ms"};

struct Reporting {
  test::TestDatabase database;
  std::unique_ptr<store::Connection> db = database.open();

  Reporting() {
    test::fill_every_table(*db);
    std::ifstream file(LAPOR_SOURCE_DIR "/lib/postgresql/reports.sql");
    sql({std::istreambuf_iterator<char>(file), {}});
  }
  void sql(const std::string& text) { dynamic_cast<Connection&>(*db).exec(text); }
};

}  // namespace

TEST_CASE("each column of the database is either the role's to read or withheld", "[server]") {
  Reporting on;
  std::set<std::string> granted, refused;
  auto row = on.db->query(
      "SELECT table_name, column_name, has_column_privilege('lapor_reports', 'lapor.' || table_name, "
      "column_name, "
      "'SELECT')::int FROM information_schema.columns WHERE table_schema = 'lapor'");
  while (row.step()) (row.integer(2) == 1 ? granted : refused).insert(row.text(0) + "." + row.text(1));
  CHECK(refused == withheld);
  CHECK(granted.size() > 90);
}

TEST_CASE("the role reads figures, and is refused every column that is withheld", "[server]") {
  Reporting on;
  on.sql("SET ROLE lapor_reports");
  CHECK(on.db->query("SELECT count(*) FROM stay JOIN ticket ON serial = ticket WHERE is_open")
            .first("n")
            .integer(0) == 1);
  CHECK(on.db->query("SELECT sum(n) FROM measured_time").first("n").integer(0) == 1);
  for (const auto& column : withheld) {
    const auto table = column.substr(0, column.find('.'));
    INFO(column);
    CHECK_THROWS_WITH(on.db->query("SELECT " + column + " FROM " + table).step(),
                      ContainsSubstring("permission denied"));
  }
  CHECK_THROWS_WITH(on.sql("UPDATE lapor.measure SET n = 0"), ContainsSubstring("permission denied"));
}

TEST_CASE("running the file again sets the role's rights again", "[server]") {
  Reporting on;
  on.sql("GRANT SELECT ON lapor.person TO lapor_reports");
  std::ifstream file(LAPOR_SOURCE_DIR "/lib/postgresql/reports.sql");
  on.sql({std::istreambuf_iterator<char>(file), {}});
  CHECK(on.db->query("SELECT has_table_privilege('lapor_reports', 'lapor.person', 'SELECT')::int")
            .first("r")
            .integer(0) == 0);
}

}  // namespace lapor::postgresql
