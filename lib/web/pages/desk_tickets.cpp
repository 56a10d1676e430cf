// One report at the desk: what is known of it, its story with its texts, and what may be done. Login and new
// reports stand here, too.
#include <fmt/format.h>

#include <algorithm>

#include "web/http/policy.hpp"
#include "web/pages/desk_frame.hpp"

namespace lapor::web {
namespace {

using control::text_of;

bool allowed(const Json& ticket, std::string_view act) {
  const auto& acts = ticket["acts"].items();
  return std::any_of(acts.begin(), acts.end(), [&](const Json& a) { return a.text() && *a.text() == act; });
}

/// A form for one order; its letter opens it.
Html order(const Desk& desk, const Json& ticket, std::string_view what, std::string_view words,
           std::string_view key, const Html& fields) {
  return html(
      R"h(<details class="order" data-key="{}"><summary>{} <kbd>{}</kbd></summary>
<form class="stack" method="post" action="/meja/laporan/{}">{}<input type="hidden" name="seen" value="{}">
<input type="hidden" name="what" value="{}">{}<button>{}</button></form></details>
)h",
      key, words, key, text_of(ticket, "ticket"), form_token(desk), text_of(ticket, "seen"), what, fields,
      words);
}

Html text_field(std::string_view label, bool required) {
  return html(R"h(<label>{} <textarea name="text" maxlength="1000"{}></textarea></label>)h", label,
              required ? html(" required") : Html{});
}

Html agency_field(const Site& site, std::string_view name, const std::string& but) {
  Html options;
  for (const auto& a : site.agencies)
    if (a.code != but) options += option(a.code, fmt::format("{} – {}", a.code, a.name), false);
  return html(R"h(<label>Instansi <select name="{}">{}</select></label>)h", name, options);
}

Html reason_field(std::string_view name) {
  return html(R"h(<label>Alasan <select name="{}">{}{}{}{}{}</select></label>)h", name,
              option("SPAM", "SPAM – bukan laporan", false),
              option("WENANG", "WENANG – bukan wewenang", false),
              option("JELAS", "JELAS – tidak jelas", false), option("DUPL", "DUPL – sudah dilaporkan", false),
              option("HUKUM", "HUKUM – sedang di pengadilan", false));
}

Html coordinators_orders(const Site& site, const Json& t, const Desk& desk) {
  Html out;
  if (allowed(t, "route"))
    out +=
        order(desk, t, "route", "Teruskan", "t",
              html("{}{}", agency_field(site, "agency", text_of(t, "agency")), text_field("Catatan", false)));
  if (allowed(t, "ask")) out += order(desk, t, "ask", "Tanya pelapor", "p", text_field("Pertanyaan", true));
  if (allowed(t, "merge"))
    out += order(
        desk, t, "merge", "Gabungkan", "m",
        html(R"h(<label>Ke laporan <input name="into" value="{}" inputmode="numeric" required></label>)h",
             text_of(t, "like")));
  if (!text_of(t, "like").empty()) out += order(desk, t, "separate", "Bukan laporan yang sama", "n", {});
  if (allowed(t, "confirm"))
    out += order(desk, t, "confirm", "Pastikan selesai", "y", text_field("Bagaimana diketahui", true));
  if (allowed(t, "contest"))
    out += order(desk, t, "contest", "Belum selesai", "l", text_field("Apa yang belum", true));
  if (allowed(t, "reject"))
    out += order(desk, t, "reject", "Tolak", "x",
                 html("{}{}", reason_field("reason"), text_field("Penjelasan", false)));
  if (allowed(t, "reopen")) out += order(desk, t, "reopen", "Buka kembali", "u", text_field("Alasan", false));
  out += order(desk, t, "answer", "Jawab pelapor", "w", text_field("Jawaban lewat SMS", true));
  out += order(desk, t, "note", "Catat", "c", text_field("Catatan", true));
  return out;
}

Html agency_answers(const Site& site, const Json& t, const Desk& desk) {
  const auto* agency = site.agency(desk.agency);
  const auto pin = agency && agency->pin
                       ? html(R"h(<label>PIN instansi <input name="pin" type="password" inputmode="numeric"
 maxlength="8" autocomplete="off" required></label>)h")
                       : Html{};
  return join(
      {order(desk, t, "TERIMA", "Terima", "t", text_field("Catatan", false)),
       order(desk, t, "PROSES", "Proses", "p", text_field("Apa yang sedang dikerjakan", false)),
       order(desk, t, "SELESAI", "Selesai", "e",
             html("{}{}",
                  text_field("Apa yang sudah dikerjakan (paling sedikit dua kata, misalnya: lubang ditambal)",
                             true),
                  pin)),
       order(desk, t, "TANYA", "Tanya pelapor", "n", html("{}{}", text_field("Pertanyaan", true), pin)),
       order(
           desk, t, "TUNDA", "Tunda", "d",
           html(R"h(<label>Hari kerja <input name="argument" type="number" min="1" max="10" required></label>
{}{})h",
                text_field("Alasan", true), pin)),
       order(desk, t, "ALIH", "Alihkan", "i",
             html("{}{}{}", agency_field(site, "argument", desk.agency), text_field("Alasan", true), pin)),
       order(desk, t, "TOLAK", "Tolak", "x",
             html("{}{}{}", reason_field("argument"), text_field("Penjelasan", true), pin))});
}

struct Moment {
  std::string at;
  Html shown;
};

Html when(const Site& site, const std::string& at) {
  return html(R"h(<time datetime="{}">{}</time>)h", at, Say{}.time(at, site.calendar));
}

/// Events and texts in one line of time.
Html timeline(const Site& site, const Json& t) {
  std::vector<Moment> moments;
  for (const auto& e : t["events"].items()) {
    const auto detail = text_of(e, "detail");
    moments.push_back({text_of(e, "at"),
                       html("<li>{} <strong>{}</strong> <small>{}</small>{}</li>",
                            when(site, text_of(e, "at")), step_words({}, text_of(e, "kind")),
                            text_of(e, "actor"), detail.empty() ? Html{} : html("<br>{}", words(detail)))});
  }
  for (const auto& m : t["messages"].items()) {
    const auto in = text_of(m, "direction") == "in";
    moments.push_back(
        {text_of(m, "created_at"),
         html("<li>{} <strong>{}</strong> <small>{}, {}</small><blockquote>{}</blockquote></li>",
              when(site, text_of(m, "created_at")), in ? "SMS masuk" : "SMS keluar",
              purpose_words({}, text_of(m, "purpose")), message_state_words({}, text_of(m, "state")),
              words(text_of(m, "text")))});
  }
  std::stable_sort(moments.begin(), moments.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
  Html out;
  for (const auto& moment : moments) out += moment.shown;
  return html(R"h(<ol class="timeline">{}</ol>)h", out);
}

Html facts(const Site& site, const Json& t) {
  const auto row = [](std::string_view name, const Html& value) {
    return html("<dt>{}</dt><dd>{}</dd>", name, value);
  };
  const auto time = [&](std::string_view key) {
    return html("{}", Say{}.time(text_of(t, key), site.calendar));
  };
  const auto link = [](const std::string& number) {
    return number.empty() ? html("–") : html(R"h(<a href="/meja/laporan/{}">{}</a>)h", number, number);
  };
  return html(R"h(<dl class="facts">{}{}{}{}{}{}{}{}{}</dl>)h",
              row("Kategori", html("{}", text_of(t, "category"))),
              row("Tempat", html("{}", area_words({}, site, text_of(t, "area")))),
              row("Instansi", html("{}", text_of(t, "agency"))),
              row("Lewat", html("{}", channel_words(text_of(t, "channel")))),
              row("Masuk", time("created_at")), row("Tenggat berikutnya", time("due_at")),
              row("Janji selesai", time("resolution_due")), row("Mirip", link(text_of(t, "like"))),
              row("Dikembalikan karena",
                  text_of(t, "return_reason").empty() ? html("–") : words(text_of(t, "return_reason"))));
}

Step after_order(const std::shared_ptr<const Site>& site, const Desk& desk, const std::string& number,
                 const std::string& back, const Json& result) {
  const auto said = text_of(result, "text");
  if (said.empty()) return redirect(back == "antrean" ? "/meja/antrean" : "/meja/laporan/" + number);
  return desk_page(*site, desk, "Jawaban gateway",
                   html(R"h(<h1>Jawaban gateway</h1><p class="{}" role="status">{}</p>
<p><a href="/meja/laporan/{}">Kembali ke laporan {}</a></p>)h",
                        text_of(result, "code") == "OPD_OK" ? "done" : "alert", said, number, number));
}

Html new_form(const Desk& desk) {
  return html(R"h(<h1>Laporan baru</h1><form class="stack" method="post" action="/meja/baru">{}
<label>Lewat <select name="channel">{}{}{}</select></label>
<label>Nomor HP pelapor (boleh kosong) <input name="number" inputmode="tel" maxlength="20"></label>
<label>Isi laporan <textarea name="text" required maxlength="4000"></textarea></label>
<button>Simpan</button></form>)h",
              form_token(desk), option("hotline", "telepon atau surat", true),
              option("social", "media sosial", false), option("app", "aplikasi", false));
}

}  // namespace

Html desk_ticket(const Site& site, const Json& t, const Desk& desk) {
  Html flags;
  for (const auto& flag : t["flags"].items())
    if (flag.text()) flags += html(R"h( <span class="tag urgent">{}</span>)h", *flag.text());
  Html orders;
  if (desk.role == "coordinator") orders = coordinators_orders(site, t, desk);
  if (desk.role == "agency") orders = agency_answers(site, t, desk);
  return html(
      R"h(<h1>Laporan {}{}</h1><p class="state">{}</p><blockquote>{}</blockquote>
<div class="columns2"><section aria-labelledby="kisah"><h2 id="kisah">Perjalanan</h2>{}</section>
<div><section aria-labelledby="tentang">
<h2 id="tentang">Tentang laporan ini</h2>{}</section>{}</div></div>)h",
      text_of(t, "ticket"), flags, state_words({}, text_of(t, "state")), words(text_of(t, "text")),
      timeline(site, t), facts(site, t),
      orders.empty()
          ? Html{}
          : html(R"h(<section aria-labelledby="perintah"><h2 id="perintah">Tindakan</h2>{}</section>)h",
                 orders));
}

Step desk_home(const Visit& visit) {
  return with_desk(visit, [](const Desk& desk) -> Step {
    if (desk.role == "coordinator") return redirect("/meja/antrean");
    if (desk.role == "operator") return redirect("/meja/gateway");
    return redirect("/meja/daftar?list=open");
  });
}

Step desk_log_in(const Visit& visit) {
  return Ask{
      control::request("login", {{"token", visit.request.form["token"]}, {"client", visit.request.client}}),
      [site = visit.site](const Json& answer) -> Step {
        if (answer.is_null()) return unavailable(*site, {});
        const auto result = control::result_of(answer);
        if (!result && text_of(answer, "error") == "too-many")
          return login_page(*site, "Terlalu banyak percobaan. Coba lagi satu menit lagi.", 429);
        if (!result) return login_page(*site, "Token ini tidak dikenal.", 401);
        auto response = redirect("/meja");
        response.headers.emplace_back("Set-Cookie", session_cookie(text_of(*result, "session"), *site));
        return response;
      }};
}

Step desk_log_out(const Visit& visit) {
  return with_desk(visit, [site = visit.site, form = visit.request.form["form"]](const Desk& desk) {
    return ask_as(site, desk, control::request("logout", {{"form", form}}), [site](const Json&) -> Step {
      auto response = redirect("/meja");
      response.headers.emplace_back("Set-Cookie", session_cookie({}, *site));
      return response;
    });
  });
}

Step desk_ticket_page(const Visit& visit) {
  return with_desk(visit, [site = visit.site, number = visit.rest](const Desk& desk) {
    return ask_as(site, desk, control::request("desk-ticket", {{"ticket", number}}),
                  [site, desk, number](const Json& t) -> Step {
                    return desk_page(*site, desk, "Laporan " + number, desk_ticket(*site, t, desk));
                  });
  });
}

Step desk_order(const Visit& visit) {
  return with_desk(visit, [site = visit.site, number = visit.rest,
                           form = visit.request.form](const Desk& desk) {
    auto question =
        control::request(desk.role == "agency" ? "desk-answer" : "desk-order", {{"ticket", number}});
    for (const auto* name : {"form", "seen", "what", "agency", "reason", "text", "into", "argument", "pin"})
      if (!form[name].empty()) question.set(name, form[name]);
    return ask_as(site, desk, std::move(question),
                  [site, desk, number, back = form["kembali"]](const Json& result) {
                    return after_order(site, desk, number, back, result);
                  });
  });
}

Step desk_new_page(const Visit& visit) {
  return with_desk(visit, [site = visit.site](const Desk& desk) -> Step {
    return desk_page(*site, desk, "Laporan baru", new_form(desk));
  });
}

Step desk_new(const Visit& visit) {
  return with_desk(visit, [site = visit.site, form = visit.request.form](const Desk& desk) {
    return ask_as(
        site, desk,
        control::request("desk-new", {{"form", form["form"]},
                                      {"channel", form["channel"]},
                                      {"number", form["number"]},
                                      {"text", form["text"]}}),
        [](const Json& result) -> Step { return redirect("/meja/laporan/" + text_of(result, "ticket")); });
  });
}

}  // namespace lapor::web
