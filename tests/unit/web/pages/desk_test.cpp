// The desk: who sees it, what its forms carry, and that no stranger's word is markup there.
#include "web/pages/desk.hpp"

#include <regex>
#include <set>
#include <string>

#include "support/catch.hpp"
#include "unit/web/site.hpp"

using namespace lapor;
using namespace lapor::web;
using control::text_of;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

Json ticket(const std::string& words) {
  auto acts = Json::list(), flags = Json::list(), events = Json::list(), messages = Json::list();
  for (const auto* act : {"route", "ask", "merge", "reject", "reopen", "confirm", "contest"}) acts.add(act);
  flags.add("URGENT");
  events.add(Json::object(
      {{"at", "2026-03-03T12:00:00Z"}, {"kind", "opened"}, {"actor", "citizen"}, {"detail", words}}));
  messages.add(Json::object({{"created_at", "2026-03-03T11:00:00Z"},
                             {"direction", "in"},
                             {"purpose", "LAPOR"},
                             {"state", "taken"},
                             {"text", words}}));
  return Json::object({{"ticket", "1000015"},
                       {"state", "verifying"},
                       {"category", words},
                       {"agency", "BMCK"},
                       {"area", "33.16"},
                       {"flags", flags},
                       {"channel", "sms"},
                       {"text", words},
                       {"created_at", "2026-03-03T11:00:00Z"},
                       {"due_at", Json()},
                       {"return_reason", words},
                       {"acts", acts},
                       {"like", "1000028"},
                       {"seen", "abc"},
                       {"waits_for", "refusal"},
                       {"cause", words},
                       {"suggestion_evidence", words},
                       {"suggested_agency", "DISHUB"},
                       {"suggestion", "LAMPU"},
                       {"events", events},
                       {"messages", messages}});
}

/// lapord with somebody of this role logged in.
struct AtDesk : Visitor {
  explicit AtDesk(const std::string& role, const std::string& words = "lubang") {
    lapord = [role, words, this](const Json& question) {
      const auto command = text_of(question, "command");
      if (command == "login") {
        if (text_of(question, "token") != "siti.right") return control::refused("token");
        return control::done(Json::object({{"session", "s1"}, {"form", "f1"}}));
      }
      if (text_of(question, "session") != "s1") return control::refused("login");
      if (command == "session")
        return control::done(
            Json::object({{"name", words}, {"role", role}, {"agency", "BMCK"}, {"form", "f1"}}));
      if (refusal.is_object()) return refusal;
      auto rows = Json::list();
      rows.add(ticket(words));
      if (command == "desk-ticket") return control::done(ticket(words));
      if (command == "desk-order") return control::done(Json::object({{"ticket", "1000015"}}));
      if (command == "desk-answer") return control::done(Json::object({{"code", "OPD_OK"}, {"text", words}}));
      auto modems = Json::list(), findings = Json::list();
      modems.add(Json::object({{"name", "sim1"}, {"state", "ready"}, {"last_error", words}}));
      findings.add(Json::object({{"text", words}}));
      return control::done(Json::object({{"rows", rows},
                                         {"modems", modems},
                                         {"findings", findings},
                                         {"set_aside", rows},
                                         {"more", others_wait},
                                         {"unread", rows}}));
    };
  }
  Response page(const std::string& path, const std::string& query = {}) {
    auto request = get(path, query);
    request.cookie = "other=1; lapor=s1";
    return ask(request);
  }
  Response order(const std::string& form) { return ask(post("/meja/laporan/1000015", form, "lapor=s1")); }
  Json refusal;
  bool others_wait = false;
};

std::string header(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers)
    if (key == name) return value;
  return {};
}

const std::vector<std::string> desk_pages{"/meja/antrean", "/meja/daftar",  "/meja/laporan/1000015",
                                          "/meja/baru",    "/meja/gateway", "/meja/angka"};

}  // namespace

TEST_CASE("without a login every page of the desk is the login", "[desk]") {
  AtDesk desk("coordinator");
  for (const auto& path : desk_pages) {
    const auto page = desk.ask(get(path));
    INFO(path);
    CHECK(page.status == 401);
    CHECK(has(page.body, "action=\"/meja/masuk\""));
    auto stale = get(path);
    stale.cookie = "lapor=s2";
    const auto ended = desk.ask(stale);
    CHECK(ended.status == 401);
    CHECK(has(header(ended, "Set-Cookie"), "lapor=; Path=/meja; HttpOnly; SameSite=Strict; Max-Age=0"));
  }
}

TEST_CASE("the right token gives a cookie that no script reads and no other site sends", "[desk]") {
  AtDesk desk("coordinator");
  const auto in = desk.ask(post("/meja/masuk", "token=siti.right"));
  CHECK(in.status == 303);
  CHECK(header(in, "Set-Cookie") == "lapor=s1; Path=/meja; HttpOnly; SameSite=Strict");
  CHECK(desk.ask(post("/meja/masuk", "token=wrong")).status == 401);
  auto settings = settings_json();
  settings.set("behind_proxy", true);
  desk.at = std::make_shared<const Site>(read_site(settings));
  CHECK(header(desk.ask(post("/meja/masuk", "token=siti.right")), "Set-Cookie") ==
        "__Host-lapor=s1; Path=/; Secure; HttpOnly; SameSite=Strict");
}

TEST_CASE("the home of the desk is what the role works with", "[desk]") {
  const auto home = [](const std::string& role) {
    AtDesk desk(role);
    return header(desk.page("/meja"), "Location");
  };
  CHECK(home("coordinator") == "/meja/antrean");
  CHECK(home("operator") == "/meja/gateway");
  CHECK(home("agency") == "/meja/daftar?list=open");
  CHECK(home("viewer") == "/meja/daftar?list=open");
}

TEST_CASE("each form of the desk carries the session's token, and a ticket's how far it was read", "[desk]") {
  AtDesk desk("coordinator");
  for (const auto& path : desk_pages) {
    const auto body = desk.page(path).body;
    INFO(path);
    std::size_t forms = 0, tokens = 0;
    for (auto at = body.find("method=\"post\""); at != body.npos; at = body.find("method=\"post\"", at + 1))
      ++forms;
    for (auto at = body.find("name=\"form\" value=\"f1\""); at != body.npos;
         at = body.find("name=\"form\" value=\"f1\"", at + 1))
      ++tokens;
    CHECK(forms > 0);
    CHECK(forms == tokens);
  }
  CHECK(has(desk.page("/meja/laporan/1000015").body, "name=\"seen\" value=\"abc\""));
  CHECK(has(desk.page("/meja/antrean").body, "<option value=\"DISHUB\" selected>"));
}

TEST_CASE("an order is handed on with what its form says and nothing else", "[desk]") {
  AtDesk desk("coordinator");
  const auto done = desk.order("form=f1&seen=abc&what=route&agency=DISHUB&text=hai&kembali=antrean&extra=1");
  CHECK(done.status == 303);
  CHECK(header(done, "Location") == "/meja/antrean");
  const auto& asked = desk.asked.back();
  CHECK(text_of(asked, "command") == "desk-order");
  CHECK(text_of(asked, "ticket") == "1000015");
  CHECK(text_of(asked, "agency") == "DISHUB");
  CHECK(asked["extra"].is_null());
  AtDesk agency("agency");
  const auto said = agency.order("form=f1&seen=abc&what=SELESAI&text=sudah+ditambal&pin=4321");
  CHECK(text_of(agency.asked.back(), "command") == "desk-answer");
  CHECK(has(said.body, "Jawaban gateway"));
}

TEST_CASE("the queue says whether others wait than those that it shows", "[desk]") {
  AtDesk desk("coordinator");
  CHECK_FALSE(has(desk.page("/meja/antrean").body, "Lebih dari"));
  desk.others_wait = true;
  CHECK(has(desk.page("/meja/antrean").body, "Lebih dari 1 laporan"));
}

TEST_CASE("what nobody could read has a button, which leads back to the queue", "[desk]") {
  AtDesk desk("coordinator");
  const auto page = desk.page("/meja/antrean");
  CHECK(has(page.body, "Tidak terbaca"));
  CHECK(has(page.body, "action=\"/meja/tak-terbaca\""));
  const auto done = desk.ask(post("/meja/tak-terbaca", "form=f1&id=7", "lapor=s1"));
  CHECK(header(done, "Location") == "/meja/antrean");
  CHECK(text_of(desk.asked.back(), "command") == "desk-dismiss");
  CHECK(text_of(desk.asked.back(), "form") == "f1");
  CHECK(control::number_of(desk.asked.back(), "id") == 7);
}

TEST_CASE("who was second is told what the first just did", "[desk]") {
  AtDesk desk("coordinator");
  desk.refusal = control::refused("changed");
  desk.refusal.set("event",
                   Json::object({{"at", "2026-03-03T12:00:00Z"}, {"kind", "route"}, {"actor", "web budi"}}));
  const auto page = desk.order("form=f1&seen=old&what=route&agency=DISHUB");
  CHECK(page.status == 409);
  CHECK(has(page.body, "Instansi ditentukan oleh web budi"));
  desk.refusal = control::refused("forbidden");
  CHECK(desk.page("/meja/laporan/1000015").status == 403);
  desk.refusal = control::refused("unknown");
  CHECK(desk.page("/meja/laporan/1000015").status == 404);
}

TEST_CASE("a viewer gets no form but to search and to leave", "[desk]") {
  AtDesk desk("viewer");
  const auto body = desk.page("/meja/laporan/1000015").body;
  CHECK_FALSE(has(body, "Tindakan"));
  CHECK(has(body, "/meja/keluar"));
}

TEST_CASE("words of strangers are text on every page of the desk", "[desk]") {
  for (const auto& words : hostile_texts())
    for (const auto* role : {"coordinator", "agency", "operator", "viewer"})
      for (const auto& path : desk_pages) {
        AtDesk desk(role, words);
        const auto body = desk.page(path).body;
        INFO(path << " " << words);
        for (const auto* markup : {"<script>", "<img", "<b>", "</textarea></svg>", " onmouseover='",
                                   "onerror=alert(1)>", "\x1b", "-->"})
          CHECK_FALSE(has(body, markup));
      }
}

TEST_CASE("the form of a report keeps what was written, and asks for the code of the phone", "[desk]") {
  Visitor visitor;
  visitor.lapord = [](const Json& question) {
    if (text_of(question, "number") == "12") return control::refused("number");
    if (!text_of(question, "number").empty()) return control::done(Json::object({{"draft", "d1"}}));
    if (text_of(question, "command") == "form-code" && text_of(question, "code") != "123456")
      return control::refused("code");
    return control::done(Json::object({{"ticket", "1000015"}}));
  };
  CHECK(visitor.ask(get("/lapor")).status == 200);
  const auto wrong = visitor.ask(post("/lapor", "isi=lubang+%3Cb%3E&hp=12&wilayah=33.16"));
  CHECK(wrong.status == 400);
  CHECK(has(wrong.body, "lubang &lt;b&gt;</textarea>"));
  CHECK(has(wrong.body, "<option value=\"33.16\" selected>"));
  const auto code = visitor.ask(post("/lapor", "isi=lubang&hp=0811-0000-123"));
  CHECK(has(code.body, "name=\"draf\" value=\"d1\""));
  CHECK(visitor.ask(post("/lapor/kode", "draf=d1&kode=000000")).status == 400);
  const auto taken = visitor.ask(post("/lapor/kode", "draf=d1&kode=123456"));
  CHECK(taken.status == 201);
  CHECK(has(taken.body, "1000015"));
  CHECK(visitor.ask(post("/lapor", "isi=lubang&rahasia=1")).status == 201);
  CHECK(*visitor.asked.back()["confidential"].truth());
}

TEST_CASE("no key of a page means two things", "[desk]") {
  const std::regex key{"data-key=\"([^\"]+)\""};
  for (const auto* role : {"coordinator", "agency", "operator", "viewer"}) {
    AtDesk desk(role);
    for (const auto& path : desk_pages) {
      const auto page = desk.page(path).body;
      std::set<std::string> seen;
      for (std::sregex_iterator it{page.begin(), page.end(), key}, end; it != end; ++it) {
        INFO(role << " " << path << " " << (*it)[1]);
        CHECK(seen.insert((*it)[1]).second);
      }
    }
  }
}

TEST_CASE("a list says how it goes on, and keeps what it was narrowed by", "[desk]") {
  AtDesk desk("coordinator");
  Json asked;
  const auto answer = desk.lapord;
  desk.lapord = [&](const Json& question) {
    if (text_of(question, "command") != "desk-tickets") return answer(question);
    asked = question;
    return control::done(Json::object(
        {{"rows", Json::list()}, {"more", "1000015"}, {"more_due", 1772539200000}, {"hidden", 2}}));
  };
  const auto page = desk.page("/meja/daftar", "angka=late&instansi=BMCK&dari=2026-03-01&kata=a%26b&wilayah=");
  CHECK(text_of(asked, "figure") == "late");
  CHECK(text_of(asked, "agency") == "BMCK");
  CHECK(text_of(asked, "from") == "2026-03-01");
  CHECK(text_of(asked, "words") == "a&b");
  CHECK(asked["area"].text() != nullptr);
  CHECK(asked["category"].text() == nullptr);
  CHECK(has(page.body, "BMCK: dijawab terlambat, "));
  CHECK(has(page.body, "name=\"angka\" value=\"late\""));
  CHECK(has(page.body, "name=\"wilayah\" value=\"\""));
  CHECK(has(page.body, "name=\"kata\" value=\"a&amp;b\""));
  CHECK(has(page.body, "name=\"sebelum\" value=\"1000015\""));
  CHECK(has(page.body, "2 laporan lain tidak ditampilkan"));
  CHECK(has(page.body, "name=\"tenggat\" value=\"1772539200000\""));
  desk.page("/meja/daftar", "sebelum=1000015&tenggat=1772539200000");
  CHECK(text_of(asked, "before") == "1000015");
  CHECK(control::number_of(asked, "before_due") == 1772539200000);
}
