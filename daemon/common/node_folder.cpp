#include "common/node_folder.hpp"

#include "config/file_text.hpp"

namespace lapor::daemon {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t longest_paper = 16 * 1024, fingerprint_digits = 64;

}  // namespace

std::string read_paper(const fs::path& file) {
  const auto text = config::read_text(file, longest_paper);
  return text ? *text : std::string{};
}

/// A file that holds no fingerprint admits nobody.
std::map<std::string, std::string> NodeFolder::admitted_nodes() const {
  std::map<std::string, std::string> out;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(admitted(), error)) {
    const auto text = read_paper(entry.path());
    if (text.size() == fingerprint_digits + 1 && !entry.path().has_extension())
      out[entry.path().filename().string()] = text.substr(0, fingerprint_digits);
  }
  return out;
}

}  // namespace lapor::daemon
