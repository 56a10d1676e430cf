// A modem, its worker and the network behind it, which may refuse, be silent, late or away. It only tells the
// gateway what a supervisor would tell.
#pragma once
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "domain/sms/inbound_segment.hpp"
#include "engine/api/effects.hpp"
#include "engine/api/events.hpp"
#include "hunt/story.hpp"

namespace lapor::hunt {

/// The content of a slot of a SIM: one part of a text.
struct Stored {
  sms::InboundSegment segment;
  int text = 0;  ///< which text it is a part of
  int part = 0;  ///< which part of it
};

struct Receipt {
  Instant due{};
  engine::StatusReportReceived event;
  std::string text;  ///< the part that it is about
};

class Modem {
 public:
  explicit Modem(std::string name) : name_(std::move(name)) {}

  void put(const Stored& stored) { slots_[next_slot_++] = stored; }
  /// The next event for the gateway at this time; nullopt if there is none. The event stays until done() is
  /// called, so that a gateway that couldn't write gets it again.
  std::optional<engine::Event> next(Instant now);
  void done();
  /// The time of its next event if nobody does anything.
  std::optional<Instant> next_time() const;
  void carry_out(const engine::Effect& effect, Instant now);
  void worker_dies();

  // what its owner may look at
  const std::string& name() const { return name_; }
  const std::map<unsigned, Stored>& slots() const { return slots_; }
  bool is_up() const { return up_; }
  bool registered() const { return registered_; }
  const engine::Submit* in_hand() const { return in_hand_ ? &*in_hand_ : nullptr; }

  // its misfortunes
  int refusals = 0, cms = 0, lost = 0, muted = 0;
  bool present = true, network = true;
  Receipts receipts = none;

  struct Sent {
    std::string modem, to, text;
    Instant at{};
  };
  std::vector<Sent> sent;      ///< each time a Ctrl-Z left and the network took it; the owner empties it
  std::vector<Sent> doubtful;  ///< whose result the gateway never got; the owner empties it
  std::vector<Receipt> told;   ///< receipts that the gateway was told; the owner empties it

 private:
  std::optional<engine::Event> about_send();
  void transmit(Instant now);

  std::string name_;
  std::map<unsigned, Stored> slots_;
  unsigned next_slot_ = 1, reference_ = 0, draws_ = 0;
  std::vector<Receipt> coming_;
  bool up_ = false, registered_ = true;
  std::set<unsigned> listed_;
  std::optional<engine::Submit> in_hand_;
  bool prompted_ = false, released_ = false, refused_ = false;
  std::optional<engine::Event> telling_;
};

}  // namespace lapor::hunt
