// lapord-learn: trains the learned model. Started by lapord for `laporctl learn`, never by a person. It reads
// the database beside the gateway, and writes nothing but the model's file.
#include <fmt/format.h>
#include <sys/resource.h>

#include <exception>

#include "common/exit_status.hpp"
#include "common/install_paths.hpp"
#include "common/open_database.hpp"
#include "common/options.hpp"
#include "lapord-learn/collect.hpp"
#include "lapord-learn/figures.hpp"
#include "lapord-learn/model_file.hpp"
#include "learning/trial.hpp"

namespace lapor::daemon {
namespace {

struct Options {
  std::filesystem::path config;
  bool dry_run = false;
};

/// A corpus that makes the training run away ends this process, not the machine's other work.
void bound_myself() {
  constexpr rlim_t memory = rlim_t{1} << 30, seconds = 900;
  const rlimit bytes{memory, memory}, cpu{seconds, seconds}, no_core{0, 0};
  ::setrlimit(RLIMIT_AS, &bytes);
  ::setrlimit(RLIMIT_CPU, &cpu);
  ::setrlimit(RLIMIT_CORE, &no_core);
  ::setpriority(PRIO_PROCESS, 0, 19);
}

int fail(const std::string& why, ExitStatus status) {
  fmt::print("{}\n", why);
  return status;
}

int learn(const config::Config& config, bool dry_run) {
  const auto views = open_to_read(database_word(config));
  const auto lessons = collect_lessons(*views, *config.rules);
  auto trial = learning::try_out(lessons, owners_of(*config.rules), config.learned_precision / 1000.0);
  trial.model.trained_at = trained_now();
  if (!dry_run)
    trial.keep ? replace_model(config.learned_model(), trial.model) : remove_model(config.learned_model());
  fmt::print("{}\n", figures(trial).dump());
  return exit_ok;
}

int run(const Options& options) {
  bound_myself();
  const auto loaded = config::load(options.config, install_layout().paths);
  if (!loaded.config) return fail(config::show(loaded.report.errors.front()), exit_config);
  try {
    return learn(*loaded.config, options.dry_run);
  } catch (const std::bad_alloc&) {
    return fail("it needs more memory than it may have", exit_software);
  } catch (const std::exception& e) {
    return fail(e.what(), exit_io_error);
  }
}

}  // namespace
}  // namespace lapor::daemon

int main(int argc, char** argv) {
  using namespace lapor::daemon;
  Options options;
  CommandLine line("lapord-learn", "lapord-learn: trains the learned model; lapord starts it");
  auto set = line.options();
  set.option("--config", options.config, "lapord.toml").required();
  set.flag("--dry-run", options.dry_run, "only try it out");
  if (const auto status = line.parse(argc, argv, exit_usage)) return *status;
  return run(options);
}
