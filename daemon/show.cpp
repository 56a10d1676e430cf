#include "show.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/utf8.hpp"
#include "control/csv.hpp"

namespace lapor::daemon {
namespace {

using control::Json;
using Row = std::vector<std::string>;

constexpr std::size_t width = 80;

/// A value as one escaped word or phrase; null is "-".
std::string plain(const Json& value) {
  if (value.is_null()) return "-";
  if (const auto* text = value.text()) return text->empty() ? "-" : utf8::escape(*text);
  if (const auto* number = value.number()) return std::to_string(*number);
  if (!value.is_list()) return value.dump();
  std::string out;
  for (const auto& item : value.items()) out += (out.empty() ? "" : " ") + plain(item);
  return out.empty() ? "-" : out;
}

/// "2026-03-03T08:00:00Z" as "2026-03-03 08:00".
std::string time(const Json& value) {
  auto text = plain(value);
  if (text.size() < 16) return text;
  text[10] = ' ';
  return text.substr(0, 16);
}

std::size_t length(const std::string& text) { return utf8::decode(text).size(); }

std::string cut(const std::string& text, std::size_t limit) {
  const auto points = utf8::decode(text);
  if (points.size() <= limit) return text;
  return utf8::encode(std::u32string_view(points).substr(0, limit - 2)) + "..";
}

/// Columns as wide as their widest cell; the last one gets what is left of the line.
std::string table(const Row& head, std::vector<Row> rows, std::size_t gap = 2, std::size_t limit = width) {
  rows.insert(rows.begin(), head);
  std::vector<std::size_t> widths(head.size(), 0);
  for (const auto& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], length(row[i]));
  std::string out;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i + 1 < row.size(); ++i)
      line += row[i] + std::string(widths[i] - length(row[i]) + gap, ' ');
    const auto used = length(line);
    out += cut(line + row.back(), std::max(limit, used)) + "\n";
  }
  return out;
}

/// A long text over as many lines as it needs, broken at blanks.
std::string wrapped(const std::string& text, std::string_view indent) {
  std::string out, line(indent);
  std::size_t at = 0;
  while (at < text.size()) {
    auto end = text.find(' ', at);
    if (end == std::string::npos) end = text.size();
    const auto word = text.substr(at, end - at);
    if (length(line) > indent.size() && length(line) + 1 + length(word) > width) {
      out += line + "\n";
      line = indent;
    }
    line += (line.size() > indent.size() ? " " : "") + word;
    at = end + 1;
  }
  return out + line + "\n";
}

std::string figures(const Json& object) {
  std::string out;
  for (const auto& [name, value] : object.members())
    out += fmt::format("{}{} {}", out.empty() ? "" : ", ", name, plain(value));
  return out;
}

std::string percent(const Json& value) { return value.is_null() ? "-" : plain(value) + "%"; }

/// Seconds as "5m", "3.2h" or "4d".
std::string hours(const Json& value) {
  if (!value.number()) return "-";
  const auto s = *value.number();
  if (s < 3600) return fmt::format("{}m", s / 60);
  if (s < 100 * 3600) return fmt::format("{:.1f}h", static_cast<double>(s) / 3600);
  return fmt::format("{}d", s / 86400);
}

std::string sim(const Json& modem) {
  if (modem["sim_size"].is_null()) return "-";
  return fmt::format("{}/{}", plain(modem["sim_used"]), plain(modem["sim_size"]));
}

/// The state of each modem in green, yellow or red.
void paint_states(std::string& text, const Json& modems) {
  for (const auto& m : modems.items()) {
    const auto state = plain(m["state"]);
    const auto row = text.find("\n" + plain(m["name"]) + " ");
    const auto at = row == text.npos ? row : text.find(state, row + 1 + plain(m["name"]).size());
    if (at == text.npos) continue;
    const auto* paint = state == "ready"                           ? "\x1b[32m"
                        : state == "connecting" || state == "held" ? "\x1b[33m"
                                                                   : "\x1b[31m";
    text.replace(at, state.size(), paint + state + "\x1b[0m");
  }
}

}  // namespace

std::string show_recent(const Json& events) {
  std::vector<Row> rows;
  for (const auto& e : events.items())
    rows.push_back({time(e["at"]), plain(e["ticket"]), plain(e["kind"]), plain(e["actor"])});
  return table({"AT (UTC)", "TICKET", "EVENT", "ACTOR"}, std::move(rows));
}

std::string show_status(const Json& s, bool colour) {
  std::vector<Row> rows;
  for (const auto& m : s["modems"].items())
    rows.push_back({plain(m["name"]), plain(m["state"]), percent(m["signal_percent"]), plain(m["operator"]),
                    sim(m), plain(m["sent"]), plain(m["received"]), plain(m["last_error"])});
  auto out = fmt::format("lapord {}, up {} s\n\n", plain(s["version"]), plain(s["uptime_s"]));
  out += table({"MODEM", "STATE", "SIGNAL", "OPERATOR", "SIM", "SENT", "RECEIVED", "LAST ERROR"},
               std::move(rows));
  if (colour) paint_states(out, s["modems"]);
  for (const auto& m : s["modems"].items()) {
    if (!m["not_sending"].is_null())
      out += wrapped(plain(m["name"]) + " sends nothing: " + plain(m["not_sending"]), "");
    if (!m["balance"].is_null())
      out += wrapped(
          fmt::format("{} holds {} ({})", plain(m["name"]), plain(m["balance"]), time(m["balance_at"])), "");
  }
  out += "\n" + wrapped("outbox: " + figures(s["outbox"]), "");
  out += wrapped("inbox: " + figures(s["inbox"]), "") + wrapped("tickets: " + figures(s["tickets"]), "");
  return out + wrapped("database: " + figures(s["database"]), "");
}

std::string show_tickets(const Json& tickets) {
  std::vector<Row> rows;
  for (const auto& t : tickets.items())
    rows.push_back({plain(t["ticket"]), plain(t["state"]), plain(t["category"]), plain(t["agency"]),
                    plain(t["level"]), time(t["created_at"]), plain(t["text"])});
  return table({"TICKET", "STATE", "CATEGORY", "AGENCY", "LV", "CREATED (UTC)", "TEXT"}, std::move(rows));
}

std::string show_access(const Json& accesses) {
  std::vector<Row> rows;
  for (const auto& a : accesses.items()) {
    const auto* masked = a["masked"].truth();
    rows.push_back({time(a["at"]), plain(a["actor"]), plain(a["what"]), plain(a["ticket"]),
                    masked && *masked ? "masked" : "whole", plain(a["detail"])});
  }
  return table({"AT (UTC)", "WHO", "WHAT", "TICKET", "NUMBERS", "ASKED FOR"}, std::move(rows));
}

std::string show_queue(const Json& tickets) {
  std::vector<Row> rows;
  for (const auto& t : tickets.items())
    rows.push_back({plain(t["ticket"]), plain(t["waits_for"]), plain(t["category"]), plain(t["agency"]),
                    time(t["created_at"]), plain(t["cause"]), plain(t["text"])});
  return table({"TICKET", "WAITS FOR", "CATEGORY", "AGENCY", "CREATED (UTC)", "CAUSE", "TEXT"},
               std::move(rows), 2, 120);
}

std::string show_quarantine(const Json& set_aside) {
  if (set_aside.is_list()) {
    std::vector<Row> rows;
    for (const auto& q : set_aside.items())
      rows.push_back({plain(q["id"]), time(q["at"]), plain(q["modem"]), plain(q["number"]), plain(q["bytes"]),
                      plain(q["cause"])});
    return table({"ID", "AT (UTC)", "MODEM", "NUMBER", "BYTES", "CAUSE"}, std::move(rows));
  }
  std::string out;
  for (const auto& [name, value] : set_aside.members())
    if (name != "hex") out += fmt::format("{:7} {}\n", name, plain(value));
  constexpr std::size_t line = 64;
  const auto* hex = set_aside["hex"].text();
  if (!hex) return out + "its bytes were forgotten\n";
  for (std::size_t at = 0; at < hex->size(); at += line) out += "  " + hex->substr(at, line) + "\n";
  return out;
}

std::string show_messages(const Json& messages) {
  std::vector<Row> rows;
  for (const auto& m : messages.items())
    rows.push_back({plain(m["id"]), plain(m["direction"]), plain(m["state"]), plain(m["number"]),
                    plain(m["ticket"]), time(m["created_at"]), plain(m["text"])});
  return table({"ID", "DIR", "STATE", "NUMBER", "TICKET", "CREATED (UTC)", "TEXT"}, std::move(rows));
}

std::string show_ticket(const Json& t) {
  std::string out;
  for (const auto& [name, value] : t.members())
    if (name != "events" && name != "messages" && name != "text")
      out += fmt::format("{:18} {}\n", name, plain(value));
  out += "text\n" + wrapped(plain(t["text"]), "  ") + "\n";
  std::vector<Row> rows;
  for (const auto& e : t["events"].items())
    rows.push_back({time(e["at"]), plain(e["kind"]), plain(e["actor"]), plain(e["detail"])});
  out += table({"AT (UTC)", "EVENT", "ACTOR", "DETAIL"}, std::move(rows)) + "\n";
  return out + show_messages(t["messages"]);
}

std::string show_scorecard(const Json& cards) {
  std::vector<Row> rows;
  for (const auto& c : cards.items())
    rows.push_back({plain(c["rank"]), plain(c["agency"]), plain(c["received"]), plain(c["responded"]),
                    plain(c["unanswered"]), percent(c["responded_24h_percent"]),
                    hours(c["median_first_response_s"]), hours(c["p90_first_response_s"]),
                    plain(c["resolved"]), plain(c["resolved_in_time"]), plain(c["overdue"]),
                    plain(c["reopened"]), plain(c["transferred"]), plain(c["rejected"]),
                    plain(c["closed_by_citizen"]), plain(c["closed_by_silence"]), hours(c["paused_s"]),
                    plain(c["unreachable"]), plain(c["rating"])});
  auto out = table({"#", "AGENCY", "IN", "ANS", "NONE", "24H", "MED", "P90", "DONE", "INT", "LATE", "REO",
                    "XFR", "REJ", "YA", "SIL", "PAUS", "UNR", "MARK"},
                   std::move(rows), 1, 120);
  const auto aside =
      cards.items().empty() ? std::string("0") : plain(cards.items()[0]["set_aside_everywhere"]);
  return out + "\n" +
         wrapped(fmt::format(
                     "Texts set aside in this time, of all agencies: {}. IN reports forwarded, ANS "
                     "answered, NONE unanswered, 24H answered within a day, MED and P90 first answer, "
                     "DONE resolved, INT in time, LATE open and overdue, REO reopened, XFR transferred, "
                     "REJ rejected, YA closed by the citizen, SIL by silence, PAUS all time that waited for "
                     "the citizen or was put off, UNR out of reach. No rank below ten reports.",
                     aside),
                 "");
}

std::string scorecard_csv(const Json& cards) {
  std::string out;
  for (const auto& card : cards.items()) {
    Row names, values;
    for (const auto& [name, value] : card.members()) {
      names.push_back(name);
      values.push_back(value.is_null() ? "" : value.text() ? *value.text() : value.dump());
    }
    if (out.empty()) out = control::csv_row(names);
    out += control::csv_row(values);
  }
  return out;
}

std::string show_events(const Json& events) {
  std::string out;
  for (const auto& e : events.items()) {
    auto kind = plain(e["level"]);
    for (const auto& field : e["fields"].items()) kind += ", " + plain(field);
    out += (out.empty() ? "" : "\n") + fmt::format("{} ({})\n", plain(e["event"]), kind) +
           wrapped(plain(e["text"]), "  ");
  }
  return out;
}

std::string show_findings(const Findings& findings, bool colour) {
  std::string out;
  for (const auto& f : findings) {
    const auto* word = f.verdict == Verdict::ok ? "ok  " : f.verdict == Verdict::warn ? "warn" : "fail";
    const auto* paint = f.verdict == Verdict::ok     ? "\x1b[32m"
                        : f.verdict == Verdict::warn ? "\x1b[33m"
                                                     : "\x1b[31m";
    const auto said = wrapped(utf8::escape(f.said), std::string(22, ' '));
    out += (colour ? fmt::format("{}{}\x1b[0m", paint, word) : word) +
           fmt::format("  {:<15} {}", cut(utf8::escape(f.check), 15), said.substr(22));
    if (!f.todo.empty()) out += wrapped("> " + utf8::escape(f.todo), std::string(22, ' '));
  }
  return out;
}

std::string show_explanation(const Json& e) {
  std::string out;
  for (const auto* name : {"command", "ticket", "category", "flags", "argument"})
    out += fmt::format("{:9} {}\n", name, plain(e[name]));
  for (const auto& reply : e["replies"].items()) {
    out += fmt::format("\nto {}, {} part(s)\n", plain(reply["to"]), plain(reply["parts"]));
    out += wrapped(plain(reply["text"]), "  ");
  }
  return out;
}

}  // namespace lapor::daemon
