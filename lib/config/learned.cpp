// The learned model beside the database (laporctl learn).
#include "config/config.hpp"
#include "config/file_text.hpp"

namespace lapor::config {

namespace {

constexpr std::size_t longest_model = 32 * 1024 * 1024;

}  // namespace

LearnedFile read_learned_model(const std::filesystem::path& file) {
  std::error_code ec;
  if (!std::filesystem::exists(file, ec) && !ec) return {};
  const auto text = read_text(file, longest_model);
  if (!text) return {nullptr, text.error().context};
  auto model = language::parse_model(*text);
  if (!model) return {nullptr, "it can't be used: " + model.error().context};
  return {std::make_shared<const language::LearnedModel>(std::move(*model)), {}};
}

}  // namespace lapor::config
