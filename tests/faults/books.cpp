#include "faults/books.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <poll.h>

#include <algorithm>
#include <map>
#include <stdexcept>

namespace lapor::faults {
namespace {

using namespace std::chrono_literals;

bool is(const std::string& state, std::initializer_list<const char*> names) {
  return std::any_of(names.begin(), names.end(), [&](const char* name) { return state == name; });
}

}  // namespace

void Books::pass(std::chrono::milliseconds time) { ::poll(nullptr, 0, static_cast<int>(time.count())); }

void Books::start() {
  gateway_.start_ready();
  report();
  until_worked();
  settle();  // a fault is to strike what comes, not what was
  worked_.reset();
}

int Books::note_report() {
  const int n = static_cast<int>(words_.size());
  words_.push_back(fmt::format("berlubang dekat tiang {:03}", n));
  return n;
}

int Books::report() {
  const int n = note_report();
  arrives(n);
  return n;
}

bool Books::answered(int report) {
  const auto texts = network_.texts(0);
  const auto& words = words_.at(static_cast<std::size_t>(report));
  const auto to = [&](const std::string& number, const std::string& fragment) {
    return std::any_of(texts.begin(), texts.end(), [&](const test::SentText& t) {
      return t.to == number && t.text.find(fragment) != std::string::npos;
    });
  };
  return (out_of_reach_.count(report) > 0 || to(citizen(report), "")) && to(test::bmck_operator, words);
}

bool Books::worked() {
  for (int n = 0; n < static_cast<int>(words_.size()); ++n)
    if (!answered(n)) return false;
  return network_.stored() == 0;
}

void Books::until_worked(std::chrono::seconds patience) {
  const auto until = Clock::now() + patience;
  for (; !worked(); pass(100ms)) {
    if (!gateway_.running()) throw std::runtime_error("lapord ended");
    if (Clock::now() > until) throw std::runtime_error(fmt::format("not within {} s", patience.count()));
  }
  if (!worked_) worked_ = Clock::now();
}

void Books::over() {
  over_ = Clock::now();
  left_at_fault_ = network_.texts(0).size();
}

void Books::until_both_ways(int report, std::chrono::seconds patience) {
  const auto& words = words_.at(static_cast<std::size_t>(report));
  gateway_.await(
      "texts flow both ways",
      [&] {
        pass(100ms);
        const auto tickets = gateway_.tickets();
        return network_.texts(0).size() > left_at_fault_ &&
               std::any_of(tickets.begin(), tickets.end(), [&](const auto& ticket) {
                 return test::text(ticket, "text").find(words) != std::string::npos;
               });
      },
      patience);
  worked_ = Clock::now();
}

void Books::expect(bool holds, const std::string& what) {
  if (!holds) complaints_.push_back(what);
}

void Books::remark(const std::string& text) { remarks_.push_back(text); }

std::string Books::count_tickets() {
  std::map<std::string, int> by_words;
  for (const auto& ticket : gateway_.tickets()) ++by_words[test::text(ticket, "text")];
  int exact = 0, all = 0;
  for (const auto& [text, count] : by_words) all += count;
  expect(all <= static_cast<int>(words_.size()), "a ticket that nobody asked for");
  for (const auto& words : words_) {
    int found = 0;
    for (const auto& [text, count] : by_words)
      if (text.find(words) != std::string::npos) found += count;
    exact += found == 1;
    expect(found >= 1, "a report is lost");
    expect(found <= 1, "a report opened two tickets");
  }
  return fmt::format("{}/{}", exact, words_.size());
}

/// Compares the texts that left with those that the gateway has on record.
std::string Books::count_copies() {
  const auto texts = network_.texts(0);
  int once = 0, twice = 0, none = 0;
  const auto rows = gateway_.outgoing();
  expect(rows.size() >= words_.size() * 2,
         "the gateway doesn't tell of all its texts");  // each answered and forwarded
  for (const auto& row : rows) {
    const auto number = test::text(row, "number"), words = test::text(row, "text"),
               state = test::text(row, "state");
    const auto copies = std::count_if(texts.begin(), texts.end(),
                                      [&](const auto& t) { return t.to == number && t.text == words; });
    expect(copies <= 2, "a text left three times");
    expect(copies < 2 || row_.copies == Copies::recorded, "a text left twice");
    expect(test::number(row, "attempts") >= copies * test::number(row, "parts"),
           "a second copy isn't on record");
    const bool ended_badly = is(state, {"failed", "expired"});
    expect(!ended_badly || !test::text(row, "error").empty(), "a text failed without a reason");
    if (copies == 0) expect(ended_badly && row_.copies == Copies::may_fail, "a text never left: " + state);
    if (ended_badly) remark(fmt::format("1 {}: {}", state, test::text(row, "error")));
    ++(copies == 0 ? none : copies == 1 ? once : twice);
  }
  auto out = fmt::format("{} once", once);
  if (twice > 0) out += fmt::format(", {} twice", twice);
  if (none > 0) out += fmt::format(", {} never", none);
  return out;
}

void Books::settle() {
  gateway_.await(
      "nothing waits to be sent",
      [&] {
        pass(300ms);
        const auto status = gateway_.status();
        const auto& box = status["outbox"];
        return test::number(box, "queued") + test::number(box, "sending") + test::number(box, "unsure") == 0;
      },
      90s);
}

Verdict Books::close() {
  settle();
  Verdict v;
  v.fault = row_.fault;
  v.tickets = count_tickets();
  v.messages = count_copies();
  if (over_ && worked_) {
    const auto seconds = std::max(Seconds(0), Seconds(*worked_ - *over_)).count();
    v.worked = fmt::format("{:.1f} s", seconds);
    expect(seconds <= row_.limit_s, fmt::format("more than {} s", row_.limit_s));
  } else {
    v.worked = "-";
  }
  v.good = complaints_.empty();
  complaints_.insert(complaints_.end(), remarks_.begin(), remarks_.end());
  v.remark = fmt::format("{}", fmt::join(complaints_, "; "));
  return v;
}

Verdict Books::broken(const std::string& why) const { return {row_.fault, "?", "?", "never", why, false}; }

}  // namespace lapor::faults
