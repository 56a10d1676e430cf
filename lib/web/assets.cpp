#include "web/assets.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace lapor::web {
namespace {

std::string url_of(const Asset& asset) {
  const auto dot = asset.name.rfind('.');
  return fmt::format("/a/{}.{}{}", asset.name.substr(0, dot), asset.hash, asset.name.substr(dot));
}

}  // namespace

std::string asset_url(std::string_view name) {
  for (const auto& asset : assets())
    if (asset.name == name) return url_of(asset);
  throw std::logic_error("no such asset");
}

const Asset* asset_of(std::string_view url) {
  for (const auto& asset : assets())
    if (url_of(asset) == url) return &asset;
  return nullptr;
}

std::string_view media_type(const Asset& asset) {
  if (asset.name.ends_with(".js")) return "text/javascript; charset=utf-8";
  return "image/svg+xml";
}

Response serve(const Asset& asset, const Request& request) {
  Response response;
  response.type = media_type(asset);
  response.forever = true;
  const bool packed = request.accept_encoding.find("gzip") != std::string::npos;
  response.body = packed ? asset.packed : asset.bytes;
  if (packed) response.headers.emplace_back("Content-Encoding", "gzip");
  response.headers.emplace_back("Vary", "Accept-Encoding");
  return response;
}

}  // namespace lapor::web
