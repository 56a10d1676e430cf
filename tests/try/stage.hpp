// The stage: a simulated modem and a gateway that runs on it, both below one directory, and the conversation
// printed as it happens.
#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/modemsim.hpp"
#include "support/process.hpp"
#include "try/cast.hpp"

namespace lapor::story {

/// A step of the story did not happen; what() says which, and why.
struct Missing : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A whole text that reached a phone.
struct Text {
  std::string to, text;
  std::chrono::steady_clock::time_point seen;
};

struct Places {
  std::string programs;   ///< build/bin
  std::string directory;  ///< build/try: everything that the story writes
  std::string agencies;   ///< the example's agencies.toml
};

class Stage {
 public:
  /// Asked again and again while something is awaited: true ends it.
  using Interrupted = std::function<bool()>;
  Stage(const Places& places, Interrupted interrupted);
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;
  ~Stage();
  /// Starts both programs and waits until the modem is ready. \throws Missing
  void open();

  void narrate(const std::string& line);
  /// Somebody texts the gateway.
  void says(const std::string& phone, const std::string& text);
  using Wanted = std::function<bool(const std::string& text)>;
  /// Waits for a text to a phone, printing whatever arrives meanwhile. Each text serves one call. \throws
  /// Missing
  Text hears(const std::string& step, const std::string& phone, const Wanted& wanted,
             std::chrono::seconds patience);
  /// Prints what arrives within this time, or at once when something does.
  void listen(std::chrono::milliseconds patience);
  /// What laporctl prints for these arguments; empty when it failed.
  std::string ask(std::vector<std::string> arguments) const;
  const Cast& cast() const { return cast_; }
  /// False once the gateway or the modem has ended, or the user wants an end.
  bool alive();
  bool interrupted() const { return interrupted_(); }
  /// The last lines of the gateway's log.
  std::string log_tail() const;

 private:
  void await(const std::string& step, std::chrono::seconds patience, const std::function<bool()>& holds);
  std::string path(const std::string& name) const { return places_.directory + "/" + name; }

  Places places_;
  Interrupted interrupted_;
  Cast cast_;
  std::unique_ptr<test::ModemSim> modem_;
  std::unique_ptr<test::Process> gateway_;
  std::size_t texts_ = 0, parts_ = 0;  ///< how far we have read what the modem sent
  std::vector<Text> unread_;
};

}  // namespace lapor::story
