#include "lapord-node/settings.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/host_port.hpp"
#include "config/document.hpp"
#include "config/fields.hpp"

namespace lapor::daemon {
namespace {

constexpr std::size_t most_gateways = 16;
constexpr auto what_to_do = "have it written again: laporctl node add NAME, at the gateway";

/// "lapor.example.go.id:8312", "192.0.2.1:8312" or "[2001:db8::1]:8312", or several with commas between.
bool read_gateways(const std::string& text, NodeSettings& out) {
  for (std::size_t from = 0; from <= text.size();) {
    const auto comma = std::min(text.find(',', from), text.size());
    const auto at = read_host_port(std::string_view(text).substr(from, comma - from));
    if (!at || at->port == 0 || at->host.find_first_of(" \t/") != text.npos) return false;
    out.gateways.push_back({at->host, std::to_string(at->port)});
    from = comma + 1;
  }
  return out.gateways.size() <= most_gateways;
}

}  // namespace

std::optional<NodeSettings> read_node_settings(const std::filesystem::path& file, config::Report& report) {
  const auto root = config::read_document(file, report);
  if (!root) return std::nullopt;
  config::Fields fields(*root, "node.toml", file.string(), report);
  NodeSettings out;
  out.name = fields.needed_text("name");
  const auto gateway = fields.needed_text("gateway");
  out.papers.key = fields.needed_text("key");
  out.papers.certificate = fields.needed_text("certificate");
  out.papers.authority = fields.needed_text("authority");
  fields.finish();
  if (!report.errors.empty()) return std::nullopt;
  if (!read_gateways(gateway, out))
    fields.error(fields.line("gateway"), "gateway",
                 fmt::format("\"{}\" is no address; write a name or an address and a port, such as "
                             "\"lapor.example.go.id:8312\", and commas between several",
                             gateway));
  if (const auto context = modem::link::node_context(out.papers); !context)
    fields.error(fields.line("key"), "key", fmt::format("{}; {}", context.error().context, what_to_do));
  return report.errors.empty() ? std::optional(out) : std::nullopt;
}

}  // namespace lapor::daemon
