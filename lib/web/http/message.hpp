// A request as the pages see it, and what they answer. Values; reader and writer carry them over a socket.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "web/http/target.hpp"

namespace lapor::web {

enum class Method { get, head, post };

struct Request {
  Method method = Method::get;
  std::string path;
  Fields query, form;  ///< form: of a POST
  std::string body;    ///< as it came
  std::string host;    ///< lower case
  // "" if a header is absent
  std::string cookie, origin, fetch_site, content_type, authorization, idempotency_key, forwarded_for,
      forwarded_proto, accept_encoding;
  bool keep_alive = true;
  std::string client;  ///< the visitor's address, for limits
  bool over_unix_socket = false;
};

struct Response {
  unsigned status = 200;
  std::string type = "text/html; charset=utf-8";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
  bool forever = false;  ///< the bytes of this URL never change
  bool live = false;     ///< a stream of server-sent events begins; no body
};

/// The reason why a request was refused: one of a closed set, for the metrics.
struct Refusal {
  unsigned status = 400;
  std::string reason;  ///< "host", "target", "encoding" …
};

}  // namespace lapor::web
