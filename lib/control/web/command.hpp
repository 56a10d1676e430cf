// One command of the web socket. It is not a row of the control socket's table: the process that asks here
// reads what strangers send, so that each row says for whom it is, and no answer holds a phone number.
#pragma once
#include <string_view>

#include "control/command.hpp"
#include "control/web/sessions.hpp"

namespace lapor::control::web {

class Portal;

/// The roles that may give a command; a set of bits.
enum Who : unsigned {
  anybody = 0,  ///< without a login
  viewer = 1,
  agency = 2,
  operator_ = 4,
  coordinator = 8,
  who_sees_tickets = viewer | agency | coordinator,
  desk = viewer | agency | operator_ | coordinator
};

/// A command under way. All that it refers to lives until the handler returns; what answers later copies.
struct Visit {
  const Json& body;
  Gateway& gateway;
  Portal& portal;
  const Session* session;  ///< nullptr if anybody may ask
};

struct Command {
  std::string_view name;
  Required<Who> who;
  Required<Audit> audit;
  Required<Kind> kind;  ///< an order needs the form's token too
  void (*handler)(const Visit&, const Reply&);
};

}  // namespace lapor::control::web
