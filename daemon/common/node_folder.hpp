// The folder in which lapord keeps the keys of its nodes: `[node] tls`, else the folder "nodes" beside the
// database.
#pragma once
#include <filesystem>
#include <map>
#include <string>

namespace lapor::daemon {

class NodeFolder {
 public:
  explicit NodeFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}
  std::filesystem::path authority() const { return folder_ / "ca.pem"; }
  std::filesystem::path authority_key() const { return folder_ / "ca-key.pem"; }  ///< stays here
  std::filesystem::path certificate() const { return folder_ / "cert.pem"; }      ///< the listener's
  std::filesystem::path key() const { return folder_ / "key.pem"; }
  std::filesystem::path admitted() const { return folder_ / "admitted"; }  ///< a file for each node
  /// The fingerprints of the admitted nodes' certificates by their names.
  std::map<std::string, std::string> admitted_nodes() const;

 private:
  std::filesystem::path folder_;
};

/// A small file's text; empty if it can't be read.
std::string read_paper(const std::filesystem::path& file);

}  // namespace lapor::daemon
