// The stage: a simulated modem or carrier and a gateway that runs on it, all below one directory, and the
// conversation printed as it happens.
#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/modemsim.hpp"
#include "support/network.hpp"
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

/// The way in which texts reach the gateway.
enum class Reach { modem, carrier };

/// The settings of one stage's gateway, besides those that all stages share.
struct Office {
  std::string rules;                         ///< more of lapord.toml
  std::vector<std::string> modem_options{};  ///< of lapor-modemsim
};

struct Places {
  std::string programs;   ///< build/bin
  std::string directory;  ///< build/try: everything that the story writes
  std::string agencies;   ///< the example's agencies.toml
  Reach reach = Reach::modem;
};

class Stage {
 public:
  /// Asked again and again while something is awaited: true ends it.
  using Interrupted = std::function<bool()>;
  Stage(const Places& places, Interrupted interrupted);
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;
  ~Stage();
  /// Starts the programs and waits until the modem or line is ready. \throws Missing
  void open(const Office& office);
  /// Writes a new lapord.toml. The gateway reads it when it is told to reload.
  void configure(const std::string& rules) const;
  /// \throws Missing where it doesn't hold in time
  void await(const std::string& step, std::chrono::seconds patience, const std::function<bool()>& holds);

  void narrate(const std::string& line);
  /// Somebody texts the gateway.
  void says(const std::string& phone, const std::string& text);
  /// Prints a text that reached a phone.
  void show_arrival(const std::string& phone, const std::string& text) const;
  using Wanted = std::function<bool(const std::string& text)>;
  /// Waits for a text to a phone, printing whatever arrives meanwhile. Each text serves one call. \throws
  /// Missing
  Text hears(const std::string& step, const std::string& phone, const Wanted& wanted,
             std::chrono::seconds patience);
  /// Prints what arrives within this time, or at once when something does.
  void listen(std::chrono::milliseconds patience);
  /// The output of laporctl for these arguments; empty if it failed.
  std::string ask(std::vector<std::string> arguments) const;
  const Cast& cast() const { return cast_; }
  const Places& places() const { return places_; }
  /// A file of this stage.
  std::string path(const std::string& name) const { return places_.directory + "/" + name; }
  /// \pre it is open, and not on a carrier
  test::ModemSim& modem() { return *modem_; }
  /// False once the gateway has ended, or the user wants an end.
  bool alive();
  bool interrupted() const { return interrupted_(); }
  /// The last lines of the gateway's log.
  std::string log_tail() const;

 private:
  /// Starts it; what lapord.toml says of it.
  std::string open_network(const Office& office);

  Places places_;
  Interrupted interrupted_;
  Cast cast_;
  std::unique_ptr<test::Network> network_;
  test::ModemSim* modem_ = nullptr;  ///< network_, where it is one
  std::string network_table_;        ///< what lapord.toml says of it
  std::unique_ptr<test::Process> gateway_;
  std::size_t parts_ = 0;  ///< how far we have read what was sent
  std::vector<Text> unread_;
};

}  // namespace lapor::story
