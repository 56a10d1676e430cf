// The middle of the page, between the two phones: the gateway and its modem, the pace of time, the report,
// the board.
#pragma once
#include "try/phones/world.hpp"
#include "web/markup/html.hpp"
#include "web/site.hpp"

namespace lapor::phones {

/// `same_phones`: what each form needs to lead back to the same page.
web::Html middle(const World& world, const web::Site& site, const web::Html& same_phones);

}  // namespace lapor::phones
