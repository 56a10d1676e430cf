// lapord-web's end of the web socket: a few connections to lapord, one question on each at a time.
#pragma once
#include <filesystem>
#include <functional>
#include <memory>

#include "control/asio_fwd.hpp"
#include "control/json.hpp"

namespace lapor::web {

class GatewayLine {
 public:
  static constexpr std::size_t lanes = 8, most_waiting = 256, longest_answer = 8 * 1024 * 1024;
  /// Gets {"ok": …}, or null where none came in ten seconds, the line broke, or too many wait.
  using Answered = std::function<void(const control::Json& answer)>;

  GatewayLine(boost::asio::io_context& io, std::filesystem::path socket);
  ~GatewayLine();
  GatewayLine(const GatewayLine&) = delete;
  GatewayLine& operator=(const GatewayLine&) = delete;

  void ask(const control::Json& question, Answered answered);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace lapor::web
