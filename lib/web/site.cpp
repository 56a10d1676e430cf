#include "web/site.hpp"

#include <algorithm>

namespace lapor::web {
namespace {

using control::flag_of;
using control::number_of;
using control::text_of;

template <class T>
const T* by_code(const std::vector<T>& all, std::string_view code) {
  const auto at = std::find_if(all.begin(), all.end(), [&](const T& one) { return one.code == code; });
  return at == all.end() ? nullptr : &*at;
}

std::vector<std::string> texts_of(const Json& list) {
  std::vector<std::string> out;
  for (const auto& item : list.items())
    if (item.text()) out.push_back(*item.text());
  return out;
}

}  // namespace

const Agency* Site::agency(std::string_view code) const { return by_code(agencies, code); }
const Category* Site::category(std::string_view code) const { return by_code(categories, code); }
const Area* Site::area(std::string_view code) const { return by_code(areas, code); }

Site read_site(const Json& s) {
  Site site;
  site.name = text_of(s, "name");
  site.version = text_of(s, "version");
  site.timezone = text_of(s, "timezone");
  site.calendar = calendar::Calendar(site.timezone);
  site.listen = text_of(s, "listen");
  site.own_number = text_of(s, "own_number");
  site.behind_proxy = flag_of(s, "behind_proxy");
  site.public_text = flag_of(s, "public_text");
  if (const auto* changed = s["changed"].number()) site.changed = from_ms(*changed);
  site.hosts = texts_of(s["hosts"]);
  for (const auto& a : s["agencies"].items())
    site.agencies.push_back(
        {text_of(a, "code"), text_of(a, "name"), flag_of(a, "pin"), flag_of(a, "coordinator")});
  for (const auto& c : s["categories"].items())
    site.categories.push_back({text_of(c, "code"), text_of(c, "label"), flag_of(c, "confidential"),
                               flag_of(c, "urgent"), texts_of(c["words"])});
  for (const auto& a : s["areas"].items())
    site.areas.push_back({text_of(a, "code"), text_of(a, "name"), flag_of(a, "city")});
  for (const auto& t : s["map"].items())
    site.map.push_back({text_of(t, "area"), number_of(t, "row").value_or(0),
                        number_of(t, "column").value_or(0), text_of(t, "label"), text_of(t, "name"),
                        flag_of(t, "city")});
  return site;
}

}  // namespace lapor::web
