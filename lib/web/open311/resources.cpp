#include "web/open311/resources.hpp"

#include <fmt/format.h>

#include "control/protocol.hpp"

namespace lapor::web::open311 {
namespace {

using control::text_of;

constexpr std::string_view specification = "http://wiki.open311.org/GeoReport_v2";

std::string base_url(const Site& site, const Request& request) {
  return fmt::format("{}://{}/open311/v2", site.behind_proxy ? "https" : "http", request.host);
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : ",") + word;
  return out;
}

Json endpoint(const Site& site, const Request& request, std::string_view type) {
  auto formats = Json::list();
  formats.add("text/xml");
  formats.add("application/json");
  return Json::object({{"specification", specification},
                       {"url", base_url(site, request)},
                       {"changeset", iso8601(site.changed)},
                       {"type", std::string(type)},
                       {"formats", formats}});
}

Json extended(const Json& row) {
  return Json::object({{"status", row["x_status"]},
                       {"channel", row["x_channel"]},
                       {"class", row["x_class"]},
                       {"first_response_datetime", row["x_first_response_datetime"]},
                       {"level", row["x_level"]},
                       {"reopens", row["x_reopens"]},
                       {"rating", row["x_rating"]}});
}

}  // namespace

Json discovery(const Site& site, const Request& request) {
  auto endpoints = Json::list();
  endpoints.add(endpoint(site, request, "production"));
  return Json::object({{"changeset", iso8601(site.changed)},
                       {"contact", site.name},
                       {"key_service", "laporctl web key add NAME --channel app"},
                       {"endpoints", endpoints}});
}

Json services(const Site& site) {
  auto out = Json::list();
  for (const auto& c : site.categories)
    out.add(Json::object({{"service_code", c.code},
                          {"service_name", c.label},
                          {"description", fmt::format("Laporan tentang {}", joined(c.words))},
                          {"metadata", true},
                          {"type", "realtime"},
                          {"keywords", joined(c.words)},
                          {"group", Json()}}));
  return out;
}

Json service_definition(const Site& site, const std::string& code) {
  auto values = Json::list();
  for (const auto& area : site.areas)
    values.add(Json::object(
        {{"key", area.code}, {"name", fmt::format("{} {}", area.city ? "Kota" : "Kab.", area.name)}}));
  auto attributes = Json::list();
  attributes.add(Json::object({{"variable", true},
                               {"code", "area"},
                               {"datatype", "singlevaluelist"},
                               {"required", false},
                               {"datatype_description", Json()},
                               {"order", 1},
                               {"description", "Kabupaten atau kota"},
                               {"values", values}}));
  return Json::object({{"service_code", code}, {"attributes", attributes}});
}

Json service_request(const Site& site, const Json& row, bool extensions) {
  const auto closed = text_of(row, "status") == "closed" && !row["x_closed_datetime"].is_null();
  const auto code = text_of(row, "x_area_code");
  const auto* area = site.area(code);
  auto out = Json::object(
      {{"service_request_id", row["service_request_id"]},
       {"status", row["status"]},
       {"status_notes", row["status_notes"]},
       {"service_name", row["service_name"]},
       {"service_code", row["service_code"]},
       {"description", row["description"]},
       {"agency_responsible", row["agency_responsible"]},
       {"service_notice", row["service_notice"]},
       {"requested_datetime", row["requested_datetime"]},
       {"updated_datetime", closed ? row["x_closed_datetime"] : row["updated_datetime"]},
       {"expected_datetime", row["expected_datetime"]},
       {"address", area ? Json(fmt::format("{} {}", area->city ? "Kota" : "Kab.", area->name)) : Json()},
       {"address_id", control::text_or_null(code)},
       {"zipcode", Json()},
       {"lat", Json()},
       {"long", Json()},
       {"media_url", Json()}});
  if (extensions) out.set("extended_attributes", extended(row));
  return out;
}

}  // namespace lapor::web::open311
