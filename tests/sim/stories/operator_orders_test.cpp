// The coordinator's desk: what laporctl does to a ticket. Every phone number is fictitious.
#include "sim/story.hpp"

using namespace lapor;
using namespace lapor::test;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;
using What = engine::OperatorOrder::What;

namespace {

constexpr TicketId first_id{100001}, second_id{100002};

engine::OperatorOrder order(What what, TicketId ticket, const std::string& text = "") {
  engine::OperatorOrder o;
  o.what = what;
  o.ticket = ticket;
  o.text = text;
  o.actor = at_the_desk;
  return o;
}

engine::OperatorOrder route(TicketId ticket, const std::string& agency) {
  auto o = order(What::route, ticket);
  o.agency = agency;
  return o;
}

engine::OperatorOrder reject(TicketId ticket, const std::string& reason, const std::string& note = "") {
  auto o = order(What::reject, ticket, note);
  o.reason = ticket::reject_reason(reason);
  return o;
}

engine::OperatorOrder merge(TicketId ticket, TicketId into) {
  auto o = order(What::merge, ticket);
  o.into = into;
  return o;
}

engine::Ticket get(World& w, TicketId serial) { return w.store().find(serial).value(); }

/// A ticket that waits for the coordinator's decision.
void put_in_verification(World& w, TicketId serial) {
  w.store().begin();
  auto t = w.store().ticket(serial).value();
  t.state = ticket::State::verifying;
  w.store().update_ticket(t);
  w.store().commit();
}

std::string last_event(World& w, TicketId serial) {
  const auto events = w.store().events(serial);
  return events.back().kind + " by " + events.back().actor.text() + ": " + events.back().detail;
}

/// Sari's report, forwarded.
struct Reported : World {
  explicit Reported(const char* words = "LAPOR JALAN berlubang depan pasar Johar") : World{test::rules()} {
    text(sari, words);
    settle();
  }
};

}  // namespace

TEST_CASE("routed by hand, a ticket begins anew with the other agency and its reporter is told", "[desk]") {
  Reported w{"LAPOR lampu jalan mati, sebetulnya jalannya"};
  w.advance(13h);
  CHECK(w.order(route(first_id, "bmck")).empty());
  w.settle();
  const auto t = get(w, first_id);
  CHECK(t.agency == "BMCK");
  CHECK(t.state == ticket::State::forwarded);
  CHECK(t.level == 0);
  CHECK(t.forwarded_at == w.now);
  CHECK_THAT(w.last(bmck_operator), ContainsSubstring("1000015"));
  CHECK_THAT(w.last(sari), ContainsSubstring("dialihkan ke BMCK"));
  CHECK_THAT(w.order(route(first_id, "BMCK")), ContainsSubstring("already"));
  CHECK_THAT(w.order(route(first_id, "ENTAH")), ContainsSubstring("no agency"));
  CHECK_THAT(w.order(route(TicketId{999999}, "BMCK")), ContainsSubstring("no such ticket"));
}

TEST_CASE("every order stands on record with who gave it", "[desk]") {
  Reported w;
  CHECK(w.order(order(What::note, first_id, "sudah ditelepon ke 0811-0000-555")).empty());
  CHECK(last_event(w, first_id) == "note by operator uid 1000: sudah ditelepon ke [nomor]");
  CHECK(w.order(route(first_id, "DISHUB")).empty());
  bool routed = false;
  for (const auto& e : w.store().events(first_id))
    routed = routed || (e.kind == "route" && e.actor == at_the_desk);
  CHECK(routed);
}

TEST_CASE("merged, a ticket is a duplicate and its reporter learns the number that stays", "[desk]") {
  Reported w;
  w.text(budi, "LAPOR JALAN lubang besar pasar Johar");
  w.settle();
  CHECK(w.order(merge(second_id, first_id)).empty());
  w.settle();
  CHECK(get(w, second_id).state == ticket::State::duplicate);
  CHECK_THAT(w.last(budi), ContainsSubstring("digabung") && ContainsSubstring("1000015"));
  CHECK(w.phone(sari).size() == 1);
  CHECK_THAT(w.order(merge(first_id, first_id)), ContainsSubstring("itself"));
  CHECK_THAT(w.order(merge(first_id, second_id)), ContainsSubstring("duplicate"));
  CHECK_THAT(w.order(merge(first_id, TicketId{999999})), ContainsSubstring("does not exist"));
  CHECK(get(w, first_id).state == ticket::State::forwarded);
}

TEST_CASE("reports that look alike are kept apart by the coordinator, once and on record", "[desk]") {
  Reported w{"LAPOR JALAN berlubang depan pasar Johar kota Semarang"};
  w.text(budi, "LAPOR JALAN ambles di jl Pemuda kota Semarang");
  w.settle();
  const auto alike = w.store().duplicate_candidates(10);
  REQUIRE(alike.size() == 1);
  CHECK(alike[0].ticket == second_id);
  CHECK(alike[0].earlier == first_id);
  const auto texts = w.out().size();
  CHECK_THAT(w.order(order(What::separate, first_id)), ContainsSubstring("nothing says"));
  CHECK(w.order(order(What::separate, second_id)).empty());
  w.settle();
  CHECK(w.store().duplicate_candidates(10).empty());
  CHECK(last_event(w, second_id) == "kept-apart by operator uid 1000: from 1000015");
  CHECK(get(w, second_id).state == ticket::State::forwarded);
  CHECK(w.out().size() == texts);
  CHECK_THAT(w.order(order(What::separate, second_id)), ContainsSubstring("nothing says"));
}

TEST_CASE("rejected from verification, the reporter reads why and how to object", "[desk]") {
  Reported w;
  put_in_verification(w, first_id);
  CHECK_THAT(w.order(reject(first_id, "MALAS")), ContainsSubstring("SPAM"));
  CHECK(w.order(reject(first_id, "WENANG", "jalan nasional")).empty());
  w.settle();
  CHECK(get(w, first_id).state == ticket::State::rejected);
  CHECK_THAT(w.last(sari), ContainsSubstring("SMS 1708") && ContainsSubstring("BUKA 1000015"));
  CHECK_THAT(last_event(w, first_id),
             ContainsSubstring("reject by operator uid 1000: WENANG jalan nasional"));
  w.text(sari, "BUKA 1000015 ini jalan provinsi");
  w.settle();
  CHECK(get(w, first_id).state == ticket::State::forwarded);
}

TEST_CASE("what the state doesn't allow is refused with what is, and changes nothing", "[desk]") {
  Reported w;
  const auto before = w.store().events(first_id).size();
  CHECK(w.order(order(What::reopen, first_id)) ==
        "ticket 1000015 is forwarded: it can't be reopened; route, merge, reject, ask, note and answer are "
        "allowed "
        "there");
  w.text(sari, "BATAL 1000015");
  w.settle();
  CHECK_THAT(w.order(route(first_id, "DISHUB")), ContainsSubstring("routed; note and answer"));
  CHECK_THAT(w.order(order(What::ask, first_id, "di mana?")), ContainsSubstring("cancelled"));
  CHECK(w.order(order(What::note, first_id, "dicabut pelapor lewat telepon")).empty());
  CHECK(w.store().events(first_id).size() == before + 2);  // cancelled, noted
}

TEST_CASE("reopened by hand, a ticket goes back to its agency a level higher", "[desk]") {
  Reported w;
  w.text(bmck_operator, "SELESAI 1000015 lubang sudah ditambal");
  w.settle();
  w.text(sari, "YA 1000015");
  w.settle();
  CHECK(get(w, first_id).state == ticket::State::closed);
  CHECK(w.order(order(What::reopen, first_id, "foto warga: belum ditambal")).empty());
  w.settle();
  CHECK(get(w, first_id).state == ticket::State::forwarded);
  CHECK(get(w, first_id).level == 1);
  CHECK_THAT(w.last(bmck_operator), ContainsSubstring("1000015"));
  CHECK_THAT(w.last(sari), ContainsSubstring("dibuka kembali"));
}

TEST_CASE("the coordinator's answer reaches the citizen whole and is no answer of the agency", "[desk]") {
  Reported w;
  const std::string words(280, 'a');
  CHECK(w.order(order(What::answer, first_id, words)).empty());
  w.settle();
  const auto out = w.out();
  CHECK_THAT(out.front().text, ContainsSubstring(words));
  CHECK(out.front().parts == 2);
  CHECK_FALSE(get(w, first_id).first_response_at.has_value());
  CHECK(get(w, first_id).state == ticket::State::forwarded);
  CHECK_THAT(w.order(order(What::answer, first_id, std::string(600, 'a'))), ContainsSubstring("at most 540"));
  CHECK_THAT(w.order(order(What::answer, first_id, "")), ContainsSubstring("empty"));
  CHECK_THAT(w.order(order(What::ask, first_id, std::string(81, 'a'))), ContainsSubstring("at most 80"));
}

TEST_CASE("while the coordinator asks the citizen nothing climbs, and the answer starts it again", "[desk]") {
  Reported w;
  CHECK(w.order(order(What::ask, first_id, "Ruas jalan mana?")).empty());
  w.settle();
  CHECK(get(w, first_id).state == ticket::State::need_info);
  CHECK_THAT(w.last(sari), ContainsSubstring("Ruas jalan mana?"));
  w.advance(72h);
  CHECK(get(w, first_id).level == 0);
  CHECK(w.phone(bmck_secretary).empty());
  w.text(sari, "depan pasar Johar pintu barat");
  w.settle();
  CHECK(get(w, first_id).state == ticket::State::forwarded);
  CHECK_FALSE(get(w, first_id).first_response_at.has_value());
  w.advance(25h);
  CHECK(w.phone(bmck_secretary).size() == 1);
}

TEST_CASE("a call to the hotline becomes the same ticket with the same life", "[desk]") {
  World w{rules()};
  CHECK(w.order(engine::ReportFiled{ticket::Channel::hotline, "0811-0000-101",
                                    "jalan berlubang depan pasar Johar", at_the_desk})
            .empty());
  w.settle();
  const auto t = get(w, first_id);
  CHECK(t.channel == ticket::Channel::hotline);
  CHECK(t.category == "JALAN");
  CHECK(t.agency == "BMCK");
  CHECK(t.text == "jalan berlubang depan pasar Johar");
  CHECK_THAT(w.last(sari), ContainsSubstring("1000015"));
  CHECK(w.store().events(first_id).front().actor == at_the_desk);
  w.text(bmck_operator, "SELESAI 1000015 lubang sudah ditambal");
  w.settle();
  w.text(sari, "YA");
  w.settle();
  CHECK(get(w, first_id).state == ticket::State::closed);
}

TEST_CASE("a letter without a number lives without texts to anyone, and nobody else can touch it", "[desk]") {
  World w{rules()};
  CHECK(
      w.order(engine::ReportFiled{ticket::Channel::web, "", "LAPOR LAMPU mati di jalan Pemuda", at_the_desk})
          .empty());
  CHECK(w.order(engine::ReportFiled{ticket::Channel::web, "", "LAPOR LAMPU mati di jalan Gajahmada",
                                    at_the_desk})
            .empty());
  w.settle();
  CHECK(get(w, first_id).reporter != get(w, second_id).reporter);
  CHECK(w.phone(dishub_operator).size() == 2);
  CHECK_THAT(w.order(order(What::answer, first_id, "Terima kasih")),
             ContainsSubstring("nobody can be texted"));
  CHECK_THAT(w.order(order(What::ask, first_id, "Di mana?")), ContainsSubstring("nobody can be texted"));
  w.text(dishub_operator, "SELESAI 1000015 lampu sudah diganti");
  w.text(sari, "YA 1000015");
  w.settle();
  CHECK(get(w, first_id).state == ticket::State::resolved);
  w.advance(24h * 20);
  CHECK(get(w, first_id).state == ticket::State::resolved);  // nobody could be asked: no silence closes it
  w.text(coordinator, "SELESAI 1000015 lampu sudah menyala");
  w.settle();
  CHECK(get(w, first_id).state == ticket::State::closed);
}

TEST_CASE("what an operator writes down is a report whatever its words", "[desk]") {
  World w{rules()};
  const auto taken = [&](const char* text) {
    return w.order(engine::ReportFiled{ticket::Channel::social, "", text, at_the_desk});
  };
  CHECK(taken("CEK 1000015").empty());
  CHECK(taken("STOP").empty());
  CHECK(taken("Selamat! Anda menang undian Rp 100 juta, hub 081100000999").empty());
  CHECK(taken("ya").empty());
  CHECK(w.tickets().size() == 4);
  for (const auto& t : w.tickets()) CHECK_FALSE(t.text.empty());
  CHECK_THAT(taken("  "), ContainsSubstring("empty"));
  CHECK_THAT(w.order(engine::ReportFiled{ticket::Channel::sms, "", "x", at_the_desk}),
             ContainsSubstring("channel"));
  CHECK_THAT(w.order(engine::ReportFiled{ticket::Channel::web, "1708", "x", at_the_desk}),
             ContainsSubstring("not a phone number"));
  CHECK_THAT(w.order(engine::ReportFiled{ticket::Channel::web, gateway_number, "x", at_the_desk}),
             ContainsSubstring("own number"));
  CHECK_THAT(taken(std::string(4001, 'x').c_str()), ContainsSubstring("at most 4000"));
  CHECK(w.tickets().size() == 4);
}
