#include "web/http/policy.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace lapor::web {
namespace {

constexpr std::string_view unix_prefix = "unix:";

std::string_view port_of(std::string_view listen) {
  const auto colon = listen.rfind(':');
  return colon == listen.npos || listen.starts_with(unix_prefix) ? std::string_view{}
                                                                 : listen.substr(colon + 1);
}

bool is_ours(const std::string& host, const Site& site, bool over_unix_socket) {
  if (std::find(site.hosts.begin(), site.hosts.end(), host) != site.hosts.end()) return true;
  if (over_unix_socket && site.hosts.empty()) return true;  // the proxy before it knows its names
  const auto port = port_of(site.listen);
  if (port.empty()) return host == "localhost";
  const auto at_port = fmt::format(":{}", port);
  for (const auto* name : {"localhost", "127.0.0.1", "[::1]"})
    if (host == name + at_port || (port == "80" && host == name)) return true;
  return host == site.listen;
}

/// The origin that a page of ours has, whatever its scheme: the proxy knows that.
bool same_origin(const Request& r) {
  const auto slashes = r.origin.find("://");
  return slashes != r.origin.npos && r.origin.substr(slashes + 3) == r.host;
}

bool other_site(const Request& r) {
  if (!r.fetch_site.empty() && r.fetch_site != "same-origin" && r.fetch_site != "none") return true;
  return !r.origin.empty() && !same_origin(r);
}

/// Programs that hand in reports have a key instead of a browser.
bool for_programs(const Request& r) { return r.path.starts_with("/open311/"); }

/// A visitor with an IPv6 address has the 2^64 of its network.
std::string network_of(const std::string& address) {
  in6_addr parsed{};
  if (::inet_pton(AF_INET6, address.c_str(), &parsed) != 1) return address;
  if (IN6_IS_ADDR_V4MAPPED(&parsed) || IN6_IS_ADDR_LOOPBACK(&parsed)) return address;
  std::fill(parsed.s6_addr + 8, parsed.s6_addr + 16, std::uint8_t{0});
  std::array<char, INET6_ADDRSTRLEN> text{};
  return std::string(::inet_ntop(AF_INET6, &parsed, text.data(), text.size())) + "/64";
}

std::string_view cookie_name(const Site& site) { return site.behind_proxy ? "__Host-lapor" : "lapor"; }

}  // namespace

std::optional<Refusal> objection(const Request& request, const Site& site) {
  if (!is_ours(request.host, site, request.over_unix_socket)) return Refusal{421, "host"};
  const bool changes = request.method == Method::post || request.path == "/live";
  if (changes && !for_programs(request) && other_site(request)) return Refusal{403, "origin"};
  return std::nullopt;
}

std::string client_of(const Request& request, std::string_view peer, const Site& site) {
  if (!site.behind_proxy && !request.over_unix_socket) return network_of(std::string(peer));
  const auto& list = request.forwarded_for;
  const auto comma = list.rfind(',');
  auto last = std::string_view(list).substr(comma == list.npos ? 0 : comma + 1);
  while (last.starts_with(' ')) last.remove_prefix(1);
  constexpr std::size_t longest_address = 45;
  const bool good = !last.empty() && last.size() <= longest_address &&
                    last.find_first_not_of("0123456789abcdefABCDEF:.") == last.npos;
  return network_of(std::string(good ? last : peer));
}

std::string session_of(const Request& request, const Site& site) {
  const auto name = fmt::format("{}=", cookie_name(site));
  std::string_view rest = request.cookie;
  while (!rest.empty()) {
    const auto end = std::min(rest.find(';'), rest.size());
    auto pair = rest.substr(0, end);
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    if (pair.starts_with(name)) return std::string(pair.substr(name.size()));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return {};
}

std::string session_cookie(std::string_view session, const Site& site) {
  const auto where = site.behind_proxy ? "Path=/; Secure" : "Path=/meja";
  return fmt::format("{}={}; {}; HttpOnly; SameSite=Strict{}", cookie_name(site), session, where,
                     session.empty() ? "; Max-Age=0" : "");
}

}  // namespace lapor::web
