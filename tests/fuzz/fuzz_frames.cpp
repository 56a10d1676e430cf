// Any packet between lapord and a worker, in both directions: what is decoded is written the same again, and
// what a worker says is cut to its bounds.
#include "fuzz/input.hpp"
#include "modem/protocol/bounds.hpp"
#include "modem/protocol/wire.hpp"

using namespace lapor::modem;
using lapor::fuzz::must;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string packet(reinterpret_cast<const char*>(data), size);
  if (const auto value = wire::decode_to_worker(packet)) must(wire::encode(*value) == packet);
  if (const auto value = wire::decode_from_worker(packet)) {
    must(wire::encode(*value) == packet);
    if (!std::holds_alternative<wire::Remark>(*value)) must(wire::within_bounds(wire::cut_to_bounds(*value)));
  }
  return 0;
}
