// A slot is read twice: by pdu.hpp as its PDU crossed the line, and by libGammu. Which of the two counts.
// Pure.
#pragma once
#include <string>

#include "domain/sms/storage_slot.hpp"
#include "modem/at/pdu.hpp"

namespace lapor::modem {

/// One slot of a listing, as libGammu reads it.
struct FoundSlot {
  sms::StorageSlot slot;
  ReadPdu content;
};

/// `pdu` in hex, empty if the line didn't see it. Our own reading counts wherever there is one, also where it
/// fails and libGammu's doesn't: libGammu accepts PDUs that it has misread. Where both fail both causes are
/// told.
inline ReadPdu choose_reading(const std::string& pdu, ReadPdu gammus) {
  if (pdu.empty()) return gammus;
  auto ours = read_pdu(pdu);
  auto* bad = std::get_if<BadPdu>(&ours);
  const auto* also_bad = std::get_if<BadPdu>(&gammus);
  if (bad != nullptr && also_bad != nullptr) bad->cause += " (" + also_bad->cause + ")";
  return ours;
}

}  // namespace lapor::modem
