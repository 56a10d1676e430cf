// The common parts of all pages.
#pragma once
#include <string>
#include <vector>

#include "web/http/message.hpp"
#include "web/markup/html.hpp"
#include "web/pages/say.hpp"
#include "web/site.hpp"

namespace lapor::web {

struct Page {
  std::string title;
  Html body;  ///< what stands in <main>
  Html head;  ///< more for <head>
  Html nav;   ///< links of the desk; empty: those of everybody
  Say say{};
  std::string other_language;  ///< the URL of the same in the other one; "" if there is none
  unsigned status = 200;
};
Response show(const Page& page, const Site& site);
/// A page that says one thing: that there is nothing, that the gateway doesn't answer.
Response message_page(const Site& site, const Say& say, unsigned status, std::string_view title,
                      std::string_view text);
/// The page for when lapord gave no answer, or one that no page expects.
Response unavailable(const Site& site, const Say& say);
Response redirect(std::string url);

/// A table with a caption; the first cell of a row is its head.
Html table(std::string_view caption, const std::vector<std::string_view>& heads,
           const std::vector<std::vector<Html>>& rows);
Html option(std::string_view value, std::string_view words, bool chosen);

}  // namespace lapor::web
