#include "web/pages/check.hpp"

#include "base/ascii.hpp"
#include "control/protocol.hpp"
#include "web/pages/layout.hpp"

namespace lapor::web {
namespace {

using control::flag_of;
using control::text_of;

Html form(const Say& say, std::string_view number, std::string_view digits) {
  return html(
      R"h(<form class="stack" method="get" action="/cek">
<label>{} <input name="no" value="{}" inputmode="numeric" maxlength="12" required autocomplete="off"></label>
<label>{} <input name="hp" value="{}" inputmode="numeric" maxlength="4" autocomplete="off"></label>
<button>{}</button></form>)h",
      say("Nomor laporan", "Number of the report"), number,
      say("Empat angka terakhir nomor HP pelapor (untuk melihat isi laporan, boleh kosong)",
          "Last four digits of the reporter's phone (to see the words; may be empty)"),
      digits, say("Cek", "Look"));
}

Step answered(const Site& site, const Say& say, const Json& answer, std::string_view number,
              std::string_view digits) {
  if (answer.is_null()) return unavailable(site, say);
  Page page;
  page.title = say("Cek laporan", "Follow a report");
  page.say = say;
  const auto result = control::result_of(answer);
  Html found;
  if (result) {
    found = ticket_state(site, *result, say);
  } else if (text_of(answer, "error") == "too-many") {
    page.status = 429;
    found = html(
        R"h(<p class="alert" role="alert">{}</p>)h",
        say("Terlalu banyak percobaan dengan angka yang salah untuk laporan ini. Coba lagi besok, atau kirim "
            "SMS: CEK dan nomor laporan.",
            "Too many wrong digits for this report. Try again tomorrow, or text CEK and the number."));
  } else {
    page.status = 404;
    found = html(
        R"h(<p class="alert" role="alert">{}</p>)h",
        say("Tidak ada laporan dengan nomor ini. Laporan yang dirahasiakan tidak ditampilkan di sini: kirim "
            "SMS CEK dan nomor laporan dari nomor pelapor.",
            "There is no report with this number. Confidential reports are not shown here: text CEK and the "
            "number from the reporter's phone."));
  }
  page.body = html("<h1>{}</h1>{}{}", page.title, form(say, number, digits), found);
  return show(page, site);
}

}  // namespace

Html ticket_state(const Site& site, const Json& t, const Say& say) {
  Html steps;
  for (const auto& step : t["steps"].items())
    steps += html(R"h(<li><time datetime="{}">{}</time> {}</li>)h", text_of(step, "at"),
                  say.time(text_of(step, "at"), site.calendar), step_words(say, text_of(step, "kind")));
  const auto text = text_of(t, "text");
  Html said = text.empty() ? Html{} : html(R"h(<blockquote>{}</blockquote>)h", words(text));
  if (flag_of(t, "digits_wrong"))
    said = html(R"h(<p class="alert" role="alert">{}</p>)h",
                say("Empat angka itu bukan akhir nomor HP pelapor.",
                    "Those aren't the last digits of the reporter's phone."));
  return html(
      R"h(<article class="ticket"><h2>{} {}</h2><p class="state">{}</p>
<dl class="facts"><dt>{}</dt><dd>{}</dd><dt>{}</dt><dd>{}</dd><dt>{}</dt><dd>{}</dd></dl>{}
<h3>{}</h3><ol class="timeline">{}</ol></article>)h",
      say("Laporan", "Report"), text_of(t, "ticket"), state_words(say, text_of(t, "state")),
      say("Masuk", "Received"), say.time(text_of(t, "created_at"), site.calendar), say("Instansi", "Agency"),
      text_of(t, "agency").empty() ? std::string(say("belum ditentukan", "not yet decided"))
                                   : text_of(t, "agency"),
      say("Tenggat berikutnya", "Next deadline"), say.time(text_of(t, "due_at"), site.calendar), said,
      say("Perjalanan laporan", "What happened"), steps);
}

Step check_page(const Visit& visit) {
  const Say say{};
  const auto& number = visit.request.query["no"];
  if (number.empty()) {
    Page page;
    page.title = say("Cek laporan", "Follow a report");
    page.body = html("<h1>{}</h1>{}", page.title, form(say, "", ""));
    return show(page, *visit.site);
  }
  std::string digits_only;
  for (const char c : number)
    if (ascii::is_digit(c)) digits_only += c;
  const auto digits = visit.request.query["hp"];
  return Ask{control::request("look", {{"ticket", digits_only}, {"digits", digits}}),
             [site = visit.site, say, digits_only, digits](const Json& answer) {
               return answered(*site, say, answer, digits_only, digits);
             }};
}

}  // namespace lapor::web
