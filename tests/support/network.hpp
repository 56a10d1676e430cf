// The phones of people, as a gateway under test sees them: behind a simulated modem or a simulated carrier.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lapor::test {

/// A text of one part or of several joined.
struct SentText {
  std::size_t last = 0;  ///< index of the part that completed it
  std::string to, text;
  std::size_t parts = 1;
};

class Network {
 public:
  virtual ~Network() = default;
  /// Somebody texts the gateway: any UTF-8, cut into parts as needed.
  virtual void inject(std::string_view from, std::string_view text) = 0;
  /// The texts that the gateway sent and that a part after `since` completed.
  virtual std::vector<SentText> texts(std::size_t since) = 0;
  /// The number of parts that wait until the gateway takes them.
  virtual std::size_t stored() = 0;
};

}  // namespace lapor::test
