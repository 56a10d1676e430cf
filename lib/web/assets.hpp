// Style, script and picture of the pages, built into the program. The style stands in each page: a phone on a
// slow line shows a page one request sooner. The others' URLs have a hash of their bytes, so that a browser
// may keep them without a limit.
#pragma once
#include <span>
#include <string>
#include <string_view>

#include "web/http/message.hpp"
#include "web/markup/html.hpp"

namespace lapor::web {

struct Asset {
  std::string_view name;           ///< "lapor.js"
  std::string_view hash;           ///< 8 hex digits
  std::string_view bytes, packed;  ///< as they are, and by gzip
};
std::span<const Asset> assets();

/// The text between <style> and </style> of each page.
Html style();
/// SHA-256 of style() by base64, for the policy that allows it. \see Content Security Policy Level 3, 6.7.3.3
std::string_view style_hash();

/// "/a/lapor.1a2b3c4d.js". \pre there is an asset of this name
std::string asset_url(std::string_view name);
/// nullptr if no asset has this URL.
const Asset* asset_of(std::string_view url);
/// "text/javascript; charset=utf-8".
std::string_view media_type(const Asset& asset);
/// The asset, packed where the browser takes gzip.
Response serve(const Asset& asset, const Request& request);

}  // namespace lapor::web
