#include "lapord-node/settings.hpp"

#include <fmt/format.h>

#include "base/whole_number.hpp"
#include "config/document.hpp"
#include "config/fields.hpp"

namespace lapor::daemon {
namespace {

constexpr auto anew = "write it anew: laporctl node add NAME, at the gateway";

/// "lapor.example.go.id:8312", "192.0.2.1:8312" or "[2001:db8::1]:8312".
bool read_gateway(const std::string& text, NodeSettings& out) {
  const auto colon = text.rfind(':');
  if (colon == text.npos || colon == 0) return false;
  out.host = text.substr(0, colon);
  out.port = text.substr(colon + 1);
  if (out.host.size() > 2 && out.host.front() == '[' && out.host.back() == ']')
    out.host = out.host.substr(1, out.host.size() - 2);
  const auto port = whole_number<unsigned>(out.port);
  return port && *port > 0 && *port <= 65535 && out.host.find_first_of(" \t/") == text.npos;
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
  if (!read_gateway(gateway, out))
    fields.error(fields.line("gateway"), "gateway",
                 fmt::format("\"{}\" is no address; write a name or an address and a port, such as "
                             "\"lapor.example.go.id:8312\"",
                             gateway));
  if (const auto context = modem::link::node_context(out.papers); !context)
    fields.error(fields.line("key"), "key", fmt::format("{}; {}", context.error().context, anew));
  return report.errors.empty() ? std::optional(out) : std::nullopt;
}

}  // namespace lapor::daemon
