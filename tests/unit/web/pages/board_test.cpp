// The public board: what is drawn is what was counted, and no stranger's word is markup.
#include "web/pages/board.hpp"

#include <regex>

#include "support/catch.hpp"
#include "unit/web/site.hpp"

using namespace lapor;
using namespace lapor::web;

namespace {

Json card(const std::string& agency, int received, int in_time, int responded) {
  return Json::object({{"agency", agency},
                       {"received", received},
                       {"responded", responded},
                       {"unanswered", received - responded},
                       {"responded_in_time", in_time},
                       {"responded_24h_percent", received ? Json(in_time * 100 / received) : Json()},
                       {"median_first_response_s", 7200},
                       {"resolved", 3},
                       {"contested", 1},
                       {"overdue", 2},
                       {"unreachable", 0}});
}

Json board() {
  auto agencies = Json::list(), days = Json::list(), areas = Json::list(), bands = Json::list(),
       causes = Json::list();
  agencies.add(card("BMCK", 40, 30, 35));
  agencies.add(card("DISHUB", 3, 1, 1));
  days.add(Json::object({{"day", "2026-03-02"}, {"reports", 12}}));
  days.add(Json::object({{"day", "2026-03-03"}, {"reports", 4}}));
  areas.add(Json::object({{"area", "33.16"}, {"band", 3}}));
  for (const int edge : {1, 5, 15, 30}) bands.add(edge);
  causes.add(Json::object({{"cause", "fraud"}, {"n", 5}}));
  auto weeks = Json::list();
  weeks.add(Json::object({{"from", "2026-02-25"},
                          {"to", "2026-03-03"},
                          {"received", 43},
                          {"responded", 36},
                          {"median_first_response_s", 5400}}));
  const auto figures = Json::object({{"from", "2026-03-02"},
                                     {"to", "2026-03-03"},
                                     {"counted_at", "2026-03-03T12:00:00Z"},
                                     {"open", 17},
                                     {"overdue", 2},
                                     {"today", 4},
                                     {"reports", 16},
                                     {"total", Json::object({{"responded_24h_percent", 72}})},
                                     {"agencies", agencies},
                                     {"days", days},
                                     {"weeks", weeks},
                                     {"bands", bands},
                                     {"areas", areas},
                                     {"categories", Json::list()},
                                     {"set_aside", causes}});
  return Json::object({{"revision", "abc"}, {"figures", figures}});
}

std::string shown(const Json& figures) { return board_figures(*site(), figures, {}, 30).text(); }

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("the board shows each figure of the scorecard, drawn and in a table", "[web]") {
  const auto page = shown(board());
  CHECK(has(page, "Dinas Bina Marga"));
  CHECK(has(page, "40 laporan"));
  CHECK(has(page, "75 % dalam 24 jam"));
  CHECK(has(page, R"h(<rect class="good" x="0" y="0" width="750" height="10"/>)h"));
  CHECK(has(page, R"h(<rect class="late" x="750" y="0" width="125" height="10"/>)h"));
  CHECK(has(page, R"h(<rect class="none" x="875" y="0" width="125" height="10"/>)h"));
  CHECK(has(page, "<td>35</td>"));
  CHECK(has(page, "<td>2 jam</td>"));
  CHECK(has(page, "<dd>72 %</dd>"));
  CHECK(has(page, "Penipuan"));
}

TEST_CASE("an agency with few reports gets no share to be compared by", "[web]") {
  const auto page = shown(board());
  CHECK(has(page, "3 laporan <small>terlalu sedikit untuk dibandingkan</small>"));
  CHECK_FALSE(has(page, "33 % dalam 24 jam"));
}

TEST_CASE("an area is a band on the map and in its table", "[web]") {
  const auto page = shown(board());
  CHECK(has(page, "<title>Kab. Blora: 15–29</title>"));
  CHECK(has(page, R"h(<th scope="row">Kab. Blora</th><td>15–29</td>)h"));
  CHECK(has(page, "<title>Kota Semarang: 0</title>"));
}

TEST_CASE("every picture has words, and every table a caption", "[web]") {
  const auto page = shown(board());
  const std::regex pictures("<svg [^>]*>"), label("role=\"img\"\\s+aria-label=\"[^\"]+\"");
  std::size_t n = 0;
  for (std::sregex_iterator it(page.begin(), page.end(), pictures), end; it != end; ++it, ++n)
    CHECK(std::regex_search(it->str(), label));
  CHECK(n > 5);
  const std::regex tables("<table>(?!<caption>)");
  CHECK_FALSE(std::regex_search(page, tables));
}

TEST_CASE("both languages show the same figures", "[web]") {
  const auto english = board_figures(*site(), board(), Say{Language::english}, 30).text();
  CHECK(has(english, "Who answers"));
  CHECK(has(english, "75 % within 24 hours"));
  CHECK_FALSE(has(english, "Siapa yang menjawab"));
}

TEST_CASE("a board without any figure is a page too", "[web]") {
  CHECK(has(shown(Json::object({{"revision", ""}, {"figures", Json()}})), "Ringkasan"));
}

TEST_CASE("names, causes and codes of strangers are text on the board and in its files", "[web]") {
  for (const auto& text : hostile_texts()) {
    auto hostile = board();
    auto figures = hostile["figures"];
    auto causes = Json::list(), agencies = Json::list();
    causes.add(Json::object({{"cause", text}, {"n", 1}}));
    agencies.add(card(text, 30, 20, 25));
    figures.set("set_aside", causes);
    figures.set("agencies", agencies);
    hostile.set("figures", figures);
    const auto page = board_figures(*site(), hostile, {}, 30).text();
    INFO(text);
    for (const auto* markup : {"<script", "<img", "<b>", "</textarea", " onmouseover='", "-->"})
      CHECK_FALSE(has(page, markup));
    CHECK(has(board_csv(figures, "agencies"), "\""));
    if (text.starts_with("=")) CHECK(has(board_csv(figures, "agencies"), "\"'="));
  }
}

TEST_CASE("the file has the columns of laporctl scorecard, and an unknown table is none", "[web]") {
  const auto figures = board()["figures"];
  CHECK(board_csv(figures, "agencies").starts_with("\"agency\";\"received\";\"responded\";"));
  CHECK(board_csv(figures, "days") ==
        "\"day\";\"reports\"\r\n\"2026-03-02\";\"12\"\r\n\"2026-03-03\";\"4\"\r\n");
  CHECK(board_csv(figures, "open").empty());
}

TEST_CASE("the page of the board asks for its period and no other", "[web]") {
  Visitor visitor;
  visitor.lapord = [](const Json&) { return control::done(board()); };
  const auto page = visitor.ask(get("/", "hari=90"));
  CHECK(page.status == 200);
  CHECK(*visitor.asked.back()["days"].number() == 90);
  CHECK(has(page.body, R"h(data-live="/?hari=90&amp;bagian=1" data-revision="abc")h"));
  visitor.ask(get("/", "hari=31"));
  CHECK(*visitor.asked.back()["days"].number() == 30);
  CHECK_FALSE(has(visitor.ask(get("/", "bagian=1")).body, "<html"));
  CHECK(has(visitor.ask(get("/en/")).body, "Board of citizens"));
}

TEST_CASE("a ticket's state is shown with its steps, and a stranger's words as text", "[web]") {
  for (const auto& text : hostile_texts()) {
    Visitor visitor;
    auto steps = Json::list();
    steps.add(Json::object({{"at", "2026-03-03T12:00:00Z"}, {"kind", "opened"}}));
    visitor.lapord = [&](const Json&) {
      return control::done(Json::object({{"ticket", "1000015"},
                                         {"state", "forwarded"},
                                         {"agency", text},
                                         {"created_at", "2026-03-03T12:00:00Z"},
                                         {"steps", steps},
                                         {"text", text}}));
    };
    const auto page = visitor.ask(get("/cek", "no=100-0015")).body;
    CHECK(*visitor.asked.back()["ticket"].text() == "1000015");
    CHECK(has(page, "Diteruskan ke instansi"));
    CHECK(has(page, "Laporan diterima"));
    INFO(text);
    for (const auto* markup : {"<script>", "<img", "<b>", "</textarea", " onmouseover='"})
      CHECK_FALSE(has(page, markup));
  }
}

TEST_CASE("an unknown and a confidential ticket look alike", "[web]") {
  Visitor visitor;
  visitor.lapord = [](const Json&) { return control::refused("unknown"); };
  const auto page = visitor.ask(get("/cek", "no=1000015"));
  CHECK(page.status == 404);
  visitor.lapord = [](const Json&) { return control::refused("too-many"); };
  CHECK(visitor.ask(get("/cek", "no=1000015&hp=1234")).status == 429);
}

TEST_CASE("on the desk each figure leads to the list behind it, on the public board to none", "[web]") {
  CHECK_FALSE(has(shown(board()), "/meja/daftar"));
  const auto desk = board_figures(*site(), board(), {}, 30, "").text();
  const std::string time = "&amp;dari=2026-03-02&amp;sampai=2026-03-03\"";
  for (const auto* figure : {"received", "responded_in_time", "late", "unanswered", "contested", "overdue"}) {
    INFO(figure);
    CHECK(has(desk, std::string("/meja/daftar?angka=") + figure + "&amp;instansi=BMCK" + time));
  }
  CHECK_FALSE(has(desk, "angka=unreachable&amp;instansi=BMCK"));  // it counts none
  CHECK(has(desk, "<a href=\"/meja/daftar?dari=2026-03-02&amp;sampai=2026-03-02\">12</a>"));
  CHECK(has(desk, "/meja/daftar?wilayah=33.16&amp;dari=2026-03-02&amp;sampai=2026-03-02\""));
  CHECK(has(desk, "/meja/daftar?list=overdue"));
}

TEST_CASE("an agency's figures lead to its own lists alone", "[web]") {
  const auto own = board_figures(*site(), board(), {}, 30, "BMCK").text();
  CHECK(has(own, "instansi=BMCK"));
  CHECK_FALSE(has(own, "instansi=DISHUB"));
  CHECK_FALSE(has(own, "wilayah="));
}
