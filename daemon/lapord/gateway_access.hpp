// The running gateway, as the commands of the control socket see it.
#pragma once
#include <chrono>
#include <functional>

#include "config/config.hpp"
#include "control/gateway.hpp"
#include "lapord/backup_child.hpp"
#include "lapord/event_loop.hpp"
#include "lapord/learn_child.hpp"
#include "lapord/nodes.hpp"
#include "lapord/scorecard_child.hpp"
#include "lapord/supervisor_pool.hpp"

namespace lapor::daemon {

/// Holds nothing of its own but when the gateway was started; its parts must outlive it.
class GatewayAccess final : public control::Gateway {
 public:
  struct Parts {
    const config::Config& config;  ///< the running one, also after a reload
    EventLoop& loop;
    SupervisorPool& modems;
    Nodes& nodes;
    BackupChild& backup;
    ScorecardChild& scorecard;
    LearnChild& learning;
    const Journal& log;
    std::function<control::ReloadOutcome()> reload;
    std::function<void()> adopt_model;  ///< reads the learned model's file again
  };
  explicit GatewayAccess(Parts parts) : p_(std::move(parts)) {}

  Instant now() override { return p_.loop.time(); }
  const engine::Rules& rules() override { return *p_.config.rules; }
  engine::Views& views() override { return p_.loop.views(); }
  control::Status status() override;
  control::Json findings() override;
  control::ProcessFigures figures() override;
  bool database_ok() const override { return p_.loop.database_ok(); }
  void execute(control::OperatorRequest request, Committed committed) override;
  bool has_modem(const std::string& name) override { return p_.modems.has(name); }
  void act_on_modem(const std::string& name, control::ModemAction action) override;
  void dial_ussd(const std::string& name, const std::string& code,
                 std::function<void(Result<std::string>)> answered) override;
  void count_scorecard(const control::ScorecardQuestion& question,
                       std::function<void(Result<control::Json>)> counted) override;
  void count_board(unsigned days, std::function<void(Result<control::Json>)> counted) override;
  std::string random_word(std::size_t letters) override;
  std::string version() override;
  std::string timezone() override { return p_.config.timezone; }
  void make_backup(std::function<void(Result<std::filesystem::path>)> made) override;
  void learn(bool dry_run, std::function<void(Result<control::Json>)> learned) override;
  Instant machine_time() override { return system_now(); }
  bool clock_doubted() override { return p_.loop.clock_doubted(); }
  bool confirm_clock() override { return p_.loop.confirm_clock(); }
  control::ReloadOutcome reload() override { return p_.reload(); }
  std::vector<control::NodeRow> nodes() override;
  void add_node(const std::string& name, const std::string& at,
                std::function<void(Result<std::string>)> admitted) override {
    p_.nodes.add(name, at, std::move(admitted));
  }
  Result<void> remove_node(const std::string& name) override { return p_.nodes.remove(name); }
  void log(log::Level level, std::string event, std::string text) override;

 private:
  void look_at_files(control::ProcessFigures& figures);
  Parts p_;
  /// By the steady clock: the wall clock may be set while the gateway runs.
  std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
};

}  // namespace lapor::daemon
