#include "modem/host/port_family.hpp"

#include <algorithm>
#include <filesystem>
#include <tuple>
#include <utility>

namespace lapor::modem {
namespace {

namespace fs = std::filesystem;
constexpr int longest_chain = 8;
constexpr std::size_t longest_number = 4;

/// "ttyUSB" of "ttyUSB12"; empty if it isn't of a kind that is numbered again.
std::string kind_of(const std::string& name) {
  for (const std::string kind : {"ttyUSB", "ttyACM"}) {
    const auto digits = name.size() - std::min(kind.size(), name.size());
    if (name.starts_with(kind) && digits > 0 && digits <= longest_number &&
        name.find_first_not_of("0123456789", kind.size()) == std::string::npos)
      return kind;
  }
  return {};
}

int number_of(const std::string& name, const std::string& kind) {
  return std::stoi(name.substr(kind.size()));
}

}  // namespace

std::string numbered_port(const std::string& device) {
  std::error_code error;
  fs::path path = device;
  for (int n = 0; n < longest_chain; ++n) {
    if (!kind_of(path.filename().string()).empty()) return path.string();
    const auto target = fs::read_symlink(path, error);
    if (error) break;
    path = target.is_absolute() ? target : (path.parent_path() / target).lexically_normal();
  }
  return {};
}

std::vector<std::string> numbered_ports(const std::string& directory) {
  std::vector<std::tuple<std::string, int, std::string>> found;
  std::error_code error;
  for (fs::directory_iterator at(directory, error), end; !error && at != end; at.increment(error)) {
    const auto name = at->path().filename().string();
    if (const auto kind = kind_of(name); !kind.empty())
      found.emplace_back(kind, number_of(name, kind), at->path().string());
  }
  std::sort(found.begin(), found.end());
  std::vector<std::string> out;
  for (auto& [kind, number, path] : found) out.push_back(std::move(path));
  return out;
}

std::vector<std::string> ports_beside(const std::string& numbered_port) {
  const fs::path own = numbered_port;
  const auto kind = kind_of(own.filename().string());
  if (kind.empty()) return {};
  auto out = numbered_ports(own.parent_path().string());
  std::erase_if(out, [&](const std::string& port) {
    const auto name = fs::path(port).filename();
    return kind_of(name.string()) != kind || name == own.filename();
  });
  return out;
}

}  // namespace lapor::modem
