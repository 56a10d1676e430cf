// The name of Asio's io_context, for headers that only pass one on.
#pragma once

namespace boost::asio {
// NOLINTNEXTLINE(readability-identifier-naming): Asio's own name
class io_context;
}  // namespace boost::asio
