#include "web/pages/board_sections.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "web/pages/layout.hpp"
#include "web/picture/bars.hpp"
#include "web/picture/tiles.hpp"

namespace lapor::web {
namespace {

using control::number_of;
using control::text_of;

/// Below so many reports a share says nothing.
constexpr std::int64_t fewest_to_compare = 20;

std::int64_t figure(const Json& row, std::string_view key) { return number_of(row, key).value_or(0); }

Html cell(std::string_view text) { return html("{}", text); }
Html cell(const Say& say, std::int64_t n) { return html("{}", say.number(n)); }

/// The list of these tickets, opened on the board's days that are over; "" if figures lead nowhere.
std::string list_url(const Figures& f, std::string_view query) {
  const auto& days = f.board["days"].items();
  if (f.lists_of != "" || days.size() < 2) return {};
  return fmt::format("/meja/daftar?{}&dari={}&sampai={}", query, text_of(f.board, "from"),
                     text_of(days[days.size() - 2], "day"));
}

/// The list behind a figure of one agency.
std::string list_url(const Figures& f, std::string_view agency, std::string_view name) {
  if (!f.lists_of || (!f.lists_of->empty() && *f.lists_of != agency)) return {};
  return fmt::format("/meja/daftar?angka={}&instansi={}&dari={}&sampai={}", name, agency,
                     text_of(f.board, "from"), text_of(f.board, "to"));
}

Html linked(const Html& shown, std::string_view url) {
  return url.empty() ? shown : html(R"h(<a href="{}">{}</a>)h", url, shown);
}

Html cell(const Figures& f, const Json& card, std::string_view name) {
  const auto n = figure(card, name);
  const auto shown = cell(f.say, n);
  return n == 0 ? shown : linked(shown, list_url(f, text_of(card, "agency"), name));
}

/// A section: heading, picture, how it is counted, and the table to unfold.
Html section(const Say& say, std::string_view id, std::string_view title, const Html& picture,
             std::string_view how, const Html& table) {
  return html(
      R"h(<section aria-labelledby="{}"><h2 id="{}">{}</h2>
{}
<p class="how">{}</p>
<details id="{}-tabel"><summary>{}</summary>{}</details></section>
)h",
      id, id, title, picture, how, id, say("Tabel", "Table"), table);
}

Html card(std::string_view name, const Html& value, std::string_view how) {
  return html(R"h(<div class="card"><dt>{}</dt><dd>{}</dd><dd class="how">{}</dd></div>)h", name, value, how);
}

struct AgencyRow {
  std::string name, code;
  const Json* figures;
  std::int64_t received, in_time, late, unanswered;
};

/// By name and not by share: a board is no race.
std::vector<AgencyRow> agency_rows(const Figures& f) {
  std::vector<AgencyRow> rows;
  for (const auto& row : f.board["agencies"].items()) {
    const auto code = text_of(row, "agency");
    const auto* agency = f.site.agency(code);
    const auto responded = figure(row, "responded"), in_time = figure(row, "responded_in_time");
    rows.push_back({agency ? agency->name : code, code, &row, figure(row, "received"), in_time,
                    std::max<std::int64_t>(0, responded - in_time), figure(row, "unanswered")});
  }
  std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return rows;
}

Html agency_line(const Figures& f, const AgencyRow& row) {
  const auto& say = f.say;
  const auto few = row.received < fewest_to_compare;
  const auto label = fmt::format("{}: {} {}, {} {}, {} {}, {} {}", row.name, say.number(row.received),
                                 say("laporan", "reports"), say.number(row.in_time),
                                 say("dijawab tepat waktu", "answered in time"), say.number(row.late),
                                 say("dijawab terlambat", "answered late"), say.number(row.unanswered),
                                 say("belum dijawab", "unanswered"));
  const auto share = number_of(*row.figures, "responded_24h_percent");
  return html(
      R"h(<li><span class="who">{}</span>{}<span class="share">{}{}</span></li>
)h",
      row.name,
      stacked_bar({{row.in_time, "good", list_url(f, row.code, "responded_in_time")},
                   {row.late, "late", list_url(f, row.code, "late")},
                   {row.unanswered, "none", list_url(f, row.code, "unanswered")}},
                  row.received, label),
      html("{} {}", say.number(row.received), say("laporan", "reports")),
      few ? html(R"h( <small>{}</small>)h", say("terlalu sedikit untuk dibandingkan", "too few to compare"))
          : html(" · {} {}", say.percent(share), say("dalam 24 jam", "within 24 hours")));
}

Html legend(const Say& say) {
  return html(
      R"h(<p class="legend"><span><span class="key good"></span> {}</span>
<span><span class="key late"></span> {}</span> <span><span class="key none"></span> {}</span></p>)h",
      say("dijawab tepat waktu", "answered in time"), say("dijawab terlambat", "answered late"),
      say("belum dijawab", "unanswered"));
}

std::string_view band_class(std::int64_t band) {
  constexpr std::string_view classes[] = {"b0", "b1", "b2", "b3", "b4"};
  return classes[static_cast<std::size_t>(std::clamp<std::int64_t>(band, 0, 4))];
}

Html band_legend(const Figures& f) {
  Html keys;
  for (std::int64_t band = 0; band <= 4; ++band)
    keys += html(R"h(<span><span class="key {}"></span> {}</span> )h", band_class(band),
                 f.say.band(band, f.board["bands"]));
  return html(R"h(<p class="legend">{}</p>)h", keys);
}

std::int64_t band_in(const Json& list, std::string_view what, std::string_view code) {
  for (const auto& row : list.items())
    if (text_of(row, what) == code) return figure(row, "band");
  return 0;
}

std::string_view whole_days(const Say& say) {
  return say(
      "Dihitung untuk hari yang sudah lewat, dalam kelompok angka, agar tidak ada satu laporan yang dapat "
      "ditebak.",
      "Counted of days that are over, in bands, so that no single report can be guessed.");
}

}  // namespace

Html cards_section(const Figures& f) {
  const auto& say = f.say;
  const auto& total = f.board["total"];
  const bool on_desk = f.lists_of == "";
  const auto last = text_of(f.board, "to");
  const auto today = on_desk ? fmt::format("/meja/daftar?dari={}&sampai={}", last, last) : std::string{};
  return html(
      R"h(<section aria-labelledby="ringkas"><h2 id="ringkas" class="hidden">{}</h2>
<dl class="cards">{}{}{}{}</dl></section>
)h",
      say("Ringkasan", "Summary"),
      card(say("Masuk hari ini", "Received today"), linked(cell(say, figure(f.board, "today")), today),
           say("sejak pukul 00.00", "since midnight")),
      card(say("Masih terbuka", "Open"),
           linked(cell(say, figure(f.board, "open")), on_desk ? "/meja/daftar?list=open" : ""),
           say("belum selesai, saat ini", "not closed, now")),
      card(say("Lewat tenggat", "Overdue"),
           linked(cell(say, figure(f.board, "overdue")), on_desk ? "/meja/daftar?list=overdue" : ""),
           say("terbuka dan lewat tenggat, saat ini", "open and past a deadline, now")),
      card(say("Dijawab dalam 24 jam", "Answered within 24 hours"),
           linked(cell(say.percent(number_of(total, "responded_24h_percent"))),
                  list_url(f, "", "responded_24h")),
           say("dari laporan yang sampai ke instansi", "of reports that reached an agency")));
}

Html agencies_section(const Figures& f) {
  const auto& say = f.say;
  Html lines;
  std::vector<std::vector<Html>> rows;
  for (const auto& row : agency_rows(f)) {
    lines += agency_line(f, row);
    const auto& c = *row.figures;
    rows.push_back({cell(row.name), cell(f, c, "received"), cell(f, c, "responded"),
                    cell(f, c, "responded_in_time"), cell(f, c, "unanswered"),
                    cell(say.percent(number_of(c, "responded_24h_percent"))),
                    cell(say.duration(number_of(c, "median_first_response_s"))), cell(f, c, "resolved"),
                    cell(f, c, "contested"), cell(f, c, "overdue"), cell(f, c, "unreachable")});
  }
  return section(
      say, "instansi", say("Siapa yang menjawab", "Who answers"),
      html(R"h({}<ul class="bars">{}</ul>)h", legend(say), lines),
      say("Laporan yang diteruskan dalam jangka waktu ini. Tepat waktu: jawaban pertama sebelum tenggat. "
          "Urut menurut "
          "nama.",
          "Reports sent on in this period. In time: a first answer before the deadline. Ordered by name."),
      table(say("Siapa yang menjawab", "Who answers"),
            {say("Instansi", "Agency"), say("Diterima", "Received"), say("Dijawab", "Answered"),
             say("Tepat waktu", "In time"), say("Belum", "Unanswered"), say("24 jam", "24 hours"),
             say("Median jawaban pertama", "Median first answer"), say("Selesai", "Resolved"),
             say("Dibantah", "Contested"), say("Lewat tenggat", "Overdue"),
             say("Tak terjangkau", "Unreachable")},
            rows));
}

Html days_section(const Figures& f) {
  const auto& say = f.say;
  std::vector<Part> values;
  std::vector<std::vector<Html>> rows;
  std::int64_t highest = 0;
  const auto& days = f.board["days"].items();
  for (const auto& row : days) {
    const auto day = text_of(row, "day");
    const auto n = figure(row, "reports");
    const auto url =
        f.lists_of == "" && n > 0 ? fmt::format("/meja/daftar?dari={}&sampai={}", day, day) : std::string{};
    highest = std::max(highest, n);
    values.push_back({n, "plain", url});
    rows.push_back({cell(say.date(day, true)), linked(cell(say, n), url)});
  }
  const auto label = fmt::format("{}: {} {}, {} {}", say("Laporan per hari", "Reports a day"),
                                 say.number(figure(f.board, "reports")), say("laporan", "reports"),
                                 say("paling banyak sehari", "most in a day"), say.number(highest));
  const auto at = [&](std::size_t i) { return say.date(text_of(days[i], "day")); };
  const auto axis = days.empty()
                        ? Html{}
                        : html(R"h(<p class="axis"><span>{}</span><span>{}</span><span>{}</span></p>)h",
                               at(0), at(days.size() / 2), at(days.size() - 1));
  return section(
      say, "harian", say("Laporan per hari", "Reports a day"),
      html(R"h(<p class="top">{}</p>{}{})h", say.number(round_up(std::max<std::int64_t>(1, highest))),
           columns(values, label), axis),
      say("Semua laporan yang masuk pada hari itu, juga yang kemudian ditolak atau digabung.",
          "All reports of that day, also those that were rejected or joined later."),
      table(say("Laporan per hari", "Reports a day"), {say("Hari", "Day"), say("Laporan", "Reports")}, rows));
}

Html weeks_section(const Figures& f) {
  const auto& say = f.say;
  std::vector<Part> values;
  std::vector<std::vector<Html>> rows;
  std::int64_t highest = 0;
  const auto& weeks = f.board["weeks"].items();
  for (const auto& week : weeks) {
    const auto median = number_of(week, "median_first_response_s");
    const Figures of_week{f.site, week, say, f.days, f.lists_of};
    values.push_back({median.value_or(0) / 60, "plain", list_url(of_week, "", "responded")});
    highest = std::max(highest, values.back().value);
    rows.push_back({html("{} – {}", say.date(text_of(week, "from")), say.date(text_of(week, "to"), true)),
                    cell(of_week, week, "received"), cell(of_week, week, "responded"),
                    cell(say.duration(median))});
  }
  const auto title = say("Waktu sampai jawaban pertama", "Time to the first answer");
  const auto label = fmt::format("{}: {} {}", title, say("paling lama seminggu", "longest in a week"),
                                 say.duration(highest * 60));
  const auto axis =
      weeks.empty() ? Html{}
                    : html(R"h(<p class="axis"><span>{}</span><span>{}</span></p>)h",
                           say.date(text_of(weeks.front(), "from")), say.date(text_of(weeks.back(), "to")));
  return section(
      say, "jawaban", title,
      html(R"h(<p class="top">{}</p>{}{})h", say.duration(round_up(std::max<std::int64_t>(1, highest)) * 60),
           columns(values, label), axis),
      say("Median: separuh laporan minggu itu dijawab lebih cepat, separuh lebih lambat.",
          "Median: half of the week's reports were answered faster, half slower."),
      table(title,
            {say("Minggu", "Week"), say("Diterima", "Received"), say("Dijawab", "Answered"),
             say("Median", "Median")},
            rows));
}

Html contested_section(const Figures& f) {
  const auto& say = f.say;
  Html lines;
  std::vector<std::vector<Html>> rows;
  for (const auto& row : agency_rows(f)) {
    const auto resolved = figure(*row.figures, "resolved"), contested = figure(*row.figures, "contested");
    rows.push_back({cell(row.name), cell(f, *row.figures, "resolved"), cell(f, *row.figures, "contested")});
    if (contested == 0) continue;
    const auto label =
        fmt::format("{}: {} {}, {} {}", row.name, say.number(resolved), say("selesai", "resolved"),
                    say.number(contested), say("dibantah warga", "contested"));
    lines += html(R"h(<li><span class="who">{}</span>{}<span class="share">{} {} · {} {}</span></li>
)h",
                  row.name,
                  stacked_bar({{contested, "none", list_url(f, row.code, "contested")},
                               {resolved, "good", list_url(f, row.code, "resolved")}},
                              resolved + contested, label),
                  say.number(contested), say("dibantah", "contested"), say.number(resolved),
                  say("selesai", "resolved"));
  }
  const auto none = html("<p>{}</p>", say("Belum ada jawaban yang dibantah dalam jangka waktu ini.",
                                          "No answer was contested in this period."));
  return section(
      say, "bantahan", say("Jawaban yang dibantah warga", "Answers that citizens contested"),
      lines.empty() ? none : html(R"h(<ul class="bars">{}</ul>)h", lines),
      say("Instansi menyatakan selesai, pelapor menjawab BELUM.",
          "The agency said that it was resolved, the reporter said that it wasn't."),
      table(say("Jawaban yang dibantah warga", "Answers that citizens contested"),
            {say("Instansi", "Agency"), say("Selesai", "Resolved"), say("Dibantah", "Contested")}, rows));
}

Html map_section(const Figures& f) {
  const auto& say = f.say;
  if (f.site.map.empty() && f.site.areas.empty()) return {};
  const auto& areas = f.board["areas"];
  const auto title = say("Dari mana", "From where");
  std::vector<std::vector<Html>> rows;
  const auto url = [&](const std::string& code) {
    return band_in(areas, "area", code) == 0 ? std::string{} : list_url(f, "wilayah=" + code);
  };
  const auto add = [&](const std::string& code) {
    const auto words = cell(say.band(band_in(areas, "area", code), f.board["bands"]));
    rows.push_back({cell(area_words(say, f.site, code)), linked(words, url(code))});
  };
  for (const auto& area : f.site.areas) add(area.code);
  add("");
  const auto picture = tile_map(f.site.map,
                                {[&](const std::string& code) { return band_in(areas, "area", code); },
                                 [&](std::int64_t band) { return say.band(band, f.board["bands"]); }, url},
                                say("Peta kotak kabupaten dan kota; angka yang sama ada dalam tabel",
                                    "Tile map of regencies and cities; the table has the same figures"));
  return section(
      say, "peta", title, html("{}{}", band_legend(f), picture), whole_days(say),
      table(title, {say("Kabupaten atau kota", "Regency or city"), say("Laporan", "Reports")}, rows));
}

Html categories_section(const Figures& f) {
  const auto& say = f.say;
  const auto& counted = f.board["categories"];
  const auto title = say("Tentang apa", "About what");
  std::vector<std::pair<std::int64_t, std::string>> order;
  const auto add = [&](const std::string& code) {
    order.emplace_back(-band_in(counted, "category", code), code);
  };
  for (const auto& category : f.site.categories)
    if (!category.confidential) add(category.code);
  add("RAHASIA");
  std::sort(order.begin(), order.end());
  Html lines;
  std::vector<std::vector<Html>> rows;
  for (const auto& [negative, code] : order) {
    const auto band = -negative;
    const auto words = say.band(band, f.board["bands"]);
    const auto label = fmt::format("{}: {} {}", code, words, say("laporan", "reports"));
    const auto url = band == 0 || code == "RAHASIA" ? std::string{} : list_url(f, "kategori=" + code);
    rows.push_back({cell(code), linked(cell(words), url)});
    if (band == 0) continue;
    lines += html(R"h(<li><span class="who">{}</span>{}<span class="share">{}</span></li>
)h",
                  code, stacked_bar({{band, band_class(band), url}}, 4, label), words);
  }
  const auto none = html("<p>{}</p>", say("Belum ada laporan pada hari yang sudah lewat.",
                                          "No report yet on the days that are over."));
  const auto picture = lines.empty() ? none : html(R"h(<ul class="bars narrow">{}</ul>)h", lines);
  return section(say, "kategori", title, picture, whole_days(say),
                 table(title, {say("Kategori", "Category"), say("Laporan", "Reports")}, rows));
}

Html quarantine_section(const Figures& f) {
  const auto& say = f.say;
  std::int64_t sum = 0;
  std::vector<std::vector<Html>> rows;
  for (const auto& row : f.board["set_aside"].items()) {
    sum += figure(row, "n");
    rows.push_back({cell(quarantine_words(say, text_of(row, "cause"))), cell(say, figure(row, "n"))});
  }
  const auto title = say("Yang tidak diambil sebagai laporan", "What was not taken as a report");
  return section(
      say, "disisihkan", title,
      html(R"h(<p class="big">{} <small>{}</small></p>)h", say.number(sum), say("pesan", "texts")),
      say("Iklan, penipuan, pesan mesin dan pesan yang tidak terbaca. Disimpan untuk diperiksa orang, dan "
          "tidak ikut dihitung di atas.",
          "Advertisements, frauds, texts of machines and unreadable ones. Kept for a person to look at, and "
          "not counted above."),
      table(title, {say("Sebab", "Cause"), say("Pesan", "Texts")}, rows));
}

}  // namespace lapor::web
