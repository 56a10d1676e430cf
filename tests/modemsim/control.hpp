// The control socket: tests, ./try and a trainer's terminal tell the modem here what the world does to it.
// One command a line; data lines, then "ok" or "error: reason". Also listed in README.md.
#pragma once
#include <functional>
#include <list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "timers.hpp"

struct pollfd;

namespace lapor::modemsim {

class Simulator;

/// The reply to a command. It is given at once, or when `until` becomes true.
struct Reply {
  std::vector<std::string> lines;
  std::string error;            ///< empty: "ok"
  std::function<bool()> until;  ///< set: the answer waits for it
  Millis timeout{30000};        ///< then the answer is "error: timeout"
};

using ControlHandler = Reply (*)(Simulator&, std::string_view arguments);
const std::map<std::string, ControlHandler, std::less<>>& control_commands();
const std::map<std::string, ControlHandler, std::less<>>& arrival_commands();      ///< inject…
const std::map<std::string, ControlHandler, std::less<>>& environment_commands();  ///< network, pace, faults
Reply refuse(std::string reason);

/// One command line; never throws.
Reply obey(Simulator& simulator, std::string_view line);

class Control {
 public:
  Control(Simulator& simulator, std::string path) : simulator_(simulator), path_(std::move(path)) {}
  void listen();  ///< throws std::system_error
  void close();
  void add_to(std::vector<pollfd>& fds) const;
  /// Reads the clients' commands, and answers clients whose condition has become true.
  void serve(const std::vector<pollfd>& fds);

 private:
  struct Client {
    int fd = -1;
    std::string in, out;
    std::optional<Reply> waiting;
    Clock::time_point deadline;
    bool ended = false;  ///< it will say no more
  };
  void accept();
  void read(Client& client);
  void work(Client& client);
  static void answer(Client& client, const Reply& reply);
  static void flush(Client& client);

  Simulator& simulator_;
  std::string path_;
  int listener_ = -1;
  std::list<Client> clients_;
};

}  // namespace lapor::modemsim
