// Boost.Asio. It takes longer to compile than most sources, so no header includes this one: asio_fwd.hpp has
// the name of the io_context, and daemon/common/timer.hpp has timers. Boost 1.74 uses std::exchange without
// <utility>.
#pragma once
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/write.hpp>
#include <utility>
