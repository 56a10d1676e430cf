#include "smscsim/sent_texts.hpp"

#include <map>
#include <tuple>

#include "base/utf8.hpp"

namespace lapor::smscsim {

std::vector<WholeText> whole_texts(const std::vector<Submitted>& submitted) {
  std::vector<WholeText> out;
  std::map<std::tuple<std::string, unsigned, unsigned>, std::map<unsigned, std::u16string>> begun;
  for (std::size_t n = 0; n < submitted.size(); ++n) {
    const auto& [id, to, segment] = submitted[n];
    const auto concat = sms::concat_of(segment.udh).value_or(sms::Concat{0, 8, 1, 1});
    auto& parts = begun[{to, concat.reference, concat.total}];
    parts[concat.number] = segment.text;
    if (parts.size() < concat.total) continue;
    std::u16string whole;
    for (const auto& [number, text] : parts) whole += text;
    out.push_back({n + 1, to, utf8::from_utf16(whole), parts.size()});
    parts.clear();
  }
  return out;
}

}  // namespace lapor::smscsim
