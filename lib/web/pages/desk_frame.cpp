#include "web/pages/desk_frame.hpp"

#include "web/http/policy.hpp"

namespace lapor::web {
namespace {

using control::text_of;

Html link(std::string_view url, std::string_view words, std::string_view key) {
  return html(R"h(<a href="{}" data-key="{}">{} <kbd>{}</kbd></a>)h", url, key, words, key);
}

Html nav_of(const Desk& desk) {
  Html nav;
  if (desk.role == "coordinator") nav += link("/meja/antrean", "Antrean", "q");
  if (desk.role != "operator") {
    nav += link("/meja/daftar?list=overdue", "Lewat tenggat", "o");
    nav += link("/meja/daftar?list=soon", "Segera jatuh tempo", "s");
    nav += link("/meja/daftar?list=open", desk.role == "agency" ? "Laporan kami" : "Terbuka", "a");
  }
  if (desk.role == "coordinator") nav += link("/meja/baru", "Laporan baru", "b");
  if (desk.role == "coordinator" || desk.role == "operator") nav += link("/meja/gateway", "Gateway", "g");
  nav += link("/meja/angka", "Angka", "f");
  nav += html(R"h(<a href="/">Papan</a>
<form method="post" action="/meja/keluar">{}<button class="second">Keluar ({})</button></form>)h",
              form_token(desk), desk.name);
  return nav;
}

std::string_view words_of(const std::string& reason) {
  if (reason == "forbidden") return "Akun Anda tidak boleh melakukan itu.";
  if (reason == "form") return "Formulir ini sudah kedaluwarsa. Muat ulang halamannya, lalu coba lagi.";
  if (reason == "unknown") return "Laporan ini tidak ada, atau tidak terlihat oleh akun Anda.";
  if (reason == "locked") return "Terlalu banyak PIN salah. Coba lagi satu jam lagi.";
  if (reason == "database") return "Belum dapat disimpan. Silakan coba beberapa saat lagi.";
  if (reason == "what") return "Perintah ini tidak dikenal.";
  if (reason == "text") return "Teksnya masih kosong.";
  if (reason == "long") return "Teksnya terlalu panjang.";
  return {};
}

}  // namespace

Html form_token(const Desk& desk) {
  return html(R"h(<input type="hidden" name="form" value="{}">)h", desk.form);
}

Response desk_page(const Site& site, const Desk& desk, std::string_view title, const Html& body,
                   unsigned status) {
  Page page;
  page.title = title;
  page.nav = nav_of(desk);
  page.status = status;
  page.body = body;
  return show(page, site);
}

Response login_page(const Site& site, std::string_view problem, unsigned status) {
  Page page;
  page.title = "Meja kerja";
  page.status = status;
  const auto alert = problem.empty() ? Html{} : html(R"h(<p class="alert" role="alert">{}</p>)h", problem);
  page.body = html(
      R"h(<h1>Meja kerja</h1>{}<form class="stack" method="post" action="/meja/masuk">
<label>Token
<input name="token" type="password" autocomplete="current-password" required maxlength="200"></label>
<button>Masuk</button></form>
<p class="how">Token diberikan oleh operator gateway, satu kali, untuk satu orang.</p>)h",
      alert);
  return show(page, site);
}

Step with_desk(const Visit& visit, std::function<Step(const Desk&)> go_on) {
  const auto session = session_of(visit.request, *visit.site);
  if (session.empty()) return login_page(*visit.site, {}, 401);
  return Ask{control::request("session", {{"session", session}}),
             [site = visit.site, session, go_on = std::move(go_on)](const Json& answer) -> Step {
               if (answer.is_null()) return unavailable(*site, {});
               const auto me = control::result_of(answer);
               if (!me) {
                 auto page = login_page(*site, "Sesi Anda sudah berakhir. Silakan masuk lagi.", 401);
                 page.headers.emplace_back("Set-Cookie", session_cookie({}, *site));
                 return page;
               }
               return go_on({text_of(*me, "name"), text_of(*me, "role"), text_of(*me, "agency"),
                             text_of(*me, "form"), session});
             }};
}

Step ask_as(const std::shared_ptr<const Site>& site, const Desk& desk, Json question,
            std::function<Step(const Json&)> go_on) {
  question.set("session", desk.session);
  return Ask{std::move(question), [site, desk, go_on = std::move(go_on)](const Json& answer) -> Step {
               if (answer.is_null()) return unavailable(*site, {});
               const auto result = control::result_of(answer);
               if (!result) return refusal_at_desk(*site, desk, answer);
               return go_on(*result);
             }};
}

Response refusal_at_desk(const Site& site, const Desk& desk, const Json& answer) {
  const auto reason = text_of(answer, "error");
  if (reason == "login") return login_page(site, "Sesi Anda sudah berakhir. Silakan masuk lagi.", 401);
  if (reason == "changed") {
    const auto& event = answer["event"];
    return desk_page(site, desk, "Sudah ada yang lebih dulu",
                     html(R"h(<h1>Sudah ada yang lebih dulu</h1><p class="alert" role="alert">{} oleh {}, {}.
Perintah Anda tidak dijalankan. Kembali ke laporan untuk melihat keadaannya sekarang.</p>)h",
                          step_words({}, text_of(event, "kind")), text_of(event, "actor"),
                          Say{}.time(text_of(event, "at"), site.calendar)),
                     409);
  }
  const auto known = words_of(reason);
  return desk_page(site, desk, "Tidak dijalankan",
                   html(R"h(<h1>Tidak dijalankan</h1><p class="alert" role="alert">{}</p>)h",
                        known.empty() ? std::string_view(reason) : known),
                   reason == "unknown"                         ? 404
                   : reason == "forbidden" || reason == "form" ? 403
                                                               : 400);
}

}  // namespace lapor::web
