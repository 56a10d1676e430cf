// Checks the client and the host name of a request before it is routed. Pure.
#pragma once
#include <optional>

#include "web/site.hpp"

namespace lapor::web {

/// Refuses a Host that isn't ours (DNS rebinding), and a POST that a page of another site made (CSRF).
std::optional<Refusal> objection(const Request& request, const Site& site);
/// The visitor's address, of IPv6 its network of 64 bits: the proxy's last word where a proxy is believed,
/// else the peer of the connection.
std::string client_of(const Request& request, std::string_view peer, const Site& site);
/// The name and value of the session's cookie; "" if the request has none.
std::string session_of(const Request& request, const Site& site);
/// The header Set-Cookie for a session; an empty one ends it.
std::string session_cookie(std::string_view session, const Site& site);

}  // namespace lapor::web
