#include "engine/notices.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "domain/sms/segment.hpp"
#include "domain/ticket/number.hpp"
#include "domain/wording/redact.hpp"
#include "engine/casework.hpp"
#include "engine/outcome.hpp"
#include "engine/restored.hpp"
#include "engine/say.hpp"

namespace lapor::engine {
namespace {

constexpr std::size_t notices_at_once = 5000;

/// "1000015 JALAN, 1000023 AIR": as many as fit the field; the rest is in {n}.
std::string list_of(Turn& turn, const std::vector<Ticket>& tickets) {
  std::vector<std::string> items;
  for (const auto& t : tickets)
    items.push_back(ticket::number(t.serial) + (t.category.empty() ? "" : " " + fields_of(turn, t)["cat"]));
  return wording::list(items, tickets.size());
}

/// The report as an agency may read it: no numbers of persons; a confidential one keeps its words.
std::string report_text(const Ticket& t) { return wording::redact(t.text); }

std::string forward_text(Turn& turn, const Notice& notice, const Ticket& t) {
  auto fields = fields_of(turn, t);
  fields["txt"] = fields["isi"] = report_text(t);
  const auto& deadlines = turn.rules.deadlines;
  const auto due = turn.rules.calendar.add(turn.now, t.urgent ? deadlines.urgent : deadlines.first_response);
  fields["tgl"] = turn.rules.calendar.short_date(due);
  fields["jam"] = turn.rules.calendar.short_time(due);
  if (t.state == ticket::State::verifying && !t.refusal.empty()) {
    fields["txt"] = t.refusal;
    return turn.rules.templates.render("OPD_DECIDE", fields);
  }
  return turn.rules.templates.render(notice.kind == NoticeKind::reopened ? "OPD_REOPENED" : "OPD_NEW",
                                     fields);
}

/// The ladder's word to one contact about one ticket, or about several, the most overdue first.
std::string ladder_text(Turn& turn, const std::vector<Ticket>& tickets, bool own_agency_operator) {
  const auto& first = tickets.front();
  auto fields = fields_of(turn, first);
  fields["txt"] = fields["isi"] = report_text(first);
  fields["n"] = std::to_string(tickets.size());
  fields["list"] = list_of(turn, tickets);
  if (own_agency_operator) {
    if (first.due_at) {
      fields["tgl"] = turn.rules.calendar.short_date(*first.due_at);
      fields["jam"] = turn.rules.calendar.short_time(*first.due_at);
    }
    return turn.rules.templates.render("OPD_REMIND", fields);
  }
  if (tickets.size() > 1) return turn.rules.templates.render("OPD_ESC_MANY", fields);
  if (!first.forwarded_at) return turn.rules.templates.render("OPD_UNREACHED", fields);
  fields["n"] = std::to_string(std::max(1U, turn.store.count_unanswered(first.agency)));
  return turn.rules.templates.render("OPD_ESC", fields);
}

/// The reader works the phone of the agency that has this ticket.
bool is_operator(Turn& turn, PersonId person, const Ticket& t) {
  const auto* agency = turn.rules.directory.find(t.agency);
  if (!agency) return false;
  const auto phone = turn.store.address(person).text;
  const auto operators = turn.rules.directory.exactly(*agency, routing::Role::operator_);
  return std::any_of(operators.begin(), operators.end(), [&](const auto& c) { return c.phone == phone; });
}

struct Owed {
  std::vector<Notice> reports, steps;
};

void assign(Turn& turn, const std::vector<Notice>& notices, OutgoingId text) {
  for (const auto& n : notices) turn.store.assign(n.id, text);
}

std::vector<Ticket> tickets_of(Turn& turn, const std::vector<Notice>& notices) {
  std::vector<Ticket> tickets;
  std::set<Serial> seen;
  for (const auto& n : notices)
    if (seen.insert(n.ticket).second)
      if (auto t = turn.store.ticket(n.ticket)) tickets.push_back(std::move(*t));
  std::stable_sort(tickets.begin(), tickets.end(), [](const auto& a, const auto& b) {
    return a.due_at.value_or(Instant::max()) < b.due_at.value_or(Instant::max());
  });
  return tickets;
}

std::string digest_text(Turn& turn, const std::vector<Notice>& notices) {
  const auto tickets = tickets_of(turn, notices);
  auto fields = fields_of(turn, tickets.front());
  fields["n"] = std::to_string(tickets.size());
  fields["list"] = list_of(turn, tickets);
  return turn.rules.templates.render("OPD_DIGEST", fields);
}

std::string steps_text(Turn& turn, PersonId to, const std::vector<Ticket>& tickets) {
  const bool own =
      std::all_of(tickets.begin(), tickets.end(), [&](const auto& t) { return is_operator(turn, to, t); });
  return ladder_text(turn, tickets, own);
}

void send_reports(Turn& turn, PersonId to, const std::vector<Notice>& notices) {
  const bool collect = turn.rules.forwarding.collect > Duration{0};
  std::vector<Notice> digest;
  for (const auto& n : notices) {
    if (notices.size() > 1 && !n.urgent && (collect || owed_before_restore(turn, n))) {
      digest.push_back(n);
    } else if (const auto t = turn.store.ticket(n.ticket)) {
      const auto purpose = n.urgent ? Purpose::urgent : Purpose::forward;
      assign(turn, {n}, put(turn, to, forward_text(turn, n, *t), purpose, n.ticket, turn.now));
    }
  }
  if (digest.empty()) return;
  assign(turn, digest, put(turn, to, digest_text(turn, digest), Purpose::forward, std::nullopt, turn.now));
}

void send_steps(Turn& turn, PersonId to, const std::vector<Notice>& notices) {
  const auto tickets = tickets_of(turn, notices);
  if (tickets.empty()) return;
  const bool urgent = std::any_of(notices.begin(), notices.end(), [](const auto& n) { return n.urgent; });
  const auto about = tickets.size() == 1 ? std::optional(tickets.front().serial) : std::nullopt;
  const auto text = steps_text(turn, to, tickets);
  assign(turn, notices, put(turn, to, text, urgent ? Purpose::urgent : Purpose::ladder, about, turn.now));
}

/// Not before this: the window, and for the ladder the gap after the last text to this contact.
Instant earliest(Turn& turn, PersonId to, const Notice& n) {
  auto when = turn.now;
  if (n.urgent) return when;
  if (n.kind == NoticeKind::climb)
    // One from the future was written by a clock that was wrong.
    if (const auto last = turn.store.newest_text(to, Purpose::ladder); last && last->created <= turn.now)
      when = std::max(when, last->created + turn.rules.forwarding.ladder_gap);
  return turn.rules.forwarding.window.next_open(when, turn.rules.calendar);
}

bool is_report(const Notice& n) { return n.kind != NoticeKind::climb && !n.urgent; }

/// Where reports are collected, those that wait go with the first that is due, in one digest.
std::vector<Notice> with_collected(Turn& turn, std::vector<Notice> soon) {
  std::set<PersonId> sent_reports;
  for (const auto& n : soon)
    if (n.due <= turn.now && is_report(n)) sent_reports.insert(n.to);
  std::erase_if(soon, [&](const auto& n) {
    return n.due > turn.now && !(is_report(n) && sent_reports.contains(n.to));
  });
  return soon;
}

/// What is due, whole for each recipient: nobody gets two texts because a batch ended between them. Steps
/// wait until every ticket that is due has climbed.
std::vector<Notice> due_notices(Turn& turn) {
  auto due = turn.store.unsent_notices(turn.now + turn.rules.forwarding.collect, notices_at_once);
  if (due.size() == notices_at_once) {
    const auto last = due.back().to;
    const auto cut = std::find_if(due.begin(), due.end(), [&](const auto& n) { return n.to == last; });
    if (cut != due.begin()) due.erase(cut, due.end());
  }
  due = with_collected(turn, std::move(due));
  if (due.empty()) return due;
  const bool climbing = !turn.store.to_wake(turn.now, 1).empty();
  if (climbing) std::erase_if(due, [](const auto& n) { return n.kind == NoticeKind::climb && !n.urgent; });
  return due;
}

/// What a queued text still has to say, now that some of its notices are gone.
std::string reworded(Turn& turn, const Outgoing& text, const std::vector<Notice>& left) {
  if (left.front().kind == NoticeKind::climb) return steps_text(turn, text.to, tickets_of(turn, left));
  if (left.size() > 1) return digest_text(turn, left);
  return forward_text(turn, left.front(), *turn.store.ticket(left.front().ticket));
}

void withdraw(Turn& turn, const Ticket& t, NoticeKind kind) {
  turn.store.drop_unsent_notices(t.serial, kind);
  for (const auto id : turn.store.queued_with_notice(t.serial, kind)) {
    auto text = turn.store.outgoing(id);
    turn.store.drop_notices(id, t.serial, kind);
    const auto left = turn.store.notices_in(id);
    if (left.empty()) {
      if (!move(turn, text, delivery::Event::expire)) continue;
      text.error = "answered or withdrawn before it went";
    } else {
      text.text = reworded(turn, text, left);
      text.parts = static_cast<unsigned>(sms::parts(text.text));
    }
    turn.store.update(text);
  }
}

}  // namespace

void send_notices(Turn& turn) {
  std::map<PersonId, Owed> owed;
  for (const auto& n : due_notices(turn)) {
    if (const auto when = earliest(turn, n.to, n); when > turn.now) {
      turn.store.postpone(n.id, when);
      continue;
    }
    auto& mine = owed[n.to];
    (n.kind == NoticeKind::climb ? mine.steps : mine.reports).push_back(n);
  }
  for (const auto& [person, notices] : owed) {
    send_reports(turn, person, notices.reports);
    if (!notices.steps.empty()) send_steps(turn, person, notices.steps);
  }
}

void withdraw_steps(Turn& turn, const Ticket& t) { withdraw(turn, t, NoticeKind::climb); }

void withdraw_all(Turn& turn, const Ticket& t) {
  for (auto kind : {NoticeKind::climb, NoticeKind::forward, NoticeKind::reopened}) withdraw(turn, t, kind);
}

}  // namespace lapor::engine
