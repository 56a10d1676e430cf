// Gives odd texts to the whole engine with the real store in memory: random bytes, mutated examples, real
// ticket numbers from the wrong senders. Nothing throws, nothing loops, and every text is added to a ticket,
// answered, put in quarantine, or left without an answer for a reason that is logged. Every phone number is
// fictitious.
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <map>

#include "base/utf8.hpp"
#include "domain/sms/segmentation.hpp"
#include "domain/ticket/number.hpp"
#include "engine/api/engine.hpp"
#include "store/store.hpp"
#include "support/catch.hpp"
#include "support/odd_texts.hpp"
#include "support/rules.hpp"

using namespace lapor;
using namespace std::chrono_literals;

namespace {

/// The end of a text.
enum class Fate { ticket, answer, quarantine_counts, withheld, known, lost };

class Hall {
 public:
  explicit Hall(unsigned seed) : random_(seed), engine_(*store_, rules_) {}

  void live(int texts);
  std::map<Fate, int> fates;
  std::vector<std::string> lost;

 private:
  std::string words();
  std::string sender();
  std::string some_ticket();
  void arrive(const std::string& from, const std::string& text, Instant sent);
  Fate fate(const engine::Effects& effects);
  std::int64_t figure(const std::string& sql);
  void carry_out(engine::Effects effects);
  void rest();

  test::Random random_;
  std::unique_ptr<store::SqlStore> store_ = store::make_store(":memory:");
  std::shared_ptr<const engine::Rules> rules_ = test::rules();
  engine::Engine engine_;
  Instant now_{std::chrono::sys_days{std::chrono::year{2026} / 3 / 3}};
  std::vector<std::string> examples_ = test::grammar_texts();
  std::int64_t last_inbound_ = 0, last_outgoing_ = 0, quarantined_ = 0;
  std::optional<engine::SegmentReceived> last_;
};

std::string Hall::some_ticket() {
  const auto last = figure("SELECT ifnull(max(serial), 0) FROM ticket");
  if (last == 0 || test::below(random_, 10) == 0)
    return std::to_string(1000000 + test::below(random_, 9000000));
  const auto back = static_cast<std::int64_t>(test::below(random_, 200));
  return ticket::number(TicketId{std::max<std::int64_t>(ticket::first_id.value, last - back)});
}

std::string Hall::words() {
  if (test::below(random_, 8) == 0) {
    return test::noise(random_, 160);
  }
  auto text = examples_[test::below(random_, examples_.size())];
  for (const auto* number : {"1234566", "6543213"})  // the examples' tickets become ones that exist
    if (const auto at = text.find(number); at != text.npos && test::below(random_, 4) != 0)
      text.replace(at, 7, some_ticket());
  return test::mutated(std::move(text), examples_, random_, [&] { return " " + some_ticket() + " "; });
}

std::string Hall::sender() {
  const std::vector<std::string> others{test::bmck_operator,
                                        test::bmck_secretary,
                                        test::bmck_head,
                                        test::dishub_operator,
                                        test::inspectorate,
                                        test::coordinator,
                                        test::governor,
                                        "919",
                                        "TELKOMSEL",
                                        "+628110000001",
                                        "+60123456789",
                                        "",
                                        "0000"};
  if (test::below(random_, 3) == 0) return others[test::below(random_, others.size())];
  return fmt::format("+6281100{:05}", 20000 + test::below(random_, 3000));
}

std::int64_t Hall::figure(const std::string& sql) {
  return store_->database_file().query(sql).first("figure").integer(0);
}

Fate Hall::fate(const engine::Effects& effects) {
  const auto id = figure("SELECT ifnull(max(id), 0) FROM inbound");
  const auto quarantined = figure("SELECT ifnull(max(id), 0) FROM quarantine");
  const bool aside = quarantined > quarantined_;
  quarantined_ = quarantined;
  if (id == last_inbound_) return aside ? Fate::quarantine_counts : Fate::known;
  last_inbound_ = id;
  if (figure(fmt::format("SELECT command IS NULL FROM inbound WHERE id = {}", id)) != 0) return Fate::lost;
  if (figure(fmt::format("SELECT ifnull(ticket, 0) FROM inbound WHERE id = {}", id)) != 0)
    return Fate::ticket;
  if (aside) return Fate::quarantine_counts;
  if (figure(fmt::format("SELECT count(*) FROM outgoing WHERE id > {} AND answers = {}", last_outgoing_,
                         id)) != 0)
    return Fate::answer;
  if (figure(fmt::format("SELECT count(*) FROM recap WHERE asked = {}", id)) != 0)
    return Fate::answer;  // being counted
  for (const auto& effect : effects)
    if (const auto* record = std::get_if<log::Record>(&effect); record && record->event == "answer-withheld")
      return Fate::withheld;
  return Fate::lost;
}

/// The modem takes what it is given; now and then it is away, so that texts wait.
void Hall::carry_out(engine::Effects effects) {
  for (int steps = 0; !effects.empty(); ++steps) {
    if (steps > 1000000) throw std::runtime_error("the engine gives out without end");
    engine::Effects next;
    for (const auto& effect : effects) {
      engine::Effects more;
      if (const auto* submit = std::get_if<engine::Submit>(&effect))
        more = engine_.on(engine::Prompted{"sim1", submit->attempt}, now_);
      if (const auto* release = std::get_if<engine::ReleaseSubmit>(&effect))
        more = engine_.on(engine::SendAccepted{"sim1", release->attempt, static_cast<unsigned>(steps % 256)},
                          now_);
      next.insert(next.end(), more.begin(), more.end());
    }
    effects = std::move(next);
  }
}

/// All that time alone makes due.
void Hall::rest() {
  for (int ticks = 0;; ++ticks) {
    if (ticks > 10000) throw std::runtime_error("the engine never comes to rest");
    const auto next = engine_.next_wakeup(now_);
    if (!next || *next > now_) return;
    carry_out(engine_.tick(now_));
  }
}

void Hall::arrive(const std::string& from, const std::string& text, Instant sent) {
  engine::SegmentReceived event;
  event.modem = "sim1";
  event.slot = {"SM", 1};
  event.segment.sender = from;
  event.segment.service_centre_time = sent;
  event.segment.text = utf8::to_utf16(utf8::clean(text));
  last_outgoing_ = figure("SELECT ifnull(max(id), 0) FROM outgoing");
  const auto effects = engine_.on(event, now_);
  const auto came_to = fate(effects);
  ++fates[came_to];
  if (came_to == Fate::lost && lost.size() < 20) lost.push_back(from + ": " + text);
  carry_out(effects);
  last_ = std::move(event);
}

void Hall::live(int texts) {
  engine_.start(now_);
  for (int n = 0; n < texts; ++n) {
    now_ += std::chrono::seconds(1 + test::below(random_, 60));
    if (n % 1000 == 0) {  // a tenth of the time there is a network
      engine::ModemUp up;
      up.modem = "sim1";
      const engine::Event event = n % 10000 == 0 ? engine::Event(up) : engine::ModemDown{"sim1", "away"};
      carry_out(engine_.on(event, now_));
    }
    if (last_ && test::below(random_, 100) == 0)
      arrive(last_->segment.sender, utf8::from_utf16(last_->segment.text),
             last_->segment.service_centre_time);
    else
      arrive(sender(), words(), now_);
    if (n % 50 == 0) rest();
  }
}

}  // namespace

TEST_CASE("no text at all throws, loops or is lost", "[words]") {
  const auto* wanted = std::getenv("LAPOR_WORDS");  // fewer, to look at something
  const int texts = wanted ? std::atoi(wanted) : 200000;
  const auto* seed = std::getenv("LAPOR_SEED");
  Hall hall(seed ? static_cast<unsigned>(std::atoi(seed)) : 20260303U);
  const auto begin = std::chrono::steady_clock::now();
  hall.live(texts);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  for (const auto& text : hall.lost) UNSCOPED_INFO(text);
  CHECK(hall.fates[Fate::lost] == 0);
  CHECK(hall.fates[Fate::ticket] > texts / 4);
  for (const auto other : {Fate::answer, Fate::quarantine_counts, Fate::withheld, Fate::known})
    CHECK(hall.fates[other] > 0);
  std::cout << fmt::format(
      "{} texts in {:.1f} s: {} of tickets, {} answered, {} set aside, {} withheld, {} known\n", texts,
      took.count(), hall.fates[Fate::ticket], hall.fates[Fate::answer], hall.fates[Fate::quarantine_counts],
      hall.fates[Fate::withheld], hall.fates[Fate::known]);
}
