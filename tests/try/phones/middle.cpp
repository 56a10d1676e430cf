#include "try/phones/middle.hpp"

#include <fmt/format.h>

#include <array>

#include "try/phones/forms.hpp"
#include "web/pages/board_sections.hpp"
#include "web/pages/say.hpp"

namespace lapor::phones {
namespace {

using control::text_of;
using web::Html;
using web::html;

constexpr std::array modem_states{
    std::pair{"ready", "siap"},
    std::pair{"no_network", "tanpa jaringan"},
    std::pair{"connecting", "menyambung"},
    std::pair{"absent", "tidak ada"},
    std::pair{"held", "berhenti"},
    std::pair{"failed", "rusak"},
};

std::string_view modem_words(std::string_view state) {
  for (const auto& [key, words] : modem_states)
    if (key == state) return words;
  return state;
}

/// A button that puts something on or off; it says which it will do, and whether it is on.
struct Switch {
  std::string_view name, put_on, put_off;
  bool on;
};

Html switch_form(const Switch& s, const Html& same_phones) {
  return order_form("gangguan",
                    web::join({same_phones, hidden(s.name, s.on ? "tidak" : "ya"),
                               button(fmt::format("g-{}", s.name), s.on ? Look::first : Look::second,
                                      s.on ? s.put_off : s.put_on)}));
}

Html waiting_list(const World& world) {
  constexpr std::size_t most = 4;
  Html items;
  for (std::size_t i = 0; i < world.waiting.size() && i < most; ++i)
    items +=
        html("<li>ke {}: {}</li>", world.name_of(world.waiting[i].to), web::words(world.waiting[i].text));
  return items.empty() ? items : html(R"h(<ul class="waiting">{}</ul>)h", items);
}

Html gateway(const World& world, const Html& same_phones) {
  const auto& m = world.modem;
  const auto switches = web::join({
      switch_form({"jaringan", "Putuskan jaringan", "Pulihkan jaringan", m.network_lost}, same_phones),
      switch_form({"sim", "Penuhi SIM", "Jalankan modem lagi", m.sim != Sim::usual}, same_phones),
      switch_form({"laporan", "Matikan laporan pengiriman", "Hidupkan laporan pengiriman", m.receipts_off},
                  same_phones),
  });
  return live_section(
      "gateway", "Gateway dan modem",
      html(R"h(<dl class="facts"><dt>Modem</dt><dd>{}</dd><dt>Jaringan</dt><dd>{}</dd>
<dt>SIM</dt><dd>{} dari {} tempat terisi</dd><dt>Di operator seluler</dt><dd>{} SMS menunggu masuk</dd>
<dt>Antrean kirim</dt><dd>{} SMS</dd></dl>
{}<div class="knobs" role="group" aria-label="Gangguan">{}</div>)h",
           std::string(modem_words(m.state)), m.network_lost ? "hilang" : "ada", m.sim_used, m.sim_size,
           m.held_by_network, world.waiting.size(), waiting_list(world), switches));
}

Html pace_form(const Pace& pace, bool now, const Html& same_phones) {
  return order_form(
      "tempo", web::join({same_phones, hidden("tempo", pace.name),
                          html(R"h(<button id="t-{}" class="{}" aria-pressed="{}">{}</button>)h", pace.name,
                               now ? "" : "second", now ? "true" : "false", pace.words)}));
}

Html time_section(const World& world, const Html& same_phones) {
  Html buttons;
  for (const auto& pace : paces) buttons += pace_form(pace, pace.name == world.pace->name, same_phones);
  return live_section("waktu", "Waktu",
                      html(R"h(<p>Batas waktu di sini dipendekkan: <strong>{}</strong>, {}.
Jam dan tanggal dalam SMS tetap yang sebenarnya; hari libur tidak dihitung,
dan batas jumlah SMS dilonggarkan.</p>
<div class="knobs" role="group" aria-label="Kecepatan waktu">{}</div>)h",
                           world.pace->words, world.pace->day, buttons));
}

/// The steps of the escalation; a mark on each whose recipient was told.
Html ladder_of(const World& world) {
  const auto level = static_cast<std::size_t>(control::number_of(world.ticket, "level").value_or(0));
  Html items;
  std::size_t n = 0;
  for (const auto& rung : ladder()) {
    const bool climbed = n++ < level;
    items += html(R"h(<li class="{}">{} · {}{}</li>)h", climbed ? "ok" : "next", rung.after, rung.who,
                  climbed ? html(R"h( <span class="tick">diberi tahu</span>)h") : Html{});
  }
  return html(R"h(<h3>Bila instansi diam</h3><ol class="ladder">{}</ol>)h", items);
}

Html timeline(const World& world, const web::Site& site) {
  Html items;
  for (const auto& event : world.ticket["events"].items())
    items += html("<li><time>{}</time> {}</li>", web::Say{}.time(text_of(event, "at"), site.calendar),
                  web::step_words({}, text_of(event, "kind")));
  return html(R"h(<ol class="timeline">{}</ol>)h", items);
}

Html report(const World& world, const web::Site& site) {
  const auto number = text_of(world.ticket, "ticket");
  const auto body =
      number.empty()
          ? html("<p>Belum ada laporan. Kirim SMS dari HP warga.</p>")
          : html(R"h(<p class="state">{}: {}</p><p>Instansi: {}</p>{}<h3>Riwayat</h3>{})h", number,
                 web::state_words({}, text_of(world.ticket, "state")),
                 text_of(world.ticket, "agency").empty() ? "belum ada" : text_of(world.ticket, "agency"),
                 ladder_of(world), timeline(world, site));
  return live_section("laporan", "Laporan", body);
}

Html board(const World& world, const web::Site& site) {
  const web::Say say;
  constexpr std::int64_t days = 30;
  const auto cards = world.board.is_null() ? html("<p>Angka sedang dihitung.</p>")
                                           : web::cards_section(web::Figures{site, world.board, say, days});
  return html(
      R"h(<div id="papan" data-part>{}<p class="how">Angka dihitung paling sering tiap 10 detik.
<a href="{}">Buka papan publik selengkapnya</a></p></div>
)h",
      cards, world.board_url);
}

}  // namespace

Html middle(const World& world, const web::Site& site, const Html& same_phones) {
  return html(R"h(<div class="middle">{}{}{}{}</div>
)h",
              board(world, site), report(world, site), gateway(world, same_phones),
              time_section(world, same_phones));
}

}  // namespace lapor::phones
