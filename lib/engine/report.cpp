// What a citizen's words become: a new ticket, or more words on one that is there.
#include <algorithm>

#include "domain/command/alike.hpp"
#include "domain/ticket/number.hpp"
#include "domain/wording/redact.hpp"
#include "engine/casework.hpp"
#include "engine/obey.hpp"

namespace lapor::engine {
namespace {

using command::Alike;
using command::Command;

constexpr auto said_lately = std::chrono::hours(24);
constexpr auto alike_lately = std::chrono::hours(24 * 7);
constexpr std::size_t looked_through = 20;

bool has(const Command& c, command::Flag flag) {
  return std::find(c.flags.begin(), c.flags.end(), flag) != c.flags.end();
}

/// When the offices open, where they are closed now.
std::optional<Instant> opens(Turn& turn) {
  const auto& hours = turn.rules.forwarding.office_hours;
  if (hours.from == hours.to) return std::nullopt;
  const auto when = schedule::office_opens(hours, turn.now, turn.rules.calendar);
  return when > turn.now ? std::optional(when) : std::nullopt;
}

std::string_view ack_code(Turn& turn, const Ticket& t) {
  if (t.confidential) return "ACK_CONF";
  if (t.urgent) return t.category.empty() ? "EMERGENCY" : "ACK_URGENT";
  if (t.category.empty()) return "ACK_NOCAT";
  if (t.kind != "LAPOR") return t.kind == "TANYA" ? "ACK_TANYA" : "ACK_USUL";
  return opens(turn) ? "ACK_OFFHOURS" : "ACK";
}

bool agree(const std::string& a, const std::string& b) { return a.empty() || b.empty() || a == b; }

struct Earlier {
  Ticket ticket;
  Alike how = Alike::different;
};

/// What this sender said of the same thing within a day. After SELESAI the same words are a new report.
std::optional<Earlier> said_before(Turn& turn, const Ticket& t) {
  for (auto& other : turn.store.open_of_reporter(t.reporter, looked_through)) {
    const bool comparable = other.reporter == t.reporter && other.created > turn.now - said_lately &&
                            other.kind == t.kind && other.confidential == t.confidential &&
                            other.state != ticket::State::resolved && agree(other.category, t.category) &&
                            agree(other.area, t.area);
    if (!comparable) continue;
    const auto how = command::compare(other.text, t.text, turn.rules.vocabulary);
    if (how != Alike::different) return Earlier{std::move(other), how};
  }
  return std::nullopt;
}

std::optional<Serial> join_to(Turn& turn, const Sender& from, Earlier earlier, const std::string& words) {
  if (earlier.how == Alike::more)
    take_words(turn, earlier.ticket, words);
  else
    record(turn, earlier.ticket, "repeated", "citizen", words);
  return say(turn, from, "ACK_DUP", earlier.ticket);
}

/// A report of somebody else about the same matter and place, lately: the coordinator may join them.
void suggest_joining(Turn& turn, const Ticket& t) {
  if (t.category.empty() || t.area.empty() || t.confidential) return;
  for (const auto& other :
       turn.store.open_at_place(t.category, t.area, turn.now - alike_lately, looked_through)) {
    if (other.serial == t.serial || other.reporter == t.reporter || other.confidential) continue;
    turn.store.set_likeness(t.serial, other.serial);
    return record(turn, t, "looks-like", "gateway", ticket::number(other.serial));
  }
}

}  // namespace

std::optional<Serial> take_report(Turn& turn, const Sender& from, const Command& c, const Origin& origin) {
  Ticket t;
  t.kind = std::string(command::name(c.verb));
  t.category = c.category;
  t.area = c.area;
  t.channel = origin.channel;
  t.reporter = from.person;
  t.text = c.text;
  t.urgent = has(c, command::Flag::urgent);
  t.confidential = has(c, command::Flag::rahasia);
  t.anonymous = has(c, command::Flag::anonim);
  if (t.channel == "sms") {
    if (turn.store.quiet(t.reporter))
      turn.store.set_quiet(t.reporter, false);  // who reports wants to hear of it
    if (auto earlier = said_before(turn, t)) return join_to(turn, from, std::move(*earlier), c.text);
  }
  t = open_ticket(turn, std::move(t), origin.actor);
  if (!c.evidence.empty()) record(turn, t, "read-as", "gateway", c.evidence);
  suggest_joining(turn, t);
  wording::Fields extra;
  const auto code = ack_code(turn, t);
  if (const auto when = opens(turn); when && code == "ACK_OFFHOURS")
    extra = {{"tgl", turn.rules.calendar.short_date(*when)}, {"jam", turn.rules.calendar.short_time(*when)}};
  return say(turn, from, code, t, extra);
}

void take_words(Turn& turn, Ticket& t, const std::string& words) {
  if (t.state == ticket::State::need_info) {
    const auto before = t.before_question;
    move(turn, t, ticket::Act::inform, "citizen", words);
    t.state = before;
    if (before == ticket::State::forwarded || before == ticket::State::verifying)
      start_clock(turn, t);
    else
      stop_ladder(turn, t);
  } else {
    record(turn, t, "added", "citizen", words);
  }
  const auto shown = wording::redact(words);
  tell_agency(turn, t, "OPD_ADDED", {{"txt", shown}, {"isi", shown}});
}

}  // namespace lapor::engine
