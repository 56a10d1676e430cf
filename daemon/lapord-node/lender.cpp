#include "lapord-node/lender.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/utf8.hpp"

namespace lapor::daemon {
namespace {

constexpr auto after_refusal = std::chrono::seconds(60);
constexpr auto between_gateways = std::chrono::seconds(1);
/// The gateway wants one worker for each of its modems here, which are fewer than these.
constexpr std::size_t most_lendings = 32;
constexpr std::size_t most_reasons = 16;  ///< to log until it is connected again

}  // namespace

Lender::Lender(boost::asio::io_context& io, const NodeSettings& settings,
               std::shared_ptr<boost::asio::ssl::context> context, std::filesystem::path worker,
               const Journal& log)
    : io_(io),
      settings_(settings),
      context_(std::move(context)),
      worker_(std::move(worker)),
      log_(log),
      again_(io) {}

Lender::~Lender() {
  for (const auto& lending : lendings_) lending->abandon();
}

std::chrono::seconds Lender::pause_after(unsigned failures) {
  constexpr std::array<int, 6> pauses{1, 2, 5, 10, 20, 30};
  return std::chrono::seconds(pauses[std::clamp<std::size_t>(failures, 1, pauses.size()) - 1]);
}

void Lender::connect() {
  pausing_ = false;
  const auto lending = std::make_shared<Lending>(
      io_, settings_.gateways[gateway_], context_, worker_,
      Lending::Handlers{[this] { on_up(); }, [this](Lending& l) { on_asked(l); },
                        [this](Lending& l, const std::string& why) { on_gone(l, why); }});
  lendings_.push_back(lending);
  ready_ = lending.get();
  lending->start();
}

void Lender::on_up() {
  told_.clear();
  if (!std::exchange(connected_, true))
    log_.notice("node-connected", fmt::format("connected to the gateway at {} as {}",
                                              settings_.gateways[gateway_].text(), settings_.name));
}

/// A worker that is still there for this modem belongs to a connection that the gateway has given up.
void Lender::on_asked(Lending& lending) {
  ready_ = nullptr;
  failures_ = 0;
  if (lendings_.size() < most_lendings) connect();
  for (const auto& other : std::list(lendings_))
    if (other.get() != &lending && other->modem() == lending.modem())
      other->cut("the gateway asks for its modem again");
  begin_next(lending.modem());
}

/// Begins the worker of the lending that asks for this modem, once that lending is the only one.
void Lender::begin_next(const std::string& modem) {
  const auto is_for = [&](const auto& lending) { return lending->modem() == modem; };
  if (std::count_if(lendings_.begin(), lendings_.end(), is_for) != 1) return;
  const auto only = *std::find_if(lendings_.begin(), lendings_.end(), is_for);
  if (!only->has_begun()) only->begin_worker();
}

void Lender::on_gone(Lending& lending, const std::string& why) {
  const bool was_ready = ready_ == &lending;
  const auto modem = lending.modem();
  if (was_ready) on_not_used(lending, why);
  lendings_.remove_if([&](const auto& one) { return one.get() == &lending; });
  if (!modem.empty()) begin_next(modem);
  if (!ready_ && !pausing_) connect();
}

void Lender::tell(const Lending& lending, const std::string& why) const {
  const auto text = fmt::format("{}: {}", lending.gateway().text(), utf8::escape(utf8::clean(why)));
  if (lending.refusal().empty())
    log_.warning("node-not-connected", text);
  else
    log_.warning("node-refused", text);
}

/// Logs each reason of each gateway once, until the node is connected again: what comes after a line that was
/// down may be worse. A gateway that was connected is tried again first.
void Lender::on_not_used(const Lending& lending, const std::string& why) {
  ready_ = nullptr;
  const bool was_connected = std::exchange(connected_, false);
  const bool refused = !lending.refusal().empty();
  if (told_.size() < most_reasons && told_.insert(lending.gateway().text() + why).second) tell(lending, why);
  only_refused_ = only_refused_ && refused;
  pausing_ = true;
  if (was_connected && !refused) {
    failures_ = 0;
    return try_again(pause_after(1));
  }
  gateway_ = (gateway_ + 1) % settings_.gateways.size();
  if (gateway_ != 0) return try_again(between_gateways);
  ++failures_;
  try_again(std::exchange(only_refused_, true) ? after_refusal : pause_after(failures_));
}

void Lender::try_again(std::chrono::seconds pause) {
  again_.start(pause, [this] { connect(); });
}

}  // namespace lapor::daemon
