// From a request to its page: checks who asks for which name, finds the route, and calls the handler. Pure:
// it knows no socket and no clock.
#pragma once
#include <span>
#include <string_view>

#include "web/http/rate.hpp"
#include "web/site.hpp"

namespace lapor::web {

/// Chooses the limit of requests a minute that an address has for a page.
enum class Cost {
  cheap,   ///< what is kept ready
  page,    ///< a question to lapord
  look,    ///< a report by its number: numbers can be tried
  change,  ///< a form that was sent
};

struct Route {
  Method method;          ///< get serves HEAD too
  std::string_view path;  ///< a last "*" stands for the rest, which isn't empty
  Cost cost;
  Step (*handler)(const Visit&);
};
std::span<const Route> routes();

class App {
 public:
  /// The answer, or the question that lapord must answer first. `request.client` and `over_unix_socket` are
  /// set.
  Step handle(std::shared_ptr<const Site> site, Request request, Instant now);
  /// The route's path, for metrics: never what a stranger wrote. "" if none fits.
  static std::string_view route_of(const Request& request);

 private:
  bool pass(Cost cost, const std::string& client, Instant now);
  Rate pages_{300}, looks_{20}, changes_{30};
};

}  // namespace lapor::web
