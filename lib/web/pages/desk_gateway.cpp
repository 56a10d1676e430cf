// The gateway's state for operators, and orders to its modems.
#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "web/pages/desk_frame.hpp"

namespace lapor::web {
namespace {

using control::number_of;
using control::text_of;

Html modem_row(const Json& m, const Desk& desk) {
  Html orders;
  if (desk.role == "operator")
    for (const auto* what : {"reset", "hold", "resume"})
      orders +=
          html(R"h(<form method="post" action="/meja/modem">{}<input type="hidden" name="modem" value="{}">
<button class="second" name="what" value="{}" aria-label="{} {}">{}</button></form>)h",
               form_token(desk), text_of(m, "name"), what, what, text_of(m, "name"), what);
  const auto signal = number_of(m, "signal_percent");
  return html(
      R"h(<tr><th scope="row">{}</th><td data-label="Keadaan">{}</td><td data-label="Sinyal">{}</td>
<td data-label="Operator">{}</td><td data-label="Kirim / terima">{} / {}</td>
<td data-label="Galat terakhir">{}</td><td>{}</td></tr>)h",
      text_of(m, "name"), text_of(m, "state"), signal ? fmt::format("{} %", *signal) : std::string("–"),
      text_of(m, "operator"), number_of(m, "sent").value_or(0), number_of(m, "received").value_or(0),
      text_of(m, "last_error"), orders);
}

std::string_view count_words(std::string_view name) {
  if (name == "parts_waiting") return "bagian SMS panjang yang menunggu";
  if (name == "quarantined") return "disisihkan";
  return message_state_words({}, name);
}

Html pairs(const Json& object) {
  Html out;
  for (const auto& [name, value] : object.members())
    out += html("<dt>{}</dt><dd>{}</dd>", count_words(name), value.text() ? *value.text() : value.dump());
  return html(R"h(<dl class="facts">{}</dl>)h", out);
}

/// Findings that need somebody come first.
Html findings(const Json& list) {
  Html bad, good;
  for (const auto& finding : list.items()) {
    const auto verdict = text_of(finding, "verdict"), todo = text_of(finding, "todo");
    const auto row =
        html(R"h(<dt>{} <span class="tag{}">{}</span></dt><dd>{}{}</dd>)h", text_of(finding, "check"),
             verdict == "ok" ? Html{} : html(" urgent"), verdict, text_of(finding, "text"),
             todo.empty() ? Html{} : html("<br><small>{}</small>", todo));
    (verdict == "ok" ? good : bad) += row;
  }
  return html(R"h(<dl class="facts">{}{}</dl>)h", bad, good);
}

Html gateway(const Json& s, const Desk& desk) {
  Html modems, aside;
  for (const auto& m : s["modems"].items()) modems += modem_row(m, desk);
  if (s["set_aside"].items().empty()) aside = html("<dt>Tidak ada</dt><dd>0</dd>");
  for (const auto& row : s["set_aside"].items())
    aside += html("<dt>{}</dt><dd>{}</dd>", quarantine_words({}, text_of(row, "cause")),
                  number_of(row, "n").value_or(0));
  return html(
      R"h(<div class="scroll" tabindex="0" role="region" aria-label="Modem">
<table class="list"><caption>Modem dan SIM</caption><thead><tr><th scope="col">Nama</th>
<th scope="col">Keadaan</th><th scope="col">Sinyal</th><th scope="col">Operator</th>
<th scope="col">Kirim / terima</th>
<th scope="col">Galat terakhir</th><th scope="col">Perintah</th></tr></thead><tbody>{}</tbody></table></div>
<div class="columns2"><section aria-labelledby="g1"><h2 id="g1">Pesan keluar</h2>{}</section>
<section aria-labelledby="g2"><h2 id="g2">Pesan masuk</h2>{}</section>
<section aria-labelledby="g3"><h2 id="g3">Disisihkan, 30 hari</h2><dl class="facts">{}</dl></section>
<section aria-labelledby="g4"><h2 id="g4">Temuan</h2>{}</section></div>)h",
      modems, pairs(s["outbox"]), pairs(s["inbox"]), aside, findings(s["findings"]));
}

}  // namespace

Step desk_gateway_page(const Visit& visit) {
  const bool part = visit.request.query["bagian"] == "1";
  return with_desk(visit, [site = visit.site, part](const Desk& desk) {
    return ask_as(
        site, desk, control::request("desk-status"), [site, desk, part](const Json& result) -> Step {
          const auto figures = gateway(result, desk);
          if (!part)
            return desk_page(
                *site, desk, "Gateway",
                html(R"h(<h1>Gateway</h1><div data-live="/meja/gateway?bagian=1" data-every="5">{}</div>)h",
                     figures));
          Response response;
          response.body = figures.text();
          return response;
        });
  });
}

Step desk_modem(const Visit& visit) {
  return with_desk(visit, [site = visit.site, form = visit.request.form](const Desk& desk) {
    return ask_as(
        site, desk,
        control::request("desk-modem",
                         {{"form", form["form"]}, {"modem", form["modem"]}, {"what", form["what"]}}),
        [](const Json&) -> Step { return redirect("/meja/gateway"); });
  });
}

}  // namespace lapor::web
