#include "web/metrics.hpp"

#include <fmt/format.h>

namespace lapor::web {
namespace {

std::string head(std::string_view name, std::string_view type, std::string_view help) {
  return fmt::format("# HELP {} {}\n# TYPE {} {}\n", name, help, name, type);
}

std::string_view or_other(std::string_view route) { return route.empty() ? "other" : route; }

}  // namespace

void Counters::answered(std::string_view route, unsigned status, std::chrono::microseconds took) {
  const std::string name(or_other(route));
  ++requests_[{name, status}];
  auto& times = times_[name];
  const auto seconds = static_cast<double>(took.count()) / 1e6;
  for (std::size_t i = 0; i < bounds.size(); ++i)
    if (seconds <= bounds[i]) ++times.buckets[i];
  ++times.count;
  times.sum += seconds;
}

void Counters::refused(std::string_view reason) { ++refused_[std::string(reason)]; }

std::string Counters::text() const {
  auto out = head("lapor_http_requests_total", "counter", "Requests answered, by route and status.");
  for (const auto& [key, n] : requests_)
    out +=
        fmt::format("lapor_http_requests_total{{route=\"{}\",code=\"{}\"}} {}\n", key.first, key.second, n);
  out += head("lapor_http_request_duration_seconds", "histogram", "From the whole request to its answer.");
  for (const auto& [route, t] : times_) {
    for (std::size_t i = 0; i < bounds.size(); ++i)
      out += fmt::format("lapor_http_request_duration_seconds_bucket{{route=\"{}\",le=\"{}\"}} {}\n", route,
                         bounds[i], t.buckets[i]);
    out += fmt::format("lapor_http_request_duration_seconds_bucket{{route=\"{}\",le=\"+Inf\"}} {}\n", route,
                       t.count);
    out += fmt::format("lapor_http_request_duration_seconds_sum{{route=\"{}\"}} {}\n", route, t.sum);
    out += fmt::format("lapor_http_request_duration_seconds_count{{route=\"{}\"}} {}\n", route, t.count);
  }
  out += head("lapor_http_refused_total", "counter",
              "Requests and connections refused before a page was asked.");
  for (const auto& [reason, n] : refused_)
    out += fmt::format("lapor_http_refused_total{{reason=\"{}\"}} {}\n", reason, n);
  out += head("lapor_http_connections", "gauge", "Connections open now.");
  out += fmt::format("lapor_http_connections {}\n", open_);
  out += head("lapor_http_live_clients", "gauge", "Streams of events open now.");
  out += fmt::format("lapor_http_live_clients {}\n", streams_);
  return out;
}

}  // namespace lapor::web
