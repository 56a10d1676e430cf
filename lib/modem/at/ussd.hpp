// USSD codes and replies as modems write them (+CUSD: 3GPP TS 27.007 §7.15; data coding: TS 23.038 §5). Pure;
// any bytes are safe.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "engine/api/modem_profile.hpp"

namespace lapor::modem::ussd {

/// A code ("*888#") as it stands between the quotes of AT+CUSD=1,"…",15. It is made of digits, * and # only:
/// anything else would end the quotes, so lapord refuses it before it comes here.
/// \throws PreconditionBroken if it isn't
std::string encode_code(std::string_view code, engine::UssdCoding coding);

struct Reply {
  unsigned mode =
      0;  ///< <m>: 0 the end, 1 a menu that waits for a choice, 2 ended by the network, above: refused
  std::string text;  ///< UTF-8
  bool has_text() const { return mode <= 2 && !text.empty(); }
};
/// Reads a whole "+CUSD: …" with the line ends within its quotes; nullopt if it is none.
std::optional<Reply> read_reply(std::string_view line, engine::UssdCoding coding);

}  // namespace lapor::modem::ussd
