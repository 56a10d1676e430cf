// A year of Central Java through the real engine and the real store: some 23,000 reports over 40 agencies
// that answer in time, late or never. Every phone number is fictitious.
#include <fmt/format.h>

#include <cstdlib>
#include <iostream>
#include <queue>
#include <random>

#include "domain/ticket/number.hpp"
#include "sim/world.hpp"
#include "sim/year/ledger.hpp"
#include "support/catch.hpp"
#include "support/rules.hpp"

using namespace lapor;
using namespace lapor::test;
using namespace std::chrono_literals;

namespace {

constexpr int agencies = 40;
constexpr int dead_agency = 39;  // its operator's phone takes no text
constexpr int reports_a_day = 63;
constexpr int citizens = 600;

const Instant new_year{std::chrono::sys_days{std::chrono::year{2026} / 1 / 1} - 7h};

std::string phone(int n) { return fmt::format("+628110000{:03}", n); }
std::string operator_of(int a) { return phone(200 + a); }
std::string secretary_of(int a) { return phone(240 + a); }
std::string head_of(int a) { return phone(300 + a); }
std::string code_of(int a) {
  constexpr std::string_view first = "BCFGH", second = "AEIOULKM";
  return fmt::format("OPD{}{}", first[static_cast<std::size_t>(a / 8)],
                     second[static_cast<std::size_t>(a % 8)]);
}
int agency_in(const std::string& words) {
  for (int a = 0; a < agencies; ++a)
    if (words.find(code_of(a)) != std::string::npos) return a;
  return -1;
}
std::string word_of(int a) {
  return fmt::format("URUSAN{}{}", static_cast<char>('A' + a / 8), static_cast<char>('A' + a % 8));
}
std::string citizen(int n) { return phone(400 + n % citizens); }

Days calendar_days() {
  Days days;
  for (const auto& [m, d] :
       {std::pair{1U, 1U}, {1, 16}, {2, 17}, {3, 18}, {3, 19}, {3, 20}, {3, 23}, {3, 24}, {4, 3},   {5, 1},
        {5, 14},           {5, 15}, {5, 27}, {5, 28}, {6, 1},  {6, 16}, {8, 17}, {8, 25}, {12, 24}, {12, 25}})
    days.free.insert(
        std::chrono::sys_days{std::chrono::year{2026} / static_cast<int>(m) / static_cast<int>(d)}
            .time_since_epoch()
            .count());
  return days;
}

escalation::Step step(const char* after, routing::Role to, std::optional<std::chrono::minutes> at = {}) {
  return {*calendar::read_span(after), to, {}, {}, at};
}

std::shared_ptr<const engine::Rules> province() {
  auto r = std::make_shared<engine::Rules>(*rules("window = \"06:00-21:00\"\nladder_gap = \"10m\"\n"));
  std::set<std::chrono::sys_days> off;
  for (const auto day : calendar_days().free) off.insert(std::chrono::sys_days{std::chrono::days{day}});
  r->calendar = calendar::Calendar("Asia/Jakarta", off);
  std::erase_if(r->directory.agencies, [](const auto& a) { return !a.coordinator; });
  for (int a = 0; a < agencies; ++a) {
    auto category = r->vocabulary.categories.front();
    category = {};
    category.code = word_of(a);
    category.label = "URUS";
    category.service_class = ticket::ServiceClass::ordinary;
    r->vocabulary.categories.push_back(category);
    routing::Agency agency;
    agency.code = code_of(a);
    agency.categories = {word_of(a)};
    agency.contacts = {{routing::Role::operator_, "Operator", operator_of(a)},
                       {routing::Role::secretary, "Sekretaris", secretary_of(a)},
                       {routing::Role::head, "Kepala", head_of(a)}};
    r->directory.agencies.push_back(agency);
  }
  r->vocabulary.index_terms();
  r->directory.above = {{routing::Role::coordinator, "Koordinator", phone(290)},
                        {routing::Role::sekda, "Sekda", phone(298)},
                        {routing::Role::governor, "Gubernur", phone(299)}};
  using routing::Role;
  r->escalation = {step("12h", Role::operator_), step("24h", Role::secretary),
                   step("48h", Role::head),      step("72h", Role::coordinator),
                   step("5wd", Role::sekda, 7h), step("10wd", Role::governor, 7h)};
  return r;
}

struct Report {
  int number = 0, from = 0, agency = 0, resolved_times = 0;
  std::vector<int> path;      ///< agencies it was with
  std::map<int, Line> lines;  ///< by agency
  unsigned extra_levels = 0;  ///< climbed after a BELUM
};

struct Deed {
  Instant at;
  std::uint64_t order;
  std::string from, words;
  friend bool operator>(const Deed& a, const Deed& b) {
    return std::tie(a.at, a.order) > std::tie(b.at, b.order);
  }
};

class Year {
 public:
  Year() : world_(province()) {
    world_.now = new_year;
    world_.sim().refuse = [](const std::string& to) {
      return to == operator_of(dead_agency) ? std::optional(1) : std::nullopt;
    };
  }
  void live(int days);
  void check();

 private:
  int roll(int low, int high) { return std::uniform_int_distribution<int>(low, high)(dice_); }
  void plan(Instant at, const std::string& from, const std::string& words) {
    deeds_.push({at, ++order_, from, words});
  }
  void arrive(Instant at);
  void read_phones();
  void read(const Sms& sms);
  void told(Report& r, int agency, Instant at);
  void asked(Report& r, Instant at);
  void do_deed(const Deed& deed);
  std::string number(const Report& r) const {
    return ticket::number(TicketId{100001 + static_cast<std::int64_t>(r.number)});
  }
  Report* report_in(const std::string& text, const std::string& before);
  static Instant window_opens(Instant t) {
    const auto time = time_of_day(t);
    if (time >= 21h) return t + (30h - time);
    return time < 6h ? t + (6h - time) : t;
  }
  void set_apart();
  Instant at_nine(Instant t) const { return t + 24h - (time_of_day(t) - 9h); }

  World world_;
  std::mt19937 dice_{20260101};
  std::priority_queue<Deed, std::vector<Deed>, std::greater<>> deeds_;
  std::vector<Report> reports_;
  std::uint64_t order_ = 0;
  std::size_t read_ = 0;
  Instant end_{};
  std::map<std::string, std::vector<Instant>> ladder_texts_;
};

Report* Year::report_in(const std::string& text, const std::string& before) {
  const auto at = text.find(before);
  if (at == std::string::npos) return nullptr;
  const auto serial = ticket::id_of(text.substr(at + before.size(), 7));
  const auto index = static_cast<std::size_t>(serial.value - 100001);
  return serial > TicketId{100000} && index < reports_.size() ? &reports_[index] : nullptr;
}

void Year::arrive(Instant at) {
  Report r;
  r.number = static_cast<int>(reports_.size());
  r.from = r.number;
  r.agency = roll(0, agencies - 1);
  r.path = {r.agency};
  world_.advance(at - world_.now);
  world_.text(citizen(r.from),
              fmt::format("LAPOR {} ada masalah di lokasi ke {}", word_of(r.agency), r.number));
  if (r.agency == dead_agency) r.lines[r.agency].untaken = window_opens(at);
  reports_.push_back(std::move(r));
  world_.settle();
}

/// An agency reads of a report: it answers soon, slowly, late or never.
void Year::told(Report& r, int agency, Instant at) {
  auto& line = r.lines[agency];
  if (line.forwarded) return;
  line.forwarded = at;
  const int kind = agency % 5, luck = roll(1, 100);
  if (kind == 4 && luck <= 30) return;  // never
  const int longest = kind < 2 ? 20 * 60 : kind == 3 ? 12 * 24 * 60 : 60 * 60;
  const auto answer = at + std::chrono::minutes(roll(35, longest)) + std::chrono::seconds(roll(0, 59));
  const auto n = number(r);
  if (luck > 90 && r.path.size() == 1) {
    plan(answer, operator_of(agency),
         fmt::format("ALIH {} {} bukan urusan kami", n, code_of((agency + 7) % dead_agency)));
  } else if (luck > 60) {
    plan(answer, operator_of(agency), fmt::format("SELESAI {} sudah diperbaiki", n));
  } else {
    plan(answer, operator_of(agency), fmt::format("TERIMA {}", n));
    if (luck > 35)
      plan(answer + std::chrono::minutes(roll(60, 4 * 24 * 60)), operator_of(agency),
           fmt::format("SELESAI {} sudah diperbaiki tuntas", n));
  }
}

/// The citizen is asked whether it is solved: YA, BELUM once, or nothing.
void Year::asked(Report& r, Instant at) {
  const int luck = roll(1, 100);
  if (luck <= 45) {
    const auto yes = at + std::chrono::minutes(roll(40, 48 * 60));
    plan(yes, citizen(r.from), fmt::format("YA {}", number(r)));
    if (luck <= 20) plan(yes + 2h, citizen(r.from), fmt::format("NILAI {} {}", number(r), roll(1, 5)));
  } else if (luck <= 55 && r.resolved_times == 1) {
    plan(at_nine(at), citizen(r.from), fmt::format("BELUM {} masih rusak", number(r)));
  }
}

void Year::read(const Sms& sms) {
  const auto sender = std::stoi(sms.number.substr(sms.number.size() - 3));
  if (auto* r = report_in(sms.text, "(LAPOR ")) {
    if (sender >= 200 && sender < 200 + agencies) told(*r, sender - 200, sms.at);
  } else if (auto* again = report_in(sms.text, "(DIBUKA LAGI ")) {
    plan(sms.at + std::chrono::minutes(roll(60, 5 * 60)), sms.number,
         fmt::format("SELESAI {} diulang dengan benar", number(*again)));
  } else if (sms.text.find("Sudah beres?") != std::string::npos) {
    if (auto* done = report_in(sms.text, "No ")) asked(*done, sms.at);
  } else if (sms.text.find("(ESKALASI") == 0 || sms.text.find("(INGAT)") == 0) {
    ladder_texts_[sms.number].push_back(sms.at);
  }
}

void Year::read_phones() {
  const auto& sent = world_.sim().transmitted;
  for (; read_ < sent.size(); ++read_) read(sent[read_]);
}

void Year::do_deed(const Deed& deed) {
  const auto blank = deed.words.find(' ');
  const auto verb = deed.words.substr(0, blank);
  auto& r = *report_in(deed.words, verb + " ");
  auto& line = r.lines[r.agency];
  if (verb == "BELUM")
    line.contested = true, line.resolved.reset(), line.silent_from.reset(), ++r.extra_levels;
  if (verb == "YA") line.confirmed = true, line.silent_from.reset();
  if (verb == "NILAI") line.mark = static_cast<unsigned>(deed.words.back() - '0');
  if (verb == "TERIMA" || verb == "SELESAI" || verb == "ALIH")
    if (!line.answered) line.answered = deed.at;
  if (verb == "SELESAI") line.resolved = line.silent_from = deed.at, ++r.resolved_times;
  if (verb == "ALIH") {
    line.transferred = true;
    r.agency = agency_in(deed.words);
    r.path.push_back(r.agency);
  }
  world_.text(deed.from, deed.words);
  world_.settle();
}

void Year::live(int days) {
  end_ = new_year + days * 24h;
  std::vector<Instant> arrivals;
  for (int d = 0; d < days; ++d)
    for (int n = 0; n < reports_a_day; ++n)
      arrivals.push_back(new_year + d * 24h + std::chrono::seconds(roll(5 * 3600, 22 * 3600)));
  std::sort(arrivals.begin(), arrivals.end());
  std::size_t next = 0;
  while (world_.now < end_) {
    auto until = std::min(end_, world_.now + 30min);
    if (next < arrivals.size()) until = std::min(until, arrivals[next]);
    if (!deeds_.empty()) until = std::min(until, deeds_.top().at);
    world_.advance(until - world_.now);
    read_phones();
    if (!deeds_.empty() && deeds_.top().at <= world_.now) {
      const auto deed = deeds_.top();
      deeds_.pop();
      do_deed(deed);
    } else if (next < arrivals.size() && arrivals[next] <= world_.now) {
      arrive(arrivals[next++]);
    }
    read_phones();
  }
}

/// Reports of one reporter to one agency are counted apart from the sixth on.
void Year::set_apart() {
  std::map<std::pair<int, int>, std::vector<Line*>> of_one;
  for (auto& r : reports_)
    for (auto& [agency, line] : r.lines)
      if (line.forwarded) of_one[{agency, r.from % citizens}].push_back(&line);
  for (auto& [who, lines] : of_one) {
    std::sort(lines.begin(), lines.end(),
              [](const auto* a, const auto* b) { return a->forwarded < b->forwarded; });
    for (std::size_t n = 5; n < lines.size(); ++n) lines[n]->apart = true;
  }
}

void Year::check() {
  set_apart();
  const auto days = calendar_days();
  std::map<std::string, Figures> expected;
  unsigned wrong_levels = 0;
  for (const auto& t : world_.tickets()) {
    auto& r = reports_.at(static_cast<std::size_t>(t.id.value - 100001));
    for (auto& [agency, line] : r.lines) expected[code_of(agency)].add(line, days, end_);
    const auto& now_with = r.lines[r.agency];
    if (!now_with.forwarded || t.agency != code_of(r.agency)) continue;
    const auto until = now_with.answered.value_or(end_);
    unsigned level = r.extra_levels;
    for (const auto at :
         {*now_with.forwarded + 12h, *now_with.forwarded + 24h, *now_with.forwarded + 48h,
          *now_with.forwarded + 72h, days.later(*now_with.forwarded, 5), days.later(*now_with.forwarded, 10)})
      if (at <= until) ++level;
    // A ticket that was accepted and then left for five working days escalates, too. Another test looks at
    // those.
    const bool idle = now_with.answered && !now_with.resolved && !now_with.contested;
    if (!idle && t.level != std::min(level, 6U) && ++wrong_levels < 5)
      UNSCOPED_INFO(fmt::format("ticket {} climbed {} steps, {} were due", t.id.value, t.level, level));
  }
  CHECK(wrong_levels == 0);

  const auto assignments = world_.store().assignments("", new_year, end_);
  std::vector<std::string> codes;
  for (int a = 0; a < agencies; ++a) codes.push_back(code_of(a));
  const auto cards = scorecard::cards(assignments, codes, end_);
  REQUIRE(cards.size() == codes.size());
  unsigned received = 0;
  for (const auto& c : cards) {
    auto& f = expected[c.agency];
    INFO(c.agency);
    received += c.received;
    CHECK(c.received == f.received);
    CHECK(c.responded == f.responded);
    CHECK(c.unanswered == f.received - f.responded);
    CHECK(c.responded_in_time == f.in_time);
    CHECK(c.median_first_response_s == f.median());
    CHECK(c.p90_first_response_s == f.p90());
    CHECK(c.resolved == f.resolved);
    CHECK(c.resolved_in_time == f.resolved_in_time);
    CHECK(c.transferred == f.transferred);
    CHECK(c.reopened == f.reopened);
    CHECK(c.closed_by_citizen == f.by_citizen);
    CHECK(c.closed_by_silence == f.by_silence);
    CHECK(c.unreachable == f.out_of_reach);
    CHECK(c.ratings == f.ratings);
    if (f.ratings > 0) CHECK(std::abs(*c.rating - static_cast<double>(f.marks) / f.ratings) < 1e-9);
  }
  CHECK(received > reports_.size() * 9 / 10);

  std::size_t texts = 0, too_soon = 0, at_night = 0, twice_a_day = 0;
  for (auto& [who, when] : ladder_texts_) {
    texts += when.size();
    for (std::size_t i = 0; i < when.size(); ++i) {
      if (time_of_day(when[i]) < 6h || time_of_day(when[i]) >= 21h) ++at_night;
      if (i > 0 && when[i] - when[i - 1] < 10min) ++too_soon;
      if (i > 0 && (who == phone(298) || who == phone(299)) && day_of(when[i]) == day_of(when[i - 1]))
        ++twice_a_day;
    }
  }
  CHECK(texts > 1000);
  CHECK(too_soon == 0);
  CHECK(at_night == 0);
  CHECK(twice_a_day == 0);
  std::cout << fmt::format("{} reports, {} stays, {} texts sent, {} of the ladder, {} commits\n",
                           reports_.size(), assignments.size(), world_.sim().transmitted.size(), texts,
                           world_.commits());
}

}  // namespace

TEST_CASE("a year of Central Java adds up", "[year]") {
  const auto* days = std::getenv("LAPOR_YEAR_DAYS");  // a shorter one, to look at something
  Year year;
  year.live(days ? std::atoi(days) : 365);
  year.check();
}
