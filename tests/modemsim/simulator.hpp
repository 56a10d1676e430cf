// The whole simulated modem on one thread: port, session, radio and the control socket around one poll loop.
#pragma once
#include <functional>
#include <memory>

#include "control.hpp"
#include "pty.hpp"
#include "radio.hpp"
#include "session.hpp"
#include "state.hpp"
#include "timers.hpp"

namespace lapor::modemsim {

class Simulator {
 public:
  explicit Simulator(const Options& options);

  /// Serves until stop() or until `stop_fd` becomes readable. Throws std::system_error if it can't start.
  void run(int stop_fd);
  void stop() { stopping_ = true; }

  void unplug(int milliseconds);  ///< 0: until plug()
  void plug();
  void reboot(int milliseconds);
  void chatter(int milliseconds);

  State& state() { return state_; }
  Radio& radio() { return radio_; }
  Timers& timers() { return timers_; }
  bool port_open() const { return pty_.open(); }
  bool plugged() const { return pty_.plugged(); }
  bool idle() const { return session_.idle(); }

 private:
  void boot();
  void chatter_on(int milliseconds, unsigned epoch);
  void poll_once(int stop_fd);
  void read_port();
  bool put(const std::string& bytes);

  State state_;
  Timers timers_;
  Pty pty_;
  Radio radio_;
  Session session_;
  Control control_;
  bool stopping_ = false, was_open_ = false;
  unsigned plug_epoch_ = 0, chatter_epoch_ = 0;
};

}  // namespace lapor::modemsim
