#include "web/http/writer.hpp"

#include <fmt/format.h>

#include <array>

#include "web/assets.hpp"

namespace lapor::web {
namespace {

/// No script, style or picture but our own; nobody may frame the pages; nothing is sent elsewhere. {} is the
/// hash of the style within the pages.
constexpr std::string_view security =
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self' 'sha256-{}'; "
    "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "trusted-types lapor; "
    "require-trusted-types-for 'script'\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "X-Frame-Options: DENY\r\n"
    // Not no-referrer: with that a browser sends "Origin: null" with our own forms.
    "Referrer-Policy: same-origin\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Permissions-Policy: camera=(), geolocation=(), microphone=()\r\n";

constexpr std::array phrases{std::pair{200U, "OK"},
                             std::pair{201U, "Created"},
                             std::pair{303U, "See Other"},
                             std::pair{304U, "Not Modified"},
                             std::pair{400U, "Bad Request"},
                             std::pair{401U, "Unauthorized"},
                             std::pair{403U, "Forbidden"},
                             std::pair{404U, "Not Found"},
                             std::pair{405U, "Method Not Allowed"},
                             std::pair{409U, "Conflict"},
                             std::pair{411U, "Length Required"},
                             std::pair{413U, "Content Too Large"},
                             std::pair{415U, "Unsupported Media Type"},
                             std::pair{417U, "Expectation Failed"},
                             std::pair{421U, "Misdirected Request"},
                             std::pair{429U, "Too Many Requests"},
                             std::pair{431U, "Request Header Fields Too Large"},
                             std::pair{503U, "Service Unavailable"}};

std::string_view cache_of(const Response& response) {
  return response.forever ? "public, max-age=31536000, immutable" : "no-store";
}

}  // namespace

std::string_view reason_phrase(unsigned status) {
  for (const auto& [code, phrase] : phrases)
    if (code == status) return phrase;
  return "Unknown";
}

std::string write(const Response& r, bool keep_alive, bool head_only) {
  auto out = fmt::format("HTTP/1.1 {} {}\r\nContent-Type: {}\r\nCache-Control: {}\r\n", r.status,
                         reason_phrase(r.status), r.type, cache_of(r));
  out += fmt::format(security, style_hash());
  for (const auto& [name, value] : r.headers) out += fmt::format("{}: {}\r\n", name, value);
  if (r.live) return out + "Connection: close\r\nX-Accel-Buffering: no\r\n\r\n";
  out += fmt::format("Content-Length: {}\r\nConnection: {}\r\n\r\n", r.body.size(),
                     keep_alive ? "keep-alive" : "close");
  return head_only ? out : out + r.body;
}

Response refusal_page(const Refusal& refusal) {
  Response response;
  response.status = refusal.status;
  response.type = "text/plain; charset=utf-8";
  response.body = fmt::format("{} {} ({})\n", refusal.status, reason_phrase(refusal.status), refusal.reason);
  if (refusal.status == 405) response.headers.emplace_back("Allow", "GET, HEAD, POST");
  return response;
}

}  // namespace lapor::web
