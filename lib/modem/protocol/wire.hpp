// The bytes of frames.hpp's values: what a value is encoded to, and what a packet says.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "modem/protocol/frames.hpp"

namespace lapor::modem::wire {

std::string encode(const ToWorker& value);
std::string encode(const FromWorker& value);
/// nullopt if the packet is no such value, or one that is longer than its source can make it.
std::optional<ToWorker> decode_to_worker(std::string_view frame);
std::optional<FromWorker> decode_from_worker(std::string_view frame, Teller teller = Teller::modem);

}  // namespace lapor::modem::wire
