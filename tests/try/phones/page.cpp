#include "try/phones/page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

#include "base/ascii.hpp"
#include "try/phones/forms.hpp"
#include "try/phones/middle.hpp"
#include "try/phones/tour.hpp"
#include "web/pages/layout.hpp"

namespace lapor::phones {
namespace {

using web::Html;
using web::html;

/// A value for a query: "+62 8" becomes "%2B62%208".
std::string query_value(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = ascii::is_letter(c) || ascii::is_digit(c) || c == '-' || c == '_' || c == '.';
    if (plain)
      out += c;
    else
      out += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
  }
  return out;
}

/// Hidden in each form: the answer leads back to the same two phones.
Html same_phones(const Viewer& viewer) {
  return web::join({hidden("warga", viewer.citizen), hidden("petugas", viewer.officer)});
}

/// The line below a text that tells its fate.
std::string_view fate(const Bubble& b) {
  if (!b.to_gateway) return b.delivered ? "✓✓ laporan: sampai" : "✓ belum ada laporan";
  if (b.obstacle == Obstacle::network && !b.taken) return "menunggu: jaringan hilang";
  if (b.obstacle == Obstacle::sim && !b.taken) return "menunggu: SIM penuh";
  return b.obstacle == Obstacle::none ? "terkirim" : "terkirim, setelah menunggu";
}

Html bubble(std::string_view prefix, const Bubble& b) {
  return html(
      R"h(<li id="{}-{}" class="{}"><p><span class="hidden">{}</span>{}</p>
<small><time>{}</time> · {}</small></li>
)h",
      prefix, b.id, b.to_gateway ? "out" : "in", b.to_gateway ? "Anda: " : "Lapor: ", web::words(b.text),
      b.at, fate(b));
}

Html conversation(std::string_view prefix, std::string_view title, const World& world,
                  const std::string& phone) {
  Html bubbles;
  for (const auto& b : world.texts)
    if (b.phone == phone) bubbles += bubble(prefix, b);
  if (bubbles.empty()) bubbles = html(R"h(<li id="{}-0" class="empty">Belum ada SMS.</li>)h", prefix);
  return html(
      R"h(<div class="texts" role="log" aria-label="{}" tabindex="0">
<ol id="{}-log" data-part data-log data-phone="{}">
{}</ol></div>
)h",
      title, prefix, phone, bubbles);
}

Html composer(std::string_view prefix, const Viewer& viewer, const std::string& phone) {
  return html(
      R"h(<form method="post" action="/kirim" class="composer" data-order data-clears>
<span id="{}-dari" data-part>{}<input type="hidden" name="dari" value="{}"></span>
<label for="{}-isi">SMS ke Lapor</label>
<textarea id="{}-isi" name="isi" rows="2" maxlength="1000" required></textarea>
<button>Kirim</button></form>
)h",
      prefix, same_phones(viewer), phone, prefix, prefix);
}

Html citizen_phone(const World& world, const Viewer& viewer) {
  return html(
      R"h(<section class="phone" aria-labelledby="warga">
<h2 id="warga">HP warga</h2>
<form method="get" action="/" class="holder" data-holder>
<label>Nomor <input name="warga" value="{}" inputmode="tel" pattern="\+[0-9]{{8,15}}" maxlength="16"
 required title="Mulai dengan +62"></label>{}<button class="second">Ganti</button></form>
{}{}</section>
)h",
      viewer.citizen, hidden("petugas", viewer.officer),
      conversation("warga", "SMS di HP warga", world, viewer.citizen),
      composer("warga", viewer, viewer.citizen));
}

Html holders(const World& world, const Viewer& viewer) {
  Html options;
  for (const auto& one : world.people)
    options += web::option(one.phone, one.name, one.phone == viewer.officer);
  return html(
      R"h(<form method="get" action="/" class="holder" data-holder><span id="petugas-siapa" data-part>{}
<label>Pemegang <select name="petugas" id="pemegang">{}</select></label></span>
<button class="second">Ganti</button></form>
)h",
      hidden("warga", viewer.citizen), options);
}

/// Officers whose phones have texts: a report that escalates reaches others than the one whose phone is
/// shown.
Html others(const World& world, const Viewer& viewer) {
  Html links;
  for (const auto& one : world.people) {
    std::size_t count = 0;
    for (const auto& b : world.texts) count += b.phone == one.phone && !b.to_gateway;
    if (count == 0 || one.phone == viewer.officer) continue;
    links += html(R"h(<li><a id="ke-{}" href="{}" data-switch>{}</a> ({} SMS)</li>)h", one.phone.substr(1),
                  url_of({viewer.citizen, one.phone}), one.name, count);
  }
  return html(R"h(<div id="petugas-lain" data-part class="others" aria-live="polite">{}</div>
)h",
              links.empty() ? Html{} : html("<p>SMS juga sampai ke:</p><ul>{}</ul>", links));
}

Html officer_phone(const World& world, const Viewer& viewer) {
  return html(
      R"h(<section class="phone" aria-labelledby="petugas">
<h2 id="petugas">HP petugas</h2>
{}{}{}{}</section>
)h",
      holders(world, viewer), others(world, viewer),
      conversation("petugas", "SMS di HP petugas", world, viewer.officer),
      composer("petugas", viewer, viewer.officer));
}

Html knob(const Knob& knob, const Viewer& viewer, std::string_view id) {
  return order_form(knob.order, web::join({same_phones(viewer), hidden(knob.name, knob.value),
                                           button(id, Look::second, knob.words)}));
}

Html example(const Example& example, const World& world, Viewer viewer, std::string_view id) {
  const auto from = example.citizen ? viewer.citizen : example.phone;
  if (!example.citizen) viewer.officer = example.phone;
  const auto shown = html(R"h(<p class="example">Dari {}: <q>{}</q></p>)h",
                          example.citizen ? "HP warga" : world.name_of(from), example.text);
  return order_form("kirim",
                    web::join({same_phones(viewer), hidden("dari", from), hidden("isi", example.text), shown,
                               button(id, Look::first, "Kirim contoh ini")}));
}

Html step_body(const TourStep& step, const World& world, const Viewer& viewer, std::ptrdiff_t number) {
  Html out = html("<p>{}</p>", step.told);
  int n = 0;
  for (const auto& one : step.before) out += knob(one, viewer, fmt::format("tur-{}-{}", number, ++n));
  for (const auto& one : step.examples)
    out += example(one, world, viewer, fmt::format("tur-{}-{}", number, ++n));
  for (const auto& one : step.after) out += knob(one, viewer, fmt::format("tur-{}-{}", number, ++n));
  return out;
}

std::string_view class_of(const TourStep& step, bool current) {
  return step.done ? "ok" : current ? "now" : "next";
}

/// A step in the overview.
Html step_line(const TourStep& step, bool current) {
  const auto tick = html(R"h( <span class="tick"><span aria-hidden="true">✓</span>
<span class="hidden">selesai</span></span>)h");
  return html(R"h(<li class="{}"{}>{}{}</li>
)h",
              class_of(step, current), current ? html(R"h( aria-current="step")h") : Html{}, step.title,
              step.done ? tick : Html{});
}

/// The panel that shows the present step of the tour.
Html panel(const TourStep* step, const World& world, const Viewer& viewer, std::ptrdiff_t number) {
  if (!step) return html(R"h(<p class="done" role="status">Tur selesai. Lapor sudah Anda kenal.</p>)h");
  return html(R"h(<div class="now"><h3>{}. {}</h3>{}</div>)h", number, step->title,
              step_body(*step, world, viewer, number));
}

Html tour_section(const World& world, const Viewer& viewer) {
  const auto steps = tour(world);
  const auto now = std::find_if(steps.begin(), steps.end(), [](const TourStep& s) { return !s.done; });
  const auto done = std::count_if(steps.begin(), steps.end(), [](const TourStep& s) { return s.done; });
  Html lines;
  for (auto step = steps.begin(); step != steps.end(); ++step) lines += step_line(*step, step == now);
  const auto again = order_form(
      "ulang", web::join({same_phones(viewer), button("ulang", Look::second, "Mulai tur dari awal")}));
  const auto* current = now == steps.end() ? nullptr : &*now;
  return live_section(
      "tur", "Tur delapan langkah",
      html(R"h(<p class="progress">{} dari 8 selesai</p>
{}<ol class="tour">{}</ol>{})h",
           done, panel(current, world, viewer, now - steps.begin() + 1), lines, done > 0 ? again : Html{}));
}

Html nav(const World& world) {
  return html(R"h(<a href="/" aria-current="page">Dua HP</a>
<a href="{}">Papan publik</a><a href="{}meja">Meja kerja</a>)h",
              world.board_url, world.board_url);
}

constexpr std::string_view lead =
    "Latihan: gateway Lapor yang sebenarnya bekerja di komputer ini, dengan modem tiruan. Tidak ada SMS yang "
    "keluar, dan semua nomor fiktif. ";

}  // namespace

Viewer viewer_of(const web::Fields& fields, const World& world) {
  const auto* first = world.person("Operator BMCK");
  Viewer viewer{first_citizen, first ? first->phone : world.people.empty() ? "" : world.people.front().phone};
  if (is_number(fields["warga"])) viewer.citizen = fields["warga"];
  for (const auto& one : world.people)
    if (one.phone == fields["petugas"]) viewer.officer = one.phone;
  return viewer;
}

std::string url_of(const Viewer& viewer) {
  return fmt::format("/?warga={}&petugas={}", query_value(viewer.citizen), query_value(viewer.officer));
}

web::Response phones_page(const World& world, const Viewer& viewer, const web::Site& site) {
  web::Page page;
  page.title = "Dua HP";
  page.nav = nav(world);
  page.head = html(R"h(<link rel="stylesheet" href="/telepon.css">
<script type="module" src="/telepon.js"></script>
)h");
  page.body = html(
      R"h(<h1>Dua HP dan sebuah papan</h1>
<p class="lead">{}<span class="js">Halaman ini berubah sendiri.</span></p>
<noscript><p><a href="{}">Muat ulang</a> untuk melihat SMS yang baru.</p></noscript>
<p id="kabar" class="alert" role="alert" hidden></p>
{}<div class="stage">
{}{}{}</div>
)h",
      lead, url_of(viewer), tour_section(world, viewer), citizen_phone(world, viewer),
      officer_phone(world, viewer), middle(world, site, same_phones(viewer)));
  return web::show(page, site);
}

web::Response refused_page(const Viewer& viewer, const web::Site& site, std::string_view why) {
  web::Page page;
  page.title = "Tidak dikerjakan";
  page.status = 400;
  page.body = html(R"h(<h1>Tidak dikerjakan</h1><p id="sebab">{}</p><p><a href="{}">Kembali</a></p>)h", why,
                   url_of(viewer));
  return web::show(page, site);
}

}  // namespace lapor::phones
