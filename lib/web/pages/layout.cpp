#include "web/pages/layout.hpp"

#include "web/assets.hpp"

namespace lapor::web {
namespace {

Html public_nav(const Page& page) {
  const auto& say = page.say;
  auto nav = html(R"h(<a href="{}">{}</a><a href="/cek">{}</a><a href="/lapor">{}</a>)h", say("/", "/en/"),
                  say("Papan", "Board"), say("Cek laporan", "Follow a report"), say("Lapor", "Report"));
  if (!page.other_language.empty())
    nav += html(R"h(<a href="{}" lang="{}" hreflang="{}">{}</a>)h", page.other_language, say("en", "id"),
                say("en", "id"), say("English", "Bahasa Indonesia"));
  return nav;
}

}  // namespace

Response show(const Page& page, const Site& site) {
  const auto& say = page.say;
  Response response;
  response.status = page.status;
  response.body = html(R"h(<!doctype html>
<html lang="{}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{} · {}</title>
<link rel="icon" href="{}" type="image/svg+xml">
<style>{}</style>
<script type="module" src="{}"></script>
{}</head>
<body>
<a class="skip" href="#main">{}</a>
<header><a class="name" href="{}">{}</a><nav aria-label="{}">{}</nav></header>
<main id="main">
{}
</main>
<footer>{} {}</footer>
</body>
</html>
)h",
                       say("id", "en"), page.title, site.name, asset_url("icon.svg"), style(),
                       asset_url("lapor.js"), page.head, say("Langsung ke isi", "Skip to content"),
                       say("/", "/en/"), site.name, say("Halaman", "Pages"),
                       page.nav.empty() ? public_nav(page) : page.nav, page.body, site.name, site.version)
                      .text();
  return response;
}

Response message_page(const Site& site, const Say& say, unsigned status, std::string_view title,
                      std::string_view text) {
  Page page;
  page.title = title;
  page.say = say;
  page.status = status;
  page.body = html("<h1>{}</h1><p>{}</p>", title, text);
  return show(page, site);
}

Response unavailable(const Site& site, const Say& say) {
  return message_page(
      site, say, 503, say("Belum dapat ditampilkan", "Not available now"),
      say("Sistem sedang tidak menjawab. Laporan lewat SMS tetap diterima. Silakan coba beberapa "
          "saat lagi.",
          "The system doesn't answer now. Reports by SMS are taken. Please try again later."));
}

Response redirect(std::string url) {
  Response response;
  response.status = 303;
  response.headers.emplace_back("Location", std::move(url));
  return response;
}

Html table(std::string_view caption, const std::vector<std::string_view>& heads,
           const std::vector<std::vector<Html>>& rows) {
  Html head, body;
  for (const auto text : heads) head += html(R"h(<th scope="col">{}</th>)h", text);
  for (const auto& row : rows) {
    Html cells;
    for (std::size_t i = 0; i < row.size(); ++i)
      cells += i == 0 ? html(R"h(<th scope="row">{}</th>)h", row[i]) : html("<td>{}</td>", row[i]);
    body += html("<tr>{}</tr>\n", cells);
  }
  return html(
      R"h(<div class="scroll" tabindex="0" role="region" aria-label="{}">
<table><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>)h",
      caption, caption, head, body);
}

Html option(std::string_view value, std::string_view words, bool chosen) {
  return html(R"h(<option value="{}"{}>{}</option>)h", value, chosen ? html(" selected") : Html{}, words);
}

}  // namespace lapor::web
