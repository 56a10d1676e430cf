#include "base/host_port.hpp"

#include "support/catch.hpp"

using namespace lapor;

TEST_CASE("a host and its port are read, an IPv6 address out of its brackets") {
  const auto name = read_host_port("lapor.example.go.id:8312"), v6 = read_host_port("[2001:db8::1]:80");
  REQUIRE((name && v6));
  CHECK(name->host == "lapor.example.go.id");
  CHECK(name->port == 8312);
  CHECK_FALSE(name->bracketed);
  CHECK(v6->host == "2001:db8::1");
  CHECK(v6->port == 80);
  CHECK(v6->bracketed);
  CHECK(read_host_port("127.0.0.1:0")->port == 0);
  CHECK(read_host_port("127.0.0.1:65535")->port == 65535);
}

TEST_CASE("what has no host or no port is none") {
  for (const auto* text :
       {"", ":", ":80", "host", "host:", "host:65536", "host:-1", "host:+1", "host: 80", "host:80x"}) {
    INFO(text);
    CHECK_FALSE(read_host_port(text));
  }
}
