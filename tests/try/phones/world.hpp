// The values that the page of the two phones shows, gathered from the simulated modem and the gateway.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "control/json.hpp"
#include "try/phones/pace.hpp"

namespace lapor::phones {

using control::Json;

/// Somebody in agencies.toml.
struct Person {
  std::string name, phone;
};

/// The obstacle between a text and the gateway when it was sent.
enum class Obstacle { none, network, sim };

/// A text as a phone shows it.
struct Bubble {
  std::size_t id = 0;
  std::string phone;                   ///< whose phone
  bool to_gateway = false;             ///< this phone sent it; else it arrived here
  std::string text, at;                ///< at: local time, "14:05:09"
  Obstacle obstacle = Obstacle::none;  ///< of a text to the gateway
  bool taken = false;                  ///< of a text to the gateway: it no longer waits on its way
  bool delivered = false;              ///< of a text that arrived: the gateway has the receipt
};

/// A text that the gateway has queued and the network hasn't taken.
struct Waiting {
  std::string to, text;
};

enum class Sim { usual, filling, full };

struct Modem {
  std::string state;  ///< as laporctl says: "ready"
  int sim_used = 0, sim_size = 0;
  int held_by_network = 0;  ///< texts to the gateway that wait at the service centre
  bool network_lost = false, receipts_off = false;
  Sim sim = Sim::usual;
};

struct World {
  std::vector<Person> people;
  std::vector<Bubble> texts;     ///< the oldest first
  std::vector<Waiting> waiting;  ///< in the gateway's outbox
  Json ticket;  ///< as `laporctl ticket` says, of the report that the page follows; null: none
  Json board;   ///< lapord's figures of the public board; null: none yet
  Modem modem;
  const Pace* pace = &usual_pace;
  std::string board_url;  ///< of lapord-web

  /// "Operator BMCK"; the number itself if nobody has it.
  std::string name_of(std::string_view phone) const;
  /// nullptr if there is nobody of this name.
  const Person* person(std::string_view name) const;
};

/// A phone number as people may give one here: "+" and 8 to 15 digits (E.164). False for anything else.
bool is_number(std::string_view text);

}  // namespace lapor::phones
