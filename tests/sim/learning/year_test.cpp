// A year of an office that starts without a learned model and learns each night, beside the same year of one
// that doesn't learn: how many reports go to a wrong agency by themselves, and how many wait for the
// coordinator, quarter by quarter.
#include <fmt/format.h>

#include <array>
#include <chrono>
#include <fstream>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "lapord-learn/collect.hpp"
#include "learning/decided.hpp"
#include "learning/trial.hpp"
#include "sim/desk/desk.hpp"
#include "support/catch.hpp"
#include "support/shipped.hpp"
#include "support/temp_dir.hpp"

using namespace lapor;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t quarters = 4;
constexpr int days_of_quarter = 91, reports_a_day = 3;

struct Complaint {
  std::string category, text;
};

/// The sentences of the first n quarters. Each quarter brings sentences that nobody wrote before: most have a
/// word that was in one of an earlier quarter.
std::vector<Complaint> complaints(std::size_t until_quarter) {
  std::vector<Complaint> out;
  std::mt19937 random(11);
  std::ifstream in(LAPOR_SOURCE_DIR "/tests/data/office_year.tsv");
  for (std::string line; std::getline(in, line);) {
    const auto tab = line.find('\t');
    if (line.starts_with('#') || tab == line.npos) continue;
    if (random() % quarters < until_quarter) out.push_back({line.substr(0, tab), line.substr(tab + 1)});
  }
  return out;
}

/// Of the example configuration, with all its agencies.
std::shared_ptr<const engine::Rules> example_rules() {
  static const auto loaded = test::example_configuration();
  return loaded.config->rules;
}

template <std::size_t N>
std::string one_of(const std::array<const char*, N>& list, std::mt19937& random) {
  return list[random() % N];
}

/// The same complaint as another citizen writes it.
std::string told(const Complaint& complaint, std::mt19937& random) {
  constexpr std::array greetings{"", "", "", "pak ", "assalamualaikum ", "selamat pagi, ", "mohon maaf "};
  constexpr std::array places{
      "dukuh krajan",   "RT tiga", "depan balai warga", "gang mawar",     "wetan pasar",
      "dekat jembatan", "blok C",  "utara makam",       "kidul lapangan", "samping mushola"};
  constexpr std::array ends{
      "", "", " mohon ditindaklanjuti", " tolong ya pak", " terima kasih", " sudah lama sekali"};
  return one_of(greetings, random) + complaint.text + " di " + one_of(places, random) + one_of(ends, random);
}

struct Quarter {
  int reports = 0, wrong = 0, waited = 0;
};

using Quarters = std::array<Quarter, quarters>;

class Year {
 public:
  explicit Year(bool learns)
      : learns_(learns), desk_(rules_with({}), (folder_.path() / "lapord.db").string()) {}

  Quarters live() {
    Quarters all;
    for (std::size_t q = 0; q < quarters; ++q) {
      complaints_ = complaints(q + 1);
      live_quarter(all[q]);
    }
    return all;
  }

 private:
  static std::shared_ptr<const engine::Rules> rules_with(
      std::shared_ptr<const language::LearnedModel> model) {
    auto rules = std::make_shared<engine::Rules>(*example_rules());
    rules->vocabulary.learned = {language::LearnedUse::decide, std::move(model)};
    return rules;
  }

  void live_quarter(Quarter& quarter) {
    for (int day = 0; day < days_of_quarter; ++day, now_ += 24h) {
      for (int n = 0; n < reports_a_day; ++n) report(quarter, n);
      if (learns_) learn();
    }
  }

  void report(Quarter& quarter, int n) {
    const auto& complaint = complaints_[random_() % complaints_.size()];
    const auto phone = fmt::format("+62811{:07}", ++reporters_);
    const auto went =
        desk_.report(phone, told(complaint, random_), complaint.category == "LAIN" ? "" : complaint.category,
                     now_ + 8h + n * 30min);
    const auto* owner = desk_.rules().directory.owner(complaint.category, "");
    ++quarter.reports;
    if (went.empty())
      ++quarter.waited;
    else if (owner == nullptr || owner->coordinator || owner->code != went)
      ++quarter.wrong;
  }

  /// As lapord-learn does it each night; here each ticket is decided at once, so only the day's are new.
  void learn() {
    const auto& rules = desk_.rules();
    for (const auto& ticket : desk_.views().tickets_after(learned_, 10 * reports_a_day)) {
      learned_ = ticket.id;
      const auto known = learning::decided(ticket, desk_.views().events(ticket.id), rules.directory);
      auto lesson = known ? learning::lesson_of(*known, rules.vocabulary, rules.directory) : std::nullopt;
      if (lesson) lessons_.push_back(std::move(*lesson));
    }
    const auto trial = learning::try_out(lessons_, daemon::owners_of(rules), 0.95);
    desk_.adopt(rules_with(trial.keep ? std::make_shared<language::LearnedModel>(trial.model) : nullptr));
  }

  bool learns_;
  test::TempDir folder_;
  test::Desk desk_;
  std::vector<Complaint> complaints_;
  std::mt19937 random_{7};
  Instant now_ = Instant{} + 24h * 365 * 56;
  int reporters_ = 0;
  TicketId learned_{};
  std::vector<learning::Lesson> lessons_;
};

}  // namespace

TEST_CASE("an office that learns each night misroutes less by the quarter", "[learning][figures]") {
  const auto learning = Year(true).live(), keywords = Year(false).live();
  for (std::size_t q = 0; q < quarters; ++q)
    fmt::print("quarter {}: {} reports, wrong {} waited {}; without learning wrong {} waited {}\n", q + 1,
               learning[q].reports, learning[q].wrong, learning[q].waited, keywords[q].wrong,
               keywords[q].waited);
  CHECK(learning[1].wrong < learning[0].wrong);
  CHECK(learning[3].wrong * 2 < learning[0].wrong);
  int wrong = 0, without_learning = 0;
  for (std::size_t q = 1; q < quarters; ++q) {
    INFO("quarter " << q + 1);
    CHECK(learning[q].wrong < keywords[q].wrong);
    CHECK(learning[q].waited < keywords[q].waited);
    wrong += learning[q].wrong;
    without_learning += keywords[q].wrong;
  }
  CHECK(wrong * 2 < without_learning);
}
