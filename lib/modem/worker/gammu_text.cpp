#include "modem/worker/gammu_text.hpp"

#include <algorithm>
#include <chrono>
#include <cstring>

#include "base/utf8.hpp"

namespace lapor::modem {
namespace {

constexpr unsigned slots_a_storage = 100000;  ///< libGammu numbers the phone's slots from 100001

/// libGammu writes every "~" of a UCS-2 text twice.
std::u16string single_tildes(const std::u16string& text) {
  std::u16string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    out += text[i];
    if (text[i] == u'~' && i + 1 < text.size() && text[i + 1] == u'~') ++i;
  }
  return out;
}

/// The reverse, for a text to send. libGammu cuts the result at 70 units: where doubling doesn't fit, a
/// full-width tilde (U+FF5E) stands for the rest.
std::u16string double_tildes(const std::u16string& text) {
  std::u16string out;
  auto room = text.size() < 70 ? 70 - text.size() : 0;
  for (const char16_t unit : text) {
    if (unit != u'~')
      out += unit;
    else if (room > 0)
      out += u"~~", --room;
    else
      out += u'\uFF5E';
  }
  return out;
}

Instant time_of(const GSM_DateTime& t) {
  using namespace std::chrono;
  const year_month_day date{year{t.Year}, month{static_cast<unsigned>(t.Month)},
                            day{static_cast<unsigned>(t.Day)}};
  if (t.Year < 2000 || !date.ok() || t.Hour < 0 || t.Hour > 23 || t.Minute < 0 || t.Minute > 59 ||
      t.Second < 0 || t.Second > 60)
    return {};
  return Instant{sys_days{date}} + hours{t.Hour} + minutes{t.Minute} + seconds{t.Second} -
         seconds{t.Timezone};
}

std::string number_of(const GSM_SMSMessage& sms) {
  return utf8::clean(utf8::from_utf16(units_of(sms.Number, sizeof sms.Number)));
}

sms::InboundSegment segment_of(const GSM_SMSMessage& sms) {
  sms::InboundSegment segment;
  segment.sender = number_of(sms);
  segment.service_centre_time = time_of(sms.DateTime);
  if (sms.Class >= 0 && sms.Class <= 3) segment.message_class = static_cast<unsigned>(sms.Class);
  if (sms.UDH.Length > 1)
    segment.udh.assign(reinterpret_cast<const char*>(sms.UDH.Text) + 1,
                       static_cast<std::size_t>(sms.UDH.Length - 1));
  if (sms.Coding == SMS_Coding_8bit) {
    segment.coding = sms::Coding::octets;
    segment.octets.assign(reinterpret_cast<const char*>(sms.Text),
                          static_cast<std::size_t>(std::clamp(sms.Length, 0, 140)));
  } else if (sms.Coding == SMS_Coding_Unicode_No_Compression) {
    segment.coding = sms::Coding::ucs2;
    segment.text = single_tildes(units_of(sms.Text, sizeof sms.Text));
  } else {
    segment.text = units_of(sms.Text, sizeof sms.Text);
  }
  return segment;
}

}  // namespace

std::string name_of(GSM_Error error) {
  const char* name = GSM_ErrorName(error);
  return name != nullptr ? name : "UNKNOWN";
}

std::u16string units_of(const unsigned char* text, std::size_t capacity) {
  std::u16string out;
  for (std::size_t i = 0; i + 1 < capacity; i += 2) {
    const auto unit = static_cast<char16_t>((text[i] << 8) | text[i + 1]);
    if (unit == 0) break;
    out += unit;
  }
  return out;
}

void put_units(unsigned char* out, std::size_t capacity, const std::u16string& units) {
  const auto n = std::min(units.size(), capacity / 2 - 1);
  for (std::size_t i = 0; i < n; ++i) {
    out[2 * i] = static_cast<unsigned char>(units[i] >> 8);
    out[2 * i + 1] = static_cast<unsigned char>(units[i] & 0xFF);
  }
  out[2 * n] = out[2 * n + 1] = 0;
}

GSM_SMSMessage submit_of(const wire::Send& message, const GSM_SMSC& smsc) {
  const auto& segment = message.segment;
  GSM_SMSMessage sms;
  std::memset(&sms, 0, sizeof sms);
  GSM_SetDefaultSMSData(&sms);
  sms.PDU = SMS_Status_Report;  // an SMS-SUBMIT that asks for one
  sms.SMSC.Location = 0;
  std::memcpy(sms.SMSC.Number, smsc.Number, sizeof sms.SMSC.Number);
  sms.SMSC.Validity.Format = SMS_Validity_RelativeFormat;
  sms.SMSC.Validity.Relative = SMS_VALID_3_Days;
  sms.Class = -1;
  put_units(sms.Number, sizeof sms.Number, utf8::to_utf16(message.to));
  auto text = utf8::to_utf16(segment.text);
  const bool ucs2 = segment.coding == sms::Coding::ucs2;
  sms.Coding = ucs2 ? SMS_Coding_Unicode_No_Compression : SMS_Coding_Default_No_Compression;
  if (ucs2) text = double_tildes(text);
  put_units(sms.Text, sizeof sms.Text, text);
  sms.UDH.Type = UDH_NoUDH;
  if (!segment.udh.empty() && segment.udh.size() < GSM_MAX_UDH_LENGTH) {
    sms.UDH.Type = UDH_UserUDH;
    sms.UDH.Length = static_cast<int>(segment.udh.size() + 1);
    sms.UDH.Text[0] = static_cast<unsigned char>(segment.udh.size());
    std::memcpy(sms.UDH.Text + 1, segment.udh.data(), segment.udh.size());
  }
  return sms;
}

FoundSlot slot_of(const GSM_SMSMessage& sms, GSM_Error error) {
  const auto location = static_cast<unsigned>(std::max(sms.Location, 0));
  const auto* storage = sms.Memory == MEM_ME || location > slots_a_storage ? "ME" : "SM";
  FoundSlot found{{storage, location % slots_a_storage}, NotDeliver{}};
  // A header longer than its field: libGammu has copied past it, and nothing in the structure can be
  // believed.
  if (error == ERR_NONE && (sms.UDH.Length < 0 || sms.UDH.Length > GSM_MAX_UDH_LENGTH)) error = ERR_CORRUPTED;
  if (error != ERR_NONE)
    found.content = BadPdu{name_of(error)};
  else if (sms.PDU == SMS_Deliver)
    found.content = segment_of(sms);
  else if (sms.PDU == SMS_Status_Report)
    found.content = StatusReport{number_of(sms), sms.MessageReference, sms.DeliveryStatus};
  return found;
}

}  // namespace lapor::modem
