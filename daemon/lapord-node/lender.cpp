#include "lapord-node/lender.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/utf8.hpp"

namespace lapor::daemon {
namespace {

constexpr auto after_refusal = std::chrono::seconds(60);
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
      io_, settings_, context_, worker_,
      Lending::Handlers{[this] { on_up(); }, [this](Lending& l) { on_asked(l); },
                        [this](Lending& l, const std::string& why) { on_gone(l, why); }});
  lendings_.push_back(lending);
  ready_ = lending.get();
  lending->start();
}

void Lender::on_up() {
  told_.clear();
  if (!std::exchange(connected_, true))
    log_.notice("node-connected", fmt::format("connected to the gateway at {}:{} as {}", settings_.host,
                                              settings_.port, settings_.name));
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

void Lender::tell(bool refused, const std::string& why) const {
  const auto text = fmt::format("{}:{}: {}", settings_.host, settings_.port, utf8::escape(utf8::clean(why)));
  if (refused)
    log_.warning("node-refused", text);
  else
    log_.warning("node-not-connected", text);
}

/// Logs each reason once, until the node is connected again: what comes after a line that was down may be
/// worse.
void Lender::on_not_used(const Lending& lending, const std::string& why) {
  ready_ = nullptr;
  const bool was_connected = std::exchange(connected_, false);
  const bool refused = !lending.refusal().empty();
  if (told_.size() < most_reasons && told_.insert(why).second) tell(refused, why);
  failures_ = was_connected && !refused ? 1 : failures_ + 1;
  pausing_ = true;
  again_.start(refused ? after_refusal : pause_after(failures_), [this] { connect(); });
}

}  // namespace lapor::daemon
