// Any septets in any alphabet, and any UTF-8 as a text to be sent.
#include "base/utf8.hpp"
#include "domain/sms/gsm7.hpp"
#include "domain/sms/segmentation.hpp"
#include "fuzz/input.hpp"

using namespace lapor;
using fuzz::must;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input in(data, size);
  const sms::Alphabet alphabet{in.byte() % 16, in.byte() % 16};
  const auto bytes = in.rest();
  const auto read = sms::from_gsm7(bytes, alphabet);
  must(utf8::clean(read) == read);
  sms::units_of_gsm7(bytes, alphabet);

  const auto text = utf8::clean(bytes);
  if (const auto count = sms::septets(text)) must(sms::to_gsm7(text).size() == *count);
  const auto segments = sms::segment(text, 7);
  must(segments.size() == sms::segment_count(text) && !segments.empty() && segments.size() <= 255);
  for (const auto& segment : segments) {
    const bool many = segments.size() > 1;
    if (segment.coding == sms::Coding::gsm7)
      must(sms::septets(segment.text).value_or(999) <= (many ? 153U : 160U));
    else
      must(utf8::to_utf16(segment.text).size() <= (many ? 67U : 70U));
  }
  return 0;
}
