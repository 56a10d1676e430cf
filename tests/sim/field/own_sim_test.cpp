// Tests which number answers: the one that the sender texted. Phone numbers are fictitious.
#include "sim/story.hpp"

using namespace lapor;
using namespace lapor::test;
using namespace std::chrono_literals;

namespace {

std::shared_ptr<engine::Rules> three_sims() {
  auto rules = std::make_shared<engine::Rules>(*test::rules());
  for (const auto* name : {"sim1", "sim2", "sim3"}) rules->sims[name];
  return rules;
}

const std::vector<std::string> names{"sim1", "sim2", "sim3"};

std::size_t sent_to(World& w, const std::string& sim, const std::string& number) {
  const auto& all = w.sim(sim).transmitted;
  return static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [&](const auto& sms) { return sms.number == number; }));
}

void texts(World& w, const std::string& sim, const std::string& from, const std::string& words) {
  w.sim(sim).holds(from, words, w.now);
  w.settle();
}

}  // namespace

TEST_CASE("F04: who texted one of our numbers is answered by it", "[field]") {
  World w{three_sims(), names};
  w.settle();
  for (const auto& sim : names)
    for (const auto& from : {sari, budi}) {
      texts(w, sim, from, "LAPOR JALAN berlubang depan pasar " + sim + from);
      INFO(sim);
      CHECK(w.sim(sim).transmitted.back().number == from);
      w.advance(1h);
    }
}

TEST_CASE("later news go by the number that the citizen texted last", "[field]") {
  World w{three_sims(), names};
  w.settle();
  texts(w, "sim2", sari, "LAPOR JALAN berlubang depan pasar Johar");
  const auto number = ticket::number(w.tickets()[0].id);
  w.advance(10min);
  texts(w, "sim3", "+628110000201", "SELESAI " + number + " sudah ditambal");
  w.advance(1min);
  CHECK(sent_to(w, "sim2", sari) == 2);
  CHECK(sent_to(w, "sim1", sari) + sent_to(w, "sim3", sari) == 0);
}

TEST_CASE("another SIM takes over only when the own one can't send for own_sim_wait", "[field]") {
  World w{three_sims(), names};
  w.settle();
  w.post(engine::NetworkChanged{"sim2", false});
  texts(w, "sim2", sari, "LAPOR JALAN berlubang depan pasar Johar");
  w.advance(110s);
  CHECK(w.phone(sari).empty());
  w.advance(20s);
  CHECK(w.phone(sari).size() == 1);
}

TEST_CASE("an own SIM that comes back in time answers itself", "[field]") {
  World w{three_sims(), names};
  w.settle();
  w.post(engine::NetworkChanged{"sim2", false});
  texts(w, "sim2", sari, "LAPOR JALAN berlubang depan pasar Johar");
  w.advance(60s);
  w.post(engine::NetworkChanged{"sim2", true});
  w.settle();
  CHECK(sent_to(w, "sim2", sari) == 1);
}

TEST_CASE("a modem that is for receiving sends nothing, and who texts it is answered at once by another",
          "[field]") {
  auto rules = three_sims();
  rules->sims["sim1"].use = engine::SimUse::receive;
  World w{rules, names};
  w.settle();
  texts(w, "sim1", sari, "LAPOR JALAN berlubang depan pasar Johar");
  CHECK(w.sim("sim1").transmitted.empty());
  CHECK(w.phone(sari).size() == 1);
}
