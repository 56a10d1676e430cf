#include "web/http/reader.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include "base/ascii.hpp"

namespace lapor::web {
namespace {

namespace http = boost::beast::http;
using Outcome = std::variant<Request, Refusal>;

constexpr std::string_view head_end = "\r\n\r\n";

template <class Text>
std::string std_text(const Text& text) {
  return std::string(text.data(), text.size());
}

std::string lower(std::string text) {
  for (auto& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

/// Headers of which a second one could mean something else to a proxy.
constexpr http::field only_once[] = {http::field::host,         http::field::content_length,
                                     http::field::content_type, http::field::cookie,
                                     http::field::origin,       http::field::authorization};

template <class Fields>
std::optional<Refusal> unfit(const Fields& fields) {
  if (fields.count(http::field::transfer_encoding) > 0) return Refusal{411, "encoding"};
  if (fields.count(http::field::expect) > 0) return Refusal{417, "expect"};
  for (const auto field : only_once)
    if (fields.count(field) > 1) return Refusal{400, "header-twice"};
  if (fields.count(http::field::host) != 1) return Refusal{400, "host"};
  return std::nullopt;
}

std::optional<Method> method_of(http::verb verb) {
  if (verb == http::verb::get) return Method::get;
  if (verb == http::verb::head) return Method::head;
  if (verb == http::verb::post) return Method::post;
  return std::nullopt;
}

Refusal refusal_of(const boost::beast::error_code& error) {
  if (error == http::error::body_limit) return {413, "body"};
  if (error == http::error::header_limit) return {431, "head"};
  return {400, "syntax"};
}

bool is_form(std::string_view type) {
  return lower(std::string(type.substr(0, type.find(';')))) == "application/x-www-form-urlencoded";
}

Outcome request_of(const http::request<http::string_body>& message) {
  if (auto why = unfit(message)) return *why;
  Request r;
  const auto method = method_of(message.method());
  if (!method) return Refusal{405, "method"};
  r.method = *method;
  const auto header = [&](auto name) {
    const auto at = message.find(name);
    return at == message.end() ? std::string{} : std_text(at->value());
  };
  auto target = read_target(std_text(message.target()));
  if (!target) return Refusal{400, "target"};
  r.path = std::move(target->path);
  r.query = std::move(target->query);
  r.body = message.body();
  if (r.method != Method::post && !r.body.empty()) return Refusal{400, "body"};
  r.content_type = header(http::field::content_type);
  if (r.method == Method::post && !r.body.empty()) {
    if (!is_form(r.content_type)) return Refusal{415, "type"};
    auto form = read_fields(r.body);
    if (!form) return Refusal{400, "form"};
    r.form = std::move(*form);
  }
  r.host = lower(header(http::field::host));
  r.cookie = header(http::field::cookie);
  r.origin = header(http::field::origin);
  r.fetch_site = header("Sec-Fetch-Site");
  r.authorization = header(http::field::authorization);
  r.idempotency_key = header("Idempotency-Key");
  r.forwarded_for = header("X-Forwarded-For");
  r.forwarded_proto = header("X-Forwarded-Proto");
  r.accept_encoding = header(http::field::accept_encoding);
  r.keep_alive = message.keep_alive();
  return r;
}

}  // namespace

struct Reader::Parser {
  Parser() {
    message.eager(true);
    message.header_limit(longest_head);
    message.body_limit(longest_body);
  }
  http::request_parser<http::string_body> message;
};

Reader::Reader() = default;
Reader::~Reader() = default;
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;

void Reader::put(std::string_view bytes) { buffer_ += bytes; }

/// The refusal of a head that Beast reads as something else, or not at all.
std::optional<Refusal> Reader::look_at_head(std::string_view head) {
  if (head.size() > longest_head) return Refusal{431, "head"};
  if (head.find('\0') != head.npos) return Refusal{400, "syntax"};
  if (head.find("\r\n ") != head.npos || head.find("\r\n\t") != head.npos) return Refusal{400, "fold"};
  return std::nullopt;
}

std::optional<Outcome> Reader::next() {
  if (!parser_) {
    const auto end = buffer_.find(head_end);
    if (end == buffer_.npos) {
      if (buffer_.size() > longest_head) return Refusal{431, "head"};
      return std::nullopt;
    }
    if (auto why = look_at_head(std::string_view(buffer_).substr(0, end))) return *why;
    parser_ = std::make_unique<Parser>();
  }
  return parse();
}

std::optional<Outcome> Reader::parse() {
  boost::beast::error_code error;
  while (!buffer_.empty() && !parser_->message.is_done()) {
    const auto used = parser_->message.put(boost::asio::buffer(buffer_), error);
    buffer_.erase(0, used);
    if (error == http::error::need_more) break;
    if (error) return refusal_of(error);
    if (used == 0) break;
  }
  if (!parser_->message.is_done()) {
    if (!parser_->message.is_header_done()) return std::nullopt;
    // A client that waits for a word before it sends the body would wait without end.
    if (auto why = unfit(parser_->message.get())) return *why;
    return std::nullopt;
  }
  auto outcome = request_of(parser_->message.get());
  parser_.reset();
  return outcome;
}

}  // namespace lapor::web
