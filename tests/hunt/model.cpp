#include "hunt/model.hpp"

#include <algorithm>

#include "hunt/cast.hpp"

namespace lapor::hunt {
namespace {

using namespace std::chrono_literals;

constexpr auto jakarta = 7h;  // WIB, without summer time
constexpr int questions_allowed = 2, reopens_allowed = 2, moves_free = 2;
constexpr auto multipart_timeout = 5min;

std::int64_t day_of(Instant t) { return (t.time_since_epoch() + jakarta) / 24h; }

bool one_of(const std::string& word, std::initializer_list<const char*> all) {
  return std::any_of(all.begin(), all.end(), [&](const char* one) { return word == one; });
}

bool with_agency(const std::string& state) { return one_of(state, {"forwarded", "accepted", "in_progress"}); }
bool is_open(const std::string& state) {
  return with_agency(state) || one_of(state, {"verifying", "need_info", "resolved"});
}

}  // namespace

Model::Model(const Story& story) : story_(story), policy_(story.office.policy) {}

Instant Model::working_days_later(Instant t, int days) const {
  auto day = day_of(t);
  while (days > 0) {
    ++day;
    const auto since = day - day_of(from_ms(1772499600000));  // the first day of every story
    const bool off = since >= 0 && since < 16 && (story_.office.free_days >> since & 1);
    if ((day + 3) % 7 < 5 && !off) --days;  // 1970-01-01: a Thursday
  }
  return t + (day - day_of(t)) * 24h;
}

int Model::say(Said said) {
  named_[said.from].insert(said.number);
  said_.push_back(std::move(said));
  return static_cast<int>(said_.size()) - 1;
}

const Case* Model::about(int report) const {
  const auto at =
      std::find_if(cases_.rbegin(), cases_.rend(), [&](const Case& c) { return c.report == report; });
  return at == cases_.rend() || at->number.empty() ? nullptr : &*at;
}

bool Model::knows(const std::string& phone, const std::string& number) const {
  const auto at = known_.find(phone);
  return at != known_.end() && at->second.contains(number);
}

Case* Model::find(const std::string& number) {
  const auto at =
      std::find_if(cases_.begin(), cases_.end(), [&](const Case& c) { return c.number == number; });
  return number.empty() || at == cases_.end() ? nullptr : &*at;
}

bool Model::is_of(const std::string& who, const std::string& agency) const {
  const auto all = phones_of(story_.office, agency);
  return std::find(all.begin(), all.end(), who) != all.end();
}

// --- what people say ---

void Model::taken(int text, int part, Instant now) {
  pass_time(now);
  auto& said = said_.at(static_cast<std::size_t>(text));
  if (!said.parts.insert(part).second) return;
  came_from_[said.from].push_back(now);
  const auto come = static_cast<int>(said.parts.size());
  if (said.one_lost ? come == said.part_count - 1 : come == said.part_count) {
    if (said.one_lost)
      partial_.push_back({now + multipart_timeout, text});
    else
      happened(said, now);
  }
}

void Model::happened(const Said& said, Instant now) {
  switch (said.deed) {
    case Deed::report:
    case Deed::repeat:
      return report(said, now);
    case Deed::stops:
      stopped_[said.from] = now;
      return;
    case Deed::forgets:
      erased_.insert(said.from);
      for (auto& c : cases_)
        if (c.reporter == said.from || c.followers.contains(said.from)) c.vague = true;
      return;
    case Deed::says:
      return citizen(said, now);
    default:
      return officer(said, now);
  }
}

void Model::report(const Said& said, Instant now) {
  stopped_.erase(said.from);
  for (auto& c : cases_)  // the same words within a day are one report
    if (c.report == said.report && c.reporter == said.from && c.created > now - 24h && is_open(c.state) &&
        c.state != "resolved") {
      c.touched = true;
      return;
    }
  Case c;
  c.report = said.report;
  c.reporter = said.from;
  c.created = now;
  c.agency = agency_code(owner(story_.office, said.report));
  c.readers.insert(c.agency);
  cases_.push_back(std::move(c));
}

void Model::enter(Case& c, const std::string& state, Instant now) {
  if (c.state != state) {
    c.closes.reset();
    if (state == "resolved" || state == "need_info") c.closes = working_days_later(now, 10);
    c.follower_said_yes = false;
  }
  c.state = state;
}

void Model::give(Case& c, const std::string& agency, const std::string& state, Instant now) {
  enter(c, state, now);
  c.agency = agency;
  c.readers.insert(agency);
  c.forwarded.reset();
  c.first_answer_waits = false;  // its escalation begins anew
}

void Model::citizen(const Said& said, Instant now) {
  auto* c = find(said.number);
  if (!c) return;
  c->touched = true;
  const bool follows = c->followers.contains(said.from);
  if (c->reporter != said.from && !follows) return;  // not theirs: nothing changes
  if (c->state == "need_info" && one_of(std::to_string(said.much), {"2", "3"}))
    return void(c->vague = true);  // an answer to the question, or a word about another: the reader's matter
  switch (said.much) {
    case tambah:
      if (c->state == "need_info") enter(*c, c->before, now);
      break;
    case ya:
      if (follows && c->reporter != said.from) {
        if (c->state == "resolved") c->follower_said_yes = true;
      } else if (one_of(c->state, {"resolved", "auto_closed"})) {
        enter(*c, "closed", now);
      }
      break;
    case belum:
      if (!one_of(c->state, {"resolved", "closed", "auto_closed"})) break;
      c->first_answer_waits = false;
      if (c->reopens++ < reopens_allowed)
        enter(*c, "forwarded", now);
      else
        ++c->transfers, give(*c, coordinator, "verifying", now), c->returned = true;
      break;
    case batal:
      if (!c->followers.empty()) break;
      if (with_agency(c->state) || one_of(c->state, {"verifying", "need_info"})) enter(*c, "cancelled", now);
      break;
    case buka:
      if (!one_of(c->state, {"resolved", "closed", "auto_closed", "rejected"})) break;
      if (c->reopens >= reopens_allowed) break;
      ++c->reopens;
      c->first_answer_waits = false;
      enter(*c, "forwarded", now);
      break;
    default:
      break;
  }
}

void Model::officer(const Said& said, Instant now) {
  auto* c = find(said.number);
  if (!c) return;
  c->touched = true;
  if (said.from == coordinator_phone) return coordinator_says(*c, said, now);
  if (is_of(said.from, c->agency)) act(*c, said, now);
}

/// An agency about a ticket that it has.
void Model::act(Case& c, const Said& said, Instant now) {
  const bool here = with_agency(c.state), asked = c.state == "need_info";
  // After the date of resolution fewer commands count. Other tests look at those.
  const bool old = now > c.created + 13 * 24h;
  if (said.much >= tolak && (here || asked)) return leave(c, said, now);
  const auto answer = [&](const std::string& state) {
    enter(c, state, now);
    c.first_answer_waits = false;
    c.answered[c.agency] = true;
  };
  if (old && here && one_of(std::to_string(said.much), {"3", "4"})) c.vague = true;
  if (said.much == terima && here) answer(c.state == "forwarded" ? "accepted" : c.state);
  if (said.much == proses && (here || asked)) answer("in_progress");
  if (said.much == selesai && (here || asked || c.state == "resolved")) answer("resolved");
  if (said.much == tanya && here && c.questions[c.agency] < questions_allowed) {
    c.before = c.state;
    ++c.questions[c.agency];
    answer("need_info");
  }
  if (said.much == tunda && here && c.postponed.insert(c.agency).second)
    answer(c.state == "forwarded" ? "accepted" : c.state);
}

/// ALIH and TOLAK. The third move is the coordinator's to decide.
void Model::leave(Case& c, const Said& said, Instant now) {
  const bool to_another = said.much >= alih;
  if (to_another && said.target == c.agency) return;
  c.answered[c.agency] = true;
  if (to_another && c.transfers < moves_free) {
    ++c.transfers;
    return give(c, said.target, "forwarded", now);
  }
  ++c.transfers;
  c.returned = true;
  give(c, coordinator, "verifying", now);
}

/// The coordinator's TOLAK DUPL.
void Model::join(Case& c, const Said& said, Instant now) {
  auto* into = find(said.target);
  if (!into || into == &c || !is_open(into->state)) return void(c.vague = true);
  enter(c, "duplicate", now);
  into->touched = true;
  for (const auto& who : c.followers) into->followers.insert(who);
  into->followers.insert(c.reporter);
  into->followers.erase(into->reporter);
}

void Model::route(Case& c, const std::string& agency, Instant now) {
  if (c.state != "verifying" || c.returned) ++c.transfers;
  c.returned = false;
  give(c, agency, "forwarded", now);
}

void Model::coordinator_says(Case& c, const Said& said, Instant now) {
  if (!one_of(c.state, {"verifying", "forwarded", "accepted", "in_progress", "need_info", "resolved"}))
    return;
  if (c.agency != coordinator) {  // whether it climbed to the coordinator is the escalation's matter
    c.vague = true;
    if (!said.target.empty() && said.deed != Deed::joins) c.readers.insert(said.target);
    return;
  }
  const bool done = c.state == "resolved";
  if (said.deed == Deed::joins) return done ? void() : join(c, said, now);
  if (said.much == tolak) return done ? void() : enter(c, "rejected", now);
  if (said.much >= alih) return done || said.target == c.agency ? void() : route(c, said.target, now);
  if (said.much == tanya && c.state == "verifying") {
    c.before = c.state;
    return enter(c, "need_info", now);
  }
  if (c.state == "verifying") route(c, coordinator, now);  // it is the coordinator's own matter then
  act(c, said, now);
}

// --- time ---

/// The times at which the steps of the escalation are due, counted from the first forward.
std::vector<Instant> Model::steps(Instant forwarded) const {
  if (policy_ == 0) return {forwarded + 12h, forwarded + 24h, forwarded + 48h, forwarded + 72h};
  return {forwarded + 6h, forwarded + 30h, working_days_later(forwarded, 3),
          working_days_later(forwarded, 5)};
}

void Model::pass_time(Instant now) {
  for (auto& [due, text] : std::exchange(partial_, {})) {
    if (due > now)
      partial_.push_back({due, text});
    else
      happened(said_.at(static_cast<std::size_t>(text)), due);
  }
  for (auto& c : cases_) {
    if (!c.closes || *c.closes > now) continue;
    enter(c, c.follower_said_yes ? "closed" : "auto_closed", *c.closes);
    c.touched = true;
  }
}

void Model::clock_set(Duration by, Instant now) {
  if (by > Duration{0}) return;
  for (auto& c : cases_) {
    if (c.forwarded && *c.forwarded > now) c.forwarded = now;
    if (c.closes) c.closes = std::min(*c.closes, working_days_later(now, 10));
    c.first_answer_waits = false;
  }
  for (auto& [who, at] : last_step_) at = std::min(at, now - 24h);
}

void Model::policy_changed(int policy) {
  policy_ = policy;
  for (auto& c : cases_) c.first_answer_waits = false;
}

void Model::restore(Instant now) {
  if (!backup_) return;
  const auto kept = backup_;
  auto names = said_;  // texts that lie on SIMs keep their numbers
  const auto known = known_, named = named_;
  const auto sent = texts_sent_;
  *this = *kept;
  backup_ = kept;
  for (auto at = said_.size(); at < names.size(); ++at) names[at].parts.clear();
  for (std::size_t at = 0; at < said_.size(); ++at) names[at].parts = said_[at].parts;
  said_ = std::move(names);
  known_ = known, named_ = named, texts_sent_ = sent;
  for (auto& c : cases_) c.vague = true, c.touched = true;
  for (auto& [who, at] : last_step_) at = std::min(at, now - 24h);
}

}  // namespace lapor::hunt
