// A carrier's SMSC as a value: its answers to its clients, and the faults that it was told to have. Pure; the
// time is passed in as milliseconds.
#pragma once
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "smpp/pdu/framing.hpp"
#include "smscsim/sent_texts.hpp"

namespace lapor::smscsim {

enum class Receipts { off, after, before };

struct Faults {
  unsigned refuse = 0, refuse_bind = 0, deaf = 0, cut = 0;  ///< how many more
  bool cut_takes = false;                                   ///< a submit that the cut answers is taken
  std::uint32_t status = 0, bind_status = 0;
  enum class Body { empty, none, whole } body = Body::empty;
  bool silent = false;
};

class Carrier {
 public:
  explicit Carrier(std::string password) : password_(std::move(password)) {}

  void opened(int client) { clients_[client]; }
  void received(int client, std::string_view bytes, std::int64_t now);
  void closed(int client);
  void tick(std::int64_t now);
  std::optional<std::int64_t> next_timer() const;
  /// One line of the control protocol: data lines, then "ok" or "error: …".
  std::vector<std::string> command(std::string_view line, std::int64_t now);

  struct Output {
    int client = -1;
    std::string bytes;
    bool close = false;  ///< after them
  };
  std::vector<Output> take_outputs() { return std::exchange(outputs_, {}); }

 private:
  struct Arrived {
    smpp::Message message;
    bool told = false;  ///< delivered before
  };
  struct Client {
    smpp::Framing framing;
    bool receives = false, sends = false;
    std::uint32_t sequence = 0;
    std::map<std::uint32_t, Arrived> open;  ///< delivered and not acknowledged
  };
  struct Later {
    std::int64_t at = 0;
    int client = -1;
    std::string bytes;
  };
  using Words = std::vector<std::string>;

  void send(int client, const smpp::Header& header, smpp::Body body = smpp::Bare{});
  void handle(int client, const smpp::Pdu& pdu, std::int64_t now);
  void on_bind(int client, const smpp::Header& header, const smpp::Bind& bind);
  void on_submit(int client, const smpp::Header& header, const smpp::Message& message, std::int64_t now);
  bool refused(int client, const smpp::Header& header);
  bool cut(int client, const smpp::Message& message);
  unsigned take(const smpp::Message& message);
  void add_receipt(const smpp::Message& of, unsigned id);
  void deliver();
  void arrive(const std::string& from, const std::string& text);
  bool obey_fault(const Words& words);
  bool obey_setting(const Words& words);
  Words stats() const;
  Words submitted() const;
  Words texts(std::size_t since) const;

  std::string password_;
  std::map<int, Client> clients_;
  std::deque<Arrived> waiting_;
  std::vector<Submitted> submitted_;
  std::vector<Later> later_;
  std::vector<Output> outputs_;
  Faults faults_;
  Receipts receipts_ = Receipts::after;
  bool hex_ids_ = false;
  std::int64_t latency_ = 0;
  std::size_t window_ = 10;
  unsigned delivered_ = 0, again_ = 0, acknowledged_ = 0, refused_ = 0, binds_ = 0;
};

}  // namespace lapor::smscsim
