#include "web/open311/answer.hpp"

#include <array>

#include "web/markup/html.hpp"

namespace lapor::web::open311 {
namespace {

/// The name of a list's items.
std::string_view item_of(std::string_view list) {
  constexpr std::array names{std::pair{"services", "service"},     std::pair{"service_requests", "request"},
                             std::pair{"attributes", "attribute"}, std::pair{"values", "value"},
                             std::pair{"errors", "error"},         std::pair{"endpoints", "endpoint"},
                             std::pair{"formats", "format"}};
  for (const auto& [many, one] : names)
    if (list == many) return one;
  return "item";
}

Html element(std::string_view name, const Json& value);

Html inside(std::string_view name, const Json& value) {
  if (value.is_object()) {
    Html out;
    for (const auto& [key, member] : value.members()) out += element(key, member);
    return out;
  }
  if (value.is_list()) {
    Html out;
    for (const auto& item : value.items()) out += element(item_of(name), item);
    return out;
  }
  if (value.text()) return html("{}", *value.text());
  return html("{}", value.dump());
}

Html element(std::string_view name, const Json& value) {
  if (value.is_null()) return html("<{}/>", name);
  return html("<{}>{}</{}>", name, inside(name, value), name);
}

}  // namespace

std::string xml(std::string_view root, const Json& value) {
  return html("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{}\n", element(root, value)).text();
}

Response answer(Format format, std::string_view root, const Json& value, unsigned status) {
  Response response;
  response.status = status;
  response.type = format == Format::json ? "application/json; charset=utf-8" : "text/xml; charset=utf-8";
  response.body = format == Format::json ? value.dump() : xml(root, value);
  return response;
}

Response error(Format format, unsigned code, std::string_view description) {
  auto errors = Json::list();
  errors.add(Json::object({{"code", code}, {"description", std::string(description)}}));
  return answer(format, "errors", errors, code);
}

}  // namespace lapor::web::open311
