// From a request of GeoReport v2 to questions for lapord, and back.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "base/fnv1a.hpp"
#include "base/utf8.hpp"
#include "base/whole_number.hpp"
#include "control/protocol.hpp"
#include "web/open311/resources.hpp"
#include "web/pages/say.hpp"

namespace lapor::web::open311 {
namespace {

using control::text_of;

constexpr std::size_t most_requests = 1000, page = 50, most_ids = 50, longest_description = 4000;

struct Resource {
  std::string name;  ///< "services", "services/JALAN"
  Format format;
};
std::optional<Resource> resource_of(const std::string& rest) {
  const auto dot = rest.rfind('.');
  if (dot == rest.npos || dot == 0) return std::nullopt;
  const auto ending = rest.substr(dot + 1);
  if (ending == "json") return Resource{rest.substr(0, dot), Format::json};
  if (ending == "xml") return Resource{rest.substr(0, dot), Format::xml};
  return std::nullopt;
}

std::vector<std::string> parts_of(const std::string& list) {
  std::vector<std::string> out(1);
  for (const char c : list) {
    if (c == ',')
      out.emplace_back();
    else if (c != ' ')
      out.back() += c;
  }
  std::erase(out, "");
  return out;
}

std::optional<std::size_t> count_of(const std::string& text, std::size_t low, std::size_t high) {
  const auto n = whole_number<std::size_t>(text);
  return n && *n >= low && *n <= high ? n : std::nullopt;
}

/// No jurisdiction, or a name of ours.
bool is_ours(const Site& site, const std::string& jurisdiction) {
  return jurisdiction.empty() ||
         std::find(site.hosts.begin(), site.hosts.end(), jurisdiction) != site.hosts.end();
}

std::string_view reason_of(const Json& answer) {
  const auto* text = answer["error"].text();
  return text ? std::string_view(*text) : std::string_view{};
}

// One request after the other: what a list has so far.
struct Collected {
  std::shared_ptr<const Site> site;
  Format format;
  bool extensions = false;
  Json rows = Json::list();
};

/// Several by number: those that are there, in the order asked.
Step by_ids(std::shared_ptr<Collected> c, std::vector<std::string> ids) {
  if (ids.empty()) {
    if (c->rows.items().empty()) return error(c->format, 404, "service_request_id not found");
    return answer(c->format, "service_requests", c->rows);
  }
  const auto id = ids.front();
  ids.erase(ids.begin());
  return Ask{control::request("request", {{"ticket", id}}),
             [c, ids = std::move(ids)](const Json& found) -> Step {
               if (found.is_null()) return error(c->format, 503, "the gateway doesn't answer");
               if (const auto row = control::result_of(found))
                 c->rows.add(service_request(*c->site, *row, c->extensions));
               return by_ids(c, ids);
             }};
}

struct Query {
  std::int64_t from = 0, to = 0;  ///< ms
  Json categories = Json::list();
  Json open;  ///< null: open or closed
  std::size_t skip = 0, wanted = most_requests;
};

Step by_query(std::shared_ptr<Collected> c, Query q) {
  const auto question = control::request("requests", {{"from", q.from},
                                                      {"to", q.to},
                                                      {"categories", q.categories},
                                                      {"open", q.open},
                                                      {"skip", static_cast<std::int64_t>(q.skip)}});
  return Ask{question, [c, q](const Json& found) -> Step {
               const auto result = control::result_of(found);
               if (!result) return error(c->format, 503, "the gateway doesn't answer");
               for (const auto& row : (*result)["rows"].items())
                 if (c->rows.items().size() < q.wanted)
                   c->rows.add(service_request(*c->site, row, c->extensions));
               auto next = q;
               next.skip += page;
               if (control::flag_of(*result, "more") && c->rows.items().size() < q.wanted)
                 return by_query(c, next);
               return answer(c->format, "service_requests", c->rows);
             }};
}

/// The fault of the query; "" if it has none.
std::string read_query(const Site& site, const Fields& fields, Instant now, Query& q) {
  const auto day = std::chrono::hours(24);
  Instant to = now + Duration{1};
  if (!fields["end_date"].empty()) {
    const auto end = read_time(fields["end_date"]);
    if (!end) return "end_date is no ISO 8601 time";
    to = *end + Duration{1};
  }
  Instant from = to - day * 90;
  if (!fields["start_date"].empty()) {
    const auto start = read_time(fields["start_date"]);
    if (!start) return "start_date is no ISO 8601 time";
    from = std::max(*start, to - day * 90);
  }
  q.from = to_ms(from);
  q.to = to_ms(to);
  for (const auto& code : parts_of(fields["service_code"])) {
    if (!site.category(code)) return "service_code not found";
    q.categories.add(code);
  }
  const auto states = parts_of(fields["status"]);
  for (const auto& state : states)
    if (state != "open" && state != "closed") return "status is open or closed";
  if (states.size() == 1) q.open = states.front() == "open";
  if (!fields["page_size"].empty() || !fields["page"].empty()) {
    const auto size =
        fields["page_size"].empty() ? std::optional(page) : count_of(fields["page_size"], 1, page);
    const auto number =
        fields["page"].empty() ? std::optional<std::size_t>(1) : count_of(fields["page"], 1, 1000);
    if (!size || !number) return "page_size is 1 to 50, page 1 or more";
    q.skip = std::min(most_requests, (*number - 1) * *size);
    q.wanted = *size;
  }
  return {};
}

/// One number of two halves, so that requests don't meet by chance.
std::string digest_of(const Request& request) {
  const auto& text = request.idempotency_key.empty() ? request.body : request.idempotency_key;
  constexpr std::uint64_t other_start = 0x9E3779B97F4A7C15ULL;
  return fmt::format("{}{:016x}{:016x}", request.idempotency_key.empty() ? "b" : "k", fnv1a(text),
                     fnv1a(text, other_start));
}

/// The place in words, where it is no area of ours.
std::string with_place(const Fields& form) {
  auto text = form["description"];
  if (!form["address_string"].empty()) text += "\nAlamat: " + form["address_string"];
  if (!form["lat"].empty() && !form["long"].empty()) text += "\nLokasi: " + form["lat"] + ", " + form["long"];
  return text;
}

bool coordinates(const Fields& form) {
  const auto good = [](const std::string& text) {
    return text.size() <= 24 && !text.empty() && text.find_first_not_of("0123456789.-") == text.npos;
  };
  return good(form["lat"]) && good(form["long"]);
}

/// HTTP status and words of what is wrong with a report; status 0 if nothing is.
std::pair<unsigned, std::string_view> fault_of(const Site& site, const Fields& form) {
  if (!is_ours(site, form["jurisdiction_id"])) return {404, "jurisdiction_id not found"};
  if (form["api_key"].empty()) return {403, "api_key is missing"};
  if (form["service_code"].empty()) return {400, "service_code is missing"};
  if (!site.category(form["service_code"])) return {404, "service_code not found"};
  if (form["description"].find_first_not_of(" \t\r\n") == std::string::npos)
    return {400, "description is missing"};
  if (utf8::decode(form["description"]).size() > longest_description)
    return {400, "description has more than 4000 characters"};
  const auto area = form["address_id"].empty() ? form["attribute[area]"] : form["address_id"];
  if (!area.empty() && !site.area(area)) return {400, "address_id is no code of an area"};
  const bool placed = !area.empty() || !form["address_string"].empty() || coordinates(form);
  if (!placed) return {400, "lat and long, address_string or address_id is missing"};
  return {0, {}};
}

std::pair<unsigned, std::string_view> refusal(std::string_view reason) {
  if (reason == "key") return {403, "api_key is not known"};
  if (reason == "too-many") return {429, "too many requests; try again in a minute"};
  if (reason == "database") return {503, "nothing can be written now; try again later"};
  if (reason == "long" || reason == "text") return {400, "description is missing or too long"};
  return {400, "the report can't be taken: phone is no number that a person has, or a code is not known"};
}

Step one_request(const Visit& visit, const Resource& resource, const std::string& id) {
  const bool extensions = visit.request.query["extensions"] == "true";
  return by_ids(std::make_shared<Collected>(Collected{visit.site, resource.format, extensions}), {id});
}

}  // namespace

Step get(const Visit& visit) {
  const auto resource = resource_of(visit.rest);
  if (!resource) return error(Format::json, 404, "no such resource; its name ends in .json or .xml");
  const auto& site = *visit.site;
  const auto& name = resource->name;
  if (!is_ours(site, visit.request.query["jurisdiction_id"]))
    return error(resource->format, 404, "jurisdiction_id not found");
  if (name == "discovery") return answer(resource->format, "discovery", discovery(site, visit.request));
  if (name == "services") return answer(resource->format, "services", services(site));
  if (name.starts_with("services/")) {
    const auto code = name.substr(9);
    if (!site.category(code)) return error(resource->format, 404, "service_code not found");
    return answer(resource->format, "service_definition", service_definition(site, code));
  }
  if (name.starts_with("requests/")) return one_request(visit, *resource, name.substr(9));
  return error(resource->format, 404, "no such resource");
}

Step list(const Visit& visit) {
  const auto format = visit.request.path.ends_with(".xml") ? Format::xml : Format::json;
  const auto& fields = visit.request.query;
  const auto& site = *visit.site;
  if (!is_ours(site, fields["jurisdiction_id"])) return error(format, 404, "jurisdiction_id not found");
  auto collected = std::make_shared<Collected>(Collected{visit.site, format, fields["extensions"] == "true"});
  if (const auto ids = parts_of(fields["service_request_id"]); !ids.empty()) {
    if (ids.size() > most_ids) return error(format, 400, "at most 50 service_request_id");
    return by_ids(collected, ids);
  }
  Query query;
  if (const auto wrong = read_query(site, fields, visit.now, query); !wrong.empty())
    return error(format, wrong.ends_with("not found") ? 404 : 400, wrong);
  return by_query(collected, query);
}

Step post(const Visit& visit) {
  const auto format = visit.request.path.ends_with(".xml") ? Format::xml : Format::json;
  const auto& form = visit.request.form;
  if (const auto [status, words] = fault_of(*visit.site, form); status != 0)
    return error(format, status, words);
  const auto area = form["address_id"].empty() ? form["attribute[area]"] : form["address_id"];
  const auto question = control::request("file", {{"key", form["api_key"]},
                                                  {"client", visit.request.client},
                                                  {"category", form["service_code"]},
                                                  {"area", area},
                                                  {"phone", form["phone"]},
                                                  {"text", with_place(form)},
                                                  {"request", digest_of(visit.request)}});
  return Ask{question, [format](const Json& filed) -> Step {
               if (filed.is_null()) return error(format, 503, "the gateway doesn't answer");
               const auto result = control::result_of(filed);
               if (!result) {
                 const auto [status, words] = refusal(reason_of(filed));
                 return error(format, status, words);
               }
               auto requests = Json::list();
               requests.add(Json::object({{"service_request_id", (*result)["ticket"]},
                                          {"service_notice", Json()},
                                          {"account_id", Json()}}));
               return answer(format, "service_requests", requests, 201);
             }};
}

}  // namespace lapor::web::open311
