#include "web/pages/board.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "control/csv.hpp"
#include "control/protocol.hpp"
#include "web/pages/board_sections.hpp"
#include "web/pages/layout.hpp"

namespace lapor::web {
namespace {

using control::number_of;
using control::text_of;

constexpr std::int64_t periods[] = {7, 30, 90, 365};
constexpr std::int64_t usual_period = 30;

Html frame(const Site& site, const Json& board, const Say& say, std::int64_t days) {
  return html(
      R"h(<h1>{}</h1>
<p class="lead">{}</p>
{}
<div id="board" data-live="{}" data-revision="{}">{}</div>
)h",
      say("Papan laporan warga", "Board of citizens' reports"),
      say("Semua angka dihitung dari laporan yang masuk lewat SMS, telepon, situs, aplikasi dan media "
          "sosial.",
          "All figures are counted from reports by SMS, telephone, this site, apps and social media."),
      period_links(say, say("/", "/en/"), days), fmt::format("{}?hari={}&bagian=1", say("/", "/en/"), days),
      text_of(board, "revision"), board_figures(site, board, say, days));
}

Step board_in(const Visit& visit, Say say) {
  const auto days = board_days(visit.request);
  const bool part = visit.request.query["bagian"] == "1";
  const auto site = visit.site;
  return Ask{control::request("board", {{"days", days}}),
             [site, say, days, part](const Json& answer) -> Step {
               const auto result = control::result_of(answer);
               if (!result) return unavailable(*site, say);
               if (part) {
                 Response response;
                 response.body = board_figures(*site, *result, say, days).text();
                 response.headers.emplace_back("X-Revision", text_of(*result, "revision"));
                 return response;
               }
               Page page;
               page.title = say("Papan", "Board");
               page.say = say;
               page.other_language = say("/en/", "/");
               page.body = frame(*site, *result, say, days);
               return show(page, *site);
             }};
}

}  // namespace

std::int64_t board_days(const Request& request) {
  for (const auto days : periods)
    if (request.query["hari"] == std::to_string(days)) return days;
  return usual_period;
}

Html period_links(const Say& say, std::string_view page, std::int64_t chosen) {
  Html links;
  for (const auto days : periods) {
    const auto name =
        days == 365 ? std::string(say("1 tahun", "1 year")) : fmt::format("{} {}", days, say("hari", "days"));
    links += html(R"h(<a href="{}?hari={}"{}>{}</a>)h", page, days,
                  days == chosen ? html(R"h( aria-current="page")h") : Html{}, name);
  }
  return html(R"h(<nav class="period" aria-label="{}">{}</nav>)h", say("Jangka waktu", "Period"), links);
}

Html board_figures(const Site& site, const Json& board, const Say& say, std::int64_t days,
                   const std::optional<std::string>& lists_of) {
  const auto& f = board["figures"];
  const Figures figures{site, f, say, days, lists_of};
  return join({cards_section(figures), agencies_section(figures), days_section(figures),
               weeks_section(figures), map_section(figures), categories_section(figures),
               contested_section(figures), quarantine_section(figures),
               html(R"h(<p class="counted">{} {}. <a href="/data.csv?hari={}">{}</a></p>)h",
                    say("Dihitung", "Counted"), say.time(text_of(f, "counted_at"), site.calendar), days,
                    say("Unduh angka (CSV)", "Download the figures (CSV)"))});
}

std::string board_csv(const Json& figures, std::string_view table) {
  constexpr std::string_view tables[] = {"agencies", "days", "weeks", "areas", "categories", "set_aside"};
  if (std::find(std::begin(tables), std::end(tables), table) == std::end(tables)) return {};
  std::string out;
  for (const auto& row : figures[table].items()) {
    if (out.empty()) out = control::csv_names(row);
    out += control::csv_values(row);
  }
  return out.empty() ? "\r\n" : out;
}

Step board_page(const Visit& visit) { return board_in(visit, Say{}); }
Step board_page_english(const Visit& visit) { return board_in(visit, Say{Language::english}); }

Step board_csv_file(const Visit& visit) {
  const auto days = board_days(visit.request);
  const auto wanted =
      visit.request.query["tabel"].empty() ? std::string("agencies") : visit.request.query["tabel"];
  const auto site = visit.site;
  return Ask{control::request("board", {{"days", days}}), [site, wanted, days](const Json& answer) -> Step {
               const auto result = control::result_of(answer);
               if (!result) return unavailable(*site, {});
               auto text = board_csv((*result)["figures"], wanted);
               if (text.empty())
                 return message_page(*site, {}, 404, "Tidak ada tabel ini",
                                     "Tabel: agencies, days, weeks, areas, categories atau set_aside.");
               Response response;
               response.type = "text/csv; charset=utf-8";
               response.headers.emplace_back(
                   "Content-Disposition",
                   fmt::format("attachment; filename=\"lapor-{}-{}.csv\"", wanted, days));
               response.body = std::move(text);
               return response;
             }};
}

}  // namespace lapor::web
