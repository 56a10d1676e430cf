// Values ↔ libGammu's structures. Every string and number in these came from a stranger's SMS, so it is
// bounded and cleaned here.
#pragma once
#include <gammu.h>

#include <cstddef>
#include <string>

#include "modem/protocol/wire.hpp"
#include "modem/worker/slot_content.hpp"

namespace lapor::modem {

std::string name_of(GSM_Error error);
/// libGammu's UTF-16BE, at most `capacity` bytes, up to its NUL.
std::u16string units_of(const unsigned char* text, std::size_t capacity);
/// Writes UTF-16BE with a NUL; what doesn't fit is cut.
void put_units(unsigned char* out, std::size_t capacity, const std::u16string& units);
/// `smsc`: the service centre's number as libGammu gave it.
GSM_SMSMessage submit_of(const wire::Send& message, const GSM_SMSC& smsc);
FoundSlot slot_of(const GSM_SMSMessage& sms, GSM_Error error);

}  // namespace lapor::modem
