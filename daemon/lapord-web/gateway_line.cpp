#include "lapord-web/gateway_line.hpp"

#include <deque>
#include <vector>

#include "control/asio.hpp"

namespace lapor::web {

using boost::system::error_code;
using control::Json;

namespace {

constexpr auto patience = std::chrono::seconds(10);

struct Question {
  std::string line;
  GatewayLine::Answered answered;
};

}  // namespace

struct GatewayLine::State : std::enable_shared_from_this<State> {
  class Lane;
  State(boost::asio::io_context& context, std::filesystem::path path)
      : io(context), socket(std::move(path)) {}
  void start_next();

  boost::asio::io_context& io;
  std::filesystem::path socket;
  std::deque<Question> waiting;
  std::vector<std::shared_ptr<Lane>> lanes;
};

/// One connection. It is kept for the next question; lapord closes it when it was idle for long, and then the
/// question can't be written and goes over a new one. A question that was written is never asked again: it
/// may be an order.
class GatewayLine::State::Lane : public std::enable_shared_from_this<Lane> {
 public:
  explicit Lane(State& state)
      : state_(state.weak_from_this()),
        path_(state.socket),
        socket_(state.io),
        timer_(state.io),
        input_(GatewayLine::longest_answer) {}

  bool busy() const { return busy_; }

  void ask(Question question) {
    busy_ = true;
    question_ = std::move(question);
    timer_.expires_after(patience);
    timer_.async_wait([self = shared_from_this()](error_code error) {
      if (!error) self->end({});
    });
    if (socket_.is_open()) return write(true);
    connect();
  }

  void close() {
    error_code ignored;
    timer_.cancel();
    socket_.close(ignored);
  }

 private:
  void connect() {
    input_.consume(input_.size());
    error_code error;
    socket_.close(error);
    socket_.open(boost::asio::local::stream_protocol(), error);
    socket_.async_connect(boost::asio::local::stream_protocol::endpoint(path_.string()),
                          [self = shared_from_this()](error_code failed) {
                            if (failed) return self->end({});
                            self->write(false);
                          });
  }

  void write(bool may_be_stale) {
    boost::asio::async_write(socket_, boost::asio::buffer(question_.line),
                             [self = shared_from_this(), may_be_stale](error_code error, std::size_t) {
                               if (error && may_be_stale) return self->connect();
                               if (error) return self->end({});
                               self->read();
                             });
  }

  void read() {
    boost::asio::async_read_until(socket_, input_, '\n',
                                  [self = shared_from_this()](error_code error, std::size_t size) {
                                    if (error) return self->end({});
                                    self->got(size);
                                  });
  }

  void got(std::size_t size) {
    std::string line(size, '\0');
    input_.sgetn(line.data(), static_cast<std::streamsize>(size));
    const auto answer = control::parse_json(line);
    if (!answer) return end({});
    finish(*answer);
  }

  void end(const Json& answer) {
    if (!busy_) return;
    error_code ignored;
    socket_.close(ignored);
    finish(answer);
  }

  void finish(const Json& answer) {
    if (!busy_) return;
    timer_.cancel();
    const auto answered = std::move(question_.answered);
    question_ = {};
    busy_ = false;
    if (answered) answered(answer);
    if (const auto state = state_.lock()) state->start_next();
  }

  std::weak_ptr<State> state_;
  std::filesystem::path path_;
  boost::asio::local::stream_protocol::socket socket_;
  boost::asio::steady_timer timer_;
  boost::asio::streambuf input_;
  Question question_;
  bool busy_ = false;
};

void GatewayLine::State::start_next() {
  for (auto& lane : lanes) {
    if (waiting.empty()) return;
    if (lane->busy()) continue;
    auto next = std::move(waiting.front());
    waiting.pop_front();
    lane->ask(std::move(next));
  }
}

GatewayLine::GatewayLine(boost::asio::io_context& io, std::filesystem::path socket)
    : state_(std::make_shared<State>(io, std::move(socket))) {
  for (std::size_t i = 0; i < lanes; ++i) state_->lanes.push_back(std::make_shared<State::Lane>(*state_));
}

GatewayLine::~GatewayLine() {
  for (auto& lane : state_->lanes) lane->close();
}

void GatewayLine::ask(const Json& question, Answered answered) {
  if (state_->waiting.size() >= most_waiting) return answered({});
  state_->waiting.push_back({question.dump() + "\n", std::move(answered)});
  state_->start_next();
}

}  // namespace lapor::web
