// The supervisors of all modems: made from the configuration, changed by a reload, stopped together.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "control/render.hpp"
#include "engine/api/effects.hpp"
#include "log_sink.hpp"
#include "modem/supervisor.hpp"

namespace lapor::daemon {

class Modems {
 public:
  /// What is on record of a modem's sends when its supervisor is made.
  using Unanswered = std::function<engine::UnansweredSends(const std::string& modem)>;

  Modems(boost::asio::io_context& io, std::filesystem::path worker, const LogSink& log,
         modem::Supervisor::Sink sink, Unanswered unanswered);

  /// Starts modems that are new, stops those that are gone, starts those anew whose settings changed.
  /// `down_after`: not usable for so long, the operator is told.
  void adopt(const std::vector<config::Modem>& modems, Duration down_after);
  /// Erase, Submit or ReleaseSubmit; for a modem that is gone, nothing happens.
  void carry(const engine::Effect& effect);
  /// Lets sends in hand end, at most `bound`; then calls `done`. Texts not yet begun are left for the next
  /// start.
  void stop(Duration bound, std::function<void()> done);

  modem::Supervisor* find(const std::string& name);
  std::vector<control::ModemStatus> status() const;

 private:
  struct Entry {
    config::Modem settings;
    std::unique_ptr<modem::Supervisor> supervisor;
    bool leaving = false;
  };
  void start(const config::Modem& settings);
  void retire(const std::string& name, std::optional<config::Modem> successor);
  void stopped_one();

  boost::asio::io_context& io_;
  std::filesystem::path worker_;
  const LogSink& log_;
  modem::Supervisor::Sink sink_;
  Unanswered unanswered_;
  std::map<std::string, Entry> entries_;
  Duration down_after_{};
  bool stopping_ = false;
  std::size_t to_stop_ = 0;
  std::function<void()> all_stopped_;
};

}  // namespace lapor::daemon
