// The page of the two phones as a function of what happened. Every phone number is fictitious.
#include "try/phones/page.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "try/phones/tour.hpp"

using namespace lapor::phones;
using lapor::control::Json;

namespace {

constexpr auto operator_phone = "+628110000211", secretary_phone = "+628110000212";

World office() {
  World world;
  world.people = {{"Operator BMCK", operator_phone}, {"Sekretaris BMCK", secretary_phone}};
  world.modem.state = "ready";
  world.modem.sim_size = 10;
  world.board_url = "http://127.0.0.1:1/";
  return world;
}

Json ticket(const std::string& state, const std::vector<std::string>& kinds = {}) {
  auto events = Json::list();
  for (const auto& kind : kinds) events.add(Json::object({{"at", "2026-03-03T07:05:00Z"}, {"kind", kind}}));
  return Json::object(
      {{"ticket", "1000015"}, {"state", state}, {"agency", "BMCK"}, {"level", 1}, {"events", events}});
}

void arrives(World& world, const std::string& phone, const std::string& text) {
  world.texts.push_back({world.texts.size() + 1, phone, false, text, "12:00:00"});
}
void sends(World& world, const std::string& phone, const std::string& text,
           Obstacle obstacle = Obstacle::none) {
  world.texts.push_back({world.texts.size() + 1, phone, true, text, "12:00:00", obstacle});
}

/// The numbers of the steps that are done.
std::string done(const World& world) {
  std::string out;
  int n = 0;
  for (const auto& step : tour(world)) {
    ++n;
    if (step.done) out += std::to_string(n);
  }
  return out;
}

std::string page_of(const World& world, const Viewer& viewer) {
  const lapor::web::Site site;
  return phones_page(world, viewer, site).body;
}
const Viewer usual{first_citizen, operator_phone};

}  // namespace

TEST_CASE("the tour has eight steps, and goes on with what happens") {
  auto world = office();
  CHECK(tour(world).size() == 8);
  CHECK(done(world) == "");
  world.ticket = ticket("forwarded");
  CHECK(done(world) == "1");
  arrives(world, operator_phone, "(LAPOR 1000015) JALAN: lubang");
  CHECK(done(world) == "12");
  arrives(world, secretary_phone, "(LAPOR 1000015) belum ditanggapi");
  CHECK(done(world) == "123");
  world.ticket = ticket("accepted", {"opened", "accept"});
  CHECK(done(world) == "1234");
  sends(world, first_citizen, "CEK 1000015");
  CHECK(done(world) == "1234");
  arrives(world, first_citizen, "1000015: diterima");
  CHECK(done(world) == "12345");
  world.ticket = ticket("closed", {"opened", "accept", "resolve", "confirm"});
  CHECK(done(world) == "123458");
}

TEST_CASE("a question about an earlier report doesn't count for the next tour") {
  auto world = office();
  sends(world, first_citizen, "CEK 1000028");
  arrives(world, first_citizen, "1000028: selesai");
  arrives(world, first_citizen, "Laporan diterima. No: 1000015");
  world.ticket = ticket("forwarded");
  CHECK(done(world) == "1");
}

TEST_CASE(
    "a text sent against a lost network or a full SIM counts once the gateway has it, and from then on") {
  auto world = office();
  world.ticket = ticket("accepted", {"accept"});
  sends(world, first_citizen, "TAMBAH 1000015 dekat SMP 3", Obstacle::network);
  sends(world, operator_phone, "PROSES 1000015 besok", Obstacle::sim);
  CHECK(done(world) == "134");
  world.texts[0].taken = true;
  CHECK(done(world) == "1346");
  world.modem.sim = Sim::full;
  CHECK(done(world) == "1346");
  world.texts[1].taken = true;
  CHECK(done(world) == "13467");
}

TEST_CASE("a step offers only what helps now") {
  auto world = office();
  CHECK(tour(world)[0].examples.size() == 1);
  CHECK(tour(world)[3].examples.empty());
  world.ticket = ticket("accepted", {"accept"});
  CHECK(tour(world)[5].examples.empty());
  CHECK(tour(world)[5].before.size() == 1);
  world.modem.network_lost = true;
  CHECK(tour(world)[5].examples.size() == 1);
  CHECK(tour(world)[5].after.size() == 1);
  world.modem.sim = Sim::full;
  CHECK(tour(world)[6].examples.front().phone == operator_phone);
}

TEST_CASE("an agency that answers at once passes the step of the silent one") {
  auto world = office();
  world.ticket = ticket("accepted", {"accept"});
  CHECK(tour(world)[2].done);
}

TEST_CASE("a phone shows its own texts, and who else has some is named") {
  auto world = office();
  arrives(world, operator_phone, "untuk operator");
  arrives(world, secretary_phone, "untuk sekretaris");
  const auto page = page_of(world, usual);
  CHECK(page.find("untuk operator") != std::string::npos);
  CHECK(page.find("untuk sekretaris") == std::string::npos);
  CHECK(page.find("Sekretaris BMCK</a> (1 SMS)") != std::string::npos);
  CHECK(page_of(world, {first_citizen, secretary_phone}).find("untuk sekretaris") != std::string::npos);
}

TEST_CASE("hostile texts and numbers stay text on the page of the two phones") {
  auto world = office();
  const std::string hostile = "<script>alert(1)</script>\"><img src=x onerror=alert(1)>";
  arrives(world, operator_phone, hostile);
  sends(world, first_citizen, hostile);
  world.waiting = {{hostile, hostile}};
  world.modem.state = hostile;
  world.people.push_back({hostile, hostile});
  world.ticket = ticket(hostile, {hostile});
  const auto page = page_of(world, usual);
  CHECK(page.find("<script>alert") == std::string::npos);
  CHECK(page.find("<img src=x") == std::string::npos);
  CHECK(page.find("&lt;script&gt;") != std::string::npos);
}

TEST_CASE("a viewer is read from what a form says, and anything else is the first citizen and operator") {
  const auto world = office();
  lapor::web::Fields fields;
  fields.add("warga", "+628110000125");
  fields.add("petugas", secretary_phone);
  CHECK(viewer_of(fields, world).citizen == "+628110000125");
  CHECK(viewer_of(fields, world).officer == secretary_phone);
  lapor::web::Fields odd;
  odd.add("warga", "08110000125 <b>");
  odd.add("petugas", "+628110000999");
  CHECK(viewer_of(odd, world).citizen == first_citizen);
  CHECK(viewer_of(odd, world).officer == operator_phone);
}

TEST_CASE("all durations shrink by the same factor, and none to nothing") {
  for (const auto& pace : paces) {
    INFO(pace.name);
    const auto rules = rules_at(pace);
    const auto after = [&](long hours) {
      return "after = \"" + std::to_string(hours * pace.hour.count()) + "s\"";
    };
    CHECK(rules.find(after(12)) != std::string::npos);
    CHECK(rules.find(after(240)) != std::string::npos);
    CHECK(rules.find("\"0s\"") == std::string::npos);
  }
  CHECK(pace_named("cepat") != nullptr);
  CHECK(pace_named("nanti") == nullptr);
}
