// Reads one value of lapord.toml: the value that the gateway works with, or what is wrong with it.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <regex>

#include "base/time.hpp"
#include "config/conninfo.hpp"
#include "config/did_you_mean.hpp"
#include "config/files.hpp"
#include "config/keys.hpp"
#include "domain/sim/balance_text.hpp"
#include "domain/sms/address.hpp"

namespace lapor::config {
namespace {

using Read = Result<Value>;
using Kind = Node::Kind;

Error fault(std::string text) { return {Errc::rejected, std::move(text)}; }

Error wrong(const Node& node, Type type) {
  if (node.kind == Kind::text)
    return fault(fmt::format("\"{}\" can't be read; write {}", node.text, form(type)));
  return fault(fmt::format("is {}; write {}", article(node.kind), form(type)));
}

bool all_of(std::string_view text, std::string_view set) { return text.find_first_not_of(set) == text.npos; }

constexpr std::string_view upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view word_letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

bool is_word(std::string_view text) {
  return !text.empty() && text.size() <= 40 && all_of(text, word_letters);
}
bool is_prefix(std::string_view text) {
  return text.size() >= 2 && text.size() <= 12 && text.front() == '+' && all_of(text.substr(1), "0123456789");
}
bool is_host(std::string_view text) {
  return !text.empty() && text.size() <= 255 && all_of(text, "abcdefghijklmnopqrstuvwxyz0123456789-.:[]");
}
bool is_country(std::string_view text) { return text.size() == 2 && all_of(text, upper); }

bool is_number(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  return text.size() >= 3 && text.size() <= 16 && all_of(text, "0123456789");
}

Read read_text(const Key& key, const Node& node, const Draft& draft) {
  if (node.kind != Kind::text) return wrong(node, key.type);
  if (node.text.find('\0') != std::string::npos) return fault("holds a NUL character; leave it out");
  const auto empty_fits = !key.standard.empty() && key.standard == "\"\"";
  const auto may_be_empty = empty_fits || key.name == "view_socket" || key.name == "web_socket";
  if (node.text.empty() && !may_be_empty) return fault(fmt::format("is empty; write {}", form(key.type)));
  if (key.type == Type::path) return Value(draft.beside(node.text).string());
  if (key.type == Type::clock && !node.text.empty() && !calendar::read_clock(node.text))
    return wrong(node, key.type);
  const bool given = !node.text.empty();
  if (key.type == Type::ussd && given && (node.text.size() > 40 || !all_of(node.text, "0123456789*#")))
    return wrong(node, key.type);
  if (key.type == Type::pattern && given && !sim::good_pattern(node.text)) return wrong(node, key.type);
  if (key.type == Type::digits && given && !is_number(node.text)) return wrong(node, key.type);
  if (key.type == Type::listen && given && !good_listen(node.text)) return wrong(node, key.type);
  if (key.type == Type::conninfo && given)
    if (auto why = conninfo_fault(node.text)) return fault(std::move(*why));
  if (key.type == Type::date && given && !read_day(node.text)) return wrong(node, key.type);
  if (key.type == Type::moment && !calendar::read_recurrence(node.text)) return wrong(node, key.type);
  if (key.type == Type::word && given && !is_word(node.text)) return wrong(node, key.type);
  if (key.type == Type::country && !is_country(node.text)) return wrong(node, key.type);
  return Value(node.text);
}

Read read_truth(const Key& key, const Node& node) {
  if (node.kind != Kind::truth) return wrong(node, key.type);
  return Value(node.truth ? 1U : 0U);
}

Read read_count(const Key& key, const Node& node) {
  if (node.kind != Kind::number) return wrong(node, key.type);
  if (node.number >= key.low && node.number <= key.high) return Value(static_cast<unsigned>(node.number));
  return fault(
      fmt::format("{} is out of bounds; write a whole number from {} to {}", node.number, key.low, key.high));
}

Read read_span(const Key& key, const Node& node) {
  const auto span = node.kind == Kind::text ? calendar::read_span(node.text) : std::nullopt;
  if (!span) return wrong(node, key.type);
  if (key.type == Type::span) return Value(*span);
  if (span->working_days != 0)
    return fault(
        fmt::format("\"{}\" counts working days, which don't fit here; write {}", node.text, form(key.type)));
  return Value(span->clock);
}

Read read_durations(const Key& key, const Node& node) {
  if (node.kind != Kind::list || node.items.empty()) return wrong(node, key.type);
  std::vector<Duration> out;
  for (const auto& item : node.items) {
    const auto span = item.kind == Kind::text ? calendar::read_span(item.text) : std::nullopt;
    if (!span || span->working_days != 0) return wrong(item, key.type);
    out.push_back(span->clock);
  }
  return Value(out);
}

Read read_window(const Key& key, const Node& node) {
  const auto window = node.kind == Kind::text ? calendar::read_window(node.text) : std::nullopt;
  if (!window) return wrong(node, key.type);
  return Value(*window);
}

Read read_choice(const Key& key, const Node& node, const std::vector<std::string_view>& choices) {
  if (node.kind != Kind::text) return wrong(node, key.type);
  if (std::find(choices.begin(), choices.end(), node.text) == choices.end())
    return fault(fmt::format("\"{}\" is unknown{}", node.text, suggestion(node.text, choices)));
  if (key.type != Type::role) return Value(node.text);
  const auto role = routing::role(node.text);
  return role ? Read(Value(*role)) : wrong(node, key.type);
}

/// In thousandths.
Read read_precision(const Key& key, const Node& node) {
  if (node.kind != Kind::real || node.real < 0.5 || node.real > 0.999) return wrong(node, key.type);
  return Value(static_cast<unsigned>(std::lround(node.real * 1000)));
}

Read read_zone(const Key& key, const Node& node) {
  if (node.kind != Kind::text) return wrong(node, key.type);
  try {
    const calendar::Calendar calendar{node.text};
  } catch (const std::exception&) {
    return fault(fmt::format("\"{}\" is no time zone of this system; write {}", node.text, form(key.type)));
  }
  return Value(node.text);
}

/// A phone number in E.164; nullopt if the text is none.
std::optional<std::string> phone(const std::string& text, const std::string& country) {
  const auto address = sms::read_address(text, country);
  const auto good = address.kind == sms::AddressKind::mobile || address.kind == sms::AddressKind::landline;
  return good ? std::optional(address.text) : std::nullopt;
}

/// One item of a list as the gateway works with it; nullopt if it can't be one.
std::optional<std::string> read_item(Type type, const std::string& text, const Draft& draft) {
  if (type == Type::phones) return phone(text, draft.rules.country);
  const bool fits = !text.empty() && (type != Type::countries || is_country(text)) &&
                    (type != Type::prefixes || is_prefix(text)) && (type != Type::hosts || is_host(text));
  return fits ? std::optional(text) : std::nullopt;
}

Read read_list(const Key& key, const Node& node, const Draft& draft) {
  if (node.kind != Kind::list) return wrong(node, key.type);
  std::vector<std::string> out;
  for (const auto& item : node.items) {
    auto text = item.kind == Kind::text ? read_item(key.type, item.text, draft) : std::nullopt;
    if (!text) return wrong(item, key.type);
    out.push_back(std::move(*text));
  }
  return Value(out);
}

}  // namespace

std::string_view form(Type type) {
  switch (type) {
    case Type::text:
      return "a text in quotes";
    case Type::word:
      return "a name of letters, digits, - and _, such as \"sim1\"";
    case Type::path:
      return "a path in quotes";
    case Type::count:
      return "a whole number";
    case Type::duration:
      return "clock time such as \"90s\", \"15m\", \"12h\" or \"2d\"";
    case Type::durations:
      return "a list of clock times such as [\"5s\", \"30s\", \"5m\"]";
    case Type::span:
      return "clock time such as \"12h\" or \"2d\", or working days such as \"5wd\"";
    case Type::window:
      return "local times such as \"06:00-21:00\"";
    case Type::clock:
      return "a local time such as \"07:00\"";
    case Type::moment:
      return "a local time, with days before it or without: \"07:00\", \"Mon 07:00\", \"Mon..Fri 07:00\", "
             "\"*-*-01 07:00\"";
    case Type::period:
      return "day, week or month, in quotes";
    case Type::role:
      return "a role: operator, secretary, head, coordinator, sekda or governor";
    case Type::pace:
      return "profile, stock or fast, in quotes";
    case Type::use:
      return "both, receive or send, in quotes";
    case Type::digits:
      return "3 to 16 digits in quotes, with a + before them where they are a number abroad";
    case Type::bind:
      return "transceiver or pair, in quotes";
    case Type::alphabet:
      return "gsm7, latin1 or ascii, in quotes";
    case Type::ids:
      return "same, hex_to_decimal or decimal_to_hex, in quotes";
    case Type::zone:
      return "a time zone such as \"Asia/Jakarta\"";
    case Type::country:
      return "an ISO 3166 code such as \"ID\"";
    case Type::countries:
      return "a list of ISO 3166 codes such as [\"ID\"]";
    case Type::codes:
      return "a list of codes such as [\"BMCK\"]";
    case Type::phones:
      return "a list of phone numbers such as [\"+628110000009\"]";
    case Type::ussd:
      return "a USSD code of digits, * and #, such as \"*888#\"";
    case Type::pattern:
      return "a regular expression of at most 200 letters, such as 'Rp ?([0-9.]+)'";
    case Type::date:
      return "a day such as \"2027-03-01\"";
    case Type::listen:
      return "an address and a port such as \"127.0.0.1:8311\", or \"unix:/run/lapord-web/http.sock\"";
    case Type::conninfo:
      return "a connection string of PostgreSQL's such as \"host=/run/postgresql dbname=lapor\"";
    case Type::truth:
      return "true or false, without quotes";
    case Type::publicity:
      return "none or redacted, in quotes";
    case Type::learned:
      return "off, suggest or decide, in quotes";
    case Type::precision:
      return "a number from 0.5 to 0.999, such as 0.95";
    case Type::hosts:
      return "a list of names in small letters such as [\"lapor.example.go.id\"]";
    case Type::prefixes:
      return "a list of beginnings of numbers such as [\"+62811\", \"+62812\"]";
    case Type::later:
      break;
  }
  return "nothing: leave it out";
}

Result<Value> read_value(const Key& key, const Node& node, const Draft& draft) {
  switch (key.type) {
    case Type::text:
    case Type::word:
    case Type::path:
    case Type::country:
    case Type::clock:
    case Type::moment:
    case Type::ussd:
    case Type::pattern:
    case Type::date:
    case Type::digits:
    case Type::listen:
    case Type::conninfo:
      return read_text(key, node, draft);
    case Type::count:
      return read_count(key, node);
    case Type::duration:
    case Type::span:
      return read_span(key, node);
    case Type::durations:
      return read_durations(key, node);
    case Type::window:
      return read_window(key, node);
    case Type::role:
      return read_choice(key, node, {"operator", "secretary", "head", "coordinator", "sekda", "governor"});
    case Type::period:
      return read_choice(key, node, {"day", "week", "month"});
    case Type::pace:
      return read_choice(key, node, {"profile", "stock", "fast"});
    case Type::use:
      return read_choice(key, node, {"both", "receive", "send"});
    case Type::publicity:
      return read_choice(key, node, {"none", "redacted"});
    case Type::learned:
      return read_choice(key, node, {"off", "suggest", "decide"});
    case Type::precision:
      return read_precision(key, node);
    case Type::truth:
      return read_truth(key, node);
    case Type::bind:
      return read_choice(key, node, {"transceiver", "pair"});
    case Type::alphabet:
      return read_choice(key, node, {"gsm7", "latin1", "ascii"});
    case Type::ids:
      return read_choice(key, node, {"same", "hex_to_decimal", "decimal_to_hex"});
    case Type::zone:
      return read_zone(key, node);
    case Type::countries:
    case Type::codes:
    case Type::phones:
    case Type::prefixes:
    case Type::hosts:
      return read_list(key, node, draft);
    case Type::later:
      break;
  }
  return fault("this version does not know it yet; leave it out");
}

}  // namespace lapor::config
