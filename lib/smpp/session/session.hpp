// One life of a line to a carrier, as the carrier's client (ESME): from the bind to the end of the
// connection. Pure: bytes and orders go in with the time, the actions to do come out as values. A life that
// ends is not used again; another begins with a new connection, and nothing of this one is carried over.
//
// Receiving: a text is acknowledged only by acknowledge(), whose caller has it on disk. A carrier that lost
// the acknowledgement delivers the text again, often in another life. So what the carrier has surely read
// counts: `Settled` tells it. TCP keeps order, so a response to an enquire_link proves that everything
// sent before it was read.
//
// Sending: up to `window` submits are under way. Each ends exactly once, with its response, or in doubt when
// the life ends first.
#pragma once
#include <array>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "domain/sms/segmentation.hpp"
#include "smpp/pdu/framing.hpp"
#include "smpp/pdu/receipt.hpp"
#include "smpp/pdu/short_message.hpp"

namespace lapor::smpp {

struct LineSettings {
  std::string system_id, password, system_type;
  bool pair = false;  ///< a transmitter and a receiver instead of one transceiver
  Sender sender;
  MessageIds ids = MessageIds::same;
  Duration enquire{std::chrono::seconds(30)};   ///< of silence, then the carrier is asked whether it is there
  Duration response{std::chrono::seconds(30)};  ///< to any request; then the connection counts as dead
};

enum class EndKind {
  refused,    ///< the carrier refuses the bind, and will refuse it again: wrong name or password
  no_answer,  ///< it refuses it for now, doesn't answer, or hung up
  ordered     ///< unbind() was called and answered
};

// The things to do.
struct Transmit {
  unsigned link = 0;
  std::string bytes;
};
/// The line can be used.
struct Bound {
  std::string carrier;  ///< its own name; may be empty
};
/// `index` names it to acknowledge(), and means nothing in another life.
struct TextArrived {
  unsigned index = 0;
  sms::InboundSegment segment;
};
struct ReceiptArrived {
  unsigned index = 0;
  std::string recipient;
  Receipt receipt;
};
struct UnreadableArrived {
  unsigned index = 0;
  std::string cause, raw;  ///< `raw` is the packet in hex
};
/// The carrier has read the acknowledgements of these: it will not deliver them again.
struct Settled {
  std::vector<unsigned> indexes;
};
struct SubmitAccepted {
  AttemptId attempt;
  std::string message_id;  ///< as id_of_response() gives it
};
struct SubmitRefused {
  AttemptId attempt;
  std::uint32_t status = 0;  ///< command_status
};
/// A submit ended without a response: the text may have arrived.
struct SubmitInDoubt {
  AttemptId attempt;
  std::string why;
};
/// The last output.
struct Ended {
  EndKind kind = EndKind::no_answer;
  std::string detail;  ///< English
};
using Output = std::variant<Transmit, Bound, TextArrived, ReceiptArrived, UnreadableArrived, Settled,
                            SubmitAccepted, SubmitRefused, SubmitInDoubt, Ended>;

class Session {
 public:
  explicit Session(LineSettings settings) : settings_(std::move(settings)) {}

  /// Connections that it needs: link 0, or for a pair 0 the transmitter and 1 the receiver.
  unsigned links() const { return settings_.pair ? 2 : 1; }

  /// All links are connected: binds.
  void begin(Instant now);
  void received(unsigned link, std::string_view bytes, Instant now);
  void closed(const std::string& why);
  /// The bytes are in the next Transmit. \pre is_bound()
  void submit(AttemptId attempt, const std::string& to, const sms::OutboundSegment& segment, Instant now);
  /// The text, receipt or packet is on disk. Nothing happens where the index isn't open.
  void acknowledge(unsigned index, Instant now);
  /// Says good-bye; ends at once if the carrier doesn't answer for 2 s.
  void unbind(Instant now);
  void tick(Instant now);

  std::optional<Instant> next_timer() const;
  bool is_bound() const { return phase_ == Phase::bound; }
  bool is_over() const { return phase_ == Phase::over; }
  /// False while so much waits to be acknowledged that no more should be read.
  bool may_read() const { return open_.size() < most_open; }
  std::vector<Output> take_outputs() { return std::exchange(outputs_, {}); }

  static constexpr std::size_t most_open = 1000;
  /// The shortest pause between two enquire_links that only prove that the carrier read acknowledgements.
  static constexpr Duration settle_pause{1000};

 private:
  enum class Phase { idle, binding, bound, unbinding, over };
  struct LinkState {
    Framing framing;
    bool bound = false;
    std::uint32_t sequence = 0;
    Instant heard{};                       ///< when anything came last
    std::optional<Instant> half_since;     ///< a packet has begun and isn't whole
    std::optional<std::uint32_t> enquiry;  ///< an enquire_link without a response
    Instant enquired{};
    std::vector<unsigned> proven_by_enquiry, acknowledged;  ///< not proven read: before it, and after it
  };
  struct Open {
    unsigned link = 0;
    Header header;
  };
  struct Submit {
    AttemptId attempt;
    std::string to;
    Instant deadline{};
  };
  struct EarlyReceipt {
    ReceiptArrived what;
    std::set<std::uint32_t> waits_for;  ///< submits to its recipient that had no response when it came
  };
  struct Delivery {
    unsigned index = 0;
    std::uint64_t content = 0;
  };
  using Place = std::pair<unsigned, std::uint32_t>;  ///< link, sequence_number

  // session.cpp: the life
  void send(unsigned link, const Header& header, Body body = Bare{});
  std::uint32_t request(unsigned link, Command command, Body body = Bare{});
  void end(EndKind kind, const std::string& detail);
  void handle(unsigned link, const std::string& packet, Instant now);
  void handle(unsigned link, const Pdu& pdu, const std::string& packet, Instant now);
  void on_bind_response(unsigned link, const Pdu& pdu);
  void on_generic_nack(unsigned link, const Header& header);
  void enquire(unsigned link, Instant now);
  void on_enquire_response(unsigned link, const Header& header);
  void tick_link(unsigned link, Instant now);

  // session_messages.cpp: texts both ways
  void on_delivery(unsigned link, const Header& header, const Message* message, const std::string& why,
                   const std::string& packet);
  bool is_resent(unsigned link, const Header& header, const std::string& packet, unsigned index);
  void on_receipt(unsigned index, const Message& message, const Receipt& receipt);
  void respond(const Open& open);
  void on_submit_response(const Header& header, std::string_view message_id);
  void release_receipts(std::uint32_t sequence);
  void settle_when_quiet(unsigned link, Instant now);

  LineSettings settings_;
  Phase phase_ = Phase::idle;
  Instant deadline_{};  ///< of binding or unbinding
  std::array<LinkState, 2> links_;
  unsigned last_index_ = 0;
  std::map<unsigned, Open> open_;  ///< arrived and not acknowledged, by index
  std::map<Place, Delivery> deliveries_;
  std::deque<Place> delivery_order_;
  std::map<std::uint32_t, Submit> submits_;  ///< by sequence_number on link 0
  std::vector<EarlyReceipt> early_;
  std::vector<Output> outputs_;
};

}  // namespace lapor::smpp
