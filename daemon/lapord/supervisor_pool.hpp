// The supervisors of all modems: made from the configuration, changed by a reload, stopped together.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "common/journal.hpp"
#include "config/config.hpp"
#include "control/asio_fwd.hpp"
#include "control/gateway.hpp"
#include "control/render.hpp"

namespace lapor::modem {
class LentWorkers;
class Supervisor;
}  // namespace lapor::modem

namespace lapor::daemon {

class SupervisorPool {
 public:
  /// Reads the recorded sends of a modem that got no result, when its supervisor is made.
  using UnansweredSends = std::function<engine::UnansweredSends(const std::string& modem)>;
  /// Takes an event of a modem. Must not throw.
  using Post = std::function<void(const engine::Event&)>;

  SupervisorPool(boost::asio::io_context& io, std::filesystem::path worker, const Journal& log, Post post,
                 UnansweredSends unanswered);
  ~SupervisorPool();
  SupervisorPool(const SupervisorPool&) = delete;
  SupervisorPool& operator=(const SupervisorPool&) = delete;

  /// Starts modems that are new, stops those that are gone, restarts those whose settings differ.
  /// `down_after`: the operator is told of a modem that can't be used for so long.
  void adopt(const std::vector<config::Modem>& modems, Duration down_after);
  /// Gives an effect to its modem. Nothing happens if the modem is gone, or if the effect concerns no modem.
  void execute(const engine::Effect& effect);
  /// Lets sends in hand end, for at most `time_limit`, then calls `done`. Texts that were not begun stay for
  /// the next start.
  void stop(Duration time_limit, std::function<void()> done);

  /// The source of the workers that nodes lend.
  modem::LentWorkers& lent() { return *lent_; }
  /// Ends at once what the modems of a node do.
  void cut_off(const std::string& node, const std::string& why);

  bool has(const std::string& name) const { return entries_.contains(name); }
  /// \pre has(name)
  void act(const std::string& name, control::ModemAction action);
  /// Dials a USSD code; `answered` gets what the network said, or why it said nothing. \pre has(name)
  void dial_ussd(const std::string& name, const std::string& code,
                 std::function<void(Result<std::string>)> answered);
  /// Without what the database knows: counts, balance, not_sending.
  std::vector<control::ModemRow> rows() const;

 private:
  struct Entry {
    config::Modem settings;
    std::unique_ptr<modem::Supervisor> supervisor;
    bool leaving = false;
  };
  void start(const config::Modem& settings);
  void retire(const std::string& name, std::optional<config::Modem> successor);
  void on_stopped();
  modem::Supervisor* find(const std::string& name);
  void begin_send(const engine::Submit& submit);
  void query_balance(const engine::QueryBalance& query);

  boost::asio::io_context& io_;
  std::filesystem::path worker_;
  const Journal& log_;
  Post post_;
  UnansweredSends unanswered_;
  std::unique_ptr<modem::LentWorkers> lent_;  ///< outlives the supervisors
  std::map<std::string, Entry> entries_;
  Duration down_after_{};
  bool stopping_ = false;
  std::size_t to_stop_ = 0;
  std::function<void()> all_stopped_;
};

}  // namespace lapor::daemon
