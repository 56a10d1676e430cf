#include "web/pages/report_form.hpp"

#include "control/protocol.hpp"
#include "web/pages/layout.hpp"

namespace lapor::web {
namespace {

using control::text_of;

constexpr std::size_t longest_text = 4000;

Html area_options(const Site& site, const std::string& chosen) {
  auto out = option("", "tidak tahu", chosen.empty());
  for (const auto& area : site.areas)
    out += option(area.code, area_words({}, site, area.code), area.code == chosen);
  return out;
}

Html category_options(const Site& site, const std::string& chosen) {
  auto out = option("", "biar petugas yang memilih", chosen.empty());
  for (const auto& c : site.categories) out += option(c.code, c.code, c.code == chosen);
  return out;
}

Html check(std::string_view name, std::string_view words, const Fields& given) {
  return html(R"h(<label class="check"><input type="checkbox" name="{}" value="1"{}> {}</label>)h", name,
              given[name].empty() ? Html{} : html(" checked"), words);
}

Html form(const Site& site, const Fields& given, std::string_view problem) {
  const auto alert =
      problem.empty() ? Html{} : html(R"h(<p class="alert" role="alert" id="masalah">{}</p>)h", problem);
  return html(
      R"h({}<form class="stack" method="post" action="/lapor">
<label>Apa yang terjadi, dan di mana?
<textarea name="isi" required maxlength="{}">{}</textarea></label>
<label>Kabupaten atau kota <select name="wilayah">{}</select></label>
<label>Tentang apa <select name="kategori">{}</select></label>
<label>Nomor HP Anda (boleh kosong; untuk jawaban lewat SMS)
<input name="hp" value="{}" inputmode="tel" autocomplete="tel" maxlength="20"></label>
{}{}
<p class="how">Nomor HP tidak diberikan kepada instansi.
Jika diisi, kami mengirim kode ke nomor itu lebih dulu.</p>
<button>Kirim laporan</button></form>)h",
      alert, longest_text, given["isi"], area_options(site, given["wilayah"]),
      category_options(site, given["kategori"]), given["hp"],
      check("rahasia", "Rahasiakan laporan ini: hanya pengawas yang membacanya", given),
      check("anonim", "Jangan tampilkan isi laporan ini kepada umum", given));
}

Response form_page(const Site& site, const Fields& given, std::string_view problem, unsigned status) {
  Page page;
  page.title = "Lapor";
  page.status = status;
  const auto by_sms =
      site.own_number.empty()
          ? Html{}
          : html("<p class=\"lead\">Lebih mudah lewat SMS: LAPOR, lalu apa yang terjadi, ke {}.</p>",
                 site.own_number);
  page.body = html("<h1>Lapor</h1>{}{}", by_sms, form(site, given, problem));
  return show(page, site);
}

Response code_page(const Site& site, std::string_view draft, std::string_view problem, unsigned status) {
  Page page;
  page.title = "Kode dari SMS";
  page.status = status;
  const auto alert = problem.empty() ? Html{} : html(R"h(<p class="alert" role="alert">{}</p>)h", problem);
  page.body = html(
      R"h(<h1>Kode dari SMS</h1>
<p>Kami mengirim enam angka ke nomor HP Anda. Laporan diterima setelah kode diisi.</p>{}
<form class="stack" method="post" action="/lapor/kode"><input type="hidden" name="draf" value="{}">
<label>Kode
<input name="kode" inputmode="numeric" autocomplete="one-time-code" maxlength="6" required></label>
<button>Kirim</button></form>)h",
      alert, draft);
  return show(page, site);
}

Response done_page(const Site& site, const std::string& number) {
  Page page;
  page.title = "Laporan diterima";
  page.status = 201;
  page.body = html(
      R"h(<h1>Laporan diterima</h1><p class="done" role="status">Nomor laporan: <strong>{}</strong></p>
<p>Catat nomor ini. <a href="/cek?no={}">Lihat keadaan laporan</a>, atau kirim SMS: CEK {}.</p>)h",
      number, number, number);
  return show(page, site);
}

struct Problem {
  unsigned status;
  std::string_view words;
};
Problem problem_of(const std::string& reason) {
  if (reason == "text") return {400, "Isi laporan masih kosong."};
  if (reason == "long") return {400, "Isi laporan terlalu panjang; paling banyak 4.000 huruf."};
  if (reason == "number")
    return {400, "Nomor HP itu tidak dapat dikirimi SMS. Tulis seperti 0811-0000-123, atau kosongkan."};
  if (reason == "number-again")
    return {429, "Nomor itu sudah dikirimi tiga kode hari ini. Kirim laporan lewat SMS, atau tanpa nomor."};
  if (reason == "too-many")
    return {429,
            "Terlalu banyak laporan lewat formulir saat ini. Coba lagi satu jam lagi, atau kirim lewat SMS. "
            "Bila ada bahaya, telepon 112."};
  if (reason == "database") return {503, "Laporan belum dapat disimpan. Silakan coba beberapa saat lagi."};
  return {400, "Laporan tidak dapat diterima seperti ini. Periksa isian Anda."};
}

Step reported(const Site& site, const Fields& given, const Json& answer) {
  if (answer.is_null()) return unavailable(site, {});
  const auto result = control::result_of(answer);
  if (!result) {
    const auto problem = problem_of(text_of(answer, "error"));
    return form_page(site, given, problem.words, problem.status);
  }
  const auto draft = text_of(*result, "draft");
  if (!draft.empty()) return code_page(site, draft, {}, 200);
  return done_page(site, text_of(*result, "ticket"));
}

}  // namespace

Step report_form(const Visit& visit) { return form_page(*visit.site, visit.request.query, {}, 200); }

Step submit_report(const Visit& visit) {
  const auto& form = visit.request.form;
  return Ask{control::request("form", {{"text", form["isi"]},
                                       {"number", form["hp"]},
                                       {"category", form["kategori"]},
                                       {"area", form["wilayah"]},
                                       {"confidential", !form["rahasia"].empty()},
                                       {"anonymous", !form["anonim"].empty()},
                                       {"client", visit.request.client}}),
             [site = visit.site, form](const Json& answer) { return reported(*site, form, answer); }};
}

Step submit_code(const Visit& visit) {
  const auto draft = visit.request.form["draf"];
  return Ask{control::request("form-code", {{"draft", draft}, {"code", visit.request.form["kode"]}}),
             [site = visit.site, draft](const Json& answer) -> Step {
               if (answer.is_null()) return unavailable(*site, {});
               const auto result = control::result_of(answer);
               if (result) return done_page(*site, text_of(*result, "ticket"));
               if (text_of(answer, "error") != "code") {
                 const auto problem = problem_of(text_of(answer, "error"));
                 return form_page(*site, {}, problem.words, problem.status);
               }
               return code_page(
                   *site, draft,
                   "Kode salah atau sudah lewat sepuluh menit. Setelah lima kali salah, isi formulir lagi.",
                   400);
             }};
}

}  // namespace lapor::web
