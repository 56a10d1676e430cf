#include "export.hpp"

#include <fmt/format.h>

#include <vector>

#include "control/csv.hpp"

namespace lapor::daemon {
namespace {

using control::Json;

std::string cell(const Json& value) {
  if (value.is_null()) return {};
  return value.text() ? *value.text() : value.dump();
}

std::string names(const Json& row) {
  std::vector<std::string> cells;
  for (const auto& [name, value] : row.members()) cells.push_back(name);
  return control::csv_row(cells);
}

std::string values(const Json& row) {
  std::vector<std::string> cells;
  for (const auto& [name, value] : row.members()) cells.push_back(cell(value));
  return control::csv_row(cells);
}

struct Hidden {
  std::int64_t all = 0, open = 0;
};

/// Confidential tickets are told as figures: in CSV one last row, in NDJSON one last line.
std::string told(const Hidden& hidden, ExportForm form, const Json& like) {
  if (form == ExportForm::ndjson)
    return Json::object({{"private_tickets", hidden.all}, {"private_open", hidden.open}}).dump() + "\n";
  auto row = Json::object({});
  for (const auto& [name, value] : like.members()) row.set(name, Json());
  row.set("service_code", "RAHASIA");
  row.set("status_notes", fmt::format("{} laporan rahasia, {} masih terbuka", hidden.all, hidden.open));
  return values(row);
}

}  // namespace

Result<bool> export_tickets(Json request, const std::function<Result<Json>(const Json&)>& ask,
                            ExportForm form, const std::function<bool(const std::string&)>& write) {
  Hidden hidden;
  Json first;
  for (Json next = 0; !next.is_null();) {
    request.set("after", next);
    const auto page = ask(request);
    if (!page) return page.error();
    std::string out;
    for (const auto& row : (*page)["rows"].items()) {
      if (first.is_null() && form == ExportForm::csv) out += names(row);
      if (first.is_null()) first = row;
      out += form == ExportForm::csv ? values(row) : row.dump() + "\n";
    }
    if (!write(out)) return Error{Errc::rejected, "the answer could not be written"};
    hidden.all += (*page)["private"].number() ? *(*page)["private"].number() : 0;
    hidden.open += (*page)["private_open"].number() ? *(*page)["private_open"].number() : 0;
    next = (*page)["next"];
  }
  if (hidden.all > 0 && !write(told(hidden, form, first)))
    return Error{Errc::rejected, "the answer could not be written"};
  return true;
}

}  // namespace lapor::daemon
