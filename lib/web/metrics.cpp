#include "web/metrics.hpp"

#include <fmt/format.h>

#include "base/exposition.hpp"

namespace lapor::web {
namespace {

std::string_view or_other(std::string_view route) { return route.empty() ? "other" : route; }

}  // namespace

void Counters::answered(std::string_view route, unsigned status, std::chrono::microseconds took) {
  const std::string name(or_other(route));
  ++requests_[{name, status}];
  const auto known = times_.try_emplace(name, std::vector<double>(bounds.begin(), bounds.end())).first;
  known->second.add(static_cast<double>(took.count()) / 1e6);
}

void Counters::refused(std::string_view reason) { ++refused_[std::string(reason)]; }

std::string Counters::text() const {
  using exposition::Family;
  using exposition::label;
  std::string out;
  Family requests(out, "lapor_http_requests_total", "counter", "Requests answered, by route and status.");
  for (const auto& [key, n] : requests_)
    requests.add(fmt::format("{},{}", label("route", key.first), label("code", std::to_string(key.second))),
                 n);
  Family times(out, "lapor_http_request_duration_seconds", "histogram",
               "From the whole request to its answer.");
  for (const auto& [route, t] : times_) times.add(label("route", route), t);
  Family refused(out, "lapor_http_refused_total", "counter",
                 "Requests and connections refused before a page was asked.");
  for (const auto& [reason, n] : refused_) refused.add(label("reason", reason), n);
  Family(out, "lapor_http_connections", "gauge", "Connections open now.").add(open_);
  Family(out, "lapor_http_live_clients", "gauge", "Streams of events open now.").add(streams_);
  return out;
}

}  // namespace lapor::web
