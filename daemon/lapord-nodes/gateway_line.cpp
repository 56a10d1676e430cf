#include "lapord-nodes/gateway_line.hpp"

#include <array>
#include <utility>

#include "control/asio.hpp"
#include "modem/protocol/frames.hpp"

namespace lapor::daemon {

namespace node = modem::node;
using boost::asio::posix::stream_descriptor;

namespace {

constexpr auto pause = std::chrono::seconds(1);

}  // namespace

struct GatewayLine::State {
  explicit State(boost::asio::io_context& io) : socket(io) {}
  stream_descriptor socket;
};

GatewayLine::GatewayLine(boost::asio::io_context& io, std::filesystem::path socket, Handlers handlers)
    : path_(std::move(socket)),
      handlers_(std::move(handlers)),
      again_(io),
      state_(std::make_unique<State>(io)) {}

GatewayLine::~GatewayLine() = default;

void GatewayLine::start() { connect(); }

void GatewayLine::connect() {
  auto socket = connect_packet_socket(path_);
  if (!socket) return again_.start(pause, [this] { connect(); });
  state_->socket.assign(socket->release());
  read();
}

void GatewayLine::read() {
  state_->socket.async_wait(stream_descriptor::wait_read, [this](const boost::system::error_code& error) {
    if (error) return;
    const auto got = receive_packet(state_->socket.native_handle(), modem::wire::max_frame);
    if (!got.value && got.why == NotReceived::nothing_yet) return read();
    const auto value = got.value ? node::decode_to_listener(got.value->packet) : std::nullopt;
    if (!value) return lose();
    if (const auto* where = std::get_if<node::ListenAt>(&*value))
      handlers_.listen(*where);
    else if (const auto* accept = std::get_if<node::Accept>(&*value))
      handlers_.accept(*accept);
    else
      handlers_.refuse(std::get<node::Refuse>(*value));
    read();
  });
}

void GatewayLine::lose() {
  boost::system::error_code ignored;
  state_->socket.close(ignored);
  handlers_.lost();
  again_.start(pause, [this] { connect(); });
}

void GatewayLine::tell(const node::FromListener& value) {
  if (state_->socket.is_open()) send_packet(state_->socket.native_handle(), node::encode(value));
}

bool GatewayLine::offer(const node::Offer& offer, int socket, int ended) {
  const std::array both{socket, ended};
  return state_->socket.is_open() &&
         send_packet(state_->socket.native_handle(), node::encode(node::FromListener{offer}), both);
}

}  // namespace lapor::daemon
