// The resources of GeoReport v2: what a request asks for, and what lapord's rows become. Pure.
#pragma once
#include "web/open311/answer.hpp"
#include "web/site.hpp"

namespace lapor::web::open311 {

Json discovery(const Site& site, const Request& request);
Json services(const Site& site);
/// {service_code, attributes}. \pre the site has this category
Json service_definition(const Site& site, const std::string& code);
/// A row of lapord's export as GeoReport has it; ours only where asked, under extended_attributes.
Json service_request(const Site& site, const Json& row, bool extensions);

// Handlers.
Step get(const Visit& visit);
Step list(const Visit& visit);
Step post(const Visit& visit);

}  // namespace lapor::web::open311
