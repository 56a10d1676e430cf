#include "siege/siege.hpp"

#include <fmt/format.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>

#include "base/time.hpp"
#include "store/db.hpp"
#include "store/migrate.hpp"

namespace lapor::siege {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

constexpr int known_people = 40;
constexpr std::size_t most_waiting = 4;  ///< on the SIM and at the service centre: a network is no faster
constexpr auto between_questions = 3s;
/// More in an hour would meet the limits themselves: answers to new numbers, texts to one officer.
constexpr int most_questions = 150;
constexpr auto patience = 120s;  ///< after the last question

std::int64_t now_ms() { return to_ms(std::chrono::floor<Duration>(std::chrono::system_clock::now())); }

std::string known_number(int n) { return fmt::format("+62811000090{:02}", 10 + n); }
std::string new_number(int n) { return fmt::format("+62811000080{:02}", n % 100); }

/// Agencies other than the flood's, as a city has them. An agency that got many texts lately waits behind the
/// others.
constexpr std::array matters{"LAMPU", "AIR", "SAMPAH", "SEHAT", "DIDIK"};

std::string agencies() {
  std::string all;
  const auto add = [&](const std::string& code, const std::string& owns, const std::string& phone) {
    all += fmt::format(
        "[[agency]]\ncode = \"{0}\"\nname = \"Dinas {0}\"\ncategories = [{1}]\n{2}"
        "[[agency.contact]]\nrole = \"operator\"\nname = \"Operator\"\nphone = \"{3}\"\n",
        code, owns, code == "PUSAT" ? "coordinator = true\n" : "", phone);
  };
  add("PUSAT", "", "+628110000290");
  add("JALAN", "\"JALAN\"", "+628110000201");
  for (std::size_t n = 0; n < matters.size(); ++n)
    add(matters[n], fmt::format("\"{}\"", matters[n]), fmt::format("+6281100002{:02}", 11 + n));
  return all;
}

struct Question {
  Who who;
  std::string from, words;
  std::int64_t asked_ms = 0, answered_ms = 0, forwarded_ms = 0;
  bool done() const { return answered_ms != 0 && forwarded_ms != 0; }
};

test::Setup setup() {
  test::Setup s;  // limits and pace are those that an operator gets who sets nothing
  s.modem.clear();
  s.limits.clear();
  s.delivery.clear();
  return s;
}

class Books {
 public:
  Books()
      : sim_({"--latency", "default=5-20,CMGS=300-700", "--sim-size", "50"}),
        gateway_(sim_.device(), setup()) {
    remember_people();
    std::ofstream(gateway_.directory() / "agencies.toml") << agencies();
    gateway_.start_ready();
    disk_ = disk();
  }

  void ask(Who who) {
    const auto n = static_cast<int>(questions_.size());
    Question q{who, who == Who::known ? known_number(n / 3 % known_people) : new_number(n), {}, 0, 0, 0};
    const std::string matter = matters[static_cast<std::size_t>(n) % matters.size()];
    q.words = fmt::format("di tiang {}", 300 + n);
    q.asked_ms = now_ms();
    sim_.inject(q.from, who == Who::emergency ? "DARURAT " + matter + " " + q.words + " ada kebakaran besar"
                                              : "LAPOR " + matter + " rusak " + q.words);
    questions_.push_back(std::move(q));
  }

  /// Looks at what left since the last look.
  void look() {
    for (const auto& part : sim_.sent(seen_)) {
      seen_ = std::max(seen_, part.index);
      for (auto& q : questions_) {
        if (part.to == q.from && q.answered_ms == 0) q.answered_ms = part.at_ms;
        if (part.text.find(q.words) != part.text.npos && part.to != q.from && q.forwarded_ms == 0)
          q.forwarded_ms = part.at_ms;
      }
    }
    if (!gateway_.running()) throw std::runtime_error("lapord ended");
    memory_ = std::max(memory_, static_cast<double>(test::status_kib(gateway_.pid(), "VmRSS")) / 1024);
  }

  bool all_done() const {
    return std::all_of(questions_.begin(), questions_.end(), [](const Question& q) { return q.done(); });
  }

  void wait_for_the_rest(Clock::duration how_long = patience) {
    for (const auto until = Clock::now() + how_long; !all_done() && Clock::now() < until; pause()) look();
  }

  static void pause() { ::poll(nullptr, 0, 20); }

  test::ModemSim& sim() { return sim_; }

  Result result() {
    Result r;
    for (const auto& q : questions_) {
      auto& w = r.waits[q.who];
      const auto seconds = [&](std::int64_t until) { return static_cast<double>(until - q.asked_ms) / 1000; };
      q.answered_ms ? w.answer.push_back(seconds(q.answered_ms)) : void(++w.unanswered);
      q.forwarded_ms ? w.forward.push_back(seconds(q.forwarded_ms)) : void(++w.unforwarded);
    }
    r.disk_mb = disk() - disk_;
    r.lapord_mb = memory_;
    const auto opened = gateway_.open_tickets();
    r.tickets = opened > questions_.size() ? opened - questions_.size() : 0;
    const auto left = sim_.texts().size(), ours = 2 * questions_.size();
    r.texts = left > ours ? left - ours : 0;
    return r;
  }

 private:
  /// These people wrote a few days ago.
  void remember_people() {
    const auto file = (gateway_.directory() / "state" / "lapord.db").string();
    store::Database db{file};
    db.use_wal();
    store::migrate(db);
    const auto then = now_ms() - std::int64_t{3} * 86'400'000;
    for (int n = 0; n < known_people; ++n)
      db.exec(fmt::format(
          "INSERT INTO person (id, address, kind, country) VALUES ({0}, '{1}', 'mobile', 'ID'); "
          "INSERT INTO inbound (sender, modem, text, parts, gap, received_ms, command) VALUES ({0}, 'sim1', "
          "'CEK', 1, 0, {2}, 'CEK')",
          500 + n, known_number(n), then));
  }

  double disk() const {
    double bytes = 0;
    for (const auto& file : std::filesystem::directory_iterator(gateway_.directory() / "state"))
      if (file.is_regular_file()) bytes += static_cast<double>(file.file_size());
    return bytes / 1e6;
  }

  test::ModemSim sim_;
  test::Gateway gateway_;
  std::vector<Question> questions_;
  std::size_t seen_ = 0;
  double disk_ = 0, memory_ = 0;
};

Who nth(std::size_t n) {
  constexpr Who all[]{Who::stranger, Who::known, Who::emergency};
  return all[n % 3];
}

void fire(Books& books, const Shot& shot) {
  shot.pdu.empty() ? books.sim().inject(shot.from, shot.text) : books.sim().inject_pdu(shot.pdu);
}

}  // namespace

std::string name(Who who) {
  return who == Who::stranger ? "a stranger" : who == Who::known ? "who wrote before" : "an emergency";
}

Result quiet(std::size_t questions) {
  Books books;
  for (std::size_t n = 0; n < questions; ++n) {
    books.ask(nth(n));
    books.wait_for_the_rest(30s);
  }
  return books.result();
}

Result siege(const Flood& flood, std::size_t questions) {
  Books books;
  const auto begin = Clock::now();
  auto next = begin;
  std::size_t asked = 0;
  for (int n = 0; n < flood.shots;) {
    const bool in_turn = n >= static_cast<int>(asked) * flood.shots / most_questions;
    if (in_turn && Clock::now() >= next) {
      books.ask(nth(asked++));
      next = Clock::now() + between_questions;
    }
    if (books.sim().stored() < most_waiting)
      fire(books, flood.shot(n++));
    else
      books.pause();
    books.look();
  }
  const Seconds took = Clock::now() - begin;
  for (; asked < questions; ++asked) {
    for (next += between_questions; Clock::now() < next; Books::pause()) books.look();
    books.ask(nth(asked));
  }
  books.wait_for_the_rest();
  auto result = books.result();
  result.seconds = took.count();
  return result;
}

}  // namespace lapor::siege
