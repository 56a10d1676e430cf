// For supervisors and other systems: scorecard, export, access.
#include <fmt/format.h>

#include <cstdio>

#include "common/exit_status.hpp"
#include "control/csv.hpp"
#include "laporctl/commands/groups.hpp"
#include "laporctl/commands/show.hpp"
#include "laporctl/export.hpp"
#include "laporctl/page.hpp"
#include "laporctl/program.hpp"
#include "laporctl/tables.hpp"

namespace lapor::laporctl {
namespace {

using control::Json;
using control::request;

Row scorecard_row(const Json& c) {
  return {plain(c["rank"]),
          plain(c["agency"]),
          plain(c["received"]),
          plain(c["responded"]),
          plain(c["unanswered"]),
          percent(c["responded_24h_percent"]),
          rough_time(c["median_first_response_s"]),
          rough_time(c["p90_first_response_s"]),
          plain(c["resolved"]),
          plain(c["resolved_in_time"]),
          plain(c["resolved_uncontested_in_time"]),
          plain(c["judged"]),
          plain(c["contested"]),
          plain(c["given_back"]),
          plain(c["postponed"]),
          plain(c["asked"]),
          plain(c["open"]),
          plain(c["overdue"]),
          plain(c["unreachable"]),
          plain(c["rating"])};
}

std::string show_scorecard(const Json& cards) {
  constexpr std::size_t gap = 1, width = 120;
  std::vector<Row> rows;
  for (const auto& card : cards.items()) rows.push_back(scorecard_row(card));
  const auto set_aside =
      cards.items().empty() ? std::string("0") : plain(cards.items()[0]["set_aside_everywhere"]);
  return table({"#",    "AGENCY", "IN",  "ANS", "NONE", "24H", "MED",  "P90",  "DONE", "INT",
                "GOOD", "OF",     "CON", "GIV", "PUT",  "ASK", "OPEN", "LATE", "UNR",  "MARK"},
               std::move(rows), width, gap) +
         "\n" +
         wrapped(
             fmt::format(
                 "Texts set aside in this time, of all agencies: {}. IN reports forwarded, ANS "
                 "answered, NONE unanswered, 24H answered within a day, MED and P90 first answer, "
                 "DONE resolved, INT in time, GOOD in time and not contested, OF all that can be judged, CON "
                 "contested, GIV given away or refused, PUT put off, ASK asked about, OPEN, LATE of them "
                 "overdue, UNR out of reach. Ranked by GOOD of OF; no rank below ten. All figures: --csv.",
                 set_aside),
             "");
}

/// Every member of the JSON as a column.
std::string scorecard_csv(const Json& cards) {
  std::string out;
  for (const auto& card : cards.items()) {
    if (out.empty()) out = control::csv_names(card);
    out += control::csv_values(card);
  }
  return out;
}

void add_scorecard(Program& program) {
  struct Values {
    std::string first_day, last_day;
    bool csv = false;
  };
  auto& command = program.add("scorecard", "how each agency did, by the day of its first forward");
  auto& v = command.values<Values>();
  command.option("--from", v.first_day, "the first local day, such as 2026-03-01");
  command.option("--to", v.last_day, "the last local day, included; today if left out");
  command.flag("--csv", v.csv, "print CSV for a spreadsheet");
  command.ask_gateway(
      [&v] { return request("scorecard", {{"from", v.first_day}, {"to", v.last_day}}); },
      [&v](const Json& cards) { return v.csv ? scorecard_csv(cards) : show_scorecard(cards); });
}

bool write_out(const std::string& text) {
  return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
}

void add_export(Program& program) {
  struct Values {
    bool csv = false, ndjson = false;
    std::string first_day, last_day;
  };
  auto& command = program.add("export", "all tickets without phone numbers, for other systems");
  auto& v = command.values<Values>();
  command.flag("--csv", v.csv, "one row for each ticket");
  command.flag("--ndjson", v.ndjson, "one JSON document a line");
  command.option("--from", v.first_day, "the first local day, such as 2026-03-01");
  command.option("--to", v.last_day, "the last local day, included");
  command.check([&v]() -> std::optional<std::string> {
    if (v.csv == v.ndjson) return "export: --csv or --ndjson?";
    return std::nullopt;
  });
  command.run_here([&v](const Session& session) -> int {
    const auto socket = session.socket_or_complain();
    if (!socket) return daemon::exit_refused;
    const auto written = export_tickets(
        request("export", {{"from", v.first_day}, {"to", v.last_day}}),
        [&](const Json& page) { return ask(*socket, page); }, v.csv ? ExportForm::csv : ExportForm::ndjson,
        write_out);
    return written ? daemon::exit_ok : complain(written.error());
  });
}

std::string show_accesses(const Json& accesses, const Page& page) {
  std::vector<Row> rows;
  for (const auto& a : accesses.items())
    rows.push_back({plain(a["id"]), page.time.minute(a["at"]), plain(a["actor"]), plain(a["what"]),
                    plain(a["ticket"]), control::flag_of(a, "masked") ? "masked" : "whole",
                    plain(a["detail"])});
  return table({"ID", page.time.heading("AT"), "WHO", "WHAT", "TICKET", "NUMBERS", "ASKED FOR"},
               std::move(rows), page.width());
}

void add_access(Program& program) {
  struct Values {
    std::string number;
    std::optional<unsigned> limit;
    std::optional<std::int64_t> before;
  };
  auto& command = program.add("access", "who looked at tickets and messages, newest first");
  auto& v = command.values<Values>();
  command.option("--ticket", v.number, "only at this one");
  command.option("--limit", v.limit, "at most so many");
  command.option("--before", v.before, before_help);
  command.ask_gateway(
      [&v] { return request("access", {{"ticket", v.number}, {"limit", v.limit}, {"before", v.before}}); },
      show_accesses);
}

}  // namespace

void add_report_commands(Program& program) {
  add_scorecard(program);
  add_export(program);
  add_access(program);
}

}  // namespace lapor::laporctl
