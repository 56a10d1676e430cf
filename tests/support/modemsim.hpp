// A simulated modem for a test: its own process in its own directory, gone when the object goes.
#pragma once
#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "support/network.hpp"
#include "support/temp_dir.hpp"

namespace lapor::test {

/// One SMS-SUBMIT that left the modem.
struct SentPart {
  std::size_t index = 0;  ///< from 1
  std::string to;
  int reference = 0;
  std::string coding;  ///< "gsm7", "ucs2" or "octets"
  std::string udh;     ///< hex, empty for none
  bool wants_report = false;
  std::int64_t at_ms = 0;  ///< milliseconds since 1970
  bool answered = false;   ///< the modem gave the sender its result
  std::string text;        ///< UTF-8 of this part; hex for octets
};

class ModemSim : public Network {
 public:
  using Millis = std::chrono::milliseconds;
  static constexpr Millis patience{30000};

  /// Starts build/bin/lapor-modemsim with these further options and returns once it is up.
  /// Throws std::runtime_error if it doesn't come up, as do all calls when the modem answers with an error.
  explicit ModemSim(const std::vector<std::string>& options = {});
  ~ModemSim() override;
  ModemSim(const ModemSim&) = delete;
  ModemSim& operator=(const ModemSim&) = delete;

  /// The device path for the gateway's configuration: a link that stays the same over an unplug.
  const std::string& device() const { return link_; }
  std::string directory() const { return directory_.path().string(); }
  const std::string& control_path() const { return control_; }
  pid_t pid() const { return pid_; }

  /// One line of the control protocol; the data lines of its answer. See tests/modemsim/README.md.
  std::vector<std::string> command(std::string_view line);

  /// A text arrives; `options` as "class=0 ref=7". Any UTF-8, cut into parts as needed.
  void inject(std::string_view from, std::string_view text, std::string_view options);
  void inject(std::string_view from, std::string_view text) override { inject(from, text, {}); }
  void inject_pdu(std::string_view hex) { command("inject-pdu " + std::string(hex)); }
  std::vector<SentPart> sent(std::size_t since = 0);
  std::vector<SentText> texts(std::size_t since) override;
  std::vector<SentText> texts() { return texts(0); }
  std::size_t stored() override;  ///< messages in all storages and at the service centre

  /// All these throw std::runtime_error after `timeout`.
  void wait_sent(std::size_t count, Millis timeout = patience);
  void wait_texts(std::size_t count, Millis timeout = patience);
  void wait_said(std::string_view to, std::string_view fragment, Millis timeout = patience);
  void wait_empty(Millis timeout = patience);
  /// Any condition of the control protocol's wait: "open", "command CMGL 3".
  void wait(std::string_view condition, Millis timeout = patience);

  /// "answer-late 2000 count=2", "unplug 500".
  void fault(std::string_view text) { command("fault " + std::string(text)); }
  void clear_faults() { command("fault clear"); }
  /// "all", "prompt" or a command such as "CMGS".
  void latency(std::string_view name, int min_ms, int max_ms = 0);
  std::map<std::string, std::string> stats();
  /// The number of times that a command such as "CMGS" came.
  int commands(const std::string& name);

 private:
  void start(const std::vector<std::string>& options);
  void connect();
  void stop();
  std::string read_line();

  TempDir directory_;
  std::string link_, control_, unread_;
  pid_t pid_ = -1;
  int socket_ = -1;
};

}  // namespace lapor::test
