#include "sim/office/office.hpp"

#include <fmt/format.h>

#include "domain/ticket/number.hpp"
#include "support/cast.hpp"
#include "support/rules.hpp"

namespace lapor::test {
namespace {

using namespace std::chrono_literals;
using ticket::State;

constexpr int days = 365, days_between_reports = 5;
constexpr unsigned doubtful = 60, thankful = 50, helpful = 70;  ///< citizens in a hundred who answer

std::shared_ptr<const engine::Rules> office_rules() { return rules(); }

std::string operator_of(const std::string& agency) {
  if (agency == "BMCK") return bmck_operator;
  if (agency == "DISHUB") return dishub_operator;
  return agency == "INSP" ? inspectorate : coordinator;
}

int age_of(const engine::Ticket& t, Instant now) { return static_cast<int>((now - t.created) / 24h); }

}  // namespace

Office::Office(Trick trick, unsigned seed) : trick_(std::move(trick)), random_(seed), world_(office_rules()) {
  if (!trick_.phone_off) return;
  world_.sim().refuse = [](const std::string& to) {
    const bool bmck = to == bmck_operator || to == bmck_secretary || to == bmck_head;
    return bmck ? std::optional(1) : std::nullopt;
  };
}

void Office::say(const std::string& from, const std::string& words) {
  world_.text(from, words);
  world_.settle();
}

std::string Office::phone_of(const engine::Ticket& t) {
  world_.store().begin();
  const auto phone = world_.store().address(t.reporter).text;
  world_.store().rollback();
  return phone;
}

void Office::report(const std::string& words) {
  const auto n = ++reports_;
  const auto place = fmt::format("{} gang {} nomor {}", words, 10 + n, 20 + n * 7);
  if (trick_.without_number && n % 4 < 2) {
    world_.order(
        engine::ReportFiled{ticket::Channel::hotline, "", place, engine::Actor::operator_named("uid 1000")});
    world_.settle();
  } else {
    say(fmt::format("+628110000{:03}", 600 + n), "LAPOR " + place);
  }
}

/// Each citizen who was asked answers on the next day, or never.
void Office::citizens_answer() {
  for (const auto& t : world_.tickets()) {
    const auto phone = phone_of(t);
    if (phone.empty() || age_of(t, world_.now) > 200) continue;
    const auto number = ticket::number(t.id);
    if (t.state == State::need_info && chance(helpful))
      say(phone, "TAMBAH " + number + " di depan warung bu Sri");
    if (t.state != State::resolved || !asked_.insert(t.id).second) continue;
    const bool done = done_.contains(t.id);
    if (done && chance(thankful)) say(phone, "YA " + number);
    if (!done && chance(doubtful)) say(phone, "BELUM " + number), asked_.erase(t.id);
  }
}

/// Sends back what an agency gave away without a reason, and looks where nobody could be asked.
void Office::coordinator_decides() {
  for (const auto& t : world_.tickets()) {
    const auto number = ticket::number(t.id);
    const std::string owner = t.category == "LAMPU" ? "DISHUB" : "BMCK";
    if (ticket::is_open(t.state) && t.agency == "KOMINFO") say(coordinator, "ALIH " + number + " " + owner);
    if (ticket::is_open(t.state) && t.agency == "INSP")
      say(inspectorate, "ALIH " + number + " " + owner + " bukan kewenangan kami");
    if (t.state != State::resolved || phone_of(t) != "") continue;
    if (!looked_at_.insert(t.id).second) continue;
    const bool done = done_.contains(t.id);
    say(coordinator, (done ? "SELESAI " : "PROSES ") + number + " sudah kami periksa di lapangan");
    if (!done) looked_at_.erase(t.id);
  }
}

void Office::agencies_act() {
  for (const auto& t : world_.tickets()) {
    if (!ticket::is_open(t.state)) continue;
    if (t.agency == "BMCK") trick_.cunning(*this, t, age_of(t, world_.now));
    if (t.agency == "DISHUB") diligent(*this, t, age_of(t, world_.now));
  }
}

void Office::live() {
  for (int day = 0; day < days; ++day) {
    if (day % days_between_reports == 0) report("JALAN berlubang di"), report("LAMPU jalan mati di");
    world_.advance(2h);
    agencies_act();
    if (trick_.every_day) trick_.every_day(*this);
    world_.advance(4h);
    coordinator_decides();
    citizens_answer();
    world_.advance(18h);
  }
}

scorecard::Card Office::card(const std::string& agency) {
  const auto all = scorecard::cards(world_.store().assignments("", Instant{}, Instant::max()),
                                    {"BMCK", "DISHUB"}, world_.now);
  for (const auto& one : all)
    if (one.agency == agency) return one;
  return {};
}

void diligent(Office& office, const engine::Ticket& t, int age) {
  const auto number = ticket::number(t.id);
  const bool late = t.id.value % 12 == 0;  // somebody was ill
  if (t.state == State::forwarded && age >= (late ? 2 : 0)) office.say(dishub_operator, "TERIMA " + number);
  if (t.state != State::accepted || age < 5) return;
  office.work_on(t);
  office.say(operator_of(t.agency), "SELESAI " + number + " lampu sudah diganti baru");
}

}  // namespace lapor::test
