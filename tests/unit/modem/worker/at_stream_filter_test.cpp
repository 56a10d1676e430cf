// Phone numbers are fictitious.
#include "modem/worker/at_stream_filter.hpp"

#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::modem;

namespace {

std::string passed(AtStreamFilter& f, std::string_view bytes) { return f.from_modem(bytes).bytes; }

template <class E>
std::vector<E> events(const Filtered& p) {
  std::vector<E> out;
  for (const auto& event : p.events)
    if (const auto* e = std::get_if<E>(&event)) out.push_back(*e);
  return out;
}

/// A filter in the middle of a send: the prompt came, the PDU and the Ctrl-Z were written.
AtStreamFilter sending(AttemptId attempt) {
  AtStreamFilter f;
  f.arm(attempt);
  f.from_gammu("AT+CMGS=23\r");
  f.from_modem("AT+CMGS=23\r\r\n> ");
  f.from_gammu("0011000A81\x1a");
  return f;
}

}  // namespace

TEST_CASE("an ordinary answer passes unaltered and at once") {
  AtStreamFilter f;
  CHECK(f.from_gammu("AT+CSQ\r").bytes == "AT+CSQ\r");
  CHECK(passed(f, "AT+CSQ\r\r\n+CSQ: 20,99\r\n\r\nOK\r\n") == "AT+CSQ\r\r\n+CSQ: 20,99\r\n\r\nOK\r\n");
}

TEST_CASE("K11: what comes unasked between a slot's header and its PDU is taken out") {
  const std::string head = "AT+CMGL=4\r\r\n+CMGL: 1,0,,23\r\n", pdu = "0011000A81\r\n", end = "\r\nOK\r\n";
  for (const std::string line : {"RING", "UNDER-VOLTAGE WARNNING", "+CLIP: \"+628110000306\",145",
                                 "MISSED_CALL: 10:20AM 0811", "VOICE CALL: END: 000017"}) {
    INFO(line);
    AtStreamFilter g;
    g.from_gammu("AT+CMGL=4\r");
    const auto filtered = g.from_modem(head + "\r\n" + line + "\r\n" + pdu + end);
    CHECK(filtered.bytes == head + pdu + end);
    REQUIRE(events<PduSeen>(filtered).size() == 1);
    CHECK(events<PduSeen>(filtered)[0].hex == "0011000A81");
  }
}

TEST_CASE("an answer may come byte by byte") {
  AtStreamFilter f;
  f.from_gammu("AT+COPS?\r");
  const std::string answer = "AT+COPS?\r\r\n+COPS: 0,0,\"Uji\"\r\n\r\nOK\r\n";
  std::string out;
  for (const char c : answer) out += passed(f, {&c, 1});
  CHECK(out == answer);
}

TEST_CASE("a prompt passes although its line has no end") {
  AtStreamFilter f;
  f.from_gammu("AT+CMGS=23\r");
  CHECK(passed(f, "AT+CMGS=23\r\r\n> ") == "AT+CMGS=23\r\r\n> ");
}

TEST_CASE("an unasked line within an answer is taken out with its own line ends") {
  AtStreamFilter f;
  f.from_gammu("AT+CSQ\r");
  CHECK(passed(f, "AT+CSQ\r\r\n^RSSI:12\r\n\r\n+CSQ: 20,99\r\n\r\n^SMMEMFULL: \"SM\"\r\n\r\nOK\r\n") ==
        "AT+CSQ\r\r\n+CSQ: 20,99\r\n\r\nOK\r\n");
}

TEST_CASE("between commands nothing passes but an answer to a USSD code, if that was asked last") {
  AtStreamFilter f;
  f.from_gammu("AT\r");
  passed(f, "AT\r\r\nOK\r\n");
  CHECK(passed(f, "\r\nRING\r\n\r\n+CREG: 1\r\n\r\nOK\r\n\r\n+WEIRD\r\n").empty());
  CHECK(passed(f, "\r\n+CUSD: 0,\"Pulsa\",15\r\n").empty());
  f.from_gammu("AT+CUSD=1,\"*888#\",15\r");
  passed(f, "AT+CUSD=1,\"*888#\",15\r\r\nOK\r\n");
  const std::string answer = "\r\n+CUSD: 0,\"Pulsa\n*123# beli\n+5\nOK\n7\",15\r\n";
  CHECK(passed(f, answer) == answer);
  CHECK(passed(f, "\r\n+CREG: 1\r\n\r\nOK\r\n").empty());
  f.from_gammu("AT+CUSD=2\r");
  CHECK(passed(f, "\r\n+CUSD: 0,\"Pulsa\",15\r\n").empty());
}

TEST_CASE("the name that decides is the command's own, with or without a letter before it") {
  AtStreamFilter f;
  f.from_gammu("AT+CGMR\r");
  CHECK(passed(f, "\r\n+GMR: 1.0\r\n") == "\r\n+GMR: 1.0\r\n");
  CHECK(passed(f, "\r\n+CREG: 2\r\n").empty());
}

TEST_CASE("an arrival is told and doesn't pass, whatever goes on") {
  AtStreamFilter f;
  f.from_gammu("AT+CSQ\r");
  const auto p = f.from_modem("\r\n+CMTI: \"SM\",3\r\n");
  CHECK(p.bytes.empty());
  CHECK(events<NewMessageIndicationSeen>(p).size() == 1);
}

TEST_CASE("a status report is told with its PDU") {
  AtStreamFilter f;
  const auto p = f.from_modem("\r\n+CDS: 25\r\n0006AB\r\n");
  CHECK(p.bytes.empty());
  REQUIRE(events<StatusReportSeen>(p).size() == 1);
  CHECK(events<StatusReportSeen>(p)[0].hex == "0006AB");
}

TEST_CASE("a pushed text never reaches libGammu") {
  AtStreamFilter f;
  f.from_gammu("AT+CSQ\r");
  CHECK(passed(f, "\r\n+CMT: ,24\r\n0791000000\r\n\r\n+CSQ: 1,99\r\n") == "\r\n+CSQ: 1,99\r\n");
}

TEST_CASE("each PDU of a listing is seen with its memory and number") {
  AtStreamFilter f;
  f.from_gammu("AT+CPMS=\"ME\"\r");
  passed(f, "\r\n+CPMS: 1,9,0,9,0,9\r\n\r\nOK\r\n");
  f.from_gammu("AT+CMGL=4\r");
  const auto p = f.from_modem("AT+CMGL=4\r\r\n+CMGL: 3,1,,24\r\n0791AA\r\n+CMGL: 7,0,,1\r\n00\r\n\r\nOK\r\n");
  const auto seen = events<PduSeen>(p);
  REQUIRE(seen.size() == 2);
  CHECK(seen[0].slot == sms::StorageSlot{"ME", 3});
  CHECK(seen[0].hex == "0791AA");
  CHECK(seen[1].slot == sms::StorageSlot{"ME", 7});
  CHECK(seen[1].hex == "00");
}

TEST_CASE("the Ctrl-Z is held back until it is released, and only for its own attempt") {
  AtStreamFilter f;
  f.arm(AttemptId{5});
  f.from_gammu("AT+CMGS=23\r");
  f.from_modem("\r\n> ");
  const auto p = f.from_gammu("0011\x1a");
  CHECK(p.bytes == "0011");
  REQUIRE(events<CtrlZHeld>(p).size() == 1);
  CHECK(events<CtrlZHeld>(p)[0].attempt == AttemptId{5});
  CHECK(f.release(AttemptId{4}).empty());
  CHECK(f.holds_ctrl_z());
  CHECK(f.release(AttemptId{5}) == "\x1a");
  CHECK(f.release(AttemptId{5}).empty());
}

TEST_CASE("a Ctrl-Z that nobody announced goes nowhere") {
  AtStreamFilter f;
  CHECK(f.from_gammu("0011\x1a").bytes == "0011");
  CHECK_FALSE(f.holds_ctrl_z());
}

TEST_CASE("an ESC ends what is held") {
  auto f = sending(AttemptId{5});
  CHECK(f.from_gammu("\x1b\r").bytes == "\x1b\r");
  CHECK(f.release(AttemptId{5}).empty());
}

TEST_CASE("+CMGS passes after the Ctrl-Z has left, and not before") {
  auto early = sending(AttemptId{1});
  CHECK(passed(early, "\r\n+CMGS: 9\r\n\r\nOK\r\n") == "\r\n");  // the end of the prompt's line
  auto f = sending(AttemptId{2});
  f.release(AttemptId{2});
  CHECK(passed(f, "\r\n+CMGS: 9\r\n\r\nOK\r\n") == "\r\n+CMGS: 9\r\n\r\nOK\r\n");
}

TEST_CASE("a late +CMGS and its OK don't answer the next command") {
  auto f = sending(AttemptId{1});
  f.release(AttemptId{1});
  f.from_gammu("AT+CSQ\r");  // given up
  CHECK(passed(f, "\r\n+CMGS: 9\r\n\r\nOK\r\n") == "\r\n");
  CHECK(passed(f, "AT+CSQ\r\r\n+CSQ: 3,99\r\n\r\nOK\r\n") == "AT+CSQ\r\r\n+CSQ: 3,99\r\n\r\nOK\r\n");
}

TEST_CASE("noise without a line end stays bounded") {
  AtStreamFilter f;
  f.from_gammu("AT+CSQ\r");
  CHECK(passed(f, "^" + std::string(100000, 'x')).empty());
  CHECK(passed(f, "\r\n+CSQ: 1,99\r\n") == "+CSQ: 1,99\r\n");
}

TEST_CASE("a final result's line end never waits, however it is written") {
  AtStreamFilter f;
  f.from_gammu("AT\r");
  CHECK(passed(f, "AT\r\r\nOK\r\r\n") == "AT\r\r\nOK\r\r\n");
}

TEST_CASE("a registration that nobody asked for is news, an answer to AT+CREG? is not") {
  AtStreamFilter filter;
  auto news = filter.from_modem("\r\n+CREG: 2\r\n");
  REQUIRE(news.events.size() == 1);
  CHECK(std::holds_alternative<RegistrationIndicationSeen>(news.events[0]));
  CHECK(news.bytes.empty());
  filter.from_gammu("AT+CREG?\r");
  CHECK(filter.from_modem("AT+CREG?\r\r\n+CREG: 1,1\r\n").events.empty());
  filter.from_modem("\r\nOK\r\n");
  filter.from_gammu("AT+CSQ\r");
  CHECK(filter.from_modem("\r\n+CREG: 1\r\n").events.size() == 1);
}

namespace {

/// A send whose Ctrl-Z has left, after others that got no result.
AtStreamFilter sending_after(const LateResults& late) {
  AtStreamFilter filter;
  filter.arm(AttemptId{2}, late);
  filter.from_gammu("AT+CMGS=20\r");
  filter.from_modem("AT+CMGS=20\r\r\n> ");
  filter.from_gammu("0011\x1A");
  filter.release(AttemptId{2});
  return filter;
}

}  // namespace

TEST_CASE("a result that may be an earlier send's is withheld, and the one behind it is this send's") {
  auto filter = sending_after(LateResults(1, 7));
  const auto first = filter.from_modem("\r\n+CMGS: 7\r\n\r\nOK\r\n");
  CHECK(first.bytes.find("CMGS") == std::string::npos);
  CHECK(first.bytes.find("OK") == std::string::npos);
  CHECK(events<ResultWithheld>(first).size() == 1);
  CHECK(passed(filter, "\r\n+CMGS: 8\r\n\r\nOK\r\n").find("+CMGS: 8") != std::string::npos);
  CHECK(filter.pass_withheld().bytes.empty());
}

TEST_CASE("where no other result comes, the withheld one was this send's own") {
  auto filter = sending_after(LateResults(1, 7));
  passed(filter, "\r\n+CMGS: 7\r\n\r\nOK\r\n");
  CHECK(filter.pass_withheld().bytes == "\r\n+CMGS: 7\r\n\r\nOK\r\n");
  CHECK(filter.pass_withheld().bytes.empty());
}

TEST_CASE("a result whose reference can't be an earlier send's passes at once") {
  auto filter = sending_after(LateResults(1, 7));
  CHECK(passed(filter, "\r\n+CMGS: 8\r\n\r\nOK\r\n").find("+CMGS: 8") != std::string::npos);
}

TEST_CASE("a result before the echo of its command is an earlier worker's, as often as one is missing") {
  AtStreamFilter filter(LateResults(1));
  filter.from_gammu("AT\r");
  CHECK(passed(filter, "AT\r\r\nOK\r\n").find("OK") != std::string::npos);
  for (const auto* words : {"OK", "ERROR", "+CMS ERROR: 500", "COMMAND NOT SUPPORT"}) {
    AtStreamFilter f = filter;
    f.from_gammu("AT+CPIN?\r");
    CHECK(passed(f, "\r\n" + std::string(words) + "\r\n").empty());
    CHECK(passed(f, "AT+CPIN?\r\r\n+CPIN: READY\r\n\r\nOK\r\n").find("+CPIN: READY\r\n\r\nOK") !=
          std::string::npos);
    f.from_gammu("AT+CSQ\r");
    CHECK(passed(f, "\r\n" + std::string(words) + "\r\n").find(words) != std::string::npos);
  }
}

TEST_CASE("where the modem doesn't echo, or isn't known to, results pass") {
  AtStreamFilter silent(LateResults(1));
  silent.from_gammu("AT\r");
  CHECK(passed(silent, "\r\nOK\r\n").find("OK") != std::string::npos);
  AtStreamFilter hushed(LateResults(1));
  hushed.from_gammu("AT\r");
  passed(hushed, "AT\r\r\nOK\r\n");
  hushed.from_gammu("ATZ\r");
  passed(hushed, "ATZ\r\r\nOK\r\n");
  hushed.from_gammu("ATE0\r");
  passed(hushed, "\r\nOK\r\n");
  hushed.from_gammu("AT+CSQ\r");
  CHECK(passed(hushed, "\r\nOK\r\n").find("OK") != std::string::npos);
}

TEST_CASE("references go round, and where none is known any result may be late, but only so many") {
  auto round = sending_after(LateResults(2, 255));
  CHECK(passed(round, "\r\n+CMGS: 255\r\n\r\nOK\r\n").find("CMGS") == std::string::npos);
  CHECK(passed(round, "\r\n+CMGS: 0\r\n\r\nOK\r\n").find("CMGS") == std::string::npos);
  CHECK(passed(round, "\r\n+CMGS: 1\r\n\r\nOK\r\n").find("CMGS") != std::string::npos);
  auto unknown = sending_after(LateResults(1));
  CHECK(passed(unknown, "\r\n+CMGS: 99\r\n\r\nOK\r\n").find("CMGS") == std::string::npos);
  CHECK(passed(unknown, "\r\n+CMGS: 100\r\n\r\nOK\r\n").find("CMGS") != std::string::npos);
}

TEST_CASE("a refusal may be an earlier send's as well") {
  auto filter = sending_after(LateResults(1, 7));
  CHECK(passed(filter, "\r\n+CMS ERROR: 500\r\n").find("500") == std::string::npos);
  CHECK(passed(filter, "\r\n+CMGS: 8\r\n\r\nOK\r\n").find("+CMGS: 8") != std::string::npos);
  auto alone = sending_after(LateResults(1, 7));
  passed(alone, "\r\n+CMS ERROR: 38\r\n");
  const auto own = alone.pass_withheld();
  CHECK(own.bytes == "\r\n+CMS ERROR: 38\r\n");
  REQUIRE(events<RefusalSeen>(own).size() == 1);
  CHECK(events<RefusalSeen>(own)[0].refusal == delivery::Refusal{delivery::Table::cms, 38});
}

TEST_CASE("a refusal in any words may be an earlier send's") {
  for (const auto* words : {"ERROR", "+CME ERROR: 30", "COMMAND NOT SUPPORT"}) {
    auto filter = sending_after(LateResults(1, 7));
    CHECK(passed(filter, "\r\n" + std::string(words) + "\r\n").find(words) == std::string::npos);
    CHECK(passed(filter, "\r\n+CMGS: 8\r\n\r\nOK\r\n").find("+CMGS: 8") != std::string::npos);
  }
}

TEST_CASE("a refused send is told with the table of its number") {
  using delivery::Table;
  const auto seen = [](const char* line) {
    auto filter = sending_after({});
    return events<RefusalSeen>(filter.from_modem("\r\n" + std::string(line) + "\r\n")).at(0).refusal;
  };
  CHECK(seen("+CMS ERROR: 30") == delivery::Refusal{Table::cms, 30});
  CHECK(seen("+CME ERROR:30") == delivery::Refusal{Table::cme, 30});
  CHECK(seen("+CME ERROR: 0") == delivery::Refusal{Table::cme, 0});
  CHECK(seen("+CMS ERROR: SIM busy") == delivery::Refusal{Table::cms, -1});
  CHECK(seen("+CMS ERROR: 4294967295") == delivery::Refusal{Table::cms, -1});
  CHECK(seen("ERROR") == delivery::Refusal{});
  AtStreamFilter other;
  other.from_gammu("AT+CPMS=\"ME\"\r");
  CHECK(events<RefusalSeen>(other.from_modem("\r\n+CMS ERROR: 302\r\n")).empty());
}

TEST_CASE("B02: lines that a modem says as it starts tell of a restart, unless they were asked for") {
  AtStreamFilter f({}, {"RDY", "+CPIN: READY", "SMS Ready"});
  CHECK(events<RestartSeen>(f.from_modem("\r\nRDY\r\n")).size() == 1);
  f.from_gammu("AT+CPIN?\r");
  const auto asked = f.from_modem("AT+CPIN?\r\r\n+CPIN: READY\r\n\r\nOK\r\n");
  CHECK(events<RestartSeen>(asked).empty());
  CHECK(asked.bytes == "AT+CPIN?\r\r\n+CPIN: READY\r\n\r\nOK\r\n");
  f.from_gammu("AT+CSQ\r");
  const auto amid = f.from_modem("AT+CSQ\r\r\nSMS Ready\r\n\r\n+CSQ: 20,99\r\n\r\nOK\r\n");
  CHECK(events<RestartSeen>(amid).size() == 1);
  CHECK(amid.bytes == "AT+CSQ\r\r\n+CSQ: 20,99\r\n\r\nOK\r\n");
}

TEST_CASE("B03: after a restart no Ctrl-Z leaves that was held before it") {
  AtStreamFilter f({}, {"RDY"});
  f.arm(AttemptId{7});
  f.from_gammu("AT+CMGS=23\r");
  f.from_modem("AT+CMGS=23\r\r\n> ");
  f.from_gammu("0011000A81\x1a");
  CHECK(f.holds_ctrl_z());
  f.from_modem("\r\nRDY\r\n");
  CHECK(f.release(AttemptId{7}).empty());
}

TEST_CASE("B02: what a modem forgets is remembered, the last of each kind that it took") {
  AtStreamFilter f;
  const auto told = [&](const std::string& command, const std::string& result) {
    f.from_gammu(command + "\r");
    f.from_modem(command + "\r\r\n" + result + "\r\n");
  };
  told("AT+CMGF=0", "OK");
  told("AT+CNMI=2,1,0,1,0", "OK");
  told("AT+CPMS=\"SM\";+CMGD=3", "OK");
  told("AT+CNMI=2,2,0,1,0", "ERROR");
  told("AT+CMGF=0", "OK");
  CHECK(f.settings() == std::vector<std::string>{"AT+CNMI=2,1,0,1,0", "AT+CPMS=\"SM\"", "AT+CMGF=0"});
}

TEST_CASE("B10: a refused listing is an empty one to libGammu, and told") {
  for (const auto* error : {"+CMS ERROR: 314", "ERROR", "+CME ERROR: 14"}) {
    AtStreamFilter f;
    f.from_gammu("AT+CMGL=4\r");
    const auto out = f.from_modem("AT+CMGL=4\r\r\n" + std::string(error) + "\r\n");
    REQUIRE(events<ListingRefused>(out).size() == 1);
    CHECK(events<ListingRefused>(out)[0].line == error);
    CHECK(out.bytes == "AT+CMGL=4\r\r\nOK\r\n");
  }
}

TEST_CASE("F01: a prompt that ends like a line gets the space that libGammu knows it by") {
  AtStreamFilter f;
  f.from_gammu("AT+CMGS=23\r");
  CHECK(passed(f, "AT+CMGS=23\r\r\n>\r\n") == "AT+CMGS=23\r\r\n> ");
}

TEST_CASE("B19: what can't be words ends a USSD text whose quotes nothing closes") {
  AtStreamFilter f;
  f.from_gammu("AT+CUSD=1,\"*888#\",15\r");
  f.from_modem("AT+CUSD=1,\"*888#\",15\r\r\nOK\r\n\r\n+CUSD: 0,\"Sisa pulsa\r\n");
  CHECK(events<NewMessageIndicationSeen>(f.from_modem("+CMTI: \"SM\",3\r\n")).size() == 1);
}
