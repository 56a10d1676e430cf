// Programs that do SMS on a modem, all driven alike: this gateway, raw libGammu, gammu-smsd and smstools3 as
// Debian ships them, each as it comes ("default") and with every pause set as short as it goes ("tuned").
#pragma once
#include <sys/types.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "support/modemsim.hpp"

namespace lapor::bench {

class Program {
 public:
  virtual ~Program() = default;
  virtual void start() = 0;  ///< returns once it waits for work
  virtual void queue(int texts) = 0;
  virtual std::size_t received() = 0;  ///< texts that it has stored, as tickets where it makes some
  virtual std::vector<pid_t> processes() = 0;
};

struct Contender {
  std::string name;
  std::string missing;   ///< the package that isn't installed; empty: it is there
  bool patient = false;  ///< as it comes: waits seconds between looks
  /// `replies`: it answers what arrives.
  std::function<std::unique_ptr<Program>(test::ModemSim&, bool replies)> make;
};
std::vector<Contender> contenders();

}  // namespace lapor::bench
