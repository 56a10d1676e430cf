// A gateway that is flooded, and the others who use it meanwhile: strangers who report once, somebody who
// wrote before, and real emergencies. Every number is fictitious.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "support/gateway.hpp"
#include "support/modemsim.hpp"

namespace lapor::siege {

/// One text of a flood.
struct Shot {
  std::string from, text;
  std::string pdu;  ///< in hex; where it isn't empty, it is all that counts
};

struct Flood {
  std::string name;
  int shots = 0;
  std::function<Shot(int n)> shot;
};

/// The senders who ask during a flood.
enum class Who : std::uint8_t { stranger, known, emergency };
std::string name(Who who);

/// Seconds until the answer and the forward left the modem, of each that came; and how many never came.
struct Waits {
  std::vector<double> answer, forward;
  unsigned unanswered = 0, unforwarded = 0;
};

struct Result {
  std::map<Who, Waits> waits;
  double seconds = 0;       ///< that the flood took to be read
  double disk_mb = 0;       ///< that the state directory grew
  double lapord_mb = 0;     ///< at most in memory
  std::size_t tickets = 0;  ///< that the flood opened
  std::size_t texts = 0;    ///< that the flood made the gateway send
};

/// Nobody floods: the same questions, one after another.
/// \param questions  at least so many are asked
Result quiet(std::size_t questions);
Result siege(const Flood& flood, std::size_t questions);

std::vector<Flood> floods();

}  // namespace lapor::siege
