#include "common/install_paths.hpp"

#include <cstdlib>

#include "build_info.hpp"

namespace lapor::daemon {
namespace {

namespace fs = std::filesystem;

bool in_build_tree(const fs::path& program) {
  std::error_code ec;
  return fs::equivalent(program.parent_path(), LAPOR_BUILD_BIN, ec) && !ec;
}

}  // namespace

InstallLayout install_layout() {
  std::error_code ec;
  const auto program = fs::read_symlink("/proc/self/exe", ec);
  InstallLayout out;
  if (!ec && in_build_tree(program)) {
    const fs::path source = LAPOR_SOURCE;
    out.paths.data = source / "lib/config/data";
    out.paths.profiles = source / "modem-profiles";
    out.worker = program.parent_path() / "lapord-modem";
    out.trainer = program.parent_path() / "lapord-learn";
    out.nodes = program.parent_path() / "lapord-nodes";
    out.postgresql = program.parent_path() / "lapord-postgresql.so";
  } else {
    out.paths.data = LAPOR_SHARE;
    out.paths.profiles = fs::path(LAPOR_SHARE) / "modem-profiles";
    out.worker = fs::path(LAPOR_LIBEXEC) / "lapord-modem";
    out.trainer = fs::path(LAPOR_LIBEXEC) / "lapord-learn";
    out.nodes = fs::path(LAPOR_LIBEXEC) / "lapord-nodes";
    out.postgresql = fs::path(LAPOR_LIBEXEC) / "lapord-postgresql.so";
  }
  if (const char* credentials = std::getenv("CREDENTIALS_DIRECTORY")) out.paths.credentials = credentials;
  return out;
}

}  // namespace lapor::daemon
