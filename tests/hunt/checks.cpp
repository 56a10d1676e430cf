// Checks, after every step, that the gateway agrees with the model.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "hunt/cast.hpp"
#include "hunt/model.hpp"

namespace lapor::hunt {
namespace {

using namespace std::chrono_literals;

Duration time_of_day(Instant t) { return (t.time_since_epoch() + 7h) % 24h; }

/// Runs of exactly `length` digits.
std::vector<std::string> digits_in(const std::string& text, std::size_t length) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < text.size();) {
    const auto begin = at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
    if (at - begin == length) out.push_back(text.substr(begin, length));
    if (at == begin) ++at;
  }
  return out;
}

/// The numbers of reports that a text holds words of.
std::vector<int> marks_in(const std::string& text) {
  std::vector<int> out;
  for (auto at = text.find("zq"); at != text.npos; at = text.find("zq", at + 2))
    if (at + 6 <= text.size() && text[at + 2] >= '0' && text[at + 2] <= '9')
      out.push_back(std::stoi(text.substr(at + 2, 4)));
  return out;
}

bool holds_number(const std::string& text) {
  const auto at = text.find("8110000");
  return at != text.npos && at + 10 <= text.size() && std::isdigit(static_cast<unsigned char>(text[at + 9]));
}

bool is_one_of(const std::string& word, std::initializer_list<const char*> all) {
  return std::any_of(all.begin(), all.end(), [&](const char* one) { return word == one; });
}

/// With its check digit: Damm's quasigroup, from his thesis (Marburg 2004).
std::string with_check_digit(std::int64_t serial) {
  static constexpr const char* rows[] = {"0317598642", "7092154863", "4206871359", "1750983426",
                                         "6123045978", "3674209581", "5869720134", "8945362017",
                                         "9438617205", "2581436790"};
  const auto digits = std::to_string(serial);
  char interim = '0';
  for (const char digit : digits) interim = rows[interim - '0'][digit - '0'];
  return digits + interim;
}

bool is_citizen(const std::string& phone) { return phone.compare(0, 11, "+6281100004") == 0; }
bool is_step(const std::string& text) { return text.starts_with("(ESKALASI") || text.starts_with("(INGAT)"); }
bool is_forward(const std::string& text) {
  return text.starts_with("(LAPOR ") || text.starts_with("(PUTUSKAN") ||
         text.find("laporan baru:") != text.npos;
}

}  // namespace

// --- what leaves ---

void Model::sent(const Modem::Sent& part) {
  pass_time(part.at);
  ++texts_sent_;
  ++copies_[{part.to, part.text}].sent;
  must_not_hear(part);
  for (const auto& number : digits_in(part.text, 7)) known_[part.to].insert(number);
}

void Model::doubtful(const Modem::Sent& part) { ++copies_[{part.to, part.text}].doubts; }

void Model::receipt(const Receipt& receipt) {
  auto& copies = copies_[{receipt.event.recipient, receipt.text}];
  ++(receipt.event.tp_status == 0 ? copies.delivered : copies.failed);
  if (receipt.event.tp_status == 0 || !is_forward(receipt.text)) return;
  for (const auto& number : digits_in(receipt.text, 7))  // it reached nobody: its escalation begins at once
    if (auto* c = find(number)) c->first_answer_waits = false;
}

void Model::logged(const log::Record& record) {
  bool leaks = holds_number(record.text);
  for (const auto& [key, value] : record.fields) leaks = leaks || holds_number(value);
  if (leaks) throw Broken("a log record holds a number: " + record.event + ": " + record.text);
}

void Model::must_not_hear(const Modem::Sent& part) {
  if (holds_number(part.text)) throw Broken("a text holds a person's number: " + part.text);
  for (const int report : marks_in(part.text)) {
    bool may = false;
    for (const auto& c : cases_) {
      if (c.report != report) continue;
      may = may || c.reporter == part.to || c.followers.contains(part.to) || part.to == coordinator_phone ||
            part.to == governor_phone;
      for (const auto& agency : c.readers) may = may || is_of(part.to, agency);
    }
    if (!may) throw Broken(fmt::format("{} read words of report {}: {}", part.to, mark(report), part.text));
  }
  if (!is_citizen(part.to)) return;
  for (const auto& number : digits_in(part.text, 7)) {
    const auto* c = find(number);
    if (!c || c->vague || named_[part.to].contains(number) || part.text.find("Contoh") != part.text.npos)
      continue;
    if (c->reporter != part.to && !c->followers.contains(part.to))
      throw Broken(fmt::format("{} heard of ticket {} of somebody else: {}", part.to, number, part.text));
  }
}

void Model::accepted(const std::string& to, const std::string& part, Instant now) {
  if (!is_forward(part)) return;
  for (const auto& number : digits_in(part, 7)) {
    auto* c = find(number);
    if (!c) {
      // Its number was not looked up yet: its forward went in the same breath.
      for (auto& one : cases_)
        if (one.number.empty() && part.find(mark(one.report)) != part.npos) c = &one;
    }
    if (c && !c->forwarded && is_of(to, c->agency) && (c->state == "forwarded" || c->state == "verifying"))
      c->forwarded = now, c->touched = true;
  }
}

// --- what the gateway holds ---

void Model::bind_numbers(engine::Views& views) {
  const auto unbound = [&] {
    return std::any_of(cases_.begin(), cases_.end(), [](const Case& c) { return c.number.empty(); });
  };
  if (!unbound()) return;
  std::set<TicketId> bound;
  for (const auto& c : cases_)
    if (!c.number.empty()) bound.insert(TicketId{std::stoll(c.number) / 10});
  for (const std::size_t newest : {4, 200}) {  // mostly the newest few are enough
    for (const auto& t : views.tickets({std::nullopt, "", newest})) {
      if (bound.contains(t.id)) continue;
      for (const int report : marks_in(t.text)) {
        const auto its = std::find_if(cases_.begin(), cases_.end(),
                                      [&](const Case& c) { return c.report == report && c.number.empty(); });
        if (its == cases_.end()) continue;
        its->number = with_check_digit(t.id.value);
        bound.insert(t.id);
        break;
      }
    }
    if (!unbound()) return;
  }
}

void Model::check(engine::Views& views, Instant now, bool all) {
  pass_time(now);
  bind_numbers(views);
  for (auto& c : cases_)
    if (all || c.touched || (!c.vague && c.first_answer_waits && c.forwarded)) check_case(views, c, now);
  if (all) check_tickets(views, now);
  check_new_rows(views);
}

void Model::check_case(engine::Views& views, Case& c, Instant now) {
  c.touched = false;
  if (c.number.empty())
    throw Broken("report " + mark(c.report) +
                 " is lost: it was erased from the SIM, and no ticket has its words");
  const auto t = views.find(TicketId{std::stoll(c.number) / 10});
  if (!t) throw Broken("ticket " + c.number + " is gone");
  if (c.vague) return;
  const auto state = std::string(ticket::name(t->state));
  if (state != c.state) {
    // If nobody could be asked, silence doesn't close the ticket: the coordinator must look.
    if (c.state == "auto_closed" && is_one_of(state, {"resolved", "forwarded", "accepted", "in_progress"}) &&
        nobody_asked(views, c, state)) {
      c.vague = true;
      return;
    }
    // Then the coordinator's own word on a ticket of its own is such a look, too.
    if (c.state == "resolved" && is_one_of(state, {"closed", "in_progress"}) && c.agency == coordinator &&
        nobody_asked(views, c, c.state)) {
      c.vague = true;
      return;
    }
    throw Broken(
        fmt::format("ticket {} ({}) is {} and must be {}", c.number, mark(c.report), state, c.state));
  }
  if (t->agency != c.agency)
    throw Broken(fmt::format("ticket {} ({}) is with {} and must be with {}", c.number, mark(c.report),
                             t->agency, c.agency));
  check_escalation(views, c, *t, now);
}

void Model::check_escalation(engine::Views& views, const Case& c, const engine::Ticket& t, Instant now) {
  if (c.state != "forwarded" || !c.first_answer_waits || !c.forwarded) return;
  if (t.forwarded_at != c.forwarded)
    throw Broken(fmt::format("ticket {} was forwarded at {}, a modem took its text at {}", c.number,
                             t.forwarded_at ? iso8601(*t.forwarded_at) : "never", iso8601(*c.forwarded)));
  if (t.due_at != *c.forwarded + 24h)
    throw Broken(
        fmt::format("the first answer to ticket {} is due 24 h after {}", c.number, iso8601(*c.forwarded)));
  unsigned level = 0;
  for (const auto& step : steps(*c.forwarded))
    if (step <= now) ++level;
  if (t.level == level) return;
  // If no phone of the agency took the forward, the next superior is told at once.
  const auto events = views.events(t.id);
  const bool unreachable = std::any_of(events.begin(), events.end(), [](const auto& e) {
    return e.is(engine::RecordKind::agency_unreachable);
  });
  if (!unreachable || t.level < level)
    throw Broken(fmt::format("ticket {} climbed {} steps, {} were due", c.number, t.level, level));
}

/// The question about it reached nobody.
/// The question is whether it is solved, or what the agency wants to know.
bool Model::nobody_asked(engine::Views& views, const Case& c, const std::string& state) const {
  const auto* question = state == "resolved" ? "Sudah beres?" : "alas SMS ini";
  auto people = c.followers;
  people.insert(c.reporter);
  for (const auto& who : people) {
    engine::MessageQuery query;
    query.in = false;
    query.number = who;
    query.limit = 1000;
    for (const auto& row : views.messages(query))
      if (row.text.find(c.number) != row.text.npos && is_one_of(row.state, {"sent", "delivered"}) &&
          row.text.find(question) != row.text.npos)
        return false;
  }
  return true;
}

bool Model::was_of_erased(int report) const {
  return std::any_of(cases_.begin(), cases_.end(),
                     [&](const Case& c) { return c.report == report && erased_.contains(c.reporter); });
}

void Model::check_tickets(engine::Views& views, Instant) {
  std::map<int, int> have, must;
  for (const auto& t : views.tickets({std::nullopt, "", 1'000'000}))
    for (const int report : marks_in(t.text)) ++have[report];
  for (const auto& c : cases_)
    if (!erased_.contains(c.reporter)) ++must[c.report];
  for (const auto& [report, count] : must)
    if (have[report] != count)
      throw Broken(
          fmt::format("report {} has {} tickets and must have {}", mark(report), have[report], count));
  for (const auto& [report, count] : have)
    if (!must.contains(report) && !was_of_erased(report))
      throw Broken(fmt::format("report {} has {} tickets, and nobody sent it", mark(report), count));
}

void Model::check_new_rows(engine::Views& views) {
  for (std::size_t limit = 1;; limit *= 8) {
    engine::MessageQuery query;
    query.in = false;
    query.limit = limit;
    const auto rows = views.messages(query);
    if (rows.size() == limit && rows.back().id > rows_seen_) continue;
    for (auto row = rows.rbegin(); row != rows.rend(); ++row)
      if (row->id > rows_seen_) check_row(*row);
    if (!rows.empty()) rows_seen_ = rows.front().id;
    return;
  }
}

void Model::check_row(const engine::MessageRow& row) {
  const bool question =
      row.text.find("Sudah beres?") != row.text.npos || row.text.find("alas SMS ini") != row.text.npos;
  const auto stop = stopped_.find(row.number);
  if (row.purpose == "news" && stop != stopped_.end() && row.created > stop->second && !question)
    throw Broken(row.number + " said STOP and is told: " + row.text);
  if (!is_step(row.text) || !story_.office.window) return;
  const auto at = time_of_day(row.created);
  if (at < 6h || at >= 21h) throw Broken("a text of the escalation at night: " + row.text);
  const auto last = last_step_.find(row.number);
  if (last != last_step_.end() && row.created >= last->second && row.created < last->second + 10min)
    throw Broken("two texts of the escalation within the gap: " + row.text);
  last_step_[row.number] = row.created;
}

void Model::check_end(engine::Views& views, Instant now) {
  check(views, now, true);
  engine::MessageQuery query;
  query.in = false;
  query.limit = 1'000'000;
  std::map<std::pair<std::string, std::string>, Copies> rows;
  std::map<std::pair<std::string, std::string>, int> stored;
  for (const auto& row : views.messages(query)) {
    if (!is_one_of(row.state, {"sent", "delivered", "failed", "expired"}))
      throw Broken(fmt::format("text {} of {} is still {} at the end, {}", row.id, iso8601(row.created),
                               row.state, iso8601(now)));
    if (is_one_of(row.state, {"failed", "expired"}) && row.error.empty())
      throw Broken(fmt::format("text {} ended as {} without a reason", row.id, row.state));
    if (row.parts != 1 || row.number.empty()) continue;  // of somebody who is forgotten
    const std::pair key{row.number, row.text};
    ++stored[key];
    ++(row.state == "delivered" ? rows[key].delivered
       : row.state == "sent"    ? rows[key].sent
                                : rows[key].failed);
  }
  for (const auto& [key, row] : rows) {
    const auto& had = copies_[key];
    if (row.delivered > had.delivered)
      throw Broken("a text counts as delivered without its receipt: " + key.second);
    if (row.delivered + row.sent > had.sent)
      throw Broken("a text counts as sent and never left: " + key.second);
    if (had.sent > stored[key] + had.doubts)
      throw Broken(fmt::format("{} copies of a text that was {} times in doubt: {}", had.sent, had.doubts,
                               key.second));
    if (had.sent > 2 * stored[key]) throw Broken("three copies of a text: " + key.second);
  }
}

}  // namespace lapor::hunt
