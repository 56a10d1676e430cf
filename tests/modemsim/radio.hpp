// The network's side: texts that come into the modem's storages, texts that go out, and the lines that
// announce them.
#pragma once
#include <functional>
#include <string>

#include "state.hpp"

namespace lapor::modemsim {

class Radio {
 public:
  /// `urc` puts an unsolicited line on the wire; it returns false when nobody has the port open.
  using Urc = std::function<bool(const std::string&)>;
  Radio(State& state, Timers& timers, Urc urc) : state_(state), timers_(timers), urc_(std::move(urc)) {}

  /// A DELIVER that the service centre has for this SIM.
  void arrive(std::string pdu);
  /// Lets waiting texts in, as far as there is room. To be called whenever room or network may have come.
  void drain();
  /// Takes a text out to the network; its place in State::sent.
  std::size_t transmit(const Submit& submit);
  /// The receipt of the newest text sent with this reference; false if there is none.
  bool report(int reference, std::uint8_t status);
  /// A USSD code or the choice in an open menu; the answer comes unasked.
  void ussd(const std::string& text);
  /// +CREG, if AT+CREG asked for it.
  void announce_registration();
  bool urc(const std::string& line);

 private:
  bool receive(const std::string& pdu);
  void indicate(const std::string& line);
  void deliver_report(const Sent& sent, std::uint8_t status);

  State& state_;
  Timers& timers_;
  Urc urc_;
};

/// A text in the character set of AT+CSCS.
std::string in_charset(const State& state, std::string_view utf8);
std::string from_charset(const State& state, std::string_view text);

}  // namespace lapor::modemsim
