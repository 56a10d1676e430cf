// Reads a node's bytes as lapord-nodes does, and the bytes of lapord-nodes as lapord does.
#include <cstddef>
#include <cstdint>

#include "fuzz/input.hpp"
#include "modem/link/packets.hpp"
#include "modem/protocol/node_frames.hpp"

using namespace lapor::modem;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  link::PacketReader reader;
  for (std::size_t at = 0; at < size; at += 7) {
    reader.add(bytes.substr(at, 7));
    while (const auto packet = reader.next()) {
      node::decode_link_value(*packet);
      node::decode_from_listener(*packet);
      node::decode_to_listener(*packet);
    }
  }
  node::decode_from_listener(bytes);
  return 0;
}
