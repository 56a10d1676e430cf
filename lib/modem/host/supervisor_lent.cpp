// The supervisor of a worker that a node lends. The worker runs on another box and ends when our socket is
// closed. The connection to it may be lost; that says nothing of the modem.
#include <fmt/format.h>
#include <sys/socket.h>

#include "modem/host/supervisor.hpp"

namespace lapor::modem {
namespace {

using namespace std::chrono_literals;
using Kind = wire::WorkerEndingKind;

/// The time for the worker there to end, or for the connection to be known as dead. A node that hears nothing
/// from here for so long has ended its worker.
constexpr Duration end_limit = 45s;

}  // namespace

void Supervisor::wait_for_node() {
  kept_.status.last_error = fmt::format("node {} is not connected", settings_.node);
  node_ = std::make_shared<LentWorkers::Found>([this] {
    if (between_ == Between::device) begin();
  });
  lent_->wait(settings_.node, node_);
}

/// ModemDown waits for the news that the worker has ended: after it no Ctrl-Z leaves, on the node neither.
void Supervisor::end_lent() {
  ::shutdown(worker_->socket.native_handle(), SHUT_WR);
  worker_->deadline.start(end_limit, [this] { on_ended(); });
}

void Supervisor::note_lost_link() {
  kept_.status.last_error = fmt::format("the connection to node {} was lost", settings_.node);
  note(log::Level::warning, "modem-link-lost", kept_.status.last_error);
}

/// The modem is looked for again and again, as long as its node is there.
bool Supervisor::is_absent_there(const WorkerLife& ended) const {
  const bool gone = ended.ending == Kind::no_device || ended.ending == Kind::unplugged;
  return is_lent() && gone && next(kept_.status.state, ModemEvent::vanishes).has_value();
}

}  // namespace lapor::modem
