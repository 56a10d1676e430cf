#include "web/app.hpp"

#include <algorithm>
#include <array>

#include "control/protocol.hpp"
#include "web/assets.hpp"
#include "web/http/policy.hpp"
#include "web/http/writer.hpp"
#include "web/open311/resources.hpp"
#include "web/pages/board.hpp"
#include "web/pages/check.hpp"
#include "web/pages/desk.hpp"
#include "web/pages/layout.hpp"
#include "web/pages/report_form.hpp"

namespace lapor::web {
namespace {

Step asset(const Visit& visit) {
  const auto* found = asset_of(visit.request.path);
  if (!found) return message_page(*visit.site, {}, 404, "Tidak ada", "Berkas ini tidak ada.");
  return serve(*found, visit.request);
}

Response plain(unsigned status, std::string text) {
  Response response;
  response.status = status;
  response.type = "text/plain; charset=utf-8";
  response.body = std::move(text);
  return response;
}

/// This process lives.
Step healthz(const Visit&) { return plain(200, "ok\n"); }

/// lapord answers and can write.
Step readyz(const Visit&) {
  return Ask{control::request("ready"), [](const Json& answer) -> Step {
               const auto result = control::result_of(answer);
               return result ? plain(200, "ready\n") : plain(503, "not ready\n");
             }};
}

/// Counts of agencies are not for everybody: over the Unix socket, or with a token.
Step metrics(const Visit& visit) {
  constexpr std::string_view bearer = "Bearer ";
  const auto& given = visit.request.authorization;
  const auto token = given.starts_with(bearer) ? given.substr(bearer.size()) : std::string{};
  const bool local = visit.request.over_unix_socket && visit.request.forwarded_for.empty();
  if (!local && token.empty()) return plain(403, "metrics: by the Unix socket, or with a token\n");
  return Ask{
      control::request("metrics", {{"local", local}, {"token", token}, {"client", visit.request.client}}),
      [](const Json& answer) -> Step {
        if (answer.is_null()) return plain(503, "no answer\n");
        const auto text = control::result_of(answer);
        if (!text || !text->text()) return plain(403, "metrics: by the Unix socket, or with a token\n");
        auto response = plain(200, *text->text());
        response.type = "text/plain; version=0.0.4; charset=utf-8";
        return response;
      }};
}

Step live(const Visit&) {
  Response response;
  response.type = "text/event-stream; charset=utf-8";
  response.live = true;
  return response;
}

constexpr std::array route_table{
    Route{Method::get, "/", Cost::page, board_page},
    Route{Method::get, "/en/", Cost::page, board_page_english},
    Route{Method::get, "/data.csv", Cost::page, board_csv_file},
    Route{Method::get, "/cek", Cost::look, check_page},
    Route{Method::get, "/open311/v2/requests.json", Cost::look, open311::list},
    Route{Method::get, "/open311/v2/requests.xml", Cost::look, open311::list},
    Route{Method::get, "/open311/v2/*", Cost::page, open311::get},
    Route{Method::post, "/open311/v2/requests.json", Cost::page, open311::post},
    Route{Method::post, "/open311/v2/requests.xml", Cost::page, open311::post},
    Route{Method::get, "/lapor", Cost::page, report_form},
    Route{Method::post, "/lapor", Cost::change, submit_report},
    Route{Method::post, "/lapor/kode", Cost::change, submit_code},
    Route{Method::get, "/meja", Cost::page, desk_home},
    Route{Method::post, "/meja/masuk", Cost::change, desk_log_in},
    Route{Method::post, "/meja/keluar", Cost::page, desk_log_out},
    Route{Method::get, "/meja/antrean", Cost::page, desk_queue_page},
    Route{Method::post, "/meja/tak-terbaca", Cost::page, desk_dismiss},
    Route{Method::get, "/meja/daftar", Cost::page, desk_list_page},
    Route{Method::get, "/meja/angka", Cost::page, desk_figures_page},
    Route{Method::get, "/meja/laporan/*", Cost::page, desk_ticket_page},
    Route{Method::post, "/meja/laporan/*", Cost::page, desk_order},
    Route{Method::get, "/meja/baru", Cost::page, desk_new_page},
    Route{Method::post, "/meja/baru", Cost::page, desk_new},
    Route{Method::get, "/meja/gateway", Cost::page, desk_gateway_page},
    Route{Method::post, "/meja/modem", Cost::page, desk_modem},
    Route{Method::get, "/live", Cost::page, live},
    Route{Method::get, "/a/*", Cost::cheap, asset},
    Route{Method::get, "/healthz", Cost::cheap, healthz},
    Route{Method::get, "/metrics", Cost::page, metrics},
    Route{Method::get, "/readyz", Cost::page, readyz},
};

bool fits(const Route& route, std::string_view path) {
  if (!route.path.ends_with('*')) return route.path == path;
  const auto stem = route.path.substr(0, route.path.size() - 1);
  return path.size() > stem.size() && path.starts_with(stem);
}

const Route* find(const Request& request, bool any_method = false) {
  const auto method = request.method == Method::head ? Method::get : request.method;
  const auto at = std::find_if(route_table.begin(), route_table.end(), [&](const Route& route) {
    return (any_method || route.method == method) && fits(route, request.path);
  });
  return at == route_table.end() ? nullptr : &*at;
}

Step nowhere(const Site& site, const Request& request) {
  if (find(request, true)) return refusal_page({405, "method"});
  return message_page(site, {}, 404, "Halaman tidak ada", "Alamat ini tidak ada di situs kami.");
}

/// A program is told in the format that it asked for.
Step too_many(const Request& request) {
  const auto format = request.path.ends_with(".json") ? open311::Format::json : open311::Format::xml;
  auto response = request.path.starts_with("/open311/")
                      ? open311::error(format, 429, "too many requests; try again in a minute")
                      : refusal_page({429, "rate"});
  response.headers.emplace_back("Retry-After", "60");
  return response;
}

}  // namespace

std::span<const Route> routes() { return route_table; }

std::string_view App::route_of(const Request& request) {
  const auto* route = find(request);
  return route ? route->path : std::string_view{};
}

bool App::pass(Cost cost, const std::string& client, Instant now) {
  switch (cost) {
    case Cost::cheap:
      return true;
    case Cost::page:
      return pages_.pass(client, now);
    case Cost::look:
      return looks_.pass(client, now);
    case Cost::change:
      return changes_.pass(client, now);
  }
  return false;
}

Step App::handle(std::shared_ptr<const Site> site, Request request, Instant now) {
  if (const auto why = objection(request, *site)) return refusal_page(*why);
  const auto* route = find(request);
  if (!route) return nowhere(*site, request);
  if (!pass(route->cost, request.client, now)) return too_many(request);
  Visit visit{std::move(site), std::move(request), now, {}};
  if (route->path.ends_with('*')) visit.rest = visit.request.path.substr(route->path.size() - 1);
  return route->handler(visit);
}

}  // namespace lapor::web
