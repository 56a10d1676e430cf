// Any lines as the replies to a worker's own commands, and as the answer of +CUSD.
#include <algorithm>

#include "base/utf8.hpp"
#include "fuzz/input.hpp"
#include "modem/at/at_replies.hpp"
#include "modem/at/result_codes.hpp"
#include "modem/at/ussd.hpp"

using namespace lapor;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string all(reinterpret_cast<const char*>(data), size);
  modem::Lines lines;
  for (std::size_t at = 0; at < all.size();) {
    const auto end = std::min(all.find('\n', at), all.size());
    lines.push_back(all.substr(at, end - at));
    at = end + 1;
  }
  const std::string first = lines.empty() ? "" : lines.front();
  modem::read_pin_state(lines, first);
  modem::says_wrong_pin(first);
  if (const auto tries = modem::read_pin_tries_left(lines)) fuzz::must(*tries <= 10);
  modem::read_iccid(lines);
  modem::read_registration(lines);
  modem::read_operator(lines);
  modem::read_charset(lines);
  modem::read_storage_usage(lines, "SM");
  modem::read_slot_count(lines);
  for (const auto& line : lines) {
    modem::is_error(line);
    modem::is_final(line);
    modem::refusal_of(line);
    for (const auto coding : {engine::UssdCoding::ucs2, engine::UssdCoding::gsm, engine::UssdCoding::packed})
      if (const auto reply = modem::ussd::read_reply(line, coding))
        fuzz::must(utf8::clean(reply->text) == reply->text);
  }
  return 0;
}
