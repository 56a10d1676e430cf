#include "common/open_database.hpp"

#include "base/expect.hpp"
#include "common/install_paths.hpp"
#include "store/plugin.hpp"

namespace lapor::daemon {
namespace {

constexpr std::string_view on_server = "postgresql:";

std::unique_ptr<store::Connection> connect(const std::string& conninfo, store::Use use) {
  return store::connect({install_layout().postgresql, conninfo}, use);
}

std::unique_ptr<store::SqlStore> open_server(const std::string& conninfo, store::Use use) {
  return std::make_unique<store::SqlStore>(connect(conninfo, use));
}

}  // namespace

std::string database_word(const config::Config& config) {
  return config.postgresql.empty() ? config.database().string() : std::string(on_server) + config.postgresql;
}

std::unique_ptr<store::SqlStore> open_to_write(const config::Config& config, bool first) {
  if (!config.postgresql.empty()) return open_server(config.postgresql, store::Use::write);
  return store::make_store(config.database().string(), {.check = first, .vfs = {}, .make = first});
}

std::unique_ptr<store::Connection> open_to_watch(const config::Config& config) {
  LAPOR_EXPECT(!config.postgresql.empty());
  return connect(config.postgresql, store::Use::watch);
}

std::unique_ptr<store::SqlStore> open_to_read(const std::string& database_word) {
  if (database_word.starts_with(on_server))
    return open_server(database_word.substr(on_server.size()), store::Use::read);
  return store::open_views(database_word);
}

}  // namespace lapor::daemon
