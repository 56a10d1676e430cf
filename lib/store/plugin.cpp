#include "store/plugin.hpp"

#include <dlfcn.h>

namespace lapor::store {
namespace {

using Connect = Connection* (*)(const char* conninfo, Use use);

/// It stays loaded: connections run its code.
Connect load(const std::filesystem::path& plugin) {
  void* library = ::dlopen(plugin.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr)
    throw NoPermission(std::string("store: PostgreSQL needs the package lapord-postgresql: ") + ::dlerror());
  auto* found = ::dlsym(library, "lapor_connect_postgresql");
  if (found == nullptr) throw NoPermission("store: " + plugin.string() + " is no plug-in of lapord's");
  return reinterpret_cast<Connect>(found);
}

}  // namespace

std::unique_ptr<Connection> connect(const Server& server, Use use) {
  return std::unique_ptr<Connection>(load(server.plugin)(server.conninfo.c_str(), use));
}

}  // namespace lapor::store
