#include "modem/host/device_watch.hpp"

#include <limits.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <set>

namespace lapor::modem {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

/// A change that no event tells of (a file system that has none, no more watches to be had) is seen by then.
constexpr auto look_anyway = 60s;
constexpr std::uint32_t mask =
    IN_CREATE | IN_MOVED_TO | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;
constexpr int longest_chain = 8;

/// The nearest directory above this path that exists.
fs::path nearest_directory(fs::path path) {
  std::error_code ignored;
  do path = path.parent_path();
  while (!path.empty() && path != path.root_path() && !fs::is_directory(path, ignored));
  return path.empty() ? fs::path(".") : path;
}

/// The folders to watch for the device: that of its own name, and those of the names that its links lead to.
std::set<fs::path> directories(const fs::path& device) {
  std::set<fs::path> out;
  std::error_code error;
  auto path = device;
  for (int n = 0; n < longest_chain; ++n) {
    out.insert(nearest_directory(path));
    const auto target = fs::read_symlink(path, error);
    if (error) break;
    path = target.is_absolute() ? target : (path.parent_path() / target).lexically_normal();
  }
  return out;
}

}  // namespace

bool DeviceWatch::is_there(const std::string& device) {
  struct stat s{};
  return ::stat(device.c_str(), &s) == 0;
}

void DeviceWatch::wait(const std::string& device, std::function<void()> found) {
  stop();
  device_ = device;
  found_ = std::move(found);
  look();
}

void DeviceWatch::stop() {
  round_.reset();
  boost::system::error_code ignored;
  events_.close(ignored);
  retry_.cancel();
  found_ = {};
}

/// Watches first and looks then, so that nothing can appear in between unseen. Each round has its own
/// inotify: what was a parent may be the directory now.
void DeviceWatch::look() {
  boost::system::error_code ignored;
  events_.close(ignored);
  round_ = std::make_shared<int>();
  const bool watching = watch_all();
  if (is_there(device_)) return look_later(0ms);
  if (watching) next_event();
  look_later(look_anyway);
}

bool DeviceWatch::watch_all() {
  const int fd = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (fd < 0) return false;
  for (const auto& directory : directories(device_)) ::inotify_add_watch(fd, directory.c_str(), mask);
  events_.assign(fd);
  return true;
}

void DeviceWatch::next_event() {
  events_.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                     [this, mine = std::weak_ptr(round_)](boost::system::error_code error) {
                       if (!error && !mine.expired()) look();
                     });
}

void DeviceWatch::look_later(Duration pause) {
  retry_.start(pause, [this] { on_retry(); });
}

void DeviceWatch::on_retry() {
  if (!is_there(device_)) return look();
  const auto found = std::move(found_);
  stop();
  if (found) found();
}

}  // namespace lapor::modem
