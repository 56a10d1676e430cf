#include "engine/inbox/pin_extraction.hpp"

#include "base/utf8.hpp"
#include "domain/commands/command.hpp"

namespace lapor::engine {
namespace {

bool low_half(char16_t u) { return u >= 0xDC00 && u <= 0xDFFF; }
bool high_half(char16_t u) { return u >= 0xD800 && u <= 0xDBFF; }

}  // namespace

std::optional<PinMatch> cut_pin(Transaction& tx, const routing::Office& office, std::string& text) {
  auto cut = commands::cut_pin(text);
  if (cut.pin.empty()) return std::nullopt;
  text = std::move(cut.text);
  PinMatch pin_match;
  pin_match.phone_code = cut.code;
  for (const auto& code : office.agencies) {
    const auto* agency = tx.rules.directory.find(code);
    if (!agency) continue;
    if (agency->pin == cut.pin) pin_match.agencies.push_back(agency->code);
    if (!agency->proof_by_word) continue;
    const auto tickets = tx.store.with_proof_word(agency->code, cut.pin);
    pin_match.tickets.insert(pin_match.tickets.end(), tickets.begin(), tickets.end());
  }
  return pin_match;
}

std::optional<PinMatch> cut_pin(Transaction& tx, const routing::Office& office, std::u16string& text,
                                bool goes_on) {
  if (goes_on && !text.empty() && text.back() >= u'0' && text.back() <= u'9') return std::nullopt;
  // A part may begin or end in the middle of a character, which only the whole text can decode.
  const auto first = !text.empty() && low_half(text.front()) ? std::size_t{1} : 0;
  const auto last = text.size() > first && high_half(text.back()) ? text.size() - 1 : text.size();
  auto words = utf8::from_utf16(std::u16string_view(text).substr(first, last - first));
  auto pin_match = cut_pin(tx, office, words);
  if (pin_match) text = text.substr(0, first) + utf8::to_utf16(words) + text.substr(last);
  return pin_match;
}

std::optional<PinMatch> merge_pin_matches(std::optional<PinMatch> a, const std::optional<PinMatch>& b) {
  if (!a || !b) return a ? a : b;
  a->agencies.clear();
  a->tickets.clear();
  a->phone_code.clear();  // several PINs in one text are a guess and prove nothing
  a->tries += b->tries;
  return a;
}

}  // namespace lapor::engine
