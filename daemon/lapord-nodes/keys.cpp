#include "lapord-nodes/keys.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

#include "common/node_folder.hpp"
#include "common/packet_socket.hpp"
#include "modem/link/authority.hpp"
#include "modem/link/certificate.hpp"

namespace lapor::daemon {
namespace {

namespace fs = std::filesystem;
namespace link = modem::link;

Error failed(const fs::path& file) {
  return {Errc::rejected, fmt::format("{}: {}", file.string(), std::strerror(errno))};
}

bool write_all(int fd, const std::string& text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto n = ::write(fd, text.data() + at, text.size() - at);
    if (n <= 0) return false;
    at += static_cast<std::size_t>(n);
  }
  return ::fsync(fd) == 0;
}

/// Whole and on disk under its name, or not there; for its owner alone.
Result<void> write_file(const fs::path& file, const std::string& text) {
  const auto unfinished = fs::path(file.string() + ".unfinished");
  ::unlink(unfinished.c_str());
  const Descriptor fd(::open(unfinished.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (fd.get() < 0 || !write_all(fd.get(), text) || ::rename(unfinished.c_str(), file.c_str()) != 0)
    return failed(file);
  const Descriptor folder(::open(file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.get() < 0 || ::fsync(folder.get()) != 0) return failed(file);
  return {};
}

Result<link::KeyPair> read_pair(const fs::path& key, const fs::path& certificate) {
  return link::KeyPair{read_paper(key), read_paper(certificate)};
}

/// The certificate comes last: where it is there, the key is.
Result<void> write_pair(const fs::path& key, const fs::path& certificate, const link::KeyPair& pair) {
  if (const auto written = write_file(key, pair.key); !written) return written;
  return write_file(certificate, pair.certificate);
}

}  // namespace

Result<void> prepare_keys(const fs::path& folder) {
  const NodeFolder at(folder);
  std::error_code error;
  fs::create_directories(at.admitted(), error);
  if (error) return Error{Errc::rejected, fmt::format("{}: {}", at.admitted().string(), error.message())};
  fs::permissions(folder, fs::perms::owner_all, error);
  if (!fs::exists(at.authority(), error)) {
    const auto made = link::make_authority();
    if (!made) return made.error();
    if (const auto written = write_pair(at.authority_key(), at.authority(), *made); !written) return written;
    fs::remove(at.certificate(), error);  // one that another authority has signed
  }
  if (fs::exists(at.certificate(), error)) return {};
  const auto authority = read_pair(at.authority_key(), at.authority());
  const auto made = link::issue(*authority, link::Part::gateway, "lapord-nodes");
  return made ? write_pair(at.key(), at.certificate(), *made) : Result<void>(made.error());
}

Result<std::string> admit_node(const fs::path& folder, const std::string& name, const std::string& gateway) {
  const NodeFolder at(folder);
  const auto authority = read_pair(at.authority_key(), at.authority());
  const auto made = link::issue(*authority, link::Part::node, name);
  if (!made) return made.error();
  const auto certificate = link::read_certificate(made->certificate);
  if (const auto written = write_file(at.admitted() / name, link::fingerprint(*certificate) + "\n"); !written)
    return written.error();
  return fmt::format(
      "# The configuration of lapord-node on the box of node {0}: carry it there as /etc/lapord/node.toml, "
      "and\n"
      "# keep no copy. Who has it is {0} to the gateway, until `laporctl node remove {0}`.\n"
      "name = \"{0}\"\ngateway = \"{1}\"\n\nkey = '''\n{2}'''\n\ncertificate = '''\n{3}'''\n\n"
      "authority = '''\n{4}'''\n",
      name, gateway, made->key, made->certificate, authority->certificate);
}

}  // namespace lapor::daemon
