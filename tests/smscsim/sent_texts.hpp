// The texts that clients sent: their parts, and the whole texts.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "domain/sms/inbound_segment.hpp"

namespace lapor::smscsim {

/// A submit_sm that was taken.
struct Submitted {
  unsigned id = 0;
  std::string to;
  sms::InboundSegment segment;  ///< as a phone gets it
};

struct WholeText {
  std::size_t last = 0;  ///< which of the submits completed it, from 1
  std::string to, text;
  std::size_t parts = 1;
};
/// Long texts are joined, in the order in which their last parts came. A part that came twice counts once.
std::vector<WholeText> whole_texts(const std::vector<Submitted>& submitted);

}  // namespace lapor::smscsim
