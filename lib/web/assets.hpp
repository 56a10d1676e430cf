// Style, script and picture of the pages, built into the program. Their URL has a hash of their bytes, so
// that a browser may keep them without a limit.
#pragma once
#include <span>
#include <string>
#include <string_view>

#include "web/http/message.hpp"

namespace lapor::web {

struct Asset {
  std::string_view name;           ///< "lapor.css"
  std::string_view hash;           ///< 8 hex digits
  std::string_view bytes, packed;  ///< as they are, and by gzip
};
std::span<const Asset> assets();

/// "/a/lapor.1a2b3c4d.css". \pre there is an asset of this name
std::string asset_url(std::string_view name);
/// nullptr if no asset has this URL.
const Asset* asset_of(std::string_view url);
/// "text/css; charset=utf-8".
std::string_view media_type(const Asset& asset);
/// The asset, packed where the browser takes gzip.
Response serve(const Asset& asset, const Request& request);

}  // namespace lapor::web
