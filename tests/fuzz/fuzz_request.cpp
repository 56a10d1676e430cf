// Any bytes as the requests of one connection, cut in two by the first byte.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "web/app.hpp"
#include "web/http/reader.hpp"

using namespace lapor::web;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto cut = bytes.size() * data[0] / 256;
  Reader reader;
  for (const auto part : {bytes.substr(0, cut), bytes.substr(cut)}) {
    reader.put(part);
    while (const auto got = reader.next()) {
      const auto* request = std::get_if<Request>(&*got);
      if (!request) return 0;
      if (!request->path.starts_with('/') || request->path.find("/../") != std::string::npos) std::abort();
      App::route_of(*request);
    }
  }
  return 0;
}
