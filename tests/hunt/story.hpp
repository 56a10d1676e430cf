// A story is what one seed decides: an office, and deeds at set times. It is a value. It can be written, one
// line for each deed, and read again; then it plays the same.
#pragma once
#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"

namespace lapor::hunt {

enum class Deed : std::uint8_t {
  report,   ///< `who` reports `which`; `much`: how the parts come, see Parts
  repeat,   ///< `who` sends the words of `which` again
  says,     ///< `who`, a citizen, says of `which` what `much` is in Word
  stops,    ///< `who` texts STOP
  forgets,  ///< `who` texts HAPUS DATA, and nothing from then on
  acts,     ///< officer `who` (0 operator, 1 secretary, 2 head) of the agency that has `which`: `much` in Act
  meddles,  ///< the same by the operator of agency `who`, whose ticket it isn't
  decides,  ///< the coordinator on `which`: `much` 0 TOLAK, else sends it to agency `much` - 1
  joins,    ///< the coordinator: `who` is the same as `which`
  refuse,   ///< modem `who` refuses the next `much` sends with +CMS ERROR `which`
  lose,     ///< the results of the next `much` sends of modem `who` are lost
  mute,     ///< modem `who` gives no prompt for the next `much` sends
  unplug,   ///< modem `who` is away for `much` seconds
  offline,  ///< modem `who` has no network for `much` seconds
  worker,   ///< the worker of modem `who` is started anew
  receipts,  ///< from now on modem `who` gets receipts: `much` in Receipts
  crash,     ///< the gateway dies at commit `which` from now on; `who`: how, see Dying; it is away for `much`
             ///< seconds
  between,   ///< it dies when `which` effects have been carried out, and is away for `much` seconds
  disk,      ///< from operation `which` on, the disk fails for `much` seconds; `who`: 0 write, 1 sync, 2 full
  clock,     ///< the wall clock is set by `much` seconds
  reload,    ///< policy `which` is loaded
  backup,    ///< a backup is taken
  restore    ///< the last backup is put back
};
inline constexpr int deeds = 23;

enum Parts { whole, parts_in_order, parts_mixed, part_lost, part_twice };
enum Word { cek, tambah, ya, belum, nilai, batal, buka };
enum Act { terima, proses, selesai, tanya, tunda, tolak, alih };  ///< from alih on: to agency `much` - alih
enum Receipts { none, soon, late, twice, mixed, some_fail };
enum Dying { before_commit, after_commit, commit_unknown };

struct Line {
  Duration at{};  ///< from the beginning
  Deed deed = Deed::report;
  int who = 0, which = 0, much = 0;
};

/// The office, and what doesn't change in a story.
struct Office {
  int agencies = 3;  ///< besides the inspectorate and the coordinator
  int citizens = 6;
  int modems = 1;
  bool window = false;  ///< 06:00-21:00 and a gap of ten minutes; else always open
  int policy = 0;       ///< of escalation
  bool secretaries = true;
  int free_days = 0;  ///< bits: the n-th day from the beginning is a holiday
};

struct Story {
  std::uint64_t seed = 0;
  int days = 5;
  Office office;
  std::vector<Line> lines;  ///< by time
};

Story invent(std::uint64_t seed);
std::string write(const Story& story);
/// \throws std::runtime_error with the line that can't be read
Story read(std::istream& in);

std::string_view name(Deed deed);
/// "budi reports zq0004 (JALAN)": for people.
std::string in_words(const Story& story, const Line& line);

/// The words of report `n`: its mark first, then words that no other report shares enough of.
std::string mark(int n);
std::string words(int n, int length);
/// The agency that owns it, as an index; -1: the inspectorate, in confidence; -2: no category, the
/// coordinator.
int owner(const Office& office, int report);

}  // namespace lapor::hunt
