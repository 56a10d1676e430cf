// The simulated carrier's port and its control socket around one poll loop.
#pragma once
#include <map>
#include <string>

#include "smscsim/carrier.hpp"

namespace lapor::smscsim {

struct Options {
  unsigned port = 2775;  ///< on 127.0.0.1; 0: any that is free
  std::string control;   ///< the path of the control socket
  std::string password = "rahasia";
};

class Server {
 public:
  /// Listens on both. \throws std::system_error
  explicit Server(const Options& options);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  unsigned port() const { return port_; }
  /// Serves until `stop` becomes readable.
  void run(int stop);

 private:
  struct Peer {
    std::string in, out;
    bool controls = false, closing = false;
  };
  void accept(int listener, bool controls);
  void read(int fd, Peer& peer);
  void obey(Peer& peer);
  void carry_out();
  void flush();

  int clients_ = -1, control_ = -1;
  unsigned port_ = 0;
  std::string path_;
  Carrier carrier_;
  std::map<int, Peer> peers_;
};

}  // namespace lapor::smscsim
