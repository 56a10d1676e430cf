#include "hunt/story.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <istream>
#include <random>
#include <sstream>
#include <stdexcept>

namespace lapor::hunt {
namespace {

using namespace std::chrono_literals;

constexpr std::array<std::string_view, deeds> names{
    "report", "repeat",  "says", "stops", "forgets", "acts",    "meddles", "decides",
    "joins",  "refuse",  "lose", "mute",  "unplug",  "offline", "worker",  "receipts",
    "crash",  "between", "disk", "clock", "reload",  "backup",  "restore"};

/// Words of no category, no place and no danger: what a text means is certain.
constexpr std::array neutral{
    "besi",   "sudut",  "papan", "kayu",    "biru",   "bata",   "genteng", "gapura", "teras", "jendela",
    "lantai", "semen",  "kaca",  "cokelat", "tembok", "ember",  "terpal",  "bambu",  "putih", "sepeda",
    "payung", "tikar",  "meja",  "lemari",  "kapur",  "gembok", "sapu",    "rak",    "panci", "gelas",
    "piring", "bangku", "topi",  "sandal",  "baju",   "benang", "kertas",  "pensil", "kotak"};

/// The chance of a seed, the same with every library.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed) {}
  int roll(int low, int high) {
    return low + static_cast<int>(random_() % static_cast<std::uint64_t>(high - low + 1));
  }
  bool chance(int percent) { return roll(1, 100) <= percent; }
  template <std::size_t N>
  int among(const int (&values)[N]) {
    return values[static_cast<std::size_t>(roll(0, static_cast<int>(N) - 1))];
  }

 private:
  std::mt19937_64 random_;
};

class Inventor {
 public:
  explicit Inventor(std::uint64_t seed) : dice_(seed) { story_.seed = seed; }
  Story invent();

 private:
  void office();
  void reports();
  void officers(int report, Duration told);
  void citizen(int report, int who, Duration done);
  void others(int report, Duration at);
  void modems();
  void troubles();
  void add(Duration at, Deed deed, int who = 0, int which = 0, int much = 0) {
    if (at < story_.days * 24h) story_.lines.push_back({at, deed, who, which, much});
  }
  Duration soon(int minutes) { return std::chrono::seconds(dice_.roll(60, minutes * 60)); }
  Duration anytime() { return std::chrono::seconds(dice_.roll(0, story_.days * 24 * 3600 - 1)); }

  Dice dice_;
  Story story_;
};

void Inventor::office() {
  auto& o = story_.office;
  o.agencies = dice_.roll(2, 4);
  o.citizens = dice_.roll(3, 12);
  o.modems = dice_.roll(1, 3);
  o.window = dice_.chance(40);
  o.policy = dice_.roll(0, 1);
  o.secretaries = dice_.chance(70);
  o.free_days = dice_.chance(30) ? dice_.roll(0, 0xffff) : 0;
  story_.days = dice_.roll(2, 18);
}

/// Invents what officers do with a report after they have read it at `told`.
void Inventor::officers(int report, Duration told) {
  const int who = dice_.chance(80) ? 0 : dice_.roll(1, 2);
  auto at = told + (dice_.chance(60) ? soon(180) : soon(60 * 60));
  for (int more = dice_.roll(0, 4); more > 0; --more, at += soon(30 * 60)) {
    const int act =
        dice_.chance(15)
            ? alih + dice_.roll(0, story_.office.agencies)
            : dice_.among({terima, terima, proses, selesai, selesai, selesai, tanya, tunda, tolak});
    add(at, Deed::acts, who, report, act);
    if (act == tanya && dice_.chance(70)) add(at + soon(40 * 60), Deed::says, -1, report, tambah);
    if (act == tolak && dice_.chance(80))
      add(at + soon(20 * 60), Deed::decides, 0, report, dice_.roll(0, story_.office.agencies));
    if (dice_.chance(10)) add(at, Deed::acts, who, report, act);  // the same twice
  }
}

void Inventor::citizen(int report, int who, Duration done) {
  for (int more = dice_.roll(0, 3); more > 0; --more, done += soon(60 * 60))
    add(done, Deed::says, who, report,
        dice_.among({cek, cek, tambah, ya, ya, belum, nilai, nilai, batal, buka}));
}

void Inventor::others(int report, Duration at) {
  if (dice_.chance(8))
    add(at + soon(60 * 24), Deed::meddles, dice_.roll(0, story_.office.agencies - 1), report,
        dice_.roll(0, 5));
  if (dice_.chance(8))  // somebody else's ticket
    add(at + soon(60 * 24), Deed::says, dice_.roll(0, story_.office.citizens - 1), report, dice_.roll(0, 6));
  if (dice_.chance(4)) add(at + soon(60 * 24), Deed::joins, dice_.roll(0, report), report);
  if (dice_.chance(6))
    add(at + soon(60 * 24), Deed::decides, 0, report, dice_.roll(0, story_.office.agencies));
}

void Inventor::reports() {
  const int a_day = dice_.roll(2, 14);
  for (int report = 0; report < a_day * story_.days; ++report) {
    const int who = dice_.roll(0, story_.office.citizens - 1);
    const auto at = anytime();
    const int parts = dice_.chance(80) ? whole : dice_.roll(parts_in_order, part_twice);
    add(at, Deed::report, who, report, parts);
    officers(report, at + 1min);
    citizen(report, -1, at + soon(48 * 60));
    others(report, at);
    if (dice_.chance(6) && parts != part_lost)
      add(at + soon(10 * 60), Deed::repeat, who, report, parts == whole ? whole : parts_in_order);
  }
  for (int n = dice_.roll(0, 3); n > 0; --n)
    add(anytime(), Deed::stops, dice_.roll(0, story_.office.citizens - 1));
  if (dice_.chance(30)) add(anytime(), Deed::forgets, dice_.roll(0, story_.office.citizens - 1));
}

void Inventor::modems() {
  const auto one = [&] { return dice_.roll(0, story_.office.modems - 1); };
  for (int m = 0; m < story_.office.modems; ++m) add(0s, Deed::receipts, m, 0, dice_.roll(none, some_fail));
  for (int n = dice_.roll(0, story_.days); n > 0; --n) {
    const int cms = dice_.among({1, 38, 47, 69, 172, 304, 500, 512});
    switch (dice_.roll(0, 6)) {
      case 0:
        add(anytime(), Deed::refuse, one(), cms, dice_.roll(1, 4));
        break;
      case 1:
        add(anytime(), Deed::lose, one(), 0, dice_.roll(1, 3));
        break;
      case 2:
        add(anytime(), Deed::mute, one(), 0, dice_.roll(1, 3));
        break;
      case 3:
        add(anytime(), Deed::unplug, one(), 0, dice_.roll(5, 6 * 3600));
        break;
      case 4:
        add(anytime(), Deed::offline, one(), 0, dice_.roll(5, 3 * 3600));
        break;
      case 5:
        add(anytime(), Deed::worker, one());
        break;
      default:
        add(anytime(), Deed::receipts, one(), 0, dice_.roll(none, some_fail));
    }
  }
}

void Inventor::troubles() {
  const auto away = [&] { return dice_.chance(70) ? 0 : dice_.roll(1, 8 * 3600); };
  for (int n = dice_.roll(0, 2 * story_.days); n > 0; --n) {
    if (dice_.chance(70))
      add(anytime(), Deed::crash, dice_.roll(before_commit, commit_unknown), dice_.roll(1, 12), away());
    else
      add(anytime(), Deed::between, 0, dice_.roll(1, 12), away());
  }
  if (dice_.chance(40)) add(anytime(), Deed::disk, dice_.roll(0, 2), dice_.roll(1, 40), dice_.roll(1, 4000));
  if (dice_.chance(20)) add(anytime(), Deed::clock, 0, 0, dice_.roll(-5 * 3600, 5 * 3600));
  if (dice_.chance(20)) add(anytime(), Deed::reload, 0, dice_.roll(0, 1));
  if (dice_.chance(25)) {
    const auto at = anytime();
    add(at, Deed::backup);
    if (dice_.chance(60)) add(at + soon(48 * 60), Deed::restore);
  }
}

Story Inventor::invent() {
  office();
  reports();
  modems();
  if (dice_.chance(75)) troubles();  // the others show what hides behind troubles
  std::stable_sort(story_.lines.begin(), story_.lines.end(),
                   [](const Line& a, const Line& b) { return a.at < b.at; });
  return std::move(story_);
}

Deed deed_named(const std::string& word) {
  const auto at = std::find(names.begin(), names.end(), word);
  if (at == names.end()) throw std::runtime_error("no such deed: " + word);
  return static_cast<Deed>(at - names.begin());
}

}  // namespace

Story invent(std::uint64_t seed) { return Inventor(seed).invent(); }

std::string_view name(Deed deed) { return names.at(static_cast<std::size_t>(deed)); }

std::string mark(int n) { return fmt::format("zq{:04}", n); }

std::string words(int n, int length) {
  std::mt19937_64 random(static_cast<std::uint64_t>(n) * 7919 + 13);
  auto text = mark(n);
  for (int i = 0; i < length; ++i) text += fmt::format(" {}", neutral[random() % neutral.size()]);
  return text;
}

int owner(const Office& office, int report) {
  if (report % 17 == 5) return -1;
  return report % office.agencies;
}

std::string in_words(const Story& story, const Line& line) {
  static constexpr std::array said{"CEK", "TAMBAH", "YA", "BELUM", "NILAI", "BATAL", "BUKA"};
  static constexpr std::array done{"TERIMA", "PROSES", "SELESAI", "TANYA", "TUNDA", "TOLAK"};
  const auto day = line.at / 24h;
  const auto at =
      fmt::format("day {} {:02}:{:02}:{:02}", day, line.at / 1h % 24, line.at / 1min % 60, line.at / 1s % 60);
  const auto report = mark(line.which);
  const auto act = line.much < alih ? done[static_cast<std::size_t>(line.much)] : "ALIH";
  switch (line.deed) {
    case Deed::report:
      return fmt::format("{}: citizen {} reports {} to agency {}", at, line.who, report,
                         owner(story.office, line.which));
    case Deed::says:
      return fmt::format("{}: {} says {} of {}", at,
                         line.who < 0 ? "its citizen" : fmt::format("citizen {}", line.who),
                         said[static_cast<std::size_t>(line.much)], report);
    case Deed::acts:
      return fmt::format("{}: its officer {} says {} of {}", at, line.who, act, report);
    case Deed::meddles:
      return fmt::format("{}: agency {} says {} of {}", at, line.who, act, report);
    default:
      return fmt::format("{}: {} {} {} {}", at, name(line.deed), line.who, line.which, line.much);
  }
}

std::string write(const Story& s) {
  const auto& o = s.office;
  auto out = fmt::format(
      "story {} days {} agencies {} citizens {} modems {} window {} policy {} secretaries {} free {}\n",
      s.seed, s.days, o.agencies, o.citizens, o.modems, int{o.window}, o.policy, int{o.secretaries},
      o.free_days);
  for (const auto& line : s.lines)
    out += fmt::format("{} {} {} {} {}  # {}\n", line.at.count(), name(line.deed), line.who, line.which,
                       line.much, in_words(s, line));
  return out;
}

Story read(std::istream& in) {
  Story s;
  std::string label, row;
  auto& o = s.office;
  std::getline(in, row);
  std::istringstream head(row);
  if (!(head >> label >> s.seed >> label >> s.days >> label >> o.agencies >> label >> o.citizens >> label >>
        o.modems >> label >> o.window >> label >> o.policy >> label >> o.secretaries >> label >> o.free_days))
    throw std::runtime_error("not the head of a story: " + row);
  while (std::getline(in, row)) {
    if (row.empty() || row[0] == '#') continue;
    std::istringstream cells(row);
    std::int64_t ms = 0;
    Line line;
    if (!(cells >> ms >> label >> line.who >> line.which >> line.much))
      throw std::runtime_error("not a line of a story: " + row);
    line.at = Duration{ms};
    line.deed = deed_named(label);
    s.lines.push_back(line);
  }
  return s;
}

}  // namespace lapor::hunt
