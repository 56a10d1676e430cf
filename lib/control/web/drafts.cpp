#include "control/web/drafts.hpp"

#include <algorithm>

namespace lapor::control::web {
namespace {

constexpr auto a_day = std::chrono::hours(24), an_hour = std::chrono::hours(1);

}  // namespace

std::optional<Drafts::Refusal> Drafts::why_no_code(const std::string& number, Instant now) {
  forget_old(now);
  const auto lately = std::count_if(texted_.begin(), texted_.end(),
                                    [&](const auto& entry) { return now - entry.second < an_hour; });
  if (drafts_.size() >= most || lately >= codes_an_hour) return Refusal::too_many;
  if (texted_.count(number) >= codes_a_number_a_day) return Refusal::number_again;
  return std::nullopt;
}

void Drafts::add(std::string id, std::string code, engine::ReportFiled report, Instant now) {
  texted_.emplace(report.number, now);
  drafts_.insert_or_assign(std::move(id), Draft{std::move(report), std::move(code), now});
}

std::optional<engine::ReportFiled> Drafts::take(std::string_view id, std::string_view code, Instant now) {
  forget_old(now);
  const auto at = drafts_.find(id);
  if (at == drafts_.end()) return std::nullopt;
  if (at->second.code != code) {
    if (++at->second.wrong >= tries) drafts_.erase(at);
    return std::nullopt;
  }
  auto report = std::move(at->second.report);
  drafts_.erase(at);
  return report;
}

void Drafts::forget_old(Instant now) {
  std::erase_if(drafts_, [&](const auto& entry) {
    return now - entry.second.made > kept_for || now < entry.second.made;
  });
  std::erase_if(texted_, [&](const auto& entry) { return now - entry.second > a_day || now < entry.second; });
}

}  // namespace lapor::control::web
