// The file of the learned model, replaced whole or not at all.
#pragma once
#include <filesystem>

#include "domain/language/learned_model.hpp"

namespace lapor::daemon {

/// A reader meanwhile gets the old one or the new one. \throws std::system_error
void replace_model(const std::filesystem::path& file, const language::LearnedModel& model);
/// Removes the model when learning is off: an old one must not be used. \throws
/// std::filesystem::filesystem_error
void remove_model(const std::filesystem::path& file);

}  // namespace lapor::daemon
