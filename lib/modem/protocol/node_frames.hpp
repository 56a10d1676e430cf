// The values that cross beside a worker's frames where its modem is plugged into another box: between
// lapord-node there and lapord-nodes here over TLS, and between lapord-nodes and lapord over nodes.sock. One
// value a packet. The first byte tells such a packet from a worker's frame, which passes unread.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace lapor::modem::node {

inline constexpr std::uint8_t version = 0x81;  ///< never wire::version
inline bool is_worker_frame(std::string_view packet) {
  return !packet.empty() && static_cast<std::uint8_t>(packet.front()) != version;
}

// Over TLS.

/// The first packet of a node; and the gateway's answer where it admits that node.
struct Hello {
  std::uint32_t wire_version = 0;  ///< wire::version of its workers
  std::string program;             ///< "1.2.3"
};
/// Asks whether the other side is still there; both sides do.
struct Ping {
  std::uint32_t number = 0;
};
struct Pong {
  std::uint32_t number = 0;
};
/// The last packet of a side. From the gateway: end the worker; `text` is why, where a person should know.
/// From the node: the worker has ended, by "signal 9"; empty if there was none.
struct Farewell {
  std::string text;
};
using LinkValue = std::variant<Hello, Ping, Pong, Farewell>;

std::string encode(const LinkValue& value);
/// nullopt if it is none.
std::optional<LinkValue> decode_link_value(std::string_view packet);

// Over nodes.sock.

/// lapord's first packet: where to listen, and by which papers (PEM).
struct ListenAt {
  std::string address, key, certificate, authority;
};
/// A connection that was offered will be used.
struct Accept {
  std::uint32_t offer = 0;
};
/// It isn't wanted; the node is told why.
struct Refuse {
  std::uint32_t offer = 0;
  std::string why;
};
using ToListener = std::variant<ListenAt, Accept, Refuse>;

/// The answer to ListenAt.
struct Listening {
  std::uint32_t port = 0;
  std::string error;  ///< not empty: it can't listen
};
/// A node has come whose certificate our authority has signed. With the packet come two descriptors: the
/// socket of a worker that begins with its first frame, and a pipe that tells how that worker has ended. The
/// pipe is closed without a word where the connection was lost.
struct Offer {
  std::uint32_t offer = 0;
  std::string node, fingerprint;  ///< of its certificate: the name, and SHA-256 in hexadecimal digits
  std::string peer;               ///< its address
  std::uint32_t wire_version = 0;
  std::string program;
};
/// The connection of that offer is closed.
struct Gone {
  std::uint32_t offer = 0;
};
using FromListener = std::variant<Listening, Offer, Gone>;

std::string encode(const ToListener& value);
std::string encode(const FromListener& value);
/// nullopt if it is none, or one with texts that are too long.
std::optional<ToListener> decode_to_listener(std::string_view packet);
std::optional<FromListener> decode_from_listener(std::string_view packet);

}  // namespace lapor::modem::node
