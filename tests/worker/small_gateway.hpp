// A small gateway for these tests: a supervisor on an io_context, and an engine that does only the least: it
// erases what came, releases what is prompted, and remembers every event.
#pragma once
#include <algorithm>
#include <chrono>
#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "modem/host/supervisor.hpp"
#include "support/modemsim.hpp"

namespace lapor::test {

class SmallGateway {
 public:
  explicit SmallGateway(const std::string& device,
                        const std::function<void(modem::ModemSettings&)>& change = {});

  /// Runs until the condition holds; false when it didn't within `patience`.
  bool until(const std::function<bool()>& condition,
             std::chrono::milliseconds patience = std::chrono::seconds(30));
  bool until_ready() {
    return until([this] { return supervisor.status().state == modem::ModemState::ready; });
  }
  /// Runs for a fixed time. Only for tests that nothing more comes.
  void run_for(std::chrono::milliseconds time);
  /// Submits each part; attempts are numbered from `attempt` on.
  void send(int attempt, const std::string& to, const std::string& text, std::uint8_t reference = 7);

  std::vector<std::string> texts() const;  ///< in UTF-8, in order of arrival
  template <class E>
  std::vector<E> all() const {
    std::vector<E> out;
    for (const auto& event : events)
      if (const auto* e = std::get_if<E>(&event)) out.push_back(*e);
    return out;
  }
  template <class E>
  bool until_event(std::size_t count = 1) {
    return until([&] {
      return static_cast<std::size_t>(std::count_if(events.begin(), events.end(), [](const auto& e) {
               return std::holds_alternative<E>(e);
             })) >= count;
    });
  }
  /// Runs until nothing is left on the SIM or waiting for room on it.
  bool until_empty(ModemSim& sim);

  bool erases = true, releases = true;
  std::function<void(const engine::Event&)> reaction;  ///< called with each event, besides the above
  std::vector<engine::Event> events;
  std::vector<log::Record> records;
  boost::asio::io_context io;
  modem::Supervisor supervisor;

 private:
  std::set<std::string> tried_;  ///< PINs: each is entered once
  void on(const engine::Event& event);
};

}  // namespace lapor::test
