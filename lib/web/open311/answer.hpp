// Open311 GeoReport v2 (wiki.open311.org/GeoReport_v2) as JSON and XML: the same value written in two ways.
#pragma once
#include <string>
#include <string_view>

#include "web/http/message.hpp"
#include "web/site.hpp"

namespace lapor::web::open311 {

enum class Format { json, xml };

/// A list or an object, named as its XML root: "services", "service_requests", "service_definition",
/// "discovery", "errors".
Response answer(Format format, std::string_view root, const Json& value, unsigned status = 200);
/// One error, its code being the HTTP status.
Response error(Format format, unsigned code, std::string_view description);
/// XML of a value: members are elements, a list's items are elements of its singular, null is an empty
/// element.
std::string xml(std::string_view root, const Json& value);

}  // namespace lapor::web::open311
