// The commands of the control socket; README.md and lapor-smscsim(1) list them.
#include <fmt/format.h>

#include <charconv>
#include <sstream>

#include "base/utf8.hpp"
#include "smscsim/carrier.hpp"
#include "support/escapes.hpp"

namespace lapor::smscsim {
namespace {

using Words = std::vector<std::string>;

Words split(std::string_view line) {
  Words out;
  std::istringstream in{std::string(line)};
  for (std::string word; in >> word;) out.push_back(word);
  return out;
}

/// The rest of the line after its first `n` words.
std::string rest(std::string_view line, int n) {
  while (n-- > 0) {
    const auto blank = line.find(' ');
    if (blank == line.npos) return {};
    line.remove_prefix(blank + 1);
  }
  return std::string(line);
}

unsigned number(const Words& words, std::size_t at, int base = 10) {
  unsigned n = 0;
  if (at >= words.size()) return 0;
  const auto& word = words[at];
  const auto from = base == 16 && word.starts_with("0x") ? std::size_t{2} : 0;
  std::from_chars(word.data() + from, word.data() + word.size(), n, base);
  return n;
}

std::string bytes_of(std::string_view hex) {
  std::string out;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    unsigned n = 0;
    std::from_chars(hex.data() + i, hex.data() + i + 2, n, 16);
    out += static_cast<char>(n);
  }
  return out;
}

/// Fictitious, and apart from all others.
std::string caller(unsigned n) { return fmt::format("+628110000{:05}", n % 100000); }

std::string counted(std::string text, unsigned n) {
  if (const auto at = text.find("{n}"); at != text.npos) text.replace(at, 3, fmt::format("{:05}", n));
  return text;
}

}  // namespace

std::vector<std::string> Carrier::command(std::string_view line, std::int64_t now) {
  const auto words = split(line);
  const auto& what = words.empty() ? std::string() : words.front();
  Words out;
  if (what == "deliver" && words.size() > 2) {
    arrive(words[1], test::unescape(rest(line, 2)));
  } else if (what == "burst" && words.size() > 2) {
    for (unsigned n = 0; n < number(words, 1); ++n) arrive(caller(n), counted(rest(line, 2), n));
  } else if (what == "stats") {
    out = stats();
  } else if (what == "submitted") {
    out = submitted();
  } else if (what == "texts") {
    out = texts(number(words, 1));
  } else if (what == "raw" && words.size() > 1) {
    for (const auto& [id, client] : clients_) outputs_.push_back({id, bytes_of(words[1]), false});
  } else if (!obey_fault(words) && !obey_setting(words)) {
    return {"error: unknown command"};
  }
  deliver();
  tick(now);
  out.push_back("ok");
  return out;
}

bool Carrier::obey_fault(const Words& words) {
  const auto& what = words.empty() ? std::string() : words.front();
  if (what == "refuse") {
    faults_.refuse = number(words, 1);
    faults_.status = number(words, 2, 16);
    const auto body = words.size() > 3 ? words[3] : std::string();
    faults_.body = body == "nobody" ? Faults::Body::none
                   : body == "id"   ? Faults::Body::whole
                                    : Faults::Body::empty;
  } else if (what == "refuse-bind") {
    faults_.refuse_bind = number(words, 1);
    faults_.bind_status = number(words, 2, 16);
  } else if (what == "deaf") {
    faults_.deaf = number(words, 1);
  } else if (what == "cut") {
    faults_.cut = number(words, 1);
    faults_.cut_takes = words.size() > 2 && words[2] == "taken";
  } else if (what == "silent") {
    faults_.silent = words.size() > 1 && words[1] == "on";
  } else if (what == "half" || what == "garbage" || what == "drop") {
    const std::string half("\0\0\0\x40\0\0\0\x05\0\0", 10);
    for (const auto& [id, client] : clients_)
      outputs_.push_back({id,
                          what == "half"      ? half
                          : what == "garbage" ? "HTTP/1.1 400 "
                                              : "",
                          what == "drop"});
  } else {
    return false;
  }
  return true;
}

bool Carrier::obey_setting(const Words& words) {
  if (words.size() < 2) return false;
  const auto &what = words[0], &value = words[1];
  if (what == "receipts")
    receipts_ = value == "off" ? Receipts::off : value == "before" ? Receipts::before : Receipts::after;
  else if (what == "ids")
    hex_ids_ = value == "hex";
  else if (what == "latency")
    latency_ = number(words, 1);
  else if (what == "window")
    window_ = number(words, 1);
  else
    return false;
  return true;
}

std::vector<std::string> Carrier::stats() const {
  std::size_t open = 0;
  for (const auto& [id, client] : clients_) open += client.open.size();
  return {fmt::format("delivered {}", delivered_),
          fmt::format("again {}", again_),
          fmt::format("acknowledged {}", acknowledged_),
          fmt::format("waiting {}", waiting_.size() + open),
          fmt::format("submitted {}", submitted_.size()),
          fmt::format("refused {}", refused_),
          fmt::format("binds {}", binds_)};
}

std::vector<std::string> Carrier::submitted() const {
  Words out;
  for (const auto& one : submitted_)
    out.push_back(
        fmt::format("{} to={} text={}", one.id, one.to, test::escape(utf8::from_utf16(one.segment.text))));
  return out;
}

std::vector<std::string> Carrier::texts(std::size_t since) const {
  Words out;
  for (const auto& one : whole_texts(submitted_))
    if (one.last > since)
      out.push_back(
          fmt::format("{} to={} parts={} text={}", one.last, one.to, one.parts, test::escape(one.text)));
  return out;
}

}  // namespace lapor::smscsim
