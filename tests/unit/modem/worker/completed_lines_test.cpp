// Lines that the filter completes on their way to the modem.
#include <string>
#include <string_view>
#include <variant>
#include <vector>

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

}  // namespace

TEST_CASE(
    "B03: PDU mode is set in the line that asks for a prompt, and libGammu sees the line that it wrote") {
  AtStreamFilter f;
  for (const AttemptId attempt : {AttemptId{7}, AttemptId{8}}) {
    f.arm(attempt, {}, true);
    std::string to_modem;
    for (const char c : std::string_view("AT+CMGS=23\r")) to_modem += f.from_gammu({&c, 1}).bytes;
    CHECK(to_modem == "AT+CMGF=0;+CMGS=23\r");
    std::string to_gammu;
    for (const char c : to_modem + "\r\n> ") to_gammu += passed(f, {&c, 1});
    CHECK(to_gammu == "AT+CMGS=23\r\r\n> ");
    CHECK(f.from_gammu("0011000A81").bytes == "0011000A81");
    CHECK(events<CtrlZHeld>(f.from_gammu("\x1a")).size() == 1);
    CHECK(f.release(attempt) == "\x1a");
    CHECK(passed(f, "\r\n+CMGS: 5\r\n\r\nOK\r\n") == "\r\n+CMGS: 5\r\n\r\nOK\r\n");
    f.disarm();
  }
}

TEST_CASE("B03: no other line is touched, whatever it begins like") {
  AtStreamFilter f;
  f.arm(AttemptId{7}, {}, true);
  for (const std::string line :
       {"AT\r", "AT+CMGF=0\r", "AT+CMG\r", "AT+CMGS\r", "AT+C\x1b\r", "AT+CMGS?\r"}) {
    std::string out;
    for (const char c : line) out += f.from_gammu({&c, 1}).bytes;
    CHECK(out == line);
  }
  f.disarm();
  CHECK(f.from_gammu("AT+CMGS=23\r").bytes == "AT+CMGS=23\r");
}

TEST_CASE("B03: an OK where the prompt should be is no prompt") {
  AtStreamFilter f;
  f.arm(AttemptId{7}, {}, true);
  f.from_gammu("AT+CMGS=23\r");
  const auto out = f.from_modem("AT+CMGF=0;+CMGS=23\r\r\nOK\r\n");
  CHECK(out.bytes == "AT+CMGS=23\r\r\nERROR\r\n");
  CHECK(events<RefusalSeen>(out).size() == 1);
}

TEST_CASE("F12: where a modem wants it AT+CPMS names all three storages") {
  AtStreamFilter f;
  f.complete_storages("SM");
  CHECK(f.from_gammu("AT+CPMS=\"ME\"\r").bytes == "AT+CPMS=\"ME\",\"SM\",\"SM\"\r");
  CHECK(passed(f, "AT+CPMS=\"ME\",\"SM\",\"SM\"\r\r\nOK\r\n") == "AT+CPMS=\"ME\"\r\r\nOK\r\n");
  CHECK(f.from_gammu("AT+CPMS=\"SM\",\"SM\"\r").bytes == "AT+CPMS=\"SM\",\"SM\",\"SM\"\r");
  CHECK(f.from_gammu("AT+CPMS=\"ME\";+CMGD=3\r").bytes == "AT+CPMS=\"ME\",\"SM\",\"SM\";+CMGD=3\r");
  for (const std::string whole : {"AT+CPMS=\"SM\",\"SM\",\"SM\"\r", "AT+CPMS=?\r", "AT+CPMS?\r"})
    CHECK(f.from_gammu(whole).bytes == whole);
}
