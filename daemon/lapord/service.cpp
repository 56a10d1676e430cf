#include "lapord/service.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "common/exit_status.hpp"
#include "common/open_database.hpp"
#include "common/options.hpp"
#include "common/systemd_notify.hpp"
#include "common/timer.hpp"
#include "lapord/control_sockets.hpp"
#include "lapord/gateway_access.hpp"
#include "lapord/gateway_status.hpp"
#include "lapord/heartbeat.hpp"
#include "lapord/lag_probe.hpp"
#include "lapord/nodes.hpp"
#include "lapord/reload.hpp"
#include "modem/worker/landlock.hpp"
#include "store/sharing.hpp"
#include "store/store.hpp"

namespace lapor::daemon {
namespace {

constexpr Duration max_send_time = std::chrono::seconds(40);
constexpr Duration max_stop_time =
    std::chrono::seconds(50);  ///< a supervisor may never say that it has stopped

EventLoop::OpenStore opener(const config::Config& config, std::optional<std::int64_t> epoch) {
  return [&config, epoch](EventLoop::Opening opening) {
    auto store = open_to_write(config, opening == EventLoop::Opening::first);
    if (epoch) store->connection().sharing()->write_in(*epoch);
    return store;
  };
}

/// No reserve is kept for a database on a server: its disk is the server's own business.
EventLoop::Settings loop_settings(const config::Config& config) {
  EventLoop::Settings settings;
  if (config.postgresql.empty())
    settings.reserve_file = config.state_dir / "reserve";
  else
    settings.lease = config.lease;
  return settings;
}

}  // namespace

struct Service::Parts {
  Parts(boost::asio::io_context& context, config::Config c, InstallLayout l, const Journal& journal,
        std::optional<std::int64_t> epoch);
  Result<void> start();
  control::ReloadOutcome reload();
  void adopt_model();
  void stop();
  void on_unusable(const engine::StoreFailure& why);
  void on_lease_lost(const engine::StoreFailure& why);
  engine::UnansweredSends unanswered_sends(const std::string& modem);
  std::optional<std::string> modem_of(pid_t worker) const;
  std::string status_line();

  boost::asio::io_context& io;
  config::Config config;
  InstallLayout layout;
  const Journal& log;
  EventLoop loop;
  SupervisorPool modems;
  Nodes nodes;
  BackupChild backup;
  ScorecardChild scorecard;
  LearnChild learning;
  GatewayAccess access;
  ControlSockets sockets;
  Heartbeat heartbeat;
  LagProbe lag;
  Timer stop_limit;
  bool stopping = false, damaged = false;
  int exit_status = exit_ok;
};

Service::Parts::Parts(boost::asio::io_context& context, config::Config c, InstallLayout l,
                      const Journal& journal, std::optional<std::int64_t> epoch)
    : io(context),
      config(std::move(c)),
      layout(std::move(l)),
      log(journal),
      loop(
          io, opener(config, epoch), config.rules, log,
          [this](const engine::Effect& effect) { modems.execute(effect); },
          [this](const engine::StoreFailure& why) { on_unusable(why); }, loop_settings(config)),
      modems(
          io, layout.worker, log, [this](const engine::Event& event) { loop.post(event); },
          [this](const std::string& modem) { return unanswered_sends(modem); }),
      nodes(
          io, config, modems, layout.nodes, [this] { return loop.time(); }, log),
      backup(io, log),
      scorecard(io, database_word(config)),
      learning(io, layout.trainer, log),
      access({config, loop, modems, nodes, backup, scorecard, learning, log, [this] { return reload(); },
              [this] { adopt_model(); }}),
      sockets(io, access, log, [this](pid_t worker) { return modem_of(worker); }),
      heartbeat(io, log, [this] { return status_line(); }),
      lag(io, loop.figures().lag),
      stop_limit(io) {}

Result<void> Service::Parts::start() {
  if (const auto listening = sockets.listen(config); !listening) return listening.error();
  if (modem::landlock::version() == 0)
    log.notice("worker-sees-files",
               "this kernel has no Landlock: files are hidden from the modems' workers by the unit alone");
  loop.start();
  modems.adopt(config.modems, config.rules->alerts.modem_down_after);
  nodes.start();
  log.notice("started", fmt::format("lapord {} with {} modem(s), database {}", version_number(),
                                    config.modems.size(), loop.views().database().path));
  heartbeat.start();
  lag.start();
  return {};
}

control::ReloadOutcome Service::Parts::reload() {
  auto outcome = daemon::reload(config, layout, log);
  if (!outcome.faults.empty()) return outcome;
  loop.adopt_rules(config.rules);
  modems.adopt(config.modems, config.rules->alerts.modem_down_after);
  return outcome;
}

/// Reads the model that lapord-learn wrote. If it can't be used, the keywords alone decide.
void Service::Parts::adopt_model() {
  auto rules = std::make_shared<engine::Rules>(*config.rules);
  auto& learned = rules->vocabulary.learned;
  if (learned.use == language::LearnedUse::off) return;
  auto found = config::read_learned_model(config.learned_model());
  if (!found.fault.empty())
    log.warning("model-refused", fmt::format("{}: {}; the keywords alone decide",
                                             config.learned_model().string(), found.fault));
  learned.model = std::move(found.model);
  config.rules = std::move(rules);
  loop.adopt_rules(config.rules);
}

void Service::Parts::stop() {
  if (stopping) return stop_running(io);
  stopping = true;
  log.notice("stopping", "no more work is taken; a send in flight may end");
  systemd::stopping();
  loop.stop_timer();
  backup.stop();
  scorecard.stop();
  learning.stop();
  sockets.close();
  nodes.stop();
  stop_limit.start(max_stop_time, [this] { stop_running(io); });
  modems.stop(max_send_time, [this] { stop_running(io); });
}

void Service::Parts::on_unusable(const engine::StoreFailure& why) {
  if (why.kind == engine::StoreFailure::Kind::lease) return on_lease_lost(why);
  log.error("database-unusable", fmt::format("{}; stopping, see \"DATABASE\" in lapord(8)", why.what()));
  damaged = dynamic_cast<const store::Damaged*>(&why) != nullptr;
  exit_status = exit_data;
  call_soon(io, [this] { stop(); });
}

/// Ends at once, as a gateway that is killed: whatever its workers do now, the other one has taken it for
/// what is in doubt. Started again, this one stands by.
void Service::Parts::on_lease_lost(const engine::StoreFailure& why) {
  log.error("lease-lost",
            fmt::format("{}; this gateway ends, and stands by when it is started again", why.what()));
  exit_status = exit_temporary;
  stop_running(io);
}

/// Sends of the last hour: a result that hasn't come by then never will.
engine::UnansweredSends Service::Parts::unanswered_sends(const std::string& modem) {
  if (!loop.database_ok()) return {};
  try {
    return loop.views().unanswered_sends(modem, loop.time() - std::chrono::hours(1));
  } catch (const engine::StoreFailure&) {
    return {};  // the next event meets it too, and the loop logs it
  }
}

std::optional<std::string> Service::Parts::modem_of(pid_t worker) const {
  const auto rows = modems.rows();
  const auto at = std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.pid == worker; });
  return at == rows.end() ? std::nullopt : std::optional(at->name);
}

std::string Service::Parts::status_line() {
  if (!loop.database_ok()) return "the database can't be used; reports stay on the SIM";
  return daemon::status_line(status_summary(loop, modems), loop.time(), config.rules->calendar);
}

Service::Service(boost::asio::io_context& io, config::Config config, InstallLayout layout, const Journal& log,
                 std::optional<std::int64_t> epoch)
    : parts_(std::make_unique<Parts>(io, std::move(config), std::move(layout), log, epoch)) {}

Service::~Service() = default;

Result<void> Service::start() { return parts_->start(); }
void Service::reload() { parts_->reload(); }
void Service::stop() { parts_->stop(); }
int Service::exit_status() const { return parts_->exit_status; }
bool Service::database_damaged() const { return parts_->damaged; }

}  // namespace lapor::daemon
