// The phones of the story: what the gateway sent to them, read from the simulated modem's control socket.
#pragma once
#include <chrono>
#include <string>
#include <vector>

namespace lapor::story {

/// A whole text that reached a phone.
struct Text {
  std::string to, text;
  std::chrono::steady_clock::time_point seen;
};

/// One connection to the control socket (tests/modemsim/README.md).
class Phones {
 public:
  /// \throws std::runtime_error when nobody listens at the path
  explicit Phones(const std::string& control);
  Phones(const Phones&) = delete;
  Phones& operator=(const Phones&) = delete;
  ~Phones();

  /// A person sends a text to the gateway.
  void text(const std::string& from, const std::string& text);
  /// The texts that arrived since the last call, long ones in one piece. Waits for one, at most so long.
  std::vector<Text> arrived(std::chrono::milliseconds patience);

 private:
  std::vector<std::string> ask(const std::string& command);

  int fd_ = -1;
  std::string buffer_;
  std::size_t texts_ = 0, last_index_ = 0;  ///< how far we have read
};

}  // namespace lapor::story
