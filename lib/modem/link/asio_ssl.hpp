// Boost.Asio with TLS, in the one order that Boost 1.74 compiles in: its headers use std::exchange without
// <utility>.
#pragma once
#include <utility>
// clang-format off
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
// clang-format on

namespace lapor::modem::link {

using TlsStream = boost::asio::ssl::stream<boost::asio::ip::tcp::socket>;

}  // namespace lapor::modem::link
