// The page of the two phones, from what happened to markup. Pure. Parts that change while the page is shown
// have data-part and an id. The script replaces only these, so that what somebody is typing isn't lost.
#pragma once
#include <string>

#include "try/phones/world.hpp"
#include "web/http/message.hpp"
#include "web/site.hpp"

namespace lapor::phones {

/// Whose phones a visitor looks at.
struct Viewer {
  std::string citizen, officer;  ///< numbers
};
/// From a query or a form; what is missing or no number becomes the first citizen and the first operator.
Viewer viewer_of(const web::Fields& fields, const World& world);
/// The page's address for this viewer.
std::string url_of(const Viewer& viewer);

web::Response phones_page(const World& world, const Viewer& viewer, const web::Site& site);
/// A page that says why an order was not taken, and leads back.
web::Response refused_page(const Viewer& viewer, const web::Site& site, std::string_view why);

}  // namespace lapor::phones
