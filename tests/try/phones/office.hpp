// The training office: what the two phones send and get, what is done to the modem, and what the gateway says
// of it all. It looks four times a second; its World is what it saw last.
#pragma once
#include <functional>
#include <optional>
#include <string>

#include "common/timer.hpp"
#include "lapord-web/gateway_line.hpp"
#include "try/phones/world.hpp"
#include "try/stage.hpp"

namespace lapor::phones {

class Office {
 public:
  /// Keys of lapord.toml that stay, whatever the pace: `pages` is the address of lapord-web.
  static std::string rules_of(const Pace& pace, const std::string& pages);

  /// \pre the stage is open. `changed` is called when there is something new to show.
  Office(boost::asio::io_context& io, story::Stage& stage, std::string pages, std::function<void()> changed);
  void begin();
  const World& world() const { return world_; }

  /// A phone texts the gateway. \throws std::runtime_error if the modem refuses the text
  void send(const std::string& phone, const std::string& text);
  void lose_network(bool lost);
  /// Holds the modem and lets adverts fill its SIM; or lets it go on.
  void fill_sim(bool full);
  void stop_receipts(bool off);
  void set_pace(const Pace& pace);
  /// The page follows the next report.
  void begin_tour();

 private:
  void look();
  void take_texts();
  void look_at_modem();
  void fill();
  void ask_status();
  void ask_ticket();
  void ask_messages();
  void ask_board();
  void took_messages(const Json& messages);
  void order(const Json& request);
  void tell_if_changed();

  boost::asio::io_context& io_;
  story::Stage& stage_;
  std::string pages_;
  std::function<void()> changed_;
  web::GatewayLine control_, web_;
  daemon::Timer timer_;
  World world_;
  std::string status_, shown_, newest_ticket_, old_ticket_;
  std::size_t parts_ = 0;  ///< how far we have read what the modem sent
  unsigned looks_ = 0;
  bool asking_ = false;
};

}  // namespace lapor::phones
