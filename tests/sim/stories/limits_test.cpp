// Stories of senders who are never answered, of loops between two machines, and of the PIN of an agency.
// Every phone number is fictitious.
#include "sim/story.hpp"

using namespace lapor;
using namespace lapor::test;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

constexpr auto machine = "+628110000177";

/// BMCK has a PIN; the operator has a phone.
std::shared_ptr<const engine::Rules> with_pin() {
  auto r = std::make_shared<engine::Rules>(*rules("", with_alerts));
  r->forwarding.window = {};
  r->forwarding.escalation_gap = Duration{0};
  r->directory.agencies[0].pin = "4321";
  return r;
}

struct Reported : World {
  explicit Reported(std::shared_ptr<const engine::Rules> r = with_pin()) : World{std::move(r)} {
    text(sari, "LAPOR JALAN berlubang depan pasar Johar");
    settle();
  }
  ticket::State state() { return tickets().back().state; }
  std::string say(const std::string& words, const std::string& from = bmck_operator) {
    now += 1s;
    text(from, words);
    settle();
    return last(from);
  }
};

std::size_t quarantined(World& w) { return static_cast<std::size_t>(w.store().inbox().quarantined); }

}  // namespace

TEST_CASE("short codes, names, own and foreign numbers are never answered", "[guard]") {
  World w{rules()};
  for (const auto* from : {"1708", "919", "TELKOMSEL", gateway_number, "+12025550123", "0243550000"})
    w.text(from, "LAPOR JALAN berlubang depan pasar Johar");
  w.settle();
  for (const auto& text : w.out()) CHECK(text.number == bmck_operator);
  CHECK(quarantined(w) >= 4);      // the machines and our own number
  CHECK(w.tickets().size() == 2);  // a foreigner's and a landline's report is taken, unanswered
}

TEST_CASE("promotions and frauds are set aside and counted, kept whole, and never answered", "[guard]") {
  World w{rules()};
  w.text(machine,
         "SELAMAT! Nomor Anda memenangkan undian Rp 175 juta. Hub 081100000555 atau www.undian-menang.com");
  w.text(machine, "Paket internet promo 10GB Rp 5000, ketik *123# sekarang juga");
  w.settle();
  CHECK(w.tickets().empty());
  CHECK(w.out().empty());
  CHECK(quarantined(w) == 2);
  w.store().begin();
  std::string kept;
  for (auto row = w.store().connection().query("SELECT raw FROM quarantine"); row.step();)
    kept += row.text(0);
  CHECK_THAT(kept, ContainsSubstring("memenangkan undian") && ContainsSubstring("10GB"));
  w.store().rollback();
}

TEST_CASE("two gateways that text each other are quiet after a few texts", "[guard]") {
  World a{rules()}, b{rules()};
  a.text(machine, "jalan berlubang depan pasar Johar sudah lama");  // as if b had begun
  std::size_t seen_a = 0, seen_b = 0, texts = 0;
  for (int sequence = 0; sequence < 200; ++sequence) {
    a.advance(1min);
    b.advance(1min);
    const auto from_a = a.phone(machine), from_b = b.phone(machine);
    for (; seen_a < from_a.size(); ++seen_a, ++texts) b.text(machine, from_a[seen_a]);
    for (; seen_b < from_b.size(); ++seen_b, ++texts) a.text(machine, from_b[seen_b]);
  }
  CHECK(texts == 1);
  CHECK(a.tickets().size() == 1);
  CHECK(b.tickets().empty());
  CHECK(quarantined(b) == 1);
}

TEST_CASE("two gateways whose words differ are quiet after a few texts, too", "[guard]") {
  auto other = std::make_shared<engine::Rules>(*rules());
  for (const auto* code :
       {"ACK", "ACK_NOCAT", "ACK_DUP", "ACK_TANYA", "ACK_OFFHOURS", "ACK_URGENT", "EMERGENCY"})
    other->templates.set(
        code, "Terima kasih, aduan Anda sudah kami catat dengan nomor {t} dan segera kami teruskan.");
  World a{rules()}, b{other};
  a.text(machine, "jalan berlubang depan pasar Johar sudah lama");
  std::size_t seen_a = 0, seen_b = 0, texts = 0;
  for (int sequence = 0; sequence < 24 * 60; ++sequence) {
    a.advance(1min);
    b.advance(1min);
    const auto from_a = a.phone(machine), from_b = b.phone(machine);
    for (; seen_a < from_a.size(); ++seen_a, ++texts) b.text(machine, from_a[seen_a]);
    for (; seen_b < from_b.size(); ++seen_b, ++texts) a.text(machine, from_b[seen_b]);
  }
  CAPTURE(a.phone(machine), b.phone(machine));
  CHECK(texts >= 2);
  CHECK(texts <= 8);
}

TEST_CASE("a phone that answers by itself is soon answered no more, and its texts are kept", "[guard]") {
  const auto answers_with = GENERATE(0, 1, 2);
  const auto reply_to = [&](const std::string& text, int n) -> std::string {
    if (answers_with == 0) return "Terima kasih, saya sedang menyetir dan akan membalas nanti";
    if (answers_with == 1)
      return "Terima kasih, pesan Anda sudah kami terima dengan nomor urut " + std::to_string(n);
    return text;  // a mirror
  };
  World w{rules()};
  w.text(machine, "jalan berlubang depan pasar Johar sudah lama");
  std::size_t seen = 0;
  int n = 0;
  for (int sequence = 0; sequence < 24 * 60; ++sequence) {
    w.advance(1min);
    const auto got = w.phone(machine);
    for (; seen < got.size(); ++seen) w.text(machine, reply_to(got[seen], ++n));
  }
  CHECK(seen <= 5);
}

TEST_CASE("a machine that always says something new costs at most a day's share", "[guard]") {
  World w{rules()};
  w.text(machine, "jalan berlubang nomor satu");
  std::size_t seen = 0;
  for (int sequence = 0; sequence < 24 * 60; ++sequence) {
    w.advance(1min);
    const auto got = w.phone(machine);
    for (; seen < got.size(); ++seen)
      w.text(machine, std::string(1 + seen % 20, static_cast<char>('a' + seen % 26)) + " jalan rusak");
  }
  CHECK(seen > 3);
  CHECK(seen <= 24);
}

TEST_CASE("help goes to an agency at most once an hour, and never for a repeated text", "[guard]") {
  Reported w;
  CHECK_THAT(w.say("mohon petunjuk cara membalas"), ContainsSubstring("TERIMA/PROSES"));
  const auto after_one = w.phone(bmck_operator).size();
  w.say("mohon petunjuk cara membalas");
  w.say("halo halo ada orang");
  CHECK(w.phone(bmck_operator).size() == after_one);
  w.advance(61min);
  w.say("halo halo ada orang lagi");
  CHECK(w.phone(bmck_operator).size() == after_one + 1);
}

TEST_CASE("a ticket answers its reporter in full and a stranger with its state alone", "[guard]") {
  Reported w;
  CHECK_THAT(w.say("CEK " + first, sari), ContainsSubstring("BMCK"));
  const auto stranger = w.say("CEK " + first, machine);
  CHECK_THAT(stranger,
             ContainsSubstring("DITERUSKAN") && !ContainsSubstring("BMCK") && !ContainsSubstring("Johar"));
}

TEST_CASE("an agency's word about another's ticket changes nothing", "[guard]") {
  Reported w;
  const auto events = w.store().events(TicketId{100001}).size();
  for (const auto* words :
       {"TOLAK 1000015 WENANG PIN 4321", "SELESAI 1000015 PIN 4321 sudah ditambal kemarin", "TERIMA 1000015",
        "ALIH 1000015 KOMINFO PIN 4321", "TANYA 1000015 di mana?"}) {
    const auto answer = w.say(words, dishub_operator);
    CHECK_THAT(answer, ContainsSubstring("tidak sedang ditugaskan"));
  }
  CHECK(w.state() == ticket::State::forwarded);
  CHECK(w.store().events(TicketId{100001}).size() == events);
}

TEST_CASE("SELESAI, TOLAK and ALIH need the agency's PIN, other words don't", "[pin]") {
  Reported w;
  CHECK_THAT(w.say("SELESAI " + first + " lubang sudah ditambal"),
             ContainsSubstring("PIN salah atau belum ada"));
  CHECK_THAT(w.say("TOLAK " + first + " WENANG jalan nasional"), ContainsSubstring("PIN salah"));
  CHECK_THAT(w.say("ALIH " + first + " DISHUB lampu"), ContainsSubstring("PIN salah"));
  CHECK_THAT(w.say("SELESAI " + first + " PIN 1111 lubang sudah ditambal"), ContainsSubstring("PIN salah"));
  CHECK(w.state() == ticket::State::forwarded);
  CHECK_THAT(w.say("TERIMA " + first), ContainsSubstring("OK"));
  CHECK_THAT(w.say("SELESAI " + first + " PIN 4321 lubang sudah ditambal"), ContainsSubstring("OK"));
  CHECK(w.state() == ticket::State::resolved);
  CHECK_THAT(w.last(sari), ContainsSubstring("lubang sudah ditambal") && !ContainsSubstring("4321"));
}

TEST_CASE("a PIN is nowhere in the database, right or wrong, needed or not", "[pin]") {
  Reported w;
  w.say("SELESAI " + first + " PIN 9876 lubang sudah ditambal");
  w.say("SELESAI " + first + " PIN 4321 lubang sudah ditambal");
  w.say("pin saya 55667 mohon petunjuk");
  w.say("PROSES " + first + " PIN 778899 cek", dishub_operator);  // an agency without one
  CHECK(w.state() == ticket::State::resolved);
  for (const auto* pin : {"9876", "4321", "55667", "778899"}) CHECK_FALSE(w.keeps(pin));
  CHECK(w.keeps("lubang sudah ditambal"));  // the search finds what is there
}

TEST_CASE("a PIN that is sent from an unknown phone, or said in other words, is kept nowhere", "[pin]") {
  Reported w;
  w.say("SELESAI " + first + " PIN 4321 lubang sudah ditambal", "+628110000777");
  w.say("jalan berlubang di depan pasar. PIN dinas 4321", "+628110000778");
  w.say("PROSES " + first + " PIN adalah 4321 tim berangkat");
  CHECK_FALSE(w.keeps("4321"));
  for (const auto& phone : {sari, bmck_operator, coordinator})
    for (const auto& text : w.phone(phone)) CHECK_THAT(text, !ContainsSubstring("4321"));
}

TEST_CASE("a PIN in a long text counts, even where the phone cut it in two", "[pin]") {
  const auto before =
      GENERATE(0, 118, 119, 120, 121, 122, 123, 124, 125, 126, 127, 128, 129, 130, 131, 132, 133, 134);
  Reported w;
  const std::string note(static_cast<std::size_t>(before), 'a');
  const std::string more(before == 0 ? 200 : 60, 'b');
  w.say("SELESAI " + first + " " + note + " PIN 4321 " + more + " lubang ditambal");
  CHECK(w.state() == ticket::State::resolved);
  CHECK_FALSE(w.keeps("4321"));
  CHECK_FALSE(w.keeps("PIN 4"));
}

TEST_CASE("five wrong PINs an hour lock that contact, rouse the operator and survive a restart", "[pin]") {
  Reported w;
  for (int n = 0; n < 5; ++n)
    w.say("SELESAI " + first + " PIN 000" + std::to_string(n) + " lubang sudah ditambal");
  CHECK_THAT(w.last(alert_phone),
             ContainsSubstring("PIN salah") && ContainsSubstring("BMCK") && !ContainsSubstring("0000201"));
  w.restart();
  w.settle();
  CHECK_THAT(w.say("SELESAI " + first + " PIN 4321 lubang sudah ditambal"), ContainsSubstring("terkunci"));
  CHECK(w.state() == ticket::State::forwarded);
  CHECK_THAT(w.say("SELESAI " + first + " PIN 4321 lubang sudah ditambal", bmck_head),
             ContainsSubstring("OK"));
  CHECK(w.state() == ticket::State::resolved);
}

TEST_CASE("who is locked by wrong PINs in their name is told a code, and a PIN with it is read", "[pin]") {
  Reported w;
  const auto guess = [&](const std::string& words) { return w.say("SELESAI " + first + " " + words); };
  for (int n = 0; n < 5; ++n) guess("PIN 000" + std::to_string(n) + " lubang sudah ditambal");
  const auto locked = guess("PIN 4321 lubang sudah ditambal");
  const auto at = locked.find("KODE ");
  REQUIRE(at != locked.npos);
  const auto code = locked.substr(at + 5, 4);
  w.advance(5min);
  guess("PIN 0007 lubang sudah ditambal kemarin");  // somebody goes on guessing
  CHECK(w.state() == ticket::State::forwarded);
  SECTION("the right PIN with it") {
    CHECK_THAT(guess("PIN 4321 KODE " + code + " lubang sudah ditambal aspal"), ContainsSubstring("OK"));
    CHECK(w.state() == ticket::State::resolved);
    CHECK_FALSE(w.keeps("4321"));
  }
  SECTION("a wrong PIN uses the code up") {
    CHECK_THAT(guess("PIN 0008 KODE " + code + " lubang sudah ditambal"), ContainsSubstring("PIN salah"));
    CHECK_THAT(guess("PIN 4321 KODE " + code + " lubang sudah ditambal"), ContainsSubstring("terkunci"));
  }
  SECTION("a code that is guessed") {
    const auto other = code == "1234" ? "1235" : "1234";
    CHECK_THAT(guess("PIN 4321 KODE " + std::string(other) + " lubang ditambal"),
               ContainsSubstring("terkunci"));
    CHECK(w.state() == ticket::State::forwarded);
  }
}

TEST_CASE("questions in an officer's name leave half of the answers of an hour for what they do", "[story]") {
  Reported w;
  for (int n = 0; n < 80; ++n) {
    w.now += 1s;
    w.text(bmck_operator, "DETAIL " + first + std::string(static_cast<std::size_t>(n), ' '));
    w.settle();
  }
  CHECK_THAT(w.say("TERIMA " + first), ContainsSubstring("OK"));
}

TEST_CASE("a locked contact is free again after an hour, and a missing PIN is no wrong one", "[pin]") {
  Reported w;
  for (int n = 0; n < 8; ++n) w.say("SELESAI " + first + " lubang ditambal hari ke " + std::to_string(n));
  for (int n = 0; n < 4; ++n)
    w.say("SELESAI " + first + " PIN 000" + std::to_string(n) + " lubang sudah ditambal");
  CHECK(w.phone(alert_phone).size() == 1);  // of the third
  w.say("SELESAI " + first + " PIN 0009 lubang sudah ditambal");
  CHECK(w.phone(alert_phone).size() == 1);
  w.advance(1h + 1min);
  CHECK_THAT(w.say("SELESAI " + first + " PIN 4321 lubang sudah ditambal lagi"), ContainsSubstring("OK"));
}

TEST_CASE("an officer who says the same of five tickets is answered five times", "[guard]") {
  World w{rules()};
  const char* places[] = {"pasar Johar", "alun-alun Blora", "terminal Tegal", "stasiun Tawang",
                          "simpang Lima"};
  for (const auto* place : places) w.text(sari, std::string("LAPOR JALAN berlubang di depan ") + place);
  w.settle();
  REQUIRE(w.tickets().size() == 5);
  for (const auto& t : w.tickets())
    w.text(bmck_operator,
           "PROSES " + ticket::number(t.id) + " sedang ditindaklanjuti oleh tim lapangan kami");
  w.settle();
  std::size_t answered = 0;
  for (const auto& text : w.phone(bmck_operator)) answered += text.starts_with("OK. No ");
  CHECK(answered == 5);
}
