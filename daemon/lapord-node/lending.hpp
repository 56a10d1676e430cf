// One connection to the gateway and the one worker that it is for. It waits until the gateway's first frame
// starts the worker; then frames pass, unread, until the worker or the connection ends. The worker never
// outlives the connection.
#pragma once
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "lapord-node/settings.hpp"
#include "modem/host/asio.hpp"
#include "modem/host/worker_process.hpp"
#include "modem/link/frame_bridge.hpp"
#include "modem/link/link.hpp"

namespace lapor::daemon {

class Lending : public std::enable_shared_from_this<Lending> {
 public:
  struct Handlers {
    std::function<void()> up;  ///< the gateway has proven who it is, and admits this node
    /// A worker is wanted for modem(): begin_worker() is expected, now or later.
    std::function<void(Lending&)> asked;
    /// The connection is closed and the worker has ended; once, the last call.
    std::function<void(Lending&, const std::string& why)> gone;
  };
  Lending(boost::asio::io_context& io, GatewayAddress gateway,
          std::shared_ptr<boost::asio::ssl::context> context, std::filesystem::path worker,
          Handlers handlers);
  ~Lending();
  Lending(const Lending&) = delete;
  Lending& operator=(const Lending&) = delete;

  void start();
  const std::string& modem() const { return modem_; }  ///< empty until it was asked for one
  const GatewayAddress& gateway() const { return gateway_; }
  bool has_begun() const { return has_begun_; }
  const std::string& refusal() const { return refusal_; }  ///< the gateway's; empty: it gave none
  void begin_worker();
  /// Ends it: `gone` is called once the worker has ended, too.
  void cut(const std::string& why);
  /// Ends it now and calls nobody any more.
  void abandon();

 private:
  void connect(const boost::asio::ip::tcp::resolver::results_type& addresses);
  void secure();
  void on_frame(std::string_view frame);
  void on_farewell(const modem::node::Farewell& farewell);
  void on_closed(const std::string& why);
  void on_worker_ended();
  void fail(const std::string& why);
  void say_gone();

  boost::asio::io_context& io_;
  GatewayAddress gateway_;
  std::shared_ptr<boost::asio::ssl::context> context_;
  std::filesystem::path program_;
  Handlers handlers_;
  boost::asio::ip::tcp::resolver resolver_;
  boost::asio::ip::tcp::socket socket_;  ///< until the link has it
  boost::asio::steady_timer limit_;
  std::shared_ptr<modem::link::Link> link_;
  std::unique_ptr<modem::link::FrameBridge> bridge_;
  boost::asio::posix::stream_descriptor ended_;
  pid_t pid_ = -1;
  std::string modem_, first_frame_, refusal_, why_;
  bool has_begun_ = false, closed_ = false;
};

}  // namespace lapor::daemon
