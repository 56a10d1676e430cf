// Accounts of lapord-web: people at the desk, and other programs with a key.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"
#include "domain/ticket/kinds.hpp"

namespace lapor::engine {

enum class DeskRole {
  viewer,       ///< looks at everything that isn't told in confidence, and changes nothing
  agency,       ///< sees and answers the tickets of one agency
  operator_,    ///< modems, queues and the quarantine
  coordinator,  ///< decides what waits, and sees all tickets
};
std::string_view name(DeskRole role);  ///< "viewer", "agency", "operator", "coordinator"
std::optional<DeskRole> desk_role(std::string_view name);

struct Account {
  enum class Kind { user, key };
  Kind kind = Kind::user;
  std::string name;                  ///< unique among those of its kind: letters, digits, - and _
  DeskRole role = DeskRole::viewer;  ///< of a user
  std::string agency;                ///< code; of a user with the role agency, else empty
  ticket::Channel channel = ticket::Channel::app;  ///< of a key: how its reports came
  Instant created{};
};

}  // namespace lapor::engine
