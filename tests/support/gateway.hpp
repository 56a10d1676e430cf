// The real gateway for a test: lapord with its workers, in a directory of its own, asked through laporctl.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "control/json.hpp"
#include "support/cast.hpp"
#include "support/process.hpp"
#include "support/temp_dir.hpp"

namespace lapor::test {

/// Lines of lapord.toml that a test chooses; the rest is the same for all; agencies.toml is that of
/// tests/data.
struct Setup {
  std::string gateway;                    ///< more keys of [gateway]
  std::string modem = "pace = \"fast\"";  ///< more keys of [[modem]]
  std::string limits = "replies_per_number_per_hour = 60";
  std::string delivery = "unsure_wait = \"2s\"";
  std::string forwarding = "window = \"00:00-24:00\"\nladder_gap = \"0s\"";
  std::string ladder = "[[escalation]]\nafter = \"12h\"\nto = \"operator\"\n";
};

/// Exit status and output of laporctl --json, its answer read where it is JSON.
struct Answer {
  int status = -1;
  std::string out, err;
  control::Json json;
};

/// When a test fails by an exception, the end of the log is printed. All waiting throws std::runtime_error
/// when it takes too long or when lapord ends meanwhile.
class Gateway {
 public:
  /// `device`: that of its one modem; empty if setup.modem is a whole table of another kind.
  explicit Gateway(std::string device, Setup setup = {});
  ~Gateway();
  Gateway(const Gateway&) = delete;
  Gateway& operator=(const Gateway&) = delete;

  const std::filesystem::path& directory() const { return directory_.path(); }
  Setup& setup() { return setup_; }
  /// Writes a new lapord.toml from setup(). `more` comes after everything.
  void configure(const std::string& more = {});

  /// Starts lapord; returns once laporctl gets an answer.
  void start();
  /// Starts lapord; returns once it stands by for another gateway.
  void start_standby();
  /// start(), and the modem is ready.
  void start_ready(Millis patience = Millis{30000});
  void wait_ready(Millis patience = Millis{30000});
  /// SIGTERM; the exit status. Throws when it takes longer than `patience`, or when the log holds a phone
  /// number.
  int stop(Millis patience = Millis{50000});
  void hang_up() const;  ///< SIGHUP
  void kill9();          ///< lapord alone
  void signal(int number) const;
  int wait_ended(Millis patience = Millis{30000});  ///< by itself; its exit status
  void kill_worker();                               ///< all workers
  void kill_all();                                  ///< lapord and its workers in one moment
  bool running();
  pid_t pid() const { return lapord_ ? lapord_->pid() : -1; }
  std::vector<pid_t> workers() const;

  Answer ctl(std::vector<std::string> words) const;
  control::Json status() const;  ///< asked without a laporctl, for it is asked often
  control::Json modem() const;   ///< the first of status().modems
  std::size_t open_tickets() const;
  control::Json::List tickets() const;
  /// The texts that were to go to a number, or to anyone.
  control::Json::List outgoing(const std::string& number = {}) const;

  /// Asks again and again, every 20 ms.
  void await(const std::string& what, const std::function<bool()>& holds, Millis patience = Millis{30000});
  std::string log() const;
  std::string log_tail(std::size_t lines = 60) const;

 private:
  void spawn();
  std::string path(const std::string& name) const { return (directory_.path() / name).string(); }

  TempDir directory_;
  std::string device_;
  Setup setup_;
  std::unique_ptr<Process> lapord_;
  int exceptions_;
};

/// A member of a JSON object as text or number; empty or 0 where it is null.
std::string text(const control::Json& object, std::string_view key);
long number(const control::Json& object, std::string_view key);

/// The seed of a test's random choices: LAPOR_SEED, or the test's own. Print it when something fails.
unsigned seed(unsigned own);

}  // namespace lapor::test
