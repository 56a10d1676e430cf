#include "lapord/learn_child.hpp"

#include <fmt/format.h>

#include "common/exit_status.hpp"
#include "control/render.hpp"

namespace lapor::daemon {
namespace {

constexpr std::size_t max_reason = 200;

std::string reason_of(const ChildTask::End& end) {
  auto said = end.output.substr(0, max_reason);
  while (!said.empty() && said.back() == '\n') said.pop_back();
  if (!said.empty()) return said;
  return end.exit_status ? fmt::format("lapord-learn ended with status {}", *end.exit_status)
                         : "lapord-learn was killed";
}

}  // namespace

void LearnChild::train(const config::Config& config, bool dry_run, Learned learned) {
  if (child_.running()) return learned(Error{Errc::conflict, "a model is being trained already"});
  std::vector<std::string> words{"--config", config.file.string()};
  if (dry_run) words.push_back("--dry-run");
  child_.start(
      words, [this, learned = std::move(learned)](const ChildTask::End& end) { learned(result_of(end)); },
      trainer_);
}

Result<control::Json> LearnChild::result_of(const ChildTask::End& end) {
  auto figures = control::parse_json(end.output);
  if (end.exit_status != exit_ok || !figures) {
    log_.error("learn-failed", reason_of(end) + "; the keywords and the model that is there go on");
    return Error{Errc::rejected, "no model: " + reason_of(end)};
  }
  log_.notice("learned", control::text_of(*figures, "text"));
  return std::move(*figures);
}

}  // namespace lapor::daemon
