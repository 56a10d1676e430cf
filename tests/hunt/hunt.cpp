#include "hunt/hunt.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>

#include "base/utf8.hpp"
#include "domain/sms/segmentation.hpp"
#include "hunt/cast.hpp"
#include "hunt/gateway.hpp"
#include "hunt/model.hpp"
#include "support/rules.hpp"

namespace lapor::hunt {
namespace {

using namespace std::chrono_literals;

const Instant beginning = from_ms(1772499600000);  // Tuesday 2026-03-03 08:00 WIB
constexpr auto end_of_all = 24h * 5;               // after the last day: what waits ends
constexpr int checked_every = 12;

escalation::Step step(const char* after, routing::Role to) {
  return {*calendar::read_span(after), to, {}, {}, std::nullopt};
}

routing::Agency agency(const Office& office, int a) {
  routing::Agency made;
  made.code = agency_code(a);
  if (a != -2) made.categories = {category_of(a)};
  made.coordinator = a == -2;
  const auto phones = phones_of(office, made.code);
  made.contacts = {{routing::Role::operator_, "Operator", phones.front()}};
  if (phones.size() == 3) made.contacts.push_back({routing::Role::secretary, "Sekretaris", phones[1]});
  if (phones.size() > 1) made.contacts.push_back({routing::Role::head, "Kepala", phones.back()});
  return made;
}

std::shared_ptr<const engine::Rules> rules_of(const Office& office, int policy) {
  static const auto shipped = test::rules();
  auto r = std::make_shared<engine::Rules>(*shipped);
  if (office.window) r->forwarding.window = {6h, 21h}, r->forwarding.escalation_gap = 10min;
  std::set<std::chrono::sys_days> off;
  for (int day = 0; day < 16; ++day)
    if (office.free_days >> day & 1)
      off.insert(std::chrono::floor<std::chrono::days>(beginning + 7h + day * 24h));
  r->calendar = calendar::Calendar("Asia/Jakarta", off);
  r->directory.agencies.clear();
  for (int a = -2; a < office.agencies; ++a) r->directory.agencies.push_back(agency(office, a));
  r->directory.above = {{routing::Role::coordinator, "Koordinator", coordinator_phone},
                        {routing::Role::governor, "Gubernur", governor_phone}};
  using routing::Role;
  r->escalation = policy == 0 ? escalation::Policy{step("12h", Role::operator_), step("24h", Role::secretary),
                                                   step("48h", Role::head), step("72h", Role::governor)}
                              : escalation::Policy{step("6h", Role::operator_), step("30h", Role::secretary),
                                                   step("3wd", Role::head), step("5wd", Role::governor)};
  return r;
}

/// Prints all that the gateway holds, for the person who examines a broken promise.
void print_all(engine::Views& views) {
  for (const auto& e : views.recent({60}))
    std::cout << fmt::format("  {} ticket {} {} {}: {}\n", iso8601(e.at), e.ticket.value, e.kind,
                             e.actor.name, e.detail);
  engine::MessageQuery query;
  query.limit = 60;
  for (const auto& m : views.messages(query))
    std::cout << fmt::format("  {} {} {} {} {} {} attempts {}: {} [{}]\n", iso8601(m.created), m.id,
                             m.incoming ? "from" : "to", m.number, m.purpose, m.state, m.attempts, m.text,
                             m.error);
}

/// The noon after it in Jakarta: what was written at night has gone then.
Instant next_noon(Instant t) {
  constexpr auto noon = 12h - 7h;
  return std::chrono::ceil<std::chrono::days>(t - noon) + noon;
}

class Life {
 public:
  Life(const Story& story, const Effort& effort)
      : story_(story),
        effort_(effort),
        model_(story),
        gateway_(rules_of(story.office, story.office.policy), story.office.modems, beginning, model_) {}
  Outcome live();

 private:
  void live_through();
  void do_deed(const Line& line);
  void reports(const Line& line, int parts);
  void says(const Line& line);
  void acts(const Line& line, const std::string& phone);
  void decides(const Line& line);
  void joins(const Line& line);
  void trouble(const Line& line);
  void put(Said said, const std::string& text, int parts = whole);
  void simply(const std::string& from, Deed deed, const std::string& text);
  void do_due(Instant until);
  Instant wall(Duration at) const { return beginning + at + shift_; }

  const Story& story_;
  Effort effort_;
  Model model_;
  Gateway gateway_;
  Duration shift_{0};  ///< of the wall clock against the story's
  unsigned reference_ = 0;
  Instant last_sent_{};
  Outcome outcome_;
  struct Return {
    Instant at{};
    int modem = 0;
    bool network = false;
  };
  std::vector<Return> returns_;
};

/// Its parts, on the SIM of a modem.
void Life::put(Said said, const std::string& text, int parts) {
  const auto from = said.from;
  const auto segments = sms::segment(text, static_cast<std::uint8_t>(++reference_ % 256));
  said.part_count = static_cast<int>(segments.size());
  said.one_lost = parts == part_lost && segments.size() > 1;
  const int id = model_.say(std::move(said));
  // What came while the gateway was down comes in one moment; but a phone takes some seconds for each text.
  last_sent_ = std::max(last_sent_ + 1s, gateway_.now);
  std::vector<std::size_t> order;
  for (std::size_t n = 0; n < segments.size(); ++n) order.push_back(n);
  if (parts == parts_mixed) std::reverse(order.begin(), order.end());
  if (parts == part_lost && segments.size() > 1) order.pop_back();
  if (parts == part_twice) order.push_back(order.front());
  auto& modem = gateway_.modem(static_cast<int>(reference_));
  for (const auto n : order) {
    sms::InboundSegment part;
    part.sender = from;
    part.service_centre_time = last_sent_;
    part.coding = segments[n].coding;
    part.udh = segments[n].udh;
    part.text = utf8::to_utf16(segments[n].text);
    modem.put({part, id, static_cast<int>(n)});
  }
}

void Life::simply(const std::string& from, Deed deed, const std::string& text) {
  Said said;
  said.from = from;
  said.deed = deed;
  if (!model_.is_gone(from)) put(said, text);
}

void Life::reports(const Line& line, int parts) {
  Said said;
  said.from = citizen_phone(line.who);
  said.deed = line.deed;
  said.report = line.which;
  if (model_.is_gone(said.from)) return;
  const bool is_long = parts != whole;
  put(said,
      fmt::format("LAPOR {} {}", category_of(owner(story_.office, line.which)),
                  words(line.which, is_long ? 30 : 7)),
      parts);
}

void Life::says(const Line& line) {
  static const char* const texts[] = {
      "CEK {}",   "TAMBAH {} dekat papan hijau", "YA {}", "BELUM {} masih begitu", "NILAI {} 4",
      "BATAL {}", "BUKA {} muncul lagi"};
  const auto* c = model_.about(line.which);
  if (!c) return;
  Said said;
  said.from = line.who < 0 ? c->reporter : citizen_phone(line.who);
  said.deed = line.deed;
  said.report = line.which;
  said.much = line.much;
  said.number = c->number;
  if (c->state == "need_info" && (line.much == ya || line.much == belum)) said.much = tambah;
  if (model_.is_gone(said.from) || (line.who < 0 && !model_.knows(said.from, c->number))) return;
  put(said, fmt::format(fmt::runtime(texts[said.much]), c->number));
}

void Life::acts(const Line& line, const std::string& phone) {
  static const char* const texts[] = {"TERIMA {}",
                                      "PROSES {} alat sedang dikirim ke tempat",
                                      "SELESAI {} tiang ditegakkan dan kabel diganti",
                                      "TANYA {} di sebelah mana persisnya",
                                      "TUNDA {} 2 menunggu suku cadang",
                                      "TOLAK {} WENANG milik desa"};
  const auto* c = model_.about(line.which);
  if (!c || !model_.knows(phone, c->number)) return;
  Said said;
  said.from = phone;
  said.deed = line.deed;
  said.report = line.which;
  said.much = line.much;
  said.number = c->number;
  if (line.much < alih) return put(said, fmt::format(fmt::runtime(texts[line.much]), c->number));
  said.target = agency_code((line.much - alih) % story_.office.agencies);
  put(said, fmt::format("ALIH {} {} bukan urusan kami", c->number, said.target));
}

void Life::decides(const Line& line) {
  auto as_officer = line;
  as_officer.much = line.much == 0 ? tolak : alih + line.much - 1;
  acts(as_officer, coordinator_phone);
}

void Life::joins(const Line& line) {
  const auto *c = model_.about(line.which), *into = model_.about(line.who);
  if (!c || !into || c == into || !model_.knows(coordinator_phone, c->number)) return;
  Said said;
  said.from = coordinator_phone;
  said.deed = line.deed;
  said.report = line.which;
  said.number = c->number;
  said.target = into->number;
  put(said, fmt::format("TOLAK {} DUPL {}", c->number, into->number));
}

void Life::trouble(const Line& line) {
  auto& modem = gateway_.modem(line.who);
  const auto lasts = std::chrono::seconds(line.much);
  switch (line.deed) {
    case Deed::refuse:
      modem.refusals = line.much, modem.cms = line.which;
      break;
    case Deed::lose:
      modem.lost = line.much;
      break;
    case Deed::mute:
      modem.muted = line.much;
      break;
    case Deed::unplug:
      modem.present = false, returns_.push_back({gateway_.now + lasts, line.who, false});
      break;
    case Deed::offline:
      modem.network = false, returns_.push_back({gateway_.now + lasts, line.who, true});
      break;
    case Deed::worker:
      modem.worker_dies();
      break;
    case Deed::receipts:
      modem.receipts = static_cast<Receipts>(line.much);
      break;
    case Deed::crash:
      gateway_.die_at_commit(static_cast<Dying>(line.who), line.which, lasts);
      break;
    case Deed::between:
      gateway_.die_between_effects(line.which, lasts);
      break;
    case Deed::disk: {
      constexpr test::Fault faults[] = {test::Fault::write, test::Fault::sync, test::Fault::full};
      gateway_.fail_disk(faults[line.who], line.which, lasts);
      break;
    }
    case Deed::clock:
      if (gateway_.disk_broken()) break;
      shift_ += lasts;
      for (auto& one : returns_) one.at += lasts;
      gateway_.set_clock(lasts);
      model_.clock_set(lasts, gateway_.now);
      break;
    case Deed::reload:
      gateway_.adopt(rules_of(story_.office, line.which)), model_.policy_changed(line.which);
      break;
    case Deed::backup:
      if (!gateway_.disk_broken()) gateway_.back_up(), model_.back_up();
      break;
    default:
      if (!gateway_.disk_broken() && gateway_.restore()) model_.restore(gateway_.now);
  }
}

void Life::do_deed(const Line& line) {
  switch (line.deed) {
    case Deed::report:
    case Deed::repeat:
      return reports(line, line.much);
    case Deed::says:
      return says(line);
    case Deed::stops:
      return simply(citizen_phone(line.who), line.deed, "STOP");
    case Deed::forgets:
      return simply(citizen_phone(line.who), line.deed, "HAPUS DATA");
    case Deed::acts: {
      const auto* c = model_.about(line.which);
      if (!c) return;
      const auto all = phones_of(story_.office, c->agency);
      return acts(line, all[static_cast<std::size_t>(line.who) % all.size()]);
    }
    case Deed::meddles:
      return acts(line, phones_of(story_.office, agency_code(line.who)).front());
    case Deed::decides:
      return decides(line);
    case Deed::joins:
      return joins(line);
    default:
      return trouble(line);
  }
}

/// Modems come back at their times.
void Life::do_due(Instant until) {
  while (true) {
    auto first = std::min_element(returns_.begin(), returns_.end(),
                                  [](const Return& a, const Return& b) { return a.at < b.at; });
    if (first == returns_.end() || first->at > until) break;
    const auto due = *first;
    returns_.erase(first);
    gateway_.live_until(due.at);
    auto& modem = gateway_.modem(due.modem);
    (due.network ? modem.network : modem.present) = true;
  }
  gateway_.live_until(until);
}

void Life::live_through() {
  for (; outcome_.line < story_.lines.size(); ++outcome_.line) {
    const auto& line = story_.lines[outcome_.line];
    do_due(wall(line.at));
    do_deed(line);
    gateway_.live_until(gateway_.now);
    if (!gateway_.disk_broken())
      model_.check(gateway_.views(), gateway_.now, effort_.check_all || outcome_.line % checked_every == 0);
  }
  for (int n = 0; n < gateway_.modems(); ++n) {
    auto& modem = gateway_.modem(n);
    modem.refusals = modem.lost = modem.muted = 0;
  }
  do_due(next_noon(wall(story_.days * 24h + end_of_all)));
  for (int n = 0; n < gateway_.modems(); ++n)
    if (!gateway_.modem(n).slots().empty()) throw Broken("a SIM isn't empty at the end");
  model_.check_end(gateway_.views(), gateway_.now);
}

Outcome Life::live() {
  try {
    live_through();
  } catch (const std::exception& broken) {
    outcome_.broken = broken.what();
    if (effort_.trace) print_all(gateway_.views());
  }
  outcome_.days = std::chrono::duration<double>(gateway_.now - shift_ - beginning) / 24h;
  outcome_.tickets = model_.tickets();
  outcome_.texts = model_.texts();
  outcome_.transactions = gateway_.transactions();
  outcome_.deaths = gateway_.deaths();
  return outcome_;
}

/// The kind of a broken promise: its words without figures and quotations.
std::string kind(const std::string& broken) {
  std::string out;
  for (const char c : broken.substr(0, broken.find(": ")))
    if (c < '0' || c > '9') out += c;
  return out;
}

}  // namespace

Outcome live(const Story& story, const Effort& effort) { return Life(story, effort).live(); }

Story shrink(Story story, const Outcome& outcome, int tries) {
  const auto& broken = outcome.broken;
  const auto breaks = [&](const Story& smaller) {
    return --tries >= 0 && kind(live(smaller, {.check_all = true}).broken) == kind(broken);
  };
  auto until_then = story;
  until_then.lines.resize(std::min(story.lines.size(), outcome.line + 1));
  if (breaks(until_then)) story = std::move(until_then);
  for (auto piece = std::max<std::size_t>(1, story.lines.size() / 2); tries > 0;) {
    bool smaller = false;
    for (std::size_t at = 0; at < story.lines.size() && tries > 0;) {
      auto less = story;
      const auto from = less.lines.begin() + static_cast<std::ptrdiff_t>(at);
      less.lines.erase(from, from + static_cast<std::ptrdiff_t>(std::min(piece, less.lines.size() - at)));
      if (breaks(less))
        story = std::move(less), smaller = true;
      else
        at += piece;
    }
    if (piece == 1 && !smaller) break;
    if (!smaller || piece > story.lines.size()) piece = std::max<std::size_t>(1, piece / 2);
  }
  auto shorter = story;
  if (!story.lines.empty()) shorter.days = static_cast<int>(story.lines.back().at / 24h) + 1;
  return breaks(shorter) ? shorter : story;
}

}  // namespace lapor::hunt
