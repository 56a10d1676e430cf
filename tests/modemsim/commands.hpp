// The AT commands (3GPP TS 27.007, TS 27.005): one function a command, in tables by topic.
#pragma once
#include <map>
#include <string>

#include "session.hpp"

namespace lapor::modemsim {

using Handler = Answer (*)(const Request&, State&, Radio&);
using Table = std::map<std::string, Handler>;

Answer answer_to(const Request& request, State& state, Radio& radio);
/// AT+CMGW once its PDU is in: stores it as "sent" or "unsent" in the second memory.
Answer write_to_memory(const std::string& bytes, std::size_t announced, State& state);

const Table& general_commands();  ///< identity, echo, errors, power, PIN
const Table& network_commands();  ///< signal, registration, operator, USSD
const Table& message_commands();  ///< storages and messages

}  // namespace lapor::modemsim
