#include "control/protocol.hpp"

namespace lapor::control {

Json done(Json result) { return Json::object({{"ok", true}, {"result", std::move(result)}}); }
Json refused(std::string reason) { return Json::object({{"ok", false}, {"error", std::move(reason)}}); }

Json answer_of(const Result<Json>& result) {
  return result ? done(*result) : refused(result.error().context);
}

Json request(std::string_view command, std::initializer_list<Member> members) {
  auto out = Json::object({{"command", command}});
  for (const auto& [key, value] : members) {
    const auto* text = value.text();
    if (!value.is_null() && !(text && text->empty())) out.set(key, value);
  }
  return out;
}

Result<Json> result_of(const Json& answer) {
  if (flag_of(answer, "ok")) return answer["result"];
  const auto reason = text_of(answer, "error");
  return Error{Errc::rejected, reason.empty() ? "refused" : reason};
}

}  // namespace lapor::control
