#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <map>
#include <optional>
#include <string_view>

#include "config/fields.hpp"
#include "config/files.hpp"
#include "domain/calendar/calendar.hpp"

namespace lapor::config {
namespace {

using engine::ModemProfile;

struct Time {
  std::string_view key;
  Duration ModemProfile::* into;
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
  const auto span = calendar::read_span(node->text);
  const auto good = span && span->working_days == 0 && span->clock <= std::chrono::hours(1);
  if (!good)
    return fields.error(
        node->line, row.key,
        fmt::format("\"{}\" can't be read; write clock time up to \"60m\", such as \"60s\"", node->text));
  out.*row.into = span->clock;
}

/// The factor for libGammu's sleeps. 0 would make it spin; above 10 a start would take minutes.
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

engine::UssdCoding ussd_coding(Fields& fields, engine::UssdCoding fallback) {
  using engine::UssdCoding;
  const auto* node = fields.get("ussd_coding", Node::Kind::text);
  if (!node) return fallback;
  if (node->text == "ucs2") return UssdCoding::ucs2;
  if (node->text == "gsm") return UssdCoding::gsm;
  if (node->text == "packed") return UssdCoding::packed;
  fields.error(node->line, "ussd_coding",
               fmt::format("\"{}\" is unknown; write ucs2, gsm or packed", node->text));
  return fallback;
}

void check_storages(Fields& fields, const ModemProfile& profile) {
  for (const auto& storage : profile.storages)
    if (storage != "SM" && storage != "ME")
      fields.error(fields.line("storages"), "storages",
                   fmt::format("\"{}\" is unknown; write SM or ME", storage));
  if (profile.storages.empty())
    fields.error(fields.line("storages"), "storages", "is empty; write [\"SM\"], [\"ME\"] or both");
}

bool hex(std::string_view text, std::size_t digits) {
  return text.size() == digits && text.find_first_not_of("0123456789abcdef") == text.npos;
}

unsigned number_of(std::string_view digits) {
  unsigned value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  return value;
}

/// "02" or "ff/02/02".
bool is_interface(std::string_view text) {
  if (text.size() == 2) return hex(text, 2);
  return text.size() == 8 && hex(text.substr(0, 2), 2) && text[2] == '/' && hex(text.substr(3, 2), 2) &&
         text[5] == '/' && hex(text.substr(6), 2);
}

std::optional<engine::UsbPort> usb_port(std::string_view text) {
  const auto at = text.find('@');
  const auto ids = text.substr(0, at);
  engine::UsbPort out;
  if (at != text.npos) out.interface = text.substr(at + 1);
  if (at != text.npos && !is_interface(out.interface)) return std::nullopt;
  if (ids.size() < 6 || ids[4] != ':' || !hex(ids.substr(0, 4), 4)) return std::nullopt;
  out.vendor = number_of(ids.substr(0, 4));
  if (ids.substr(5) == "*") return out;
  if (!hex(ids.substr(5), 4)) return std::nullopt;
  out.product = number_of(ids.substr(5));
  return out;
}

std::vector<engine::UsbPort> usb_ports(Fields& fields) {
  std::vector<engine::UsbPort> out;
  for (const auto& text : fields.texts("usb")) {
    if (const auto port = usb_port(text))
      out.push_back(*port);
    else
      fields.error(fields.line("usb"), "usb",
                   fmt::format("\"{}\" can't be read; write \"12d1:1506@02\", \"12d1:*@ff/02/02\" or "
                               "\"12d1:1506\", in small letters",
                               text));
  }
  return out;
}

/// AT+CNMI's arguments: up to five small numbers. The second must be 1, because an SMS that is passed on
/// without being stored can be lost.
bool is_cnmi(const std::string& text) {
  if (text.size() < 3 || text.size() > 9 || text.size() % 2 == 0 || text[2] != '1') return false;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (i % 2 == 0 ? text[i] < '0' || text[i] > '3' : text[i] != ',') return false;
  return true;
}

bool is_command(const std::string& text) {
  return text.rfind("AT", 0) == 0 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

/// These commands are sent to the modem unchanged. A control character is refused: it would begin a second
/// command or send a text.
void check_commands(Fields& fields, const ModemProfile& profile) {
  for (const auto& command : profile.init)
    if (!is_command(command))
      fields.error(fields.line("init"), "init", "holds what is no AT command; write such as [\"AT^CURC=0\"]");
  if (!profile.reset.empty() && !is_command(profile.reset))
    fields.error(fields.line("reset"), "reset",
                 "is no AT command; write such as \"AT+CFUN=1,1\", or \"\" for none");
  if (!profile.pin_tries.empty() && !is_command(profile.pin_tries))
    fields.error(fields.line("pin_tries"), "pin_tries",
                 "is no AT command; write such as \"AT#PCT\", or leave it out");
  if (!profile.cnmi.empty() && !is_cnmi(profile.cnmi))
    fields.error(fields.line("cnmi"), "cnmi",
                 fmt::format("\"{}\" doesn't fit; write AT+CNMI's values with a second one of 1, such as "
                             "\"2,1,0,1,0\"",
                             profile.cnmi));
}

}  // namespace

ModemProfile read_profile(const std::filesystem::path& file, Report& report) {
  ModemProfile out;
  const auto root = read_document(file, report);
  if (!root) return out;
  Fields fields(*root, "", file.string(), report);
  out.name = fields.text("name", file.stem().string());
  out.description = fields.text("description");
  out.usb = usb_ports(fields);
  out.answers = fields.texts("answers");
  out.speed = static_cast<unsigned>(fields.number("speed", 300, 4'000'000).value_or(out.speed));
  out.hardware_flow = fields.truth("hardware_flow", out.hardware_flow);
  out.init = list_or(fields, "init", out.init, *root);
  out.boot = list_or(fields, "boot", out.boot, *root);
  out.storages = list_or(fields, "storages", out.storages, *root);
  out.cnmi = fields.text("cnmi", out.cnmi);
  out.fast_send = fields.truth("fast_send", out.fast_send);
  out.pace = factor(fields, "pace", out.pace, *root);
  out.fast = factor(fields, "fast", out.fast, *root);
  out.ussd_coding = ussd_coding(fields, out.ussd_coding);
  out.pin_tries = fields.text("pin_tries");
  out.reset = fields.text("reset", out.reset);
  if (!engine::is_line_speed(out.speed))
    fields.error(fields.line("speed"), "speed",
                 fmt::format("{} is no speed of a serial line; write such as 115200", out.speed));
  for (const auto& row : times) time(fields, row, out);
  check_storages(fields, out);
  check_commands(fields, out);
  fields.finish();
  return out;
}

std::vector<ModemProfile> read_profiles(const SearchPaths& paths, const std::filesystem::path& own,
                                        Report& report) {
  std::map<std::string, std::filesystem::path> files;
  for (const auto& directory : {paths.profiles, own}) {
    std::error_code ec;
    for (std::filesystem::directory_iterator at(directory, ec), end; !ec && at != end; at.increment(ec))
      if (at->path().extension() == ".toml") files[at->path().stem()] = at->path();
  }
  std::vector<ModemProfile> out;
  for (const auto& [name, file] : files) out.push_back(read_profile(file, report));
  return out;
}

}  // namespace lapor::config
