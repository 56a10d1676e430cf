// Stories of the coordinator's queue: what nobody owns, what an agency gives back, what was reported twice.
// Every phone number is fictitious.
#include <algorithm>

#include "domain/ticket/number.hpp"
#include "sim/story.hpp"

using namespace lapor;
using namespace lapor::test;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

TEST_CASE("rejected and contested: BMCK says no, the coordinator agrees, the citizen doesn't", "[story]") {
  World w{rules()};
  says(w, sari, "LAPOR JALAN berlubang di jalan tol dekat gerbang");

  // The agency's no is a wish. Sari hears nothing yet; the coordinator is asked to decide.
  says(w, bmck_operator, "TOLAK " + first + " WENANG jalan tol bukan urusan kami");
  CHECK_THAT(w.last(bmck_operator), ContainsSubstring("menunggu keputusan koordinator"));
  CHECK(state(w, first) == ticket::State::verifying);
  CHECK(w.phone(sari).size() == 1);
  CHECK_THAT(w.last(coordinator), ContainsSubstring("PUTUSKAN " + first) && ContainsSubstring("BMCK") &&
                                      ContainsSubstring("WENANG"));

  // The coordinator agrees: Sari is told why, and how to object.
  says(w, coordinator, "TOLAK " + first + " WENANG jalan tol milik pusat");
  CHECK(state(w, first) == ticket::State::rejected);
  CHECK_THAT(w.last(sari), ContainsSubstring("tidak dapat diproses") && ContainsSubstring("SP4N-LAPOR") &&
                               ContainsSubstring("BUKA " + first));

  // She objects. The report comes back one level higher, to be decided once more.
  says(w, sari, "BUKA " + first + " ini jalan provinsi, bukan tol");
  CHECK(state(w, first) == ticket::State::forwarded);
  CHECK(w.tickets()[0].agency == "KOMINFO");
  CHECK(w.tickets()[0].level == 1);
  CHECK_THAT(w.last(sari), ContainsSubstring("dibuka kembali"));

  // This time the coordinator sends it to the roads agency, which repairs the road.
  says(w, coordinator, "ALIH " + first + " BMCK ternyata jalan provinsi");
  CHECK_THAT(w.last(bmck_operator), ContainsSubstring("(LAPOR " + first));
  CHECK_THAT(w.last(sari), ContainsSubstring("dialihkan ke BMCK"));
  says(w, bmck_operator, "SELESAI " + first + " lubang sudah ditambal");
  says(w, sari, "YA " + first);
  CHECK(state(w, first) == ticket::State::closed);
}

TEST_CASE("a refusal that the coordinator doesn't accept goes back to the agency", "[story]") {
  World w{rules()};
  says(w, sari, "LAPOR JALAN berlubang depan pasar Johar");
  says(w, bmck_operator, "TOLAK " + first + " SPAM");
  says(w, coordinator, "ALIH " + first + " BMCK ini laporan benar");
  CHECK(state(w, first) == ticket::State::forwarded);
  CHECK(w.tickets()[0].agency == "BMCK");
  CHECK(w.phone(bmck_operator).size() == 3);  // the report, OK, the report again
  w.advance(12h + 1min);
  CHECK_THAT(w.last(bmck_operator), ContainsSubstring("INGAT"));
}

TEST_CASE("a text of the coordinator that lacks something moves nothing, and tells the citizen nothing",
          "[story]") {
  World w{rules()};
  says(w, sari, "lapor sandal pedhot pak");
  REQUIRE(state(w, first) == ticket::State::verifying);
  const auto heard = w.last(sari);
  for (const auto* lacking : {"SELESAI ", "TANYA ", "TUNDA "}) {
    says(w, coordinator, lacking + first);
    INFO(lacking << w.last(coordinator));
    CHECK(state(w, first) == ticket::State::verifying);
    CHECK_FALSE(happened(w, first, "route"));
    CHECK(w.last(sari) == heard);
  }
  says(w, coordinator, "TERIMA " + first);
  CHECK(state(w, first) == ticket::State::accepted);
}

TEST_CASE("transferred thrice: the third time the coordinator decides where it belongs", "[story]") {
  World w{rules()};
  says(w, sari, "LAPOR LAMPU jalan mati di jembatan");
  says(w, dishub_operator, "ALIH " + first + " BMCK tiang milik Bina Marga");
  says(w, bmck_operator, "ALIH " + first + " DISHUB lampu bukan kami");
  CHECK(w.tickets()[0].agency == "DISHUB");
  CHECK(w.tickets()[0].transfers == 2);

  says(w, dishub_operator, "ALIH " + first + " BMCK tetap bukan kami");
  CHECK(state(w, first) == ticket::State::verifying);
  CHECK(w.tickets()[0].agency == "KOMINFO");
  CHECK_THAT(w.last(dishub_operator), ContainsSubstring("menunggu keputusan koordinator"));
  CHECK_THAT(w.last(coordinator), ContainsSubstring("PUTUSKAN") && ContainsSubstring("DISHUB: ALIH BMCK"));

  says(w, coordinator, "ALIH " + first + " DISHUB sesuai pergub");
  CHECK(w.tickets()[0].agency == "DISHUB");
  says(w, dishub_operator, "TERIMA " + first);
  CHECK(state(w, first) == ticket::State::accepted);
  CHECK_THAT(w.last(sari), ContainsSubstring("diterima DISHUB"));
}

TEST_CASE("what nobody owns waits with the coordinator, climbs, and is acted on there or elsewhere",
          "[story]") {
  World w{rules()};
  says(w, sari, "lapor sandal pedhot pak");
  says(w, budi, "lapor kucing tetangga berisik tiap malam");
  CHECK(state(w, first) == ticket::State::verifying);
  CHECK(w.tickets()[0].agency == "KOMINFO");

  says(w, coordinator, "TERIMA " + first);  // takes it on itself
  CHECK(state(w, first) == ticket::State::accepted);
  w.advance(12h + 1min);
  CHECK_THAT(w.last(coordinator), ContainsSubstring("INGAT") && ContainsSubstring(second));
  says(w, coordinator, "TANYA " + second + " kucingnya di kelurahan mana?");
  CHECK(state(w, second) == ticket::State::need_info);
  CHECK_THAT(w.last(budi), ContainsSubstring("kelurahan mana"));
  says(w, budi, "kelurahan Sekaran");
  CHECK(state(w, second) == ticket::State::verifying);
  CHECK_THAT(w.last(coordinator), ContainsSubstring("Sekaran"));
}

TEST_CASE("a report without LAPOR goes where its words lead, and to the coordinator where they leave it open",
          "[story]") {
  auto r = std::make_shared<engine::Rules>(*rules("window = \"06:00-21:00\"\n"));
  r->directory.agencies[1].areas = {"33.74"};  // DISHUB lights the city of Semarang alone
  World w{r};
  w.now = std::chrono::sys_days{std::chrono::year{2026} / 3 / 3} + 16h;  // 23:00 in Jakarta
  says(w, sari, "jembatan di ds Wates ambrol dihantam truk");
  CHECK(state(w, first) == ticket::State::forwarded);
  CHECK(w.tickets()[0].urgent);
  CHECK_THAT(w.last(bmck_operator), ContainsSubstring(first));  // guessed urgent, at night
  const auto events = w.store().events(ticket::id_of(first));
  const auto read = std::find_if(events.begin(), events.end(),
                                 [](const auto& e) { return e.is(engine::RecordKind::read_as); });
  REQUIRE(read != events.end());
  CHECK_THAT(read->detail, ContainsSubstring("JEMBATAN"));

  w.advance(12h);
  says(w, budi, "lampu pju mati semua di kota semarang");
  says(w, budi, "lampu pju padam sebelah pasar semarang sudah lama");
  CHECK(w.tickets()[1].agency == "DISHUB");
  CHECK(w.tickets()[0].agency == "KOMINFO");
  CHECK(w.tickets()[0].state == ticket::State::verifying);
  CHECK(w.tickets()[0].area.empty());
}

TEST_CASE("a duplicate by two citizens: joined to one ticket, both are told", "[story]") {
  World w{rules()};
  says(w, sari, "lapor pohon besar condong dekat lapangan desa Wates");
  says(w, budi, "ada pohon mau jatuh dekat lapangan Wates");
  REQUIRE(w.tickets().size() == 2);

  says(w, coordinator, "TOLAK " + second + " DUPL " + first);
  CHECK(state(w, second) == ticket::State::duplicate);
  CHECK_THAT(w.last(budi), ContainsSubstring("digabung dgn No: " + first));

  // From now on both hear of the one that lives on, and either number leads to it.
  says(w, coordinator, "ALIH " + first + " DISHUB");
  CHECK_THAT(w.last(sari), ContainsSubstring("dialihkan ke DISHUB"));
  CHECK_THAT(w.last(budi), ContainsSubstring("No " + first + " dialihkan ke DISHUB"));
  says(w, budi, "CEK " + second);
  CHECK_THAT(w.last(budi), ContainsSubstring(first) && ContainsSubstring("DISHUB"));
  says(w, budi, "CEK");
  CHECK_THAT(w.last(budi), ContainsSubstring("No " + first));
  says(w, dishub_operator, "SELESAI " + first + " pohon sudah dipangkas");
  CHECK_THAT(w.last(sari), ContainsSubstring("Sudah beres?"));
  CHECK_THAT(w.last(budi), ContainsSubstring("Sudah beres?"));

  // One of them says that it isn't done: that counts.
  says(w, budi, "BELUM " + second + " dahannya masih menggantung");
  CHECK(state(w, first) == ticket::State::forwarded);
  says(w, dishub_operator, "SELESAI " + first + " dahan sudah diturunkan");
  says(w, sari, "YA");
  CHECK(state(w, first) == ticket::State::closed);
}

TEST_CASE(
    "the coordinator sends on no ticket that is resolved: the citizen is asked, and nobody contested it",
    "[story]") {
  World w{rules()};
  says(w, sari, "LAPOR JALAN berlubang depan pasar Johar");
  says(w, bmck_operator, "TOLAK " + first + " WENANG jalan desa");
  says(w, coordinator, "SELESAI " + first + " lubang sudah ditambal kelurahan");
  REQUIRE(state(w, first) == ticket::State::resolved);
  says(w, coordinator, "ALIH " + first + " DISHUB silakan");
  CHECK(state(w, first) == ticket::State::resolved);
  says(w, coordinator, "TOLAK " + first + " WENANG jalan desa");
  CHECK(state(w, first) == ticket::State::resolved);
  CHECK_FALSE(happened(w, first, "contest"));
  says(w, sari, "YA " + first);
  CHECK(state(w, first) == ticket::State::closed);
}
