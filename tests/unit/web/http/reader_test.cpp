// Requests as bytes: what is taken, and what every version of Beast must refuse.
#include "web/http/reader.hpp"

#include "support/catch.hpp"
#include "support/odd_texts.hpp"

using namespace lapor::web;

namespace {

std::optional<std::variant<Request, Refusal>> read(const std::string& bytes) {
  Reader reader;
  reader.put(bytes);
  return reader.next();
}

/// The reason of the refusal; "" for a request, "more" while bytes are missing.
std::string reason(const std::string& bytes) {
  const auto got = read(bytes);
  if (!got) return "more";
  const auto* refusal = std::get_if<Refusal>(&*got);
  return refusal ? refusal->reason : "";
}

std::string with(const std::string& headers, const std::string& line = "GET / HTTP/1.1") {
  return line + "\r\nHost: a\r\n" + headers + "\r\n";
}

}  // namespace

TEST_CASE("a request is read, however it is cut", "[web]") {
  const std::string bytes =
      "POST /lapor?x=1 HTTP/1.1\r\nHost: Lapor.Example\r\nContent-Type: application/x-www-form-urlencoded\r\n"
      "Content-Length: 11\r\nCookie: lapor=abc\r\n\r\ntext=a+b%21";
  for (std::size_t cut = 1; cut < bytes.size(); ++cut) {
    Reader reader;
    reader.put(bytes.substr(0, cut));
    CHECK_FALSE(reader.next());
    reader.put(bytes.substr(cut));
    const auto got = reader.next();
    REQUIRE(got);
    const auto& request = std::get<Request>(*got);
    CHECK(request.method == Method::post);
    CHECK(request.path == "/lapor");
    CHECK(request.query["x"] == "1");
    CHECK(request.form["text"] == "a b!");
    CHECK(request.host == "lapor.example");
    CHECK(request.cookie == "lapor=abc");
  }
}

TEST_CASE("requests one behind the other are read one by one", "[web]") {
  Reader reader;
  reader.put(with("") + with("", "HEAD /cek HTTP/1.1"));
  CHECK(std::get<Request>(*reader.next()).path == "/");
  CHECK(std::get<Request>(*reader.next()).method == Method::head);
  CHECK_FALSE(reader.next());
  CHECK(reader.idle());
}

TEST_CASE("what a proxy may read otherwise is refused", "[web]") {
  CHECK(reason(with("")) == "");
  CHECK(reason("GET / HTTP/1.1\r\n\r\n") == "host");
  CHECK(reason(with("Host: b\r\n")) == "header-twice");
  CHECK(reason(with("Transfer-Encoding: chunked\r\n", "POST / HTTP/1.1")) == "encoding");
  CHECK(reason(with("Transfer-Encoding: xchunked\r\n", "POST / HTTP/1.1")) == "encoding");
  CHECK(reason(with("Transfer-Encoding: chunked\r\n", "POST / HTTP/1.0")) == "encoding");
  CHECK(reason(with("Content-Length: 5\r\nContent-Length: 6\r\n", "POST / HTTP/1.1")) != "");
  CHECK(reason(with("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "POST / HTTP/1.1")) != "");
  CHECK(reason(with("X-A: b\r\n c\r\n")) == "fold");
  CHECK(reason(with("Expect: 100-continue\r\nContent-Length: 5\r\n", "POST / HTTP/1.1")) == "expect");
  CHECK(reason(with("", "GET http://evil/ HTTP/1.1")) == "target");
  CHECK(reason(with("", "OPTIONS * HTTP/1.1")) == "method");
  CHECK(reason(with("", "DELETE / HTTP/1.1")) == "method");
  CHECK(reason(with("Bad Name: x\r\n")) == "syntax");
  CHECK(reason(std::string("GET / HTTP/1.1\r\nHost: a\0b\r\n\r\n", 31)) == "syntax");
  CHECK(reason("\x16\x03\x01\x02\r\n\r\n") == "syntax");
  CHECK(reason("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") == "syntax");
  CHECK(reason(with("Content-Length: 2\r\nContent-Type: text/xml\r\n", "POST / HTTP/1.1") + "ab") == "type");
  CHECK(reason(with("Content-Length: 2\r\n") + "ab") == "body");
}

TEST_CASE("a request is bounded before it is there", "[web]") {
  CHECK(reason("GET /" + std::string(Reader::longest_head, 'a')) == "head");
  CHECK(reason(with("X: " + std::string(Reader::longest_head, 'a') + "\r\n")) == "head");
  CHECK(reason(with("Content-Length: 65537\r\n", "POST / HTTP/1.1")) == "body");
  CHECK(reason(with("Content-Length: 65536\r\n", "POST / HTTP/1.1")) == "more");
}

TEST_CASE("any bytes are a request, a refusal, or too few", "[web]") {
  lapor::test::Random random{11};
  const std::vector<std::string> texts{with(""), with("Content-Length: 3\r\n", "POST /a HTTP/1.1") + "abc",
                                       with("Cookie: a=b\r\nOrigin: null\r\n")};
  for (int i = 0; i < 20000; ++i) {
    auto text = lapor::test::mutated(texts[lapor::test::below(random, texts.size())], texts, random);
    Reader reader;
    reader.put(text);
    for (int n = 0; n < 5; ++n) {
      const auto got = reader.next();
      if (!got || std::holds_alternative<Refusal>(*got)) break;
      CHECK(std::get<Request>(*got).path.starts_with("/"));
    }
  }
}
