// Text stays text in HTML, SVG and XML.
#include "web/markup/html.hpp"

#include "support/catch.hpp"

using namespace lapor::web;

TEST_CASE("a value is escaped wherever it stands, and markup is not", "[web]") {
  const auto inner = html("<b>{}</b>", "a & b");
  CHECK(html(R"h(<a title="{}">{}</a>{})h", "\"x' <y>", inner, 7).text() ==
        R"h(<a title="&quot;x&#39; &lt;y&gt;"><b>a &amp; b</b></a>7)h");
}

TEST_CASE("what controls, turns or breaks a page becomes a replacement character", "[web]") {
  CHECK(escape("a\nb") == "a\nb");
  for (const auto* bad : {"\x01", "\x1b", "\x7f", "\xC2\x85", "\xE2\x80\xAE", "\xE2\x81\xA6", "\xEF\xBF\xBE",
                          "\xEF\xBF\xBF", "\xff", "\xed\xa0\x80"})
    CHECK(escape(bad).find("\xEF\xBF\xBD") == 0);
  CHECK(escape(std::string("a\0b", 3)) ==
        "a\xEF\xBF\xBD"
        "b");
}
