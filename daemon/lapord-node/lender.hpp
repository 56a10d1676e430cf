// Lends this box's modems to the gateway: one connection is always ready for the next worker, and each modem
// has one worker at most. Of several gateways one is active, and lets nodes in: the next address is tried
// where none is.
#pragma once
#include <filesystem>
#include <list>
#include <memory>
#include <set>
#include <string>

#include "common/journal.hpp"
#include "common/timer.hpp"
#include "lapord-node/lending.hpp"

namespace lapor::daemon {

class Lender {
 public:
  /// Everything outlives it.
  Lender(boost::asio::io_context& io, const NodeSettings& settings,
         std::shared_ptr<boost::asio::ssl::context> context, std::filesystem::path worker,
         const Journal& log);
  ~Lender();
  Lender(const Lender&) = delete;
  Lender& operator=(const Lender&) = delete;
  void start() { connect(); }

  /// Before the next connection after so many that came to nothing: 1, 2, 5, 10, 20, then always 30 s.
  static std::chrono::seconds pause_after(unsigned failures);

 private:
  void connect();
  void on_up();
  void on_asked(Lending& lending);
  void on_gone(Lending& lending, const std::string& why);
  void on_not_used(const Lending& lending, const std::string& why);
  void tell(const Lending& lending, const std::string& why) const;
  void try_again(std::chrono::seconds pause);
  void begin_next(const std::string& modem);

  boost::asio::io_context& io_;
  const NodeSettings& settings_;
  std::shared_ptr<boost::asio::ssl::context> context_;
  std::filesystem::path worker_;
  const Journal& log_;
  Timer again_;
  std::list<std::shared_ptr<Lending>> lendings_;  ///< the oldest first
  const Lending* ready_ = nullptr;                ///< the connection that no worker uses yet
  bool connected_ = false, pausing_ = false;
  std::set<std::string> told_;  ///< why it wasn't used, since it was connected last
  std::size_t gateway_ = 0;     ///< of the settings' gateways, the one that is tried or used
  unsigned failures_ = 0;       ///< rounds over all gateways in a row
  bool only_refused_ = true;    ///< in this round
};

}  // namespace lapor::daemon
