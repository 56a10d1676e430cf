#include "modem/link/packets.hpp"

#include <random>
#include <vector>

#include "support/catch.hpp"

using namespace lapor::modem::link;

TEST_CASE("packets come out as they went in, however the stream is cut") {
  std::mt19937 dice(7);
  const std::vector<std::string> packets{"a", std::string(max_packet, 'x'), std::string("\0\x81", 2),
                                         std::string(1000, '\xff')};
  std::string stream;
  for (const auto& packet : packets) stream += with_length(packet);
  for (int round = 0; round < 20; ++round) {
    PacketReader reader;
    std::vector<std::string> out;
    for (std::size_t at = 0; at < stream.size();) {
      const auto n = std::min<std::size_t>(1 + dice() % 20'000, stream.size() - at);
      reader.add({stream.data() + at, n});
      at += n;
      while (auto packet = reader.next()) out.push_back(*packet);
    }
    CHECK(out == packets);
    CHECK_FALSE(reader.is_broken());
  }
}

TEST_CASE("a length that no packet has breaks the stream for good") {
  for (const auto& length :
       {std::string("\0\0\0\0", 4), std::string("\x01\0\x01\0", 4), std::string(4, '\xff')}) {
    PacketReader reader;
    reader.add(with_length("good"));
    reader.add(length);
    reader.add(with_length("never"));
    CHECK(reader.next() == "good");
    CHECK_FALSE(reader.next());
    CHECK(reader.is_broken());
    CHECK_FALSE(reader.next());
  }
}
