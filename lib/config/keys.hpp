// Every key of lapord.toml in one table: the reader, the errors and lapord.toml(5) come from it.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.hpp"
#include "config/document.hpp"
#include "config/draft.hpp"

namespace lapor::config {

/// The form of a value. The error for a wrong value follows from it.
enum class Type {
  text,
  word,       ///< letters, digits, "-" and "_": a name that goes into other names
  path,       ///< relative to the file
  count,      ///< a whole number in the key's bounds
  duration,   ///< clock time: "90s" "15m" "12h" "2d"
  durations,  ///< a list of them, not empty
  span,       ///< clock time or working days: "5wd"
  window,     ///< "06:00-21:00"
  clock,      ///< "07:00"; empty if the default is
  moment,     ///< "Mon 07:00": a time that comes again
  period,     ///< day, week or month
  role,
  pace,
  use,       ///< both, receive or send
  digits,    ///< of a number, perhaps with a "+"
  bind,      ///< how an SMPP line is bound
  alphabet,  ///< a carrier's default alphabet
  ids,       ///< how a carrier writes message ids
  zone,
  country,
  countries,
  codes,      ///< a list of agencies' or categories' codes
  phones,     ///< a list of phone numbers
  prefixes,   ///< a list of their beginnings
  hosts,      ///< a list of names, or of names with a port
  ussd,       ///< a code such as *888#
  pattern,    ///< a regular expression
  date,       ///< "2027-03-01"
  listen,     ///< "127.0.0.1:8311" or "unix:/path"
  truth,      ///< true or false; 1 or 0 as a value
  publicity,  ///< none or redacted
  learned,    ///< off, suggest or decide
  precision,  ///< 0.5 to 0.999, as thousandths
  conninfo,   ///< a connection string of libpq's, without a password
  later       ///< a key of a later version: the error says so
};

using Value = std::variant<std::string, unsigned, Duration, std::vector<Duration>, calendar::Span,
                           calendar::Window, routing::Role, std::vector<std::string>>;

struct Key {
  std::string_view section, name;
  Type type;
  std::string_view standard;  ///< its default as TOML writes it; empty if the key is mandatory
  std::string_view doc;       ///< one sentence, English
  void (*set)(Draft&, const Value&);
  unsigned low = 0, high = 1'000'000;  ///< of a count
};

/// In the order of the manual; the keys of one section stand together.
std::span<const Key> keys();

struct Section {
  std::string_view name;
  bool many = false;  ///< [[name]], any number of them
  std::string_view doc;
};
std::span<const Section> sections();

/// The form of a value of this type, in words: "a text", `clock time such as "15m"`.
std::string_view form(Type type);
/// Reads the value of a key. Errors: rejected, with what is wrong and what to write instead.
Result<Value> read_value(const Key& key, const Node& node, const Draft& draft);

}  // namespace lapor::config
