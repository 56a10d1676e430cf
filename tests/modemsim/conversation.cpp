#include "conversation.hpp"

#include "text.hpp"

namespace lapor::modemsim {

std::string shown_text(const Submit& submit) {
  return submit.coding == Coding::octets ? to_hex(submit.octets) : from_utf16(submit.text);
}

void Conversation::add(const Submit& submit) {
  ++count_;
  const auto concat = concat_of(submit.udh);
  if (!concat || submit.coding == Coding::octets) {
    said_.push_back({count_, submit.to, shown_text(submit), 1});
    return;
  }
  const auto key = std::pair(submit.to, concat->reference);
  auto& parts = open_[key];
  parts[concat->number] = submit.text;  // a part sent twice counts once
  if (parts.size() < concat->total) return;
  std::u16string whole;
  for (const auto& [number, text] : parts) whole += text;
  said_.push_back({count_, submit.to, from_utf16(whole), parts.size()});
  open_.erase(key);
}

}  // namespace lapor::modemsim
