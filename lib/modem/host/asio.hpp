// Boost.Asio, in the one order that Boost 1.74 compiles in: its headers use std::exchange without <utility>.
#pragma once
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <utility>
