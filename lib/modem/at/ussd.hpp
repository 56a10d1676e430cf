// USSD codes and their answers as modems write them (+CUSD: 3GPP TS 27.007 §7.15; data coding: TS 23.038 §5).
// Pure.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "engine/api/modem_profile.hpp"

namespace lapor::modem::ussd {

/// The text of AT+CUSD=1,"…",15. \pre digits, * and # only
std::string written(std::string_view code, engine::UssdCoding coding);

struct Answer {
  unsigned mode = 0;  ///< 0 the end, 1 a menu that waits, 2 ended by the network, above: refused
  std::string text;   ///< UTF-8
  bool good() const { return mode <= 2 && !text.empty(); }
};
/// A whole "+CUSD: …", line ends within its quotes and all; nothing: it is none.
std::optional<Answer> read(std::string_view line, engine::UssdCoding coding);

}  // namespace lapor::modem::ussd
