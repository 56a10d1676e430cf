#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

#include "config/fields.hpp"
#include "config/files.hpp"
#include "domain/schedule/calendar.hpp"

namespace lapor::config {
namespace {

using engine::ModemProfile;

struct Time {
  std::string_view key;
  Duration ModemProfile::*into;
};
const std::array times{
    Time{"connect", &ModemProfile::connect},     Time{"command", &ModemProfile::command},
    Time{"list", &ModemProfile::list},           Time{"prompt", &ModemProfile::prompt},
    Time{"send", &ModemProfile::send},           Time{"ussd", &ModemProfile::ussd},
    Time{"settle", &ModemProfile::settle},       Time{"poll", &ModemProfile::poll},
    Time{"heartbeat", &ModemProfile::heartbeat},
};

void time(Fields& fields, const Time& row, ModemProfile& out) {
  const auto* node = fields.get(row.key, Node::Kind::text);
  if (!node) return;
  const auto span = schedule::read_span(node->text);
  const auto good = span && span->working_days == 0 && span->clock <= std::chrono::hours(1);
  if (!good)
    return fields.error(
        node->line, row.key,
        fmt::format("\"{}\" can't be read; write clock time up to \"60m\", such as \"60s\"", node->text));
  out.*row.into = span->clock;
}

/// A factor for libGammu's sleeps: 0 would spin, more than ten never ends.
double factor(Fields& fields, std::string_view key, double fallback, const Node& table) {
  const auto* node = table.find(key);
  const auto whole = node && node->kind == Node::Kind::number;
  node = fields.get(key, whole ? Node::Kind::number : Node::Kind::real);
  if (!node) return fallback;
  if (node->real >= 0.001 && node->real <= 10) return node->real;
  fields.error(node->line, key, "is out of bounds; write a number from 0.001 to 10");
  return fallback;
}

std::vector<std::string> list_or(Fields& fields, std::string_view key, std::vector<std::string> fallback,
                                 const Node& table) {
  auto given = fields.texts(key);
  return table.find(key) ? given : std::move(fallback);
}

void check_storages(Fields& fields, const ModemProfile& profile) {
  for (const auto& storage : profile.storages)
    if (storage != "SM" && storage != "ME")
      fields.error(fields.line("storages"), "storages",
                   fmt::format("\"{}\" is unknown; write SM or ME", storage));
  if (profile.storages.empty())
    fields.error(fields.line("storages"), "storages", "is empty; write [\"SM\"], [\"ME\"] or both");
}

}  // namespace

ModemProfile read_profile(const std::filesystem::path& file, Report& report) {
  ModemProfile out;
  const auto root = read_document(file, report);
  if (!root) return out;
  Fields fields(*root, "", file.string(), report);
  out.name = fields.text("name", file.stem().string());
  out.description = fields.text("description");
  out.speed = static_cast<unsigned>(fields.number("speed", 300, 4'000'000).value_or(out.speed));
  out.hardware_flow = fields.truth("hardware_flow", out.hardware_flow);
  out.init = list_or(fields, "init", out.init, *root);
  out.storages = list_or(fields, "storages", out.storages, *root);
  out.cnmi_mode = static_cast<int>(fields.number("cnmi_mode", -1, 3).value_or(out.cnmi_mode));
  out.fast_send = fields.truth("fast_send", out.fast_send);
  out.pace = factor(fields, "pace", out.pace, *root);
  out.fast = factor(fields, "fast", out.fast, *root);
  for (const auto& row : times) time(fields, row, out);
  check_storages(fields, out);
  fields.finish();
  return out;
}

}  // namespace lapor::config
