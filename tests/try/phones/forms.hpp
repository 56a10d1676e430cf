// The forms of the page: each is an order, works without the script, and leads back to the same two phones.
#pragma once
#include <string_view>

#include "web/markup/html.hpp"

namespace lapor::phones {

enum class Look { first, second };

web::Html hidden(std::string_view name, std::string_view value);
/// The last button of a form; `id` keeps the focus when the form is replaced.
web::Html button(std::string_view id, Look look, std::string_view words);
/// `inside`: its fields and its button.
web::Html order_form(std::string_view action, const web::Html& inside);
/// A section that changes while somebody looks on.
web::Html live_section(std::string_view id, std::string_view title, const web::Html& inside);

}  // namespace lapor::phones
