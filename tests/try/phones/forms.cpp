#include "try/phones/forms.hpp"

namespace lapor::phones {

using web::Html;
using web::html;

Html hidden(std::string_view name, std::string_view value) {
  return html(R"h(<input type="hidden" name="{}" value="{}">)h", name, value);
}

Html button(std::string_view id, Look look, std::string_view words) {
  return html(R"h(<button id="{}" class="{}">{}</button>)h", id, look == Look::second ? "second" : "", words);
}

Html order_form(std::string_view action, const Html& inside) {
  return html(R"h(<form method="post" action="/{}" data-order>{}</form>
)h",
              action, inside);
}

Html live_section(std::string_view id, std::string_view title, const Html& inside) {
  return html(R"h(<section id="{}" data-part aria-labelledby="{}-judul"><h2 id="{}-judul">{}</h2>
{}</section>
)h",
              id, id, id, title, inside);
}

}  // namespace lapor::phones
