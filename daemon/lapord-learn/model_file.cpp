#include "lapord-learn/model_file.hpp"

#include "store/private_file.hpp"

namespace lapor::daemon {

void replace_model(const std::filesystem::path& file, const language::LearnedModel& model) {
  store::replace_file(file, language::write_model(model));
}

void remove_model(const std::filesystem::path& file) {
  std::filesystem::remove(file);
  store::sync_folder_of(file.string());
}

}  // namespace lapor::daemon
