#include "lapord/standby.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <csignal>
#include <fstream>

#include "common/open_database.hpp"
#include "common/systemd_notify.hpp"
#include "common/timer.hpp"
#include "control/asio.hpp"
#include "lapord/heartbeat.hpp"
#include "lapord/lease_watch.hpp"
#include "lapord/reload.hpp"
#include "lapord/standby_sockets.hpp"
#include "store/private_file.hpp"

namespace lapor::daemon {
namespace {

using engine::StoreFailure;

constexpr Duration longest_pause = std::chrono::seconds(5);  ///< between two looks at the lease
constexpr auto noted_every = std::chrono::seconds(30);

std::chrono::steady_clock::time_point steady_now() { return std::chrono::steady_clock::now(); }

std::int64_t seconds(Duration d) { return std::chrono::duration_cast<std::chrono::seconds>(d).count(); }

std::int64_t draw_number() {
  std::uint64_t drawn = 0;
  while (drawn == 0)
    if (::getentropy(&drawn, sizeof drawn) != 0)
      throw StoreFailure(StoreFailure::Kind::other, "the system gives no randomness");
    else
      drawn >>= 1;  // positive
  return static_cast<std::int64_t>(drawn);
}

class Standby {
 public:
  Standby(boost::asio::io_context& io, config::Config& config, const InstallLayout& layout,
          const Journal& log)
      : io_(io),
        config_(config),
        layout_(layout),
        log_(log),
        own_{gateway_number(config.state_dir), config.node.name},
        watch_(own_.number, config.lease),
        again_(io),
        signals_(io, SIGTERM, SIGINT, SIGHUP),
        sockets_(
            io, [this] { return rows(); }, log),
        heartbeat_(io, log, [this] { return status_line(); }) {}

  std::optional<std::int64_t> wait() {
    look();
    if (!epoch_) stand_by();
    return epoch_;
  }

 private:
  /// Opens the database anew after a failure: a connection that failed isn't trusted.
  store::Sharing& sharing() {
    if (!db_) db_ = open_to_watch(config_);
    return *db_->sharing();
  }

  void look() {
    auto& shared = sharing();
    const auto read = shared.lease();
    if (watch_.may_take(read, steady_now())) {
      take(shared, read);
    } else {
      seen_ = read;
      note(shared);
    }
  }

  void take(store::Sharing& shared, const store::Lease& read) {
    epoch_ = shared.take(read, own_);
    if (!epoch_) return;
    if (read.holder.number == 0 || read.holder.number == own_.number)
      log_.notice("lease-begun", fmt::format("this gateway is the active one, in epoch {}", *epoch_));
    else
      log_.warning("lease-taken",
                   fmt::format("{} was silent for {} s; this gateway is the active one now, in epoch {}",
                               read.holder.node, seconds(config_.lease), *epoch_));
  }

  void note(store::Sharing& shared) {
    if (noted_ && steady_now() - *noted_ < noted_every) return;
    shared.note(own_);
    noted_ = steady_now();
  }

  void stand_by() {
    sockets_.listen(config_);
    handle_signals();
    log_.notice("standing-by", status_line());
    systemd::ready();
    heartbeat_.start();
    look_later();
    io_.run();
    io_.restart();
    sockets_.close();
  }

  void look_later() {
    again_.start(std::min(longest_pause, config_.lease / 9), [this] {
      look_or_say_why();
      epoch_ ? stop_running(io_) : look_later();
    });
  }

  /// A database that is newer than this version is no failure that passes.
  void look_or_say_why() try {
    look();
    if (std::exchange(failed_, false)) log_.notice("database-works", "the database can be read again");
  } catch (const store::Unusable&) {
    throw;
  } catch (const StoreFailure& failure) {
    db_.reset();
    watch_.blind();
    if (!std::exchange(failed_, true))
      log_.error("database-failed",
                 fmt::format("{}; this gateway stands by, and looks again until it works", failure.what()));
  }

  void handle_signals() {
    signals_.async_wait([this](const boost::system::error_code& error, int number) {
      if (error) return;
      if (number != SIGHUP) return stop_running(io_);
      systemd::reloading();
      reload(config_, layout_, log_);
      systemd::ready();
      handle_signals();
    });
  }

  std::string status_line() const {
    return fmt::format("stands by; {} is active, and this gateway takes over when it is silent for {} s",
                       seen_.holder.node, seconds(config_.lease));
  }

  std::vector<control::NodeRow> rows() const {
    control::NodeRow active{seen_.holder.node, "active", failed_ ? "away" : "serving", {}, {}, {}, {}};
    return {active, {own_.node, "standby", "ready", {}, {}, {}, {}}};
  }

  boost::asio::io_context& io_;
  config::Config& config_;
  const InstallLayout& layout_;
  const Journal& log_;
  store::GatewayId own_;
  LeaseWatch watch_;
  std::unique_ptr<store::Connection> db_;
  store::Lease seen_;
  std::optional<std::int64_t> epoch_;
  std::optional<std::chrono::steady_clock::time_point> noted_;
  bool failed_ = false;
  Timer again_;
  boost::asio::signal_set signals_;
  StandbySockets sockets_;
  Heartbeat heartbeat_;
};

}  // namespace

std::int64_t gateway_number(const std::filesystem::path& state_dir) {
  const auto file = state_dir / "gateway-number";
  std::ifstream in(file);
  std::int64_t number = 0;
  if (in >> number && number > 0) return number;
  if (std::filesystem::exists(file))
    throw StoreFailure(StoreFailure::Kind::io,
                       fmt::format("{} holds no number; delete it, and another one is drawn", file.string()));
  number = draw_number();
  store::replace_file(file, std::to_string(number) + "\n");
  return number;
}

std::optional<std::int64_t> await_lease(boost::asio::io_context& io, config::Config& config,
                                        const InstallLayout& layout, const Journal& log) {
  return Standby(io, config, layout, log).wait();
}

void give_lease_back(const config::Config& config, std::int64_t epoch, const Journal& log) {
  try {
    const auto db = open_to_watch(config);
    db->sharing()->write_in(epoch);
    db->sharing()->give_back();
  } catch (const StoreFailure& failure) {
    log.warning("lease-kept", fmt::format("{}; a gateway that stands by waits until {} s have passed",
                                          failure.what(), seconds(config.lease)));
  }
}

}  // namespace lapor::daemon
