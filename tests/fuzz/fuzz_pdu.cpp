// Any bytes as the PDU of +CMGL or +CDS, and any text in their place.
#include <fmt/format.h>

#include "domain/sms/inbound_segment.hpp"
#include "fuzz/input.hpp"
#include "modem/at/pdu.hpp"

using namespace lapor;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string hex;
  for (std::size_t n = 0; n < size; ++n) hex += fmt::format("{:02X}", data[n]);
  for (const auto& line : {hex, std::string(reinterpret_cast<const char*>(data), size)}) {
    const auto read = modem::read_pdu(line);
    if (const auto* report = std::get_if<modem::StatusReport>(&read))
      fuzz::must(report->reference <= 255 && report->status <= 255);
    const auto* segment = std::get_if<sms::InboundSegment>(&read);
    if (!segment) continue;
    fuzz::must(segment->text.size() <= 255 && segment->udh.size() <= 255);
    const auto readable = sms::with_readable_octets(*segment);
    sms::quarantine_cause(readable, true);
    sms::quarantine_cause(readable, false);
    if (const auto concat = sms::concat_of(readable.udh)) fuzz::must(concat->total >= 1);
    sms::alphabet_of(readable.udh);
  }
  return 0;
}
