// Phone numbers are fictitious.
#include "small_gateway.hpp"
#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::test;
using namespace std::chrono_literals;

TEST_CASE("a text leaves with its reference, and its receipt comes back", "[modem]") {
  ModemSim sim;
  SmallGateway g(sim.device());
  REQUIRE(g.until_ready());
  g.send(1, "+628110000201", "Laporan diterima. No: 1000015 @ {JALAN}");
  REQUIRE(g.until_event<engine::SendAccepted>());
  const auto sent = sim.sent();
  REQUIRE(sent.size() == 1);
  CHECK(sent[0].to == "+628110000201");
  CHECK(sent[0].text == "Laporan diterima. No: 1000015 @ {JALAN}");
  CHECK(sent[0].coding == "gsm7");
  CHECK(sent[0].wants_report);
  CHECK(g.all<engine::SendAccepted>()[0].message_reference == static_cast<unsigned>(sent[0].reference));
  REQUIRE(g.until_event<engine::StatusReportReceived>());
  const auto receipt = g.all<engine::StatusReportReceived>()[0];
  CHECK(receipt.recipient == "+628110000201");
  CHECK(receipt.message_reference == static_cast<unsigned>(sent[0].reference));
  CHECK(receipt.tp_status == 0);
}

TEST_CASE("a UCS-2 text leaves unaltered", "[modem]") {
  ModemSim sim;
  SmallGateway g(sim.device());
  REQUIRE(g.until_ready());
  g.send(1, "+628110000202", "matur nuwun 🙏 ~ ꦗ");
  REQUIRE(g.until_event<engine::SendAccepted>());
  CHECK(sim.sent().at(0).text == "matur nuwun 🙏 ~ ꦗ");
  CHECK(sim.sent().at(0).coding == "ucs2");
}

TEST_CASE("the parts of a long text carry our own reference", "[modem]") {
  ModemSim sim;
  SmallGateway g(sim.device());
  REQUIRE(g.until_ready());
  std::string text;
  while (text.size() < 400) text += "Kabupaten mohon tanggapan. ";
  g.send(1, "+628110000203", text, 0x42);
  REQUIRE(g.until_event<engine::SendAccepted>(3));
  CHECK(sim.sent().at(0).udh == "0003420301");
  REQUIRE(sim.texts().size() == 1);
  CHECK(sim.texts()[0].text == text);
}

TEST_CASE("a refusal names its table and number, and the next text goes out", "[modem]") {
  using delivery::Table;
  ModemSim sim;
  SmallGateway g(sim.device());
  REQUIRE(g.until_ready());
  const auto refused = [&](const char* fault) {
    sim.fault(fault);
    const auto before = g.all<engine::SendRefused>().size();
    g.send(1, "+628110000204", "satu");
    REQUIRE(g.until_event<engine::SendRefused>(before + 1));
    return g.all<engine::SendRefused>().back().refusal;
  };
  CHECK(refused("cms 30") == delivery::Refusal{Table::cms, 30});
  CHECK(refused("cme 30") == delivery::Refusal{Table::cme, 30});
  CHECK(refused("cme 0") == delivery::Refusal{Table::cme, 0});
  CHECK(refused("error-but-sent") == delivery::Refusal{});
  g.send(2, "+628110000204", "dua");
  REQUIRE(g.until_event<engine::SendAccepted>());
  CHECK(g.all<engine::ModemDown>().empty());
}

TEST_CASE("without a prompt the text is cut off, never in doubt", "[modem]") {
  ModemSim sim;
  SmallGateway g(sim.device(), [](auto& s) { s.profile.prompt = 1s; });
  REQUIRE(g.until_ready());
  sim.fault("hang-before-prompt");
  g.send(1, "+628110000205", "satu");
  REQUIRE(g.until_event<engine::ModemDown>());
  CHECK(g.all<engine::Prompted>().empty());
  REQUIRE(g.until_event<engine::ModemUp>(2));
  g.send(2, "+628110000205", "dua");
  REQUIRE(g.until_event<engine::SendAccepted>());
  CHECK(sim.sent().size() == 1);
}

TEST_CASE("an answer that is lost leaves the send in doubt, and the modem comes back", "[modem]") {
  ModemSim sim;
  SmallGateway g(sim.device(), [](auto& s) { s.profile.send = 1s; });
  REQUIRE(g.until_ready());
  sim.fault("answer-lost");
  g.send(1, "+628110000206", "satu");
  REQUIRE(g.until_event<engine::SendInDoubt>());
  CHECK(sim.sent().size() == 1);
  REQUIRE(g.until_event<engine::ModemUp>(2));
  g.send(2, "+628110000206", "dua");
  REQUIRE(g.until_event<engine::SendAccepted>());
  CHECK(g.all<engine::SendAccepted>()[0].attempt == AttemptId{2});
}

TEST_CASE("an answer that comes late is never another text's", "[modem]") {
  ModemSim sim;
  SmallGateway g(sim.device(), [](auto& s) {
    s.profile.send = 500ms;
    s.profile.settle = 0ms;
  });
  REQUIRE(g.until_ready());
  sim.fault("answer-late 1500");
  g.send(1, "+628110000207", "satu");
  REQUIRE(g.until_event<engine::SendInDoubt>());
  REQUIRE(g.until_event<engine::ModemUp>(2));
  g.run_for(1500ms);  // the late answer passes while nothing is in flight
  g.send(2, "+628110000207", "dua");
  REQUIRE(g.until_event<engine::SendAccepted>());
  const auto accepted = g.all<engine::SendAccepted>();
  REQUIRE(accepted.size() == 1);
  CHECK(accepted[0].attempt == AttemptId{2});
  CHECK(accepted[0].message_reference == static_cast<unsigned>(sim.sent().at(1).reference));
}

TEST_CASE("what isn't released never leaves, whoever dies", "[modem]") {
  ModemSim sim;
  SmallGateway g(sim.device(), [](auto& s) { s.profile.command = 1s; });
  g.releases = false;
  REQUIRE(g.until_ready());
  g.send(1, "+628110000208", "ditahan");
  REQUIRE(g.until_event<engine::Prompted>());
  SECTION("lapord kills a worker that holds a Ctrl-Z too long") {
    REQUIRE(g.until_event<engine::ModemDown>());
  }
  SECTION("the worker is killed from outside") {
    REQUIRE(::kill(*g.supervisor.status().pid, SIGKILL) == 0);
    REQUIRE(g.until_event<engine::ModemDown>());
  }
  g.releases = true;
  REQUIRE(g.until_event<engine::ModemUp>(2));
  CHECK(sim.sent().empty());
  g.send(2, "+628110000208", "dilepas");
  REQUIRE(g.until_event<engine::SendAccepted>());
  REQUIRE(sim.sent().size() == 1);
  CHECK(sim.sent()[0].text == "dilepas");
}

TEST_CASE("at fast pace a send takes little more than the modem", "[modem]") {
  ModemSim sim;
  SmallGateway g(sim.device());
  REQUIRE(g.until_ready());
  const auto begun = std::chrono::steady_clock::now();
  for (int n = 1; n <= 10; ++n) g.send(n, "+628110000209", "cepat");
  REQUIRE(g.until_event<engine::SendAccepted>(10));
  const auto each = (std::chrono::steady_clock::now() - begun) / 10;
  CHECK(each < 250ms);
}

TEST_CASE("an answer that comes after its worker's end, in the middle of another text, is not that text's",
          "[modem]") {
  ModemSim sim;
  SmallGateway g(sim.device(), [](auto& s) {
    s.profile.send = 6s;
    s.profile.settle = 1500ms;  // a result is withheld for three times that
  });
  REQUIRE(g.until_ready());
  g.send(1, "+628110000214", "nol");
  REQUIRE(g.until_event<engine::SendAccepted>());
  sim.fault("answer-lost");
  g.send(2, "+628110000214", "satu");
  REQUIRE(g.until_event<engine::SendInDoubt>());
  REQUIRE(g.until_event<engine::ModemUp>(2));
  sim.latency("CMGS", 2500);
  g.send(3, "+628110000214", "dua");
  REQUIRE(g.until([&] { return sim.sent().size() == 3; }));
  REQUIRE_FALSE(sim.sent()[2].answered);
  sim.fault("urc +CMGS: " + std::to_string(sim.sent()[1].reference) + "\\r\\n\\r\\nOK");
  REQUIRE(g.until_event<engine::SendAccepted>(2));
  const auto accepted = g.all<engine::SendAccepted>().back();
  CHECK(accepted.attempt == AttemptId{3});
  REQUIRE(accepted.message_reference);  // the comparison below can then name both
  CHECK(*accepted.message_reference == static_cast<unsigned>(sim.sent()[2].reference));
}

TEST_CASE("where the earlier text never left, its reference is the next one's, and that is believed",
          "[modem]") {
  ModemSim sim;
  SmallGateway g(sim.device(), [](auto& s) {
    s.profile.send = 4s;
    s.profile.settle = 300ms;
  });
  REQUIRE(g.until_ready());
  g.send(1, "+628110000215", "nol");
  REQUIRE(g.until_event<engine::SendAccepted>());
  sim.fault("hang-after-ctrlz");
  g.send(2, "+628110000215", "satu");
  REQUIRE(g.until_event<engine::SendInDoubt>());
  REQUIRE(g.until_event<engine::ModemUp>(2));
  g.send(3, "+628110000215", "dua");
  REQUIRE(g.until_event<engine::SendAccepted>(2));
  CHECK(g.all<engine::ModemDown>().size() == 1);
  CHECK(g.all<engine::SendAccepted>().back().message_reference ==
        static_cast<unsigned>(sim.sent().at(1).reference));
}

TEST_CASE("K15: receipts that lie in a memory of their own are read and erased there", "[modem]") {
  ModemSim sim({"--report-size", "10"});
  SmallGateway g(sim.device(), [](auto& s) { s.profile.cnmi = "2,1,0,2,0"; });
  REQUIRE(g.until_ready());
  g.send(1, "+628110000216", "satu");
  g.send(2, "+628110000217", "dua");
  REQUIRE(g.until_event<engine::StatusReportReceived>(2));
  for (const auto& receipt : g.all<engine::StatusReportReceived>()) {
    REQUIRE(receipt.slot);
    CHECK(receipt.slot->storage == "SR");
  }
  CHECK(g.until([&] { return sim.stats()["used.SR"] == "0"; }));
}
