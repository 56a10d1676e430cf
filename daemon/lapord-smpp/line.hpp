// Between lapord's frames and the session with the carrier: what arrived and waits to be listed, and the
// sends that wait for their release.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "carrier_link.hpp"
#include "modem/protocol/wire.hpp"
#include "smpp/session/session.hpp"

namespace lapor::daemon {

class Line {
 public:
  /// `lapord` is the socket to it.
  Line(int lapord, const modem::wire::ConfigureLine& settings, std::vector<CarrierLink> links);
  /// Serves the line until the connection or lapord ends.
  void run();

 private:
  struct Arrived {
    modem::wire::FromWorker frame;
    std::optional<Instant> told;
  };
  void wait();
  void read_lapord();
  void read_carrier(unsigned link);
  void carry_out();
  void tell(const modem::wire::FromWorker& value);
  void indicate();

  void on(const modem::wire::List& list);
  void on(const modem::wire::Erase& erase);
  void on(const modem::wire::Send& send);
  void on(const modem::wire::ReleaseSubmit& release);
  void on(const modem::wire::Health& health);
  void on(const modem::wire::Ussd& ussd);
  void on(const modem::wire::Reset& reset);
  template <class Other>
  void on(const Other&) {
    over_ = true;  // what only a modem is told
  }

  void carry_out(const smpp::Transmit& v);
  void carry_out(const smpp::Bound& v);
  void carry_out(const smpp::TextArrived& v);
  void carry_out(const smpp::ReceiptArrived& v);
  void carry_out(const smpp::UnreadableArrived& v);
  void carry_out(const smpp::Settled& v);
  void carry_out(const smpp::SubmitAccepted& v);
  void carry_out(const smpp::SubmitRefused& v);
  void carry_out(const smpp::SubmitInDoubt& v);
  void carry_out(const smpp::Ended& v);
  sms::StorageSlot slot(unsigned index) const { return {connection_, index}; }
  void keep(unsigned index, modem::wire::FromWorker frame);

  int lapord_;
  std::string connection_, carrier_;
  smpp::Session session_;
  std::vector<CarrierLink> links_;
  std::map<unsigned, Arrived> arrived_;  ///< and not erased yet
  std::map<AttemptId, modem::wire::Send> prompted_;
  bool indicated_ = false, over_ = false;
};

}  // namespace lapor::daemon
