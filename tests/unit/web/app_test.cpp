// From a request to a page: names, other sites, limits, methods.
#include <fmt/format.h>

#include "support/catch.hpp"
#include "unit/web/site.hpp"
#include "web/assets.hpp"
#include "web/http/policy.hpp"
#include "web/http/writer.hpp"

using namespace lapor;
using namespace lapor::web;

TEST_CASE("a request for another name than ours is refused before it is routed", "[web]") {
  Visitor visitor;
  for (const auto* host :
       {"evil.example", "127.0.0.1", "127.0.0.1:80", "localhost:8312", "", "127.0.0.1:8311.evil"}) {
    auto request = get("/healthz");
    request.host = host;
    INFO(host);
    CHECK(visitor.ask(request).status == 421);
  }
  for (const auto* host : {"127.0.0.1:8311", "localhost:8311", "[::1]:8311"}) {
    auto request = get("/healthz");
    request.host = host;
    CHECK(visitor.ask(request).status == 200);
  }
  auto settings = settings_json();
  auto hosts = Json::list();
  hosts.add("lapor.example");
  settings.set("hosts", hosts);
  visitor.at = std::make_shared<const Site>(read_site(settings));
  auto request = get("/healthz");
  request.host = "lapor.example";
  CHECK(visitor.ask(request).status == 200);
}

TEST_CASE("a form that a page of another site sends is refused", "[web]") {
  Visitor visitor;
  const auto sent = [&](const std::string& origin, const std::string& site) {
    auto request = post("/lapor", "text=x");
    request.origin = origin;
    request.fetch_site = site;
    return visitor.ask(request).status;
  };
  CHECK(sent("http://evil.example", "") == 403);
  CHECK(sent("null", "") == 403);
  CHECK(sent("http://127.0.0.1:8312", "") == 403);
  CHECK(sent("", "cross-site") == 403);
  CHECK(sent("", "same-site") == 403);
  CHECK(sent("http://127.0.0.1:8311", "same-origin") != 403);
  auto live = get("/live");
  live.origin = "http://evil.example";
  CHECK(visitor.ask(live).status == 403);
}

TEST_CASE("an address asks so often and no more, whatever it says of itself", "[web]") {
  Visitor visitor;
  unsigned refused = 0;
  for (int i = 0; i < 30; ++i) {
    auto request = get("/cek", "no=1000015");
    request.forwarded_for = "10.0.0." + std::to_string(i);
    request.client = client_of(request, "127.0.0.1", *visitor.at);
    refused += visitor.ask(request).status == 429;
  }
  CHECK(refused == 10);
}

TEST_CASE("only a proxy's last word tells who visits", "[web]") {
  auto settings = settings_json();
  settings.set("behind_proxy", true);
  const auto behind = read_site(settings);
  auto request = get("/");
  request.forwarded_for = "1.1.1.1, 2.2.2.2";
  CHECK(client_of(request, "127.0.0.1", behind) == "2.2.2.2");
  CHECK(client_of(request, "127.0.0.1", *site()) == "127.0.0.1");
  request.forwarded_for = "<script>";
  CHECK(client_of(request, "127.0.0.1", behind) == "127.0.0.1");
}

TEST_CASE("who has an IPv6 address is counted by its network, for they have all of it", "[web]") {
  const auto who = [](const std::string& peer) { return client_of(get("/"), peer, *site()); };
  CHECK(who("2001:db8:1:2:3:4:5:6") == who("2001:db8:1:2:ffff::1"));
  CHECK(who("2001:db8:1:2::1") != who("2001:db8:1:3::1"));
  CHECK(who("::ffff:10.0.0.1") != who("::ffff:10.0.0.2"));
  CHECK(who("::1") == "::1");
}

TEST_CASE("an unknown page is 404, a wrong method 405, and each page's other spelling is the same", "[web]") {
  Visitor visitor;
  CHECK(visitor.ask(get("/nothing")).status == 404);
  CHECK(visitor.ask(get("/a/lapor.00000000.css")).status == 404);
  CHECK(visitor.ask(post("/healthz", "")).status == 405);
  for (const auto& route : routes()) {
    std::string path(route.path);
    if (path.ends_with('*')) path.back() = 'x';
    std::string encoded;
    for (const char c : path)
      encoded += c == '/' ? std::string("/") : fmt::format("%{:02x}", static_cast<unsigned>(c));
    INFO(encoded);
    const auto target = read_target(encoded);
    REQUIRE(target);
    auto request = get(target->path);
    request.method = route.method;
    CHECK(App::route_of(request) == route.path);
  }
}

TEST_CASE("every answer has the headers that close a browser in", "[web]") {
  Visitor visitor;
  for (const auto* path : {"/", "/nothing", "/healthz", "/cek"}) {
    const auto bytes = write(visitor.ask(get(path)), true, false);
    INFO(path);
    CHECK(bytes.find("Content-Security-Policy: default-src 'none'; script-src 'self'") != std::string::npos);
    CHECK(bytes.find("X-Content-Type-Options: nosniff") != std::string::npos);
    CHECK(bytes.find("Cache-Control: no-store") != std::string::npos);
    CHECK(bytes.find("'unsafe") == std::string::npos);
    CHECK(bytes.find(fmt::format("style-src 'self' 'sha256-{}'", style_hash())) != std::string::npos);
    // With no-referrer a browser would send our own forms with "Origin: null", which is refused.
    CHECK(bytes.find("Referrer-Policy: same-origin") != std::string::npos);
  }
}

TEST_CASE("a page holds its style, so that nothing else is asked for before it is painted", "[web]") {
  Visitor visitor;
  const auto page = visitor.ask(get("/cek")).body;
  CHECK(page.find(fmt::format("<style>{}</style>", style().text())) != std::string::npos);
  CHECK(page.find("rel=\"stylesheet\"") == std::string::npos);
  CHECK(style().text().find("</") == std::string::npos);
}

TEST_CASE("assets may be kept for ever, and are packed for who can unpack", "[web]") {
  Visitor visitor;
  CHECK(assets().size() == 2);
  for (const auto& asset : assets()) {
    auto request = get(asset_url(asset.name));
    const auto plain = visitor.ask(request);
    CHECK(plain.status == 200);
    CHECK(plain.body == asset.bytes);
    CHECK(plain.forever);
    request.accept_encoding = "br, gzip";
    const auto packed = visitor.ask(request);
    CHECK(packed.body.substr(0, 2) == "\x1f\x8b");
  }
}

TEST_CASE("who waits for a gateway that doesn't answer is told so, and the process still lives", "[web]") {
  Visitor visitor;
  CHECK(visitor.ask(get("/")).status == 503);
  CHECK(visitor.ask(get("/cek", "no=1000015")).status == 503);
  CHECK(visitor.ask(get("/readyz")).status == 503);
  CHECK(visitor.ask(get("/healthz")).status == 200);
}

TEST_CASE("metrics are for the Unix socket and for who has a token", "[web]") {
  Visitor visitor;
  visitor.lapord = [](const Json& question) {
    const bool may =
        control::flag_of(question, "local") || control::text_of(question, "token") == "vera.right";
    return may ? control::done("lapor_modem_up 1\n") : control::refused("token");
  };
  CHECK(visitor.ask(get("/metrics")).status == 403);
  auto request = get("/metrics");
  request.authorization = "Bearer wrong";
  CHECK(visitor.ask(request).status == 403);
  request.authorization = "Bearer vera.right";
  CHECK(visitor.ask(request).body == "lapor_modem_up 1\n");
  request = get("/metrics");
  request.over_unix_socket = true;
  CHECK(visitor.ask(request).status == 200);
  request.forwarded_for = "10.0.0.1";  // a proxy's visitor is no neighbour
  CHECK(visitor.ask(request).status == 403);
}

TEST_CASE("a program that asks too often is told in the format that it asked for", "[web]") {
  Visitor visitor;
  for (const auto& [path, type] : {std::pair{"/open311/v2/requests.json", "application/json; charset=utf-8"},
                                   std::pair{"/open311/v2/requests.xml", "text/xml; charset=utf-8"}}) {
    Response last;
    for (int i = 0; i < 21; ++i) last = visitor.ask(get(path));
    CHECK(last.status == 429);
    CHECK(last.type == type);
    CHECK(last.body.find("429") != std::string::npos);
  }
}

TEST_CASE("HEAD tells the length and has no body", "[web]") {
  Response response;
  response.body = "12345";
  const auto bytes = write(response, false, true);
  CHECK(bytes.find("Content-Length: 5\r\n") != std::string::npos);
  CHECK(bytes.ends_with("\r\n\r\n"));
}
