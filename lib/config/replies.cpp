#include <fmt/format.h>

#include <algorithm>

#include "config/did_you_mean.hpp"
#include "config/files.hpp"

namespace lapor::config {

void read_replies(const std::filesystem::path& file, replies::Templates& out, Report& report) {
  const auto root = read_document(file, report);
  if (!root) return;
  std::vector<std::string_view> codes;
  for (const auto& kind : replies::kinds()) codes.push_back(kind.code);
  for (const auto& [code, node] : root->entries) {
    const auto say = [&](const std::string& what) {
      report.error(file.string(), node.line, fmt::format("{}: {}", code, what));
    };
    const auto known = std::find(codes.begin(), codes.end(), code) != codes.end();
    if (!known)
      say("unknown reply code" + suggestion(code, codes));
    else if (node.kind != Node::Kind::text)
      say(fmt::format("is {}; write a text in quotes", article(node.kind)));
    else if (const auto fault = replies::Templates::fault(code, node.text))
      say(*fault);
    else
      out.set(code, node.text);
  }
}

}  // namespace lapor::config
