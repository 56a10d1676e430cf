#include "lapord-nodes/keys.hpp"

#include <fmt/format.h>

#include "common/node_folder.hpp"
#include "engine/api/store_failure.hpp"
#include "modem/link/authority.hpp"
#include "modem/link/certificate.hpp"
#include "store/private_file.hpp"

namespace lapor::daemon {
namespace {

namespace fs = std::filesystem;
namespace link = modem::link;

Result<void> write_file(const fs::path& file, const std::string& text) {
  try {
    store::replace_file(file, text);
    return {};
  } catch (const engine::StoreFailure& failure) {
    return Error{Errc::rejected, failure.what()};
  }
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
  const auto made = link::issue(*authority, link::Role::gateway, "lapord-nodes");
  return made ? write_pair(at.key(), at.certificate(), *made) : Result<void>(made.error());
}

Result<std::string> admit_node(const fs::path& folder, const std::string& name, const std::string& gateway) {
  const NodeFolder at(folder);
  const auto authority = read_pair(at.authority_key(), at.authority());
  const auto made = link::issue(*authority, link::Role::node, name);
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
