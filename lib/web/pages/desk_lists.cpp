// The desk's lists and the queue.
#include <fmt/format.h>

#include <cstdint>

#include "base/whole_number.hpp"
#include "web/pages/desk_frame.hpp"

namespace lapor::web {
namespace {

using control::flag_of;
using control::number_of;
using control::text_of;

constexpr std::size_t shortened = 160;

/// The beginning of a text, cut between two letters.
std::string beginning(const std::string& text) {
  if (text.size() <= shortened) return text;
  auto end = shortened;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + " …";
}

Html flags(const Json& row) {
  Html out;
  for (const auto& flag : row["flags"].items())
    if (flag.text())
      out += html(R"h(<span class="tag{}">{}</span> )h", *flag.text() == "URGENT" ? html(" urgent") : Html{},
                  *flag.text());
  return out;
}

Html agency_options(const Site& site, const std::string& chosen) {
  Html out;
  for (const auto& agency : site.agencies)
    out += option(agency.code, fmt::format("{} – {}", agency.code, agency.name), agency.code == chosen);
  return out;
}

std::string_view waits_words(const std::string& why) {
  if (why == "verification") return "menunggu instansi";
  if (why == "refusal") return "dikembalikan";
  if (why == "routing") return "ada pada koordinator";
  if (why == "confirming") return "SELESAI belum dipastikan";
  if (why == "merging") return "mirip laporan lain";
  return why;
}

Html queue_row(const Site& site, const Json& row, const Desk& desk) {
  const auto number = text_of(row, "ticket");
  return html(
      R"h(<tr data-row><th scope="row"><a href="/meja/laporan/{}">{}</a> {}</th>
<td>{}<br><small>{} · {}{}</small></td><td data-label="Menunggu">{} {}{}</td><td>
<form method="post" action="/meja/laporan/{}">{}<input type="hidden" name="seen" value="{}">
<input type="hidden" name="what" value="route"><input type="hidden" name="kembali" value="antrean">
<label class="hidden" for="i{}">Instansi untuk {}</label><select id="i{}" name="agency">{}</select>
<button>Teruskan</button></form></td></tr>
)h",
      number, number, flags(row), words(beginning(text_of(row, "text"))),
      Say{}.time(text_of(row, "created_at"), site.calendar), area_words({}, site, text_of(row, "area")),
      text_of(row, "category").empty() ? Html{} : html(" · {}", text_of(row, "category")),
      waits_words(text_of(row, "waits_for")), words(text_of(row, "cause")),
      text_of(row, "suggestion").empty()
          ? Html{}
          : html("<br><small>saran: {}{}</small>", text_of(row, "suggestion"),
                 text_of(row, "suggestion_evidence").empty()
                     ? Html{}
                     : html(" ({})", words(text_of(row, "suggestion_evidence")))),
      number, form_token(desk), text_of(row, "seen"), number, number, number,
      agency_options(site, text_of(row, "suggested_agency")));
}

/// \param more  others wait behind these rows
Html queue(const Site& site, const Json& rows, bool more, const Desk& desk) {
  if (rows.items().empty()) return html("<p class=\"done\">Tidak ada yang menunggu.</p>");
  Html body;
  for (const auto& row : rows.items()) body += queue_row(site, row, desk);
  return html(
      R"h(<div class="scroll" tabindex="0" role="region" aria-label="Antrean">
<table class="list"><caption>{}{} laporan
menunggu koordinator, yang terlama di atas{}</caption>
<thead><tr><th scope="col">Nomor</th><th scope="col">Isi</th>
<th scope="col">Menunggu</th><th scope="col">Teruskan ke</th></tr></thead><tbody>{}</tbody></table></div>)h",
      more ? "Lebih dari " : "", rows.items().size(),
      more ? "; yang lain tampil sesudah ini diselesaikan" : "", body);
}

/// Texts that nobody could read. Their bytes are the operator's to look at.
Html unread(const Site& site, const Json& rows, const Desk& desk) {
  if (rows.items().empty()) return {};
  Html body;
  for (const auto& row : rows.items()) {
    const auto id = number_of(row, "quarantine").value_or(0);
    body += html(
        R"h(<tr><th scope="row">{}</th><td data-label="Masuk">{}</td><td data-label="Sebab">{}</td>
<td><form method="post" action="/meja/tak-terbaca">{}<input type="hidden" name="id" value="{}">
<button class="second" aria-label="Sudah ditangani: {}">Sudah ditangani</button></form></td></tr>
)h",
        id, Say{}.time(text_of(row, "created_at"), site.calendar), words(text_of(row, "cause")),
        form_token(desk), id, id);
  }
  return html(
      R"h(<h2>Tidak terbaca</h2><p class="how">Mungkin ditulis orang, tetapi tidak ada yang dapat membacanya.
Operator melihat isinya dengan <code>laporctl quarantine NOMOR</code>.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Tidak terbaca">
<table class="list"><caption>{} pesan, tujuh hari terakhir</caption><thead><tr><th scope="col">Nomor</th>
<th scope="col">Masuk</th><th scope="col">Sebab</th><th scope="col">Perintah</th></tr></thead>
<tbody>{}</tbody></table></div>)h",
      rows.items().size(), body);
}

/// The filters of a list, as the address names them.
constexpr std::string_view filters[] = {"list", "state",  "angka",    "instansi",
                                        "dari", "sampai", "kategori", "wilayah"};

/// The request's filters as hidden fields, so that a search and the next rows keep them.
Html kept(const Request& request) {
  Html fields;
  for (const auto filter : filters)
    if (request.query.has(filter))
      fields += html(R"h(<input type="hidden" name="{}" value="{}">)h", filter, request.query[filter]);
  return fields;
}

Html search(const Request& request) {
  return html(
      R"h(<form method="get" action="/meja/daftar" class="search">{}
<label>Cari <input name="kata" value="{}" data-key="/" placeholder="kata, nomor, keadaan"></label>
<button>Cari</button> <kbd>/</kbd></form>)h",
      kept(request), request.query["kata"]);
}

/// The end of the list: the number of hidden reports, and a button for the next page.
Html end_of_list(const Request& request, const Json& result) {
  Html out;
  if (const auto hidden = number_of(result, "hidden").value_or(0); hidden > 0)
    out += html(
        R"h(<p class="how">{} laporan lain tidak ditampilkan: sekarang di instansi lain, atau rahasia.</p>)h",
        hidden);
  const auto more = text_of(result, "more");
  const auto due = number_of(result, "more_due");
  if (more.empty()) return out;
  out += html(
      R"h(<form method="get" action="/meja/daftar">{}<input type="hidden" name="kata" value="{}">
<input type="hidden" name="sebelum" value="{}">{}<button class="second" data-key="m">{} {}</button>
<kbd>m</kbd></form>)h",
      kept(request), request.query["kata"], more,
      due ? html(R"h(<input type="hidden" name="tenggat" value="{}">)h", *due) : Html{},
      due ? "Tenggat sesudah" : "Lebih lama dari", more);
  return out;
}

struct FigureWords {
  std::string_view figure, words;
};
constexpr FigureWords figure_words[] = {
    {"received", "diterima"},
    {"responded", "dijawab"},
    {"responded_in_time", "dijawab tepat waktu"},
    {"late", "dijawab terlambat"},
    {"responded_24h", "dijawab dalam 24 jam"},
    {"unanswered", "belum dijawab"},
    {"resolved", "selesai"},
    {"contested", "dibantah warga"},
    {"overdue", "lewat tenggat"},
    {"unreachable", "instansi tak terjangkau"},
};

std::string figure_title(const Request& request) {
  const auto& q = request.query;
  auto agency = q["instansi"].empty() ? std::string("Semua instansi") : std::string(q["instansi"]);
  for (const auto& row : figure_words)
    if (row.figure == q["angka"]) return fmt::format("{}: {}", agency, row.words);
  return agency;
}

std::string_view title_of(const std::string& list) {
  if (list == "overdue") return "Lewat tenggat";
  if (list == "soon") return "Jatuh tempo dalam enam jam";
  if (list == "open") return "Laporan terbuka";
  return "Laporan terbaru";
}

/// "BMCK: belum dijawab, 1 Mar – 3 Mar".
std::string list_title(const Site& site, const Request& request) {
  const auto& q = request.query;
  auto title = q["angka"].empty() ? std::string(title_of(q["list"])) : figure_title(request);
  if (!q["kategori"].empty()) title += fmt::format(", {}", q["kategori"]);
  if (!q["wilayah"].empty()) title += fmt::format(", {}", area_words({}, site, q["wilayah"]));
  if (!q["dari"].empty()) title += fmt::format(", {}", Say{}.date(q["dari"]));
  if (!q["sampai"].empty() && q["sampai"] != q["dari"])
    title += fmt::format(" – {}", Say{}.date(q["sampai"]));
  return title;
}

/// lapord's question for a list. An address without a category or an area means all of them; one with an
/// empty one those of which none is known.
Json list_question(const Request& request) {
  const auto& q = request.query;
  auto question = control::request("desk-tickets", {{"list", q["list"]},
                                                    {"state", q["state"]},
                                                    {"figure", q["angka"]},
                                                    {"agency", q["instansi"]},
                                                    {"from", q["dari"]},
                                                    {"to", q["sampai"]},
                                                    {"before", q["sebelum"]},
                                                    {"words", q["kata"]}});
  if (const auto due = whole_number<std::int64_t>(q["tenggat"])) question.set("before_due", *due);
  if (q.has("kategori")) question.set("category", q["kategori"]);
  if (q.has("wilayah")) question.set("area", q["wilayah"]);
  return question;
}

}  // namespace

Html desk_list(const Site& site, const Json& rows) {
  if (rows.items().empty()) return html("<p>Tidak ada laporan dalam daftar ini.</p>");
  Html body;
  for (const auto& row : rows.items())
    body += html(
        R"h(<tr data-row><th scope="row"><a href="/meja/laporan/{}">{}</a> {}</th>
<td>{}</td><td data-label="Keadaan">{}</td><td data-label="Instansi">{}</td>
<td data-label="Masuk">{}</td><td data-label="Tenggat">{}</td></tr>
)h",
        text_of(row, "ticket"), text_of(row, "ticket"), flags(row), words(beginning(text_of(row, "text"))),
        state_words({}, text_of(row, "state")), text_of(row, "agency"),
        Say{}.time(text_of(row, "created_at"), site.calendar),
        Say{}.time(text_of(row, "due_at"), site.calendar));
  return html(
      R"h(<div class="scroll" tabindex="0" role="region" aria-label="Daftar laporan">
<table class="list"><caption>{}
laporan</caption><thead><tr><th scope="col">Nomor</th><th scope="col">Isi</th><th scope="col">Keadaan</th>
<th scope="col">Instansi</th><th scope="col">Masuk</th><th scope="col">Tenggat</th></tr></thead>
<tbody>{}</tbody></table></div>)h",
      rows.items().size(), body);
}

Step desk_queue_page(const Visit& visit) {
  return with_desk(visit, [site = visit.site](const Desk& desk) {
    return ask_as(site, desk, control::request("desk-queue"), [site, desk](const Json& result) -> Step {
      return desk_page(*site, desk, "Antrean",
                       html(R"h(<h1>Antrean</h1><p class="how keys"><kbd>j</kbd> <kbd>k</kbd> turun dan naik,
<kbd>Enter</kbd> buka</p>{}{}{})h",
                            search({}), queue(*site, result["rows"], flag_of(result, "more"), desk),
                            unread(*site, result["unread"], desk)));
    });
  });
}

Step desk_dismiss(const Visit& visit) {
  return with_desk(visit, [site = visit.site, form = visit.request.form](const Desk& desk) {
    return ask_as(
        site, desk,
        control::request("desk-dismiss", {{"form", form["form"]},
                                          {"id", whole_number<std::int64_t>(form["id"]).value_or(0)}}),
        [](const Json&) -> Step { return redirect("/meja/antrean"); });
  });
}

Step desk_list_page(const Visit& visit) {
  return with_desk(visit, [site = visit.site, request = visit.request](const Desk& desk) {
    return ask_as(site, desk, list_question(request), [site, desk, request](const Json& result) -> Step {
      const auto title = list_title(*site, request);
      return desk_page(*site, desk, title,
                       html("<h1>{}</h1>{}{}{}", title, search(request), desk_list(*site, result["rows"]),
                            end_of_list(request, result)));
    });
  });
}

}  // namespace lapor::web
