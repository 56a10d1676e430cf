#include "smpp/pdu/receipt.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/ascii.hpp"

namespace lapor::smpp {
namespace {

constexpr unsigned kind_of_message = 0x3C, receipt = 0x04, intermediate = 0x20;  // esm_class, §5.2.12
constexpr std::size_t longest_id = 64;

// TP-ST values that mean what the states mean.
constexpr unsigned delivered = 0x00, still_trying = 0x20, not_obtainable = 0x43, ran_out = 0x46,
                   deleted = 0x48, refused = 0x42, unknown = 0x49;

/// §5.2.28, by number.
constexpr std::array<unsigned, 10> by_number{still_trying,   still_trying, delivered, ran_out, deleted,
                                             not_obtainable, still_trying, unknown,   refused, deleted};

/// By the first letters of `stat:`. A word that is none of them says nothing final.
unsigned by_word(std::string_view word) {
  constexpr std::array<std::pair<std::string_view, unsigned>, 8> words{{{"DELIV", delivered},
                                                                        {"EXPIR", ran_out},
                                                                        {"DELET", deleted},
                                                                        {"UNDEL", not_obtainable},
                                                                        {"FAIL", not_obtainable},
                                                                        {"REJEC", refused},
                                                                        {"UNKN", unknown},
                                                                        {"SKIP", deleted}}};
  const auto upper = ascii::upper(word);
  for (const auto& [begin, state] : words)
    if (upper.starts_with(begin)) return state;
  return still_trying;
}

/// The word behind `key:` in the text of a receipt; empty if the key isn't there. A text that it quotes comes
/// last and may hold anything, so it isn't searched.
std::string word_behind(std::string_view text, std::string_view key) {
  const auto upper = ascii::upper(text.substr(0, 512));
  const auto searched = std::string_view(upper).substr(0, upper.find("TEXT:"));
  for (auto at = searched.find(key); at != searched.npos; at = searched.find(key, at + 1)) {
    if (at > 0 && searched[at - 1] != ' ') continue;  // "SID:" is not "ID:"
    auto value = text.substr(at + key.size());
    value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
    return std::string(value.substr(0, value.find(' ')));
  }
  return {};
}

std::string plain_id(std::string_view id) {
  id = id.substr(0, std::min(id.find('\0'), longest_id));
  const auto first = id.find_first_not_of('0');
  if (first == id.npos) return id.empty() ? "" : "0";
  return ascii::upper(id.substr(first));
}

std::optional<std::uint64_t> number(std::string_view id, int base) {
  std::uint64_t n = 0;
  const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), n, base);
  if (error != std::errc{} || end != id.data() + id.size()) return std::nullopt;
  return n;
}

}  // namespace

std::optional<MessageIds> message_ids(std::string_view name) {
  if (name == "same") return MessageIds::same;
  if (name == "hex_to_decimal") return MessageIds::hex_to_decimal;
  if (name == "decimal_to_hex") return MessageIds::decimal_to_hex;
  return std::nullopt;
}

std::string id_of_response(std::string_view id, MessageIds way) {
  const auto plain = plain_id(id);
  const auto n =
      way == MessageIds::same ? std::nullopt : number(plain, way == MessageIds::hex_to_decimal ? 16 : 10);
  if (!n) return plain;
  return way == MessageIds::hex_to_decimal ? fmt::format("{}", *n) : fmt::format("{:X}", *n);
}

std::string id_of_receipt(std::string_view id) { return plain_id(id); }

std::optional<Receipt> receipt_of(const Message& message) {
  const auto kind = message.esm_class & kind_of_message;
  if (kind != receipt && kind != intermediate) return std::nullopt;
  const auto text = content(message);
  const auto id = find(message.tlvs, tag::receipted_message_id);
  const auto state = find_number(message.tlvs, tag::message_state);
  Receipt out;
  out.id = id_of_receipt(id ? *id : std::string_view(word_behind(text, "ID:")));
  out.tp_status =
      state && *state < by_number.size() ? by_number[*state] : by_word(word_behind(text, "STAT:"));
  if (kind == intermediate && out.tp_status != delivered) out.tp_status = still_trying;
  return out;
}

}  // namespace lapor::smpp
