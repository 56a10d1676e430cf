// lapor-hunt: lives through the stories that seeds decide, and looks for a broken promise. See
// docs/reliability.md.
#include <fmt/format.h>
#include <malloc.h>
#include <sqlite3.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <new>
#include <thread>

#include "hunt/hunt.hpp"
#include "support/test_database.hpp"

using namespace lapor;
using namespace lapor::hunt;

namespace {

constexpr auto usage =
    "usage: lapor-hunt [--seeds A..B] [--minutes N] [--jobs N] [--keep FOLDER] [--tries N] [--first]\n"
    "                  [--store sqlite|postgresql]\n"
    "       lapor-hunt --replay FILE [--store sqlite|postgresql] | --show SEED\n"
    "Lives through one story a seed; a seed that breaks a promise is shrunk, printed, and kept as "
    "FOLDER/SEED.story.\n"
    "--store postgresql: on a server that it starts and stops. One job; no backups are put back.\n"
    "--tries: how many smaller stories may be lived to shrink one. --first: stop at the first.\n";

struct Options {
  std::uint64_t from = 1, to = 100;
  double minutes = 0;
  int jobs = 0, tries = 300;
  std::string keep = ".", replay, show;
  std::string store;
  bool first = false;  ///< stop at the first broken promise, and don't shrink it
};

struct Figures {
  std::atomic<std::uint64_t> next{0}, seeds{0}, broken{0}, tickets{0}, texts{0}, transactions{0}, deaths{0},
      hours{0};
};

double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

Options read_options(int count, char** words) {
  Options o;
  for (int n = 1; n < count; ++n) {
    const std::string word = words[n];
    if (word == "--first") {
      o.first = true;
      continue;
    }
    if (n + 1 == count) throw std::invalid_argument(word);
    const std::string value = words[++n];
    if (word == "--seeds") {
      const auto dots = value.find("..");
      o.from = std::stoull(value);
      o.to = dots == value.npos ? o.from : std::stoull(value.substr(dots + 2));
    } else if (word == "--minutes") {
      o.minutes = std::stod(value);
    } else if (word == "--jobs") {
      o.jobs = std::stoi(value);
    } else if (word == "--tries") {
      o.tries = std::stoi(value);
    } else if (word == "--keep") {
      o.keep = value;
    } else if (word == "--replay") {
      o.replay = value;
    } else if (word == "--store" && (value == "sqlite" || value == "postgresql")) {
      o.store = value;
    } else if (word == "--show") {
      o.show = value;
    } else {
      throw std::invalid_argument(word);
    }
  }
  return o;
}

void found(const Options& o, const Story& story, const Outcome& outcome, Figures& figures) {
  ++figures.broken;
  std::cout << fmt::format(
                   "seed {}: {}\n  after: {}\n", story.seed, outcome.broken,
                   outcome.line < story.lines.size() ? in_words(story, story.lines[outcome.line]) : "the end")
            << std::flush;
  if (o.first) return;
  const auto small = shrink(story, outcome, o.tries);
  const auto again = live(small, {.check_all = true});
  const auto file = fmt::format("{}/{}.story", o.keep, story.seed);
  std::ofstream(file) << write(small) << "# " << again.broken << "\n";
  std::cout << fmt::format("seed {}, shrunk from {} deeds to {}, kept in {}:\n", story.seed,
                           story.lines.size(), small.lines.size(), file);
  for (const auto& line : small.lines) std::cout << "    " << in_words(small, line) << "\n";
  std::cout << "    => " << again.broken << "\n" << std::flush;
}

void work(const Options& o, Figures& figures, std::chrono::steady_clock::time_point begin) {
  while (true) {
    if (o.first && figures.broken > 0) return;
    const auto seed = figures.next++;
    if (seed > o.to || (o.minutes > 0 && seconds_since(begin) > o.minutes * 60)) return;
    const auto story = invent(seed);
    const auto outcome = live(story);
    ++figures.seeds;
    figures.tickets += outcome.tickets;
    figures.texts += outcome.texts;
    figures.transactions += static_cast<std::uint64_t>(outcome.transactions);
    figures.deaths += static_cast<std::uint64_t>(outcome.deaths);
    figures.hours += static_cast<std::uint64_t>(outcome.days * 24);
    if (!outcome.broken.empty()) found(o, story, outcome, figures);
  }
}

int replay(const std::string& file) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error("can't read " + file);
  const auto story = read(in);
  const auto outcome = live(story, {true, true});
  for (const auto& line : story.lines) std::cout << in_words(story, line) << "\n";
  std::cout << (outcome.broken.empty() ? "every promise holds" : "=> " + outcome.broken) << "\n";
  return outcome.broken.empty() ? 0 : 1;
}

/// Each job is a process: a story may bring one down, and its disk is one of the process.
int hunt_seeds(Options o) {
  if (o.jobs == 0) o.jobs = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  void* shared = mmap(nullptr, sizeof(Figures), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) throw std::runtime_error("no shared memory");
  auto& figures = *new (shared) Figures;
  figures.next = o.from;
  const auto begin = std::chrono::steady_clock::now();
  for (int job = 0; job < o.jobs; ++job) {
    const auto pid = fork();
    if (pid < 0) throw std::runtime_error("can't fork");
    if (pid == 0) {
      work(o, figures, begin);
      std::cout.flush();
      std::_Exit(0);
    }
  }
  bool died = false;
  for (int status = 0; wait(&status) > 0;) died = died || status != 0;
  const auto took = seconds_since(begin);
  const auto days = static_cast<double>(figures.hours) / 24;
  std::cout << fmt::format(
      "{} seeds, {} broken; {:.0f} simulated days in {:.0f} s, {:.0f} a minute; {} tickets, {} texts, {} "
      "transactions, {} deaths\n",
      figures.seeds.load(), figures.broken.load(), days, took, days / took * 60, figures.tickets.load(),
      figures.texts.load(), figures.transactions.load(), figures.deaths.load());
  if (died) std::cout << "a job died: see above\n";
  return died || figures.broken > 0 ? 1 : 0;
}

/// Runs this program again, beside a server of its own. Throws if it can't.
void run_beside_server(char** words) {
  const std::string script = LAPOR_SOURCE_DIR "/tests/postgresql/with_server.sh";
  std::vector<char*> command{const_cast<char*>(script.c_str())};
  for (char** word = words; *word != nullptr; ++word) command.push_back(*word);
  command.push_back(nullptr);
  ::execv(script.c_str(), command.data());
  throw std::runtime_error("can't run " + script);
}

/// Each job has one thread: SQLite needs no locks, counts no bytes, and takes most of its memory from one
/// piece.
void ease_memory() {
  constexpr int slot_bytes = 1200, slots = 1000;
  ::sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
  ::sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  ::sqlite3_config(SQLITE_CONFIG_LOOKASIDE, slot_bytes, slots);
  ::mallopt(M_MXFAST, 0);  // otherwise each large piece that is freed joins all small ones
}

}  // namespace

int main(int count, char** words) {
  try {
    ease_memory();
    auto o = read_options(count, words);
    if (o.store == "sqlite") ::unsetenv("LAPOR_TEST_POSTGRESQL");
    if (o.store == "postgresql" && !test::on_postgresql()) run_beside_server(words);
    if (test::on_postgresql()) o.jobs = 1;  // databases are named by their number
    if (!o.replay.empty()) return replay(o.replay);
    if (!o.show.empty()) return std::cout << write(invent(std::stoull(o.show))), 0;
    return hunt_seeds(o);
  } catch (const std::invalid_argument&) {
    std::cerr << usage;
    return 2;
  } catch (const std::exception& e) {
    std::cerr << "lapor-hunt: " << e.what() << "\n";
    return 2;
  }
}
