// Recovers a modem that fails: a new worker after a growing pause, now and then with a reset of
// the modem before it, and a listing slot by slot where the modem broke off one. Pure.
#pragma once
#include <map>
#include <utility>
#include <vector>

#include "base/time.hpp"
#include "domain/sms/storage_slot.hpp"

namespace lapor::modem {

/// The pause before the next worker is started, after so many failures in a row: 1, 2, 5, 10, then 20 s.
Duration pause_after(unsigned failures);
/// True at the 3rd, 6th, 12th, 24th … failure in a row: a reset can repair much, but a modem that is only
/// reset never works.
bool reset_due(unsigned failures);

/// Remedies for a modem that finds no network, with a pause after each: first its radio is switched off and
/// on, then a text is tried (a modem may be wrong about its network), at last the modem is restarted. The
/// pauses grow from 1 minute to 1 hour.
enum class NetworkRemedy { restart_radio, try_a_text, restart_modem };
struct NextRemedy {
  Duration after{};
  NetworkRemedy what = NetworkRemedy::restart_radio;
};
NextRemedy network_remedy(unsigned tried);
/// The pause before a listing is asked for again that was refused so often in a row: 1, 2, 3 s …
Duration pause_after_refused_listing(unsigned refusals);
/// After so many refusals in a row the listing goes slot by slot.
inline constexpr unsigned refused_listings_given_up = 3;

/// Decides whether the next listing is the modem's own (AT+CMGL, one command) or goes slot by slot (AT+CMGR),
/// and knows which slots break listings. A supervisor keeps one for all its workers.
///
/// A slot whose AT+CMGR isn't answered is suspect, and read after all others. If it isn't answered again,
/// while another slot in the same listing is, it is poisoned: to be quarantined unread and erased.
class ListingPlan {
 public:
  bool by_slot(Instant now) const { return broken_ || !suspects_.empty() || now < until_; }
  const std::vector<sms::StorageSlot>& suspects() const { return suspects_; }
  std::vector<sms::StorageSlot> poisoned() const;
  /// The poisoned ones to be erased now; each is given three times at most, because its erasure may hang as
  /// well.
  std::vector<sms::StorageSlot> take_to_erase();
  /// True once after a slot became suspect: list again soon, to learn whether it is the slot or was the
  /// moment.
  bool take_new_suspect() { return std::exchange(new_suspect_, false); }

  void begin() { unanswered_now_.clear(); }
  /// True if this poisons the slot. `others_answered`: another slot was answered in this listing.
  bool unanswered(const sms::StorageSlot& slot, bool others_answered);
  /// The listing ended well.
  void complete(bool by_slot);
  /// The modem broke off a listing, or its worker died in one.
  void broke_off(Instant now);
  /// The modem says that slots are in use and lists none: the next listing goes slot by slot.
  void nothing_listed() { broken_ = true; }
  /// The slot was read after all, or erased.
  void slot_is_well(const sms::StorageSlot& slot);
  /// Another SIM: nothing that is known of slots holds any more.
  void forget_slots() { suspects_.clear(), poisoned_.clear(); }

 private:
  bool broken_ = false, new_suspect_ = false;
  unsigned failures_ = 0;  ///< of the modem's own listing, in a row
  Instant until_{};        ///< slot by slot until then
  std::vector<sms::StorageSlot> suspects_, unanswered_now_;
  std::map<sms::StorageSlot, unsigned> poisoned_;  ///< how often its erasure was tried
};

}  // namespace lapor::modem
