// Ticket numbers grow with their serial: eight digits after a million reports, nine after ten million.
// Every phone number is fictitious.
#include "domain/ticket/number.hpp"
#include "sim/story.hpp"

using namespace lapor;
using namespace lapor::test;
using Catch::Matchers::ContainsSubstring;

namespace {

void next_serial(World& w, std::int64_t serial) {
  const auto last = std::to_string(serial - 1);
  if (!on_postgresql())
    return w.store().database_file().exec("UPDATE sqlite_sequence SET seq = " + last +
                                          " WHERE name = 'ticket'");
  auto& db = w.store().connection();
  db.begin();
  db.query("UPDATE last_serial SET serial = ?", serial - 1).run();
  db.commit();
}
}  // namespace

TEST_CASE("a complaint lives its whole life under a number of eight or nine digits", "[story]") {
  const auto serial = GENERATE(1000000, 9999999, 10000000, 99999998);
  World w{rules()};
  next_serial(w, serial);
  w.text(sari, "LAPOR JALAN berlubang depan pasar Johar");
  w.settle();
  REQUIRE(w.tickets().size() == 1);
  const auto number = ticket::number(TicketId{serial});
  CHECK(number.size() == std::to_string(serial).size() + 1);
  CHECK_THAT(w.last(sari), ContainsSubstring(number));
  CHECK_THAT(w.last(bmck_operator), ContainsSubstring(number));

  w.text(bmck_operator, "TERIMA " + number);
  w.text(sari, "tambah" + number + " dekat lampu merah");
  w.settle();
  CHECK(w.tickets()[0].state == ticket::State::accepted);
  CHECK_THAT(w.last(bmck_operator), ContainsSubstring("dekat lampu merah"));
  w.text(bmck_operator, "SELESAI" + number + " lubang sudah ditambal");
  w.settle();
  w.text(sari, "YA " + number);
  w.settle();
  CHECK(w.tickets().size() == 1);
  CHECK(w.tickets()[0].state == ticket::State::closed);
  for (const auto& row : w.out()) CHECK(row.parts == 1);
}
