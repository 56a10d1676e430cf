#include "common/findings.hpp"

#include <algorithm>
#include <string_view>

namespace lapor::daemon {
namespace {

using control::Json;

Verdict verdict_named(std::string_view text) {
  for (const auto verdict : {Verdict::ok, Verdict::warn})
    if (text == name(verdict)) return verdict;
  return Verdict::fail;
}

}  // namespace

const char* name(Verdict verdict) {
  switch (verdict) {
    case Verdict::ok:
      return "ok";
    case Verdict::warn:
      return "warn";
    case Verdict::fail:
      break;
  }
  return "fail";
}

Json to_json(const Findings& findings) {
  auto list = Json::list();
  for (const auto& f : findings)
    list.add(Json::object({{"check", f.check},
                           {"verdict", name(f.verdict)},
                           {"text", f.text},
                           {"todo", control::text_or_null(f.todo)}}));
  return list;
}

Findings from_json(const Json& list) {
  Findings out;
  for (const auto& item : list.items())
    out.push_back({text_of(item, "check"), verdict_named(text_of(item, "verdict")), text_of(item, "text"),
                   text_of(item, "todo")});
  return out;
}

bool any_failed(const Findings& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [](const Finding& f) { return f.verdict == Verdict::fail; });
}

}  // namespace lapor::daemon
