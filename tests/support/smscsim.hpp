// A simulated carrier for a test: its own process, gone when the object goes.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "support/network.hpp"
#include "support/process.hpp"
#include "support/temp_dir.hpp"

namespace lapor::test {

class SmscSim : public Network {
 public:
  SmscSim();
  /// Ended by SIGKILL and started again on the same port. It has forgotten everything.
  void restart();
  unsigned port() const { return port_; }
  pid_t pid() const { return process_->pid(); }

  void inject(std::string_view from, std::string_view text) override;
  std::vector<SentText> texts(std::size_t since) override;
  std::size_t stored() override { return static_cast<std::size_t>(figure("waiting")); }

  /// One line of the control protocol; the data lines of its answer. \throws std::runtime_error if it is an
  /// error
  std::vector<std::string> command(const std::string& line) const;
  /// A figure of stats.
  long figure(const std::string& name) const;

  /// The [[smpp]] table that reaches it; `more` are further keys. Each line of a gateway has a name of its
  /// own.
  std::string table(const std::string& more = {}, const std::string& name = "1708") const;

 private:
  void start(unsigned port);

  TempDir directory_;
  std::unique_ptr<Process> process_;
  unsigned port_ = 0;
  int starts_ = 0;
};

}  // namespace lapor::test
