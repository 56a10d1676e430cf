// The good case on real processes. Every phone number is fictitious.
#include <regex>

#include "support/catch.hpp"
#include "support/gateway.hpp"
#include "support/modemsim.hpp"

using namespace lapor::test;

namespace {

constexpr Millis soon{10000};

constexpr auto ladder = R"([[escalation]]
after = "2s"
to    = "operator"
[[escalation]]
after = "4s"
to    = "secretary"
)";

/// The texts that a phone got, oldest first.
std::vector<SentPart> phone(ModemSim& sim, const std::string& number) {
  std::vector<SentPart> out;
  for (auto& part : sim.sent())
    if (part.to == number) out.push_back(std::move(part));
  return out;
}

std::string ticket_in(const std::string& said) {
  static const std::regex number{"[0-9]{7}"};
  std::smatch match;
  return std::regex_search(said, match, number) ? match.str() : std::string{};
}

void await_texts(Gateway& gateway, ModemSim& sim, const std::string& number, std::size_t count) {
  gateway.await(
      "text " + std::to_string(count) + " to " + number, [&] { return phone(sim, number).size() >= count; },
      soon);
}

}  // namespace

TEST_CASE("a complaint goes from the first text to the YES", "[e2e]") {
  ModemSim sim;
  Setup setup;
  setup.ladder = ladder;
  Gateway gateway{sim.device(), setup};
  gateway.start_ready();

  sim.inject(sari, "LAPOR JALAN lubang besar depan pasar Blora, hub 0811-0000-123");
  await_texts(gateway, sim, sari, 1);
  const auto ticket = ticket_in(phone(sim, sari)[0].text);
  REQUIRE(ticket == "1000015");
  await_texts(gateway, sim, bmck_operator, 1);
  const auto forward = phone(sim, bmck_operator)[0];
  CHECK(forward.text.find(ticket) != std::string::npos);
  CHECK(forward.text.find("lubang besar") != std::string::npos);
  CHECK(forward.text.find("0000-123") == std::string::npos);
  CHECK(forward.text.find("0000123") == std::string::npos);

  await_texts(gateway, sim, bmck_operator, 2);
  await_texts(gateway, sim, bmck_secretary, 1);
  const auto reminder = phone(sim, bmck_operator)[1], escalation = phone(sim, bmck_secretary)[0];
  CHECK(reminder.text.find(ticket) != std::string::npos);
  CHECK(escalation.text.find(ticket) != std::string::npos);
  CHECK(reminder.at_ms - forward.at_ms >= 1900);
  CHECK(reminder.at_ms - forward.at_ms < 4000);
  CHECK(escalation.at_ms - forward.at_ms >= 3900);
  CHECK(escalation.at_ms - forward.at_ms < 6000);

  sim.inject(bmck_operator, "TERIMA " + ticket);
  await_texts(gateway, sim, sari, 2);
  sim.inject(sari, "CEK " + ticket);
  await_texts(gateway, sim, sari, 3);
  CHECK(phone(sim, sari)[2].text.find(ticket) != std::string::npos);
  sim.inject(bmck_operator, "SELESAI " + ticket + " lubang sudah ditambal aspal");
  sim.wait_said(sari, "ditambal", soon);
  sim.inject(sari, "YA " + ticket);
  gateway.await(
      "the ticket is closed", [&] { return text(gateway.ctl({"ticket", ticket}).json, "state") == "closed"; },
      soon);

  const auto closed = gateway.ctl({"ticket", ticket}).json;
  CHECK(number(closed, "level") == 2);
  CHECK(text(closed, "agency") == "BMCK");
  CHECK_FALSE(closed["events"].items().empty());
  sim.wait_empty(soon);
  CHECK(gateway.stop() == 0);
}

TEST_CASE("the receipt of an answer is asked for and put on record", "[e2e]") {
  ModemSim sim;
  Gateway gateway{sim.device()};
  gateway.start_ready();
  sim.inject(sari, "LAPOR JALAN ambles di Ngaliyan");
  sim.wait_said(sari, "1000015", soon);
  gateway.await("the receipt is on record", [&] {
    const auto out = gateway.outgoing(sari);
    return out.size() == 1 && text(out[0], "state") == "delivered";
  });
  CHECK(phone(sim, sari)[0].wants_report);
}
