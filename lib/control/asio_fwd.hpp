// The name of Asio's io_context, for headers that only pass one on.
#pragma once

namespace boost::asio {
class io_context;
}
