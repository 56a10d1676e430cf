#include "modem/protocol/node_frames.hpp"

#include "modem/protocol/wire.hpp"
#include "support/catch.hpp"

using namespace lapor::modem;

TEST_CASE("an offer crosses unaltered") {
  const node::Offer offer{7, "blora", std::string(64, 'a'), "192.0.2.7", wire::version, "1.2.3"};
  const auto back = node::decode_from_listener(node::encode(node::FromListener{offer}));
  REQUIRE(back);
  const auto& got = std::get<node::Offer>(*back);
  CHECK(got.offer == 7);
  CHECK(got.node == "blora");
  CHECK(got.fingerprint == offer.fingerprint);
  CHECK(got.peer == "192.0.2.7");
  CHECK(got.wire_version == wire::version);
  CHECK(got.program == "1.2.3");
}

TEST_CASE("a worker's frame is told from a link's value by its first byte") {
  const auto frame = wire::encode(wire::FromWorker{wire::NewMessageIndication{}});
  CHECK(node::is_worker_frame(frame));
  CHECK_FALSE(node::decode_link_value(frame));
  const auto ping = node::encode(node::LinkValue{node::Ping{3}});
  CHECK_FALSE(node::is_worker_frame(ping));
  CHECK_FALSE(wire::decode_from_worker(ping));
  CHECK_FALSE(wire::decode_to_worker(ping));
  CHECK_FALSE(node::is_worker_frame(""));
}

TEST_CASE("every cut of a node's packet, and every surplus, is refused") {
  const auto hello = node::encode(node::LinkValue{node::Hello{6, "1.2.3"}});
  for (std::size_t n = 0; n < hello.size(); ++n) CHECK_FALSE(node::decode_link_value(hello.substr(0, n)));
  CHECK(node::decode_link_value(hello));
  CHECK_FALSE(node::decode_link_value(hello + '\0'));
}

TEST_CASE("texts that are longer than anybody says them are refused") {
  CHECK_FALSE(node::decode_link_value(node::encode(node::LinkValue{node::Hello{6, std::string(81, '1')}})));
  CHECK_FALSE(node::decode_link_value(node::encode(node::LinkValue{node::Farewell{std::string(401, 'x')}})));
  CHECK_FALSE(node::decode_from_listener(
      node::encode(node::FromListener{node::Offer{1, std::string(81, 'b'), {}, {}, 6, {}}})));
}
