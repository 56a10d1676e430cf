// Commands on the database of a stopped gateway: restore, restored, init, move-to, vacuum.
#include "common/exit_status.hpp"
#include "laporctl/commands/groups.hpp"
#include "laporctl/offline.hpp"
#include "laporctl/program.hpp"

namespace lapor::laporctl {
namespace {

/// Loads the configuration, which says where the database is, and prints what the work came to.
template <class Work>
int with_config(const Session& session, Work work) {
  const auto config = session.config_or_complain();
  if (!config) return daemon::exit_refused;
  const auto outcome = work(*config);
  return outcome ? session.print(*outcome) : complain(outcome.error());
}

void add_restore(Program& program) {
  struct Values {
    std::filesystem::path file;
  };
  auto& command = program.add("restore", "put a backup back; the gateway must be stopped");
  auto& v = command.values<Values>();
  command.option("FILE", v.file).required();
  command.run_here([&v](const Session& session) {
    return with_config(session, [&](const config::Config& config) { return restore(config, v.file, now()); });
  });
}

void add_init(Program& program) {
  struct Values {
    bool fresh = false;
    std::string after;
  };
  auto& command = program.add("init", "begin with an empty database; the gateway must be stopped");
  auto& v = command.values<Values>();
  command.flag("--new", v.fresh, "yes, set the present one aside").required();
  command.option("--after", v.after, "the last ticket number that was given out");
  command.run_here([&v](const Session& session) {
    return with_config(session,
                       [&](const config::Config& config) { return init_new(config, v.after, now()); });
  });
}

void add_move(Program& program) {
  struct Values {
    std::string target;
  };
  auto& command = program.add("move-to", "carry the database over to another; the gateway must be stopped");
  auto& v = command.values<Values>();
  command.option("TARGET", v.target, "postgresql://SERVER/DATABASE, or sqlite").required();
  command.run_here([&v](const Session& session) {
    return with_config(session, [&](const config::Config& config) { return move_to(config, v.target); });
  });
}

}  // namespace

void add_offline_commands(Program& program) {
  add_restore(program);
  program
      .add("restored", "the server's database was put back to an earlier state; the gateway must be stopped")
      .run_here([](const Session& session) {
        return with_config(session,
                           [](const config::Config& config) { return mark_restored(config, now()); });
      });
  add_init(program);
  add_move(program);
  program.add("vacuum", "give free pages back to the disk; the gateway must be stopped")
      .run_here([](const Session& session) { return with_config(session, vacuum); });
}

}  // namespace lapor::laporctl
