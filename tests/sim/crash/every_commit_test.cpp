// The promises of docs/architecture.md, with the gateway dying at every commit in turn. Fictitious numbers.
#include <map>

#include "sim/story.hpp"

using namespace lapor;
using namespace lapor::test;
using namespace std::chrono_literals;

namespace {

const std::vector<std::string> citizens{citizen(1), citizen(2), citizen(3)};

/// Three reports, one of them in parts; the agency accepts one; the ladder climbs on the others.
void story(World& w) {
  w.text(citizens[0], "LAPOR JALAN berlubang depan pasar Johar");
  w.text(citizens[1], "LAPOR LAMPU mati di jalan Pemuda");
  w.live(1min);
  std::string words = "LAPOR JALAN ";
  while (words.size() < 200) words += "licin sekali di tikungan ";
  w.text(citizens[2], words);
  w.live(1min);
  w.text(bmck_operator, "TERIMA " + first);
  w.live(25h);
}

/// The broken promises, in words; empty if every promise holds.
std::vector<std::string> broken(World& w, unsigned cut_sends) {
  std::vector<std::string> faults;
  std::map<PersonId, int> tickets;
  for (const auto& t : w.tickets()) ++tickets[t.reporter];
  if (tickets.size() != citizens.size()) faults.push_back("a report is lost");
  for (const auto& [person, count] : tickets)
    if (count != 1) faults.push_back("a report opened two tickets");
  if (!w.sim().slots.empty()) faults.push_back("the SIM isn't empty");
  std::map<std::pair<std::string, std::string>, unsigned> copies;
  for (const auto& sms : w.sim().transmitted) ++copies[{sms.number, sms.text}];
  unsigned seconds = 0;
  for (const auto& [sms, count] : copies) {
    if (count > 2) faults.push_back("three copies of a text");
    seconds += count - 1;
  }
  if (seconds > cut_sends) faults.push_back("a second copy without a send that was cut off");
  for (const auto& row : w.out()) {
    if (row.state != "sent" && row.state != "delivered" && row.state != "failed")
      faults.push_back("text " + std::to_string(row.id) + " ended as " + row.state);
    if (row.state == "failed" && row.error.empty()) faults.push_back("a text failed without a reason");
  }
  return faults;
}

int commits_of_a_life_without_death() {
  World w{rules()};
  story(w);
  REQUIRE(broken(w, 0).empty());
  REQUIRE(w.tickets().size() == 3);
  return w.commits();
}

}  // namespace

TEST_CASE("the gateway may die at any commit, before it or after it, and the promises hold", "[sim]") {
  const int commits = commits_of_a_life_without_death();
  REQUIRE(commits > 20);
  for (const auto how : {Dies::before, Dies::after, Dies::commit_unknown}) {
    for (int n = 1; n <= commits; ++n) {
      World w{rules()};
      w.die_at_commit(how, n);
      story(w);
      INFO("dies " << static_cast<int>(how) << " at commit " << n);
      CHECK(broken(w, static_cast<unsigned>(w.deaths())) == std::vector<std::string>{});
      CHECK(w.tickets().size() == 3);
    }
  }
}

TEST_CASE("the gateway may die at two commits in a row", "[sim]") {
  const int commits = commits_of_a_life_without_death();
  for (int n = 1; n <= commits; n += 3) {
    World w{rules()};
    w.die_at_commit(Dies::after, n);
    try {
      story(w);
    } catch (...) {
      FAIL("a death escaped");
    }
    w.text(citizens[0], "CEK");
    w.die_at<engine::Prompted>(Dies::before);
    w.live(2min);
    INFO("commit " << n);
    CHECK(broken(w, static_cast<unsigned>(w.deaths())) == std::vector<std::string>{});
  }
}

TEST_CASE("erasing before the commit would lose a report, and this test would see it", "[sim]") {
  const int commits = commits_of_a_life_without_death();
  bool seen = false;
  for (int n = 1; n <= commits && !seen; ++n) {
    World w{rules()};
    w.erase_before_commit = true;
    w.die_at_commit(Dies::before, n);
    story(w);
    seen = !broken(w, static_cast<unsigned>(w.deaths())).empty();
  }
  CHECK(seen);
}

TEST_CASE("a text in doubt is resolved by its receipt and not sent again", "[sim]") {
  World w{rules()};
  w.sim().reports = true;
  w.text(citizens[0], "LAPOR JALAN berlubang depan pasar Johar");
  w.die_at<engine::SendAccepted>(Dies::before);
  w.live(2min);
  REQUIRE(w.deaths() == 1);
  CHECK(w.phone(citizens[0]).size() + w.phone(bmck_operator).size() == 2);
  for (const auto& row : w.out()) CHECK(row.state == "delivered");
}

TEST_CASE("a text in doubt without a receipt is tried once more, and in doubt twice it ends with that reason",
          "[sim]") {
  World w{rules()};
  w.text(citizens[0], "CEK");
  w.die_at<engine::SendAccepted>(Dies::before);
  w.live(30s);
  REQUIRE(w.deaths() == 1);
  CHECK(w.out()[0].state == "unsure");
  w.advance(29s);
  CHECK(w.phone(citizens[0]).size() == 1);
  w.die_at<engine::SendAccepted>(Dies::before);
  w.live(10min);
  CHECK(w.deaths() == 2);
  CHECK(w.phone(citizens[0]).size() == 2);
  CHECK(w.out()[0].state == "failed");
  CHECK(w.out()[0].error == "may have arrived");
}
