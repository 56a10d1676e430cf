#include "lapord-learn/model_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "store/private_file.hpp"

namespace lapor::daemon {
namespace {

[[noreturn]] void fail(const std::filesystem::path& file) {
  throw std::system_error(errno, std::generic_category(), file.string());
}

void write_synced(const std::filesystem::path& file, std::string_view text) {
  const int fd = ::open(file.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0) fail(file);
  while (!text.empty()) {
    const auto n = ::write(fd, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) ::close(fd), fail(file);
    text.remove_prefix(static_cast<std::size_t>(n));
  }
  if (::fsync(fd) != 0 || ::close(fd) != 0) fail(file);
}

}  // namespace

void replace_model(const std::filesystem::path& file, const language::LearnedModel& model) {
  const auto unfinished = store::unfinished_name(file);
  store::make_new_file(unfinished);
  try {
    write_synced(unfinished, language::write_model(model));
    std::filesystem::rename(unfinished, file);
  } catch (...) {
    std::error_code ignored;
    std::filesystem::remove(unfinished, ignored);
    throw;
  }
  store::sync_folder_of(file.string());
}

void remove_model(const std::filesystem::path& file) {
  std::filesystem::remove(file);
  store::sync_folder_of(file.string());
}

}  // namespace lapor::daemon
