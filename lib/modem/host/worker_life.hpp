// All that belongs to one worker process, and to nothing longer. The supervisor makes a new one with each
// worker and drops it when the process has ended; with it go its timers, its descriptors, and the permission
// of every handler that waits for it.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "modem/host/asio.hpp"
#include "modem/host/command_queue.hpp"
#include "modem/host/slot_tracker.hpp"
#include "modem/host/timer.hpp"
#include "modem/host/worker_process.hpp"
#include "modem/protocol/wire.hpp"

namespace lapor::modem {

struct WorkerLife {
  /// Takes over the process and its descriptors.
  WorkerLife(boost::asio::io_context& io, const WorkerProcess& process);
  /// Kills the process unless it was reaped.
  ~WorkerLife();
  WorkerLife(const WorkerLife&) = delete;
  WorkerLife& operator=(const WorkerLife&) = delete;

  enum class Phase { starting, ready, ending };
  enum class Pin { not_asked, asked, entered, answered };
  struct SendInHand {
    AttemptId attempt;
    bool prompted = false;
    std::optional<Instant> released;  ///< since then its Ctrl-Z may have left
  };

  bool is_ending() const { return phase == Phase::ending; }

  pid_t pid;  ///< -1 once it is reaped, and of one that a node lends
  boost::asio::posix::stream_descriptor socket, ended;
  std::string frame = std::string(wire::max_frame + 1, '\0');  ///< what is being read
  Timer deadline,  ///< of the command in hand, or of what is waited for while it starts
      stuck,       ///< the command in hand takes long
      list,        ///< the next listing without being told
      health,      ///< the next question for the signal
      end_bound;   ///< of the send that it may still end

  Phase phase = Phase::starting;
  std::optional<Instant> ready_since;
  std::optional<wire::WorkerEndingKind> ending;  ///< why it ends, as it said itself
  bool ended_by_order = false;                   ///< its end is no failure of the modem's
  bool link_lost = false;                        ///< it was lent, and nobody knows how it ended
  bool modem_restarted = false;                  ///< its sends get no result any more
  bool winding_down = false;                     ///< no new sends; it ends when the one in hand has
  Pin pin = Pin::not_asked;

  CommandQueue queue;
  unsigned choice = 0;  ///< counts choices of the next command that were posted: the last one counts
  Command in_hand = Command::none;
  bool remarked = false;                  ///< a remark of this life was logged
  bool reported_stuck = false;            ///< lapord was told that the command in hand takes long
  std::optional<SendInHand> send;         ///< of a modem, which has one at most
  std::map<AttemptId, SendInHand> sends;  ///< of a line
  bool said_good_bye = false;
  std::optional<sms::StorageSlot> erasing;
  bool listing_by_slot = false;
  unsigned listed_slots = 0, listing_frames = 0;
  bool nothing_listed = false;  ///< by the last listing, though slots were in use
  SlotTracker slots;
};

/// For async_wait(): calls `f` only while this life lasts, and only if the wait ended well.
template <class F>
auto while_it_lives(const std::shared_ptr<WorkerLife>& worker, F f) {
  return [weak = std::weak_ptr(worker), f = std::move(f)](boost::system::error_code error) {
    if (error) return;
    if (const auto alive = weak.lock()) f();
  };
}

}  // namespace lapor::modem
