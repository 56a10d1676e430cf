#include "laporctl/export.hpp"

#include <fmt/format.h>

#include "control/csv.hpp"

namespace lapor::laporctl {
namespace {

using control::Json;

/// The number of tickets that are not shown because they are confidential.
struct Hidden {
  std::int64_t all = 0, open = 0;
};

/// In CSV one last row with the columns of `first`, in NDJSON one last line.
std::string hidden_row(const Hidden& hidden, ExportForm form, const Json& first) {
  if (form == ExportForm::ndjson)
    return Json::object({{"private_tickets", hidden.all}, {"private_open", hidden.open}}).dump() + "\n";
  auto row = Json::object({});
  for (const auto& [name, value] : first.members()) row.set(name, Json());
  row.set("service_code", "RAHASIA");
  row.set("status_notes", fmt::format("{} laporan rahasia, {} masih terbuka", hidden.all, hidden.open));
  return control::csv_values(row);
}

Error not_written() { return {Errc::rejected, "the answer could not be written"}; }

}  // namespace

Result<void> export_tickets(Json request, const AskGateway& ask, ExportForm form, const WriteText& write) {
  Hidden hidden;
  Json first;
  for (Json next = 0; !next.is_null();) {
    request.set("after", next);
    const auto page = ask(request);
    if (!page) return page.error();
    std::string out;
    for (const auto& row : (*page)["rows"].items()) {
      if (first.is_null() && form == ExportForm::csv) out += control::csv_names(row);
      if (first.is_null()) first = row;
      out += form == ExportForm::csv ? control::csv_values(row) : row.dump() + "\n";
    }
    if (!write(out)) return not_written();
    hidden.all += number_of(*page, "private").value_or(0);
    hidden.open += number_of(*page, "private_open").value_or(0);
    next = (*page)["next"];
  }
  if (hidden.all > 0 && !write(hidden_row(hidden, form, first))) return not_written();
  return {};
}

}  // namespace lapor::laporctl
