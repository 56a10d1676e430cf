// Chooses the sleep scale of one modem: a modem that sends cleanly is driven faster, step by step, and slower
// at the first overrun. Pure.
#pragma once
#include <cstdint>

namespace lapor::sim {

/// Permille of libGammu's own sleeps: 1000 is as it ships.
struct PaceRange {
  std::uint32_t usual = 1000;    ///< the pace of a modem that is not known yet
  std::uint32_t fastest = 1000;  ///< not above `usual`; equal: nothing is tried
};

/// The pace that a modem has proven.
struct ProvenPace {
  std::uint32_t permille = 1000;
  std::uint32_t proof = 0;  ///< so many clean sends in a row are wanted before it is driven faster
  friend bool operator==(const ProvenPace&, const ProvenPace&) = default;
};

class PaceTrial {
 public:
  explicit PaceTrial(PaceRange range = {});

  std::uint32_t permille() const { return now_.permille; }
  const ProvenPace& pace() const { return now_; }
  /// A text left as it should. True if that made it faster: half as long sleeps, at most `fastest`.
  bool sent_cleanly();
  /// A refusal that haste may explain. True if that made it slower: at once what is usual, and where that was
  /// too fast, libGammu's own. Ten times as many clean sends are wanted from now on before a step is taken.
  bool seemed_hasty();
  /// Goes on with what this modem has shown before; what doesn't fit the range is brought into it.
  void go_on_with(const ProvenPace& known);
  /// Another modem, or an operator who vouches for this one.
  void start_over();

 private:
  std::uint32_t slowest() const;

  PaceRange range_;
  ProvenPace now_;
  std::uint32_t clean_ = 0;  ///< sends since the last step
};

}  // namespace lapor::sim
