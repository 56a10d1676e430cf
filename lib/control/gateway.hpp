// The calls that a command may make on the running gateway. daemon/lapord implements them, and so do tests.
// All calls are made on the gateway's one thread, and so are all callbacks.
#pragma once
#include <filesystem>
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "base/error.hpp"
#include "base/log.hpp"
#include "control/process_figures.hpp"
#include "control/protocol.hpp"
#include "control/render.hpp"
#include "control/scorecard.hpp"
#include "engine/api/effects.hpp"
#include "engine/api/events.hpp"
#include "engine/api/rules.hpp"
#include "engine/api/views.hpp"

namespace lapor::control {

/// The result of a reload of the configuration.
struct ReloadOutcome {
  std::vector<std::string> faults;        ///< not empty: the running configuration was kept
  std::vector<std::string> need_restart;  ///< keys that differ, but keep their old value until a restart
};

enum class ModemAction {
  reset,  ///< AT+CFUN=1,1 where the modem answers, and a new worker
  hold,   ///< left to other programs until resume
  resume
};

/// The events that a command may give to the engine.
using OperatorRequest =
    std::variant<engine::SendRequested, engine::OperatorOrder, engine::ReportFiled, engine::AccessLogged,
                 engine::SimTrusted, engine::PinTriesForgiven, engine::AccountAdded, engine::AccountRemoved,
                 engine::DeskAnswer, engine::UnreadDismissed>;

class Gateway {
 public:
  /// Gets what the engine answered, after the commit; nullptr if the request was given up, and then it may
  /// have been done or not.
  using Committed = std::function<void(const engine::Effects* effects)>;

  virtual ~Gateway() = default;

  virtual Instant now() = 0;
  virtual std::string version() = 0;
  virtual std::string timezone() = 0;  ///< of the configuration: "Asia/Jakarta"
  virtual const engine::Rules& rules() = 0;
  /// Every call of the views throws engine::StoreFailure if the database can't be read.
  virtual engine::Views& views() = 0;
  /// \throws engine::StoreFailure
  virtual Status status() = 0;
  /// The findings of `laporctl doctor`. \throws engine::StoreFailure
  virtual Json findings() = 0;
  virtual ProcessFigures figures() = 0;
  /// False while the database can't be written: an event would wait until it can.
  virtual bool database_ok() const = 0;

  /// Gives a request to the engine; `committed` may be called before this returns.
  virtual void execute(OperatorRequest request, Committed committed) = 0;
  virtual bool has_modem(const std::string& name) = 0;
  /// \pre has_modem(name)
  virtual void act_on_modem(const std::string& name, ModemAction action) = 0;
  /// Dials a USSD code; `answered` gets what the network said, or the reason why it said nothing.
  /// \pre has_modem(name)
  virtual void dial_ussd(const std::string& name, const std::string& code,
                         std::function<void(Result<std::string>)> answered) = 0;
  /// Counts beside the gateway. Errors: retry_later, rejected.
  virtual void count_scorecard(const ScorecardQuestion& question,
                               std::function<void(Result<Json>)> counted) = 0;
  /// Counts the public board of the last `days` days beside the gateway. Errors: retry_later, rejected.
  virtual void count_board(unsigned days, std::function<void(Result<Json>)> counted) = 0;
  /// A secret of so many letters and digits.
  virtual std::string random_word(std::size_t letters) = 0;
  /// Makes a backup beside the gateway; `made` gets its file. Errors: conflict while another one is made,
  /// rejected.
  virtual void make_backup(std::function<void(Result<std::filesystem::path>)> made) = 0;
  /// Trains the learned model beside the gateway, which then uses it; `dry_run`: only tries it out. `learned`
  /// gets the figures as `laporctl learn` shows them. Errors: conflict while another is trained, rejected.
  virtual void learn(bool dry_run, std::function<void(Result<Json>)> learned) = 0;
  /// The machine's clock, whether or not it is followed.
  virtual Instant machine_time() = 0;
  /// True while the machine's clock is not followed, because it jumped and nobody confirmed it.
  virtual bool clock_doubted() = 0;
  /// Follows it from now on. False if it is followed already.
  virtual bool confirm_clock() = 0;
  virtual ReloadOutcome reload() = 0;
  /// This box and all that lend modems.
  virtual std::vector<NodeRow> nodes() = 0;
  /// Admits a node; `admitted` gets the configuration of its lapord-node, the only copy of its key. `at`:
  /// "HOST:PORT" where it finds this gateway; empty: as [node] listen says. Errors: rejected, conflict.
  virtual void add_node(const std::string& name, const std::string& at,
                        std::function<void(Result<std::string>)> admitted) = 0;
  /// Nothing of it is served any more when this returns. Errors: rejected, if there is none.
  virtual Result<void> remove_node(const std::string& name) = 0;
  virtual void log(log::Level level, std::string event, std::string text) = 0;
};

}  // namespace lapor::control
