// What a text means. The sender's words go in, a value comes out; nothing is looked up here and nothing is
// done.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/commands/vocabulary.hpp"

namespace lapor::commands {

/// Named as docs/keywords.md and `laporctl explain` name them.
enum class Verb {
  // citizens
  lapor,
  tanya,
  usul,
  cek,
  tambah,
  buka,
  batal,
  nilai,
  ya,
  tidak,
  hapus,
  stop,
  bantuan,
  kode,
  ignore,      ///< a machine's or an advertiser's text: recorded, never answered
  suspect,     ///< a fraud's text: quarantined, never answered
  unclear,     ///< a bare answer to no question
  need_text,   ///< a command without its text
  bad_ticket,  ///< a number whose check digit is wrong, or that isn't known
  // agencies (tanya: the agency asks the citizen)
  terima,
  proses,
  selesai,
  alih,
  tolak,
  tunda,
  detail,
  daftar,
  rekap,
  need_ticket,
  need_reason,
  bad_agency,
  agency_help
};
std::string_view name(Verb verb);  ///< "LAPOR", "NEED_TEXT" …

enum class Flag { rahasia, anonim, urgent };
std::string_view name(Flag flag);  ///< "RAHASIA" …

struct Command {
  Verb verb = Verb::unclear;
  /// Digits; empty where none was named: the caller takes this sender's only ticket that fits, or asks.
  /// TAMBAH without one answers the pending question.
  std::string ticket;
  std::string category;  ///< a code of the vocabulary, or empty where none was seen
  std::string area;      ///< a code such as "33.16", or empty where none is certain
  std::vector<Flag> flags;
  /// What the command takes: the agency code of ALIH, the reason of TOLAK, the days of TUNDA, the mark of
  /// NILAI, the command that a bad ticket was given to; else empty. NILAI and TUNDA always have theirs.
  std::string argument;
  /// The sender's own words after the keywords, unaltered (a slice of the text): the report, the note, the
  /// question.
  std::string text;
  std::string pin;       ///< cut out of an agency's text; never stored
  std::string evidence;  ///< the words that decided category and area, for the ticket's record
};

/// A question that waits for this sender's answer.
enum class Pending { confirm, rate, clarify };

/// What the parser must know of a citizen; found by the caller beforehand.
struct Citizen {
  std::vector<Pending> pending;  ///< questions open to this sender, the newest first
  std::vector<std::string> own;  ///< which of mentioned_tickets() are this sender's
  bool machine = false;          ///< a short code or a name: never answered
};

/// What the parser must know of an agency's contact.
struct Officer {
  std::vector<std::string> agencies;  ///< codes of the directory, for ALIH
  std::vector<std::string>
      unanswered;  ///< tickets that wait with this contact's agency, at most two are needed
};

/// Every run of 7 to 9 digits with a good check digit in a text, to be looked up before parsing.
std::vector<std::string> mentioned_tickets(std::string_view text);

/// An agency's text without its PIN ("SELESAI 1234566 PIN 4321 sudah" gives "SELESAI 1234566 sudah"). Call it
/// before anything of the text is kept; parse_agency does so itself.
struct WithoutPin {
  std::string text;
  std::string pin;  ///< empty where there is none
};
WithoutPin cut_pin(std::string_view text);

/// Total functions: any bytes, any length, a Command and no throw.
Command parse_citizen(std::string_view text, const Vocabulary& vocabulary, const Citizen& citizen);
Command parse_agency(std::string_view text, const Vocabulary& vocabulary, const Officer& officer);
/// Officers are citizens too: a report, an idea or a question without a ticket from an officer's phone (as
/// parse_agency() reads it) is to be read again with parse_citizen().
bool is_citizens(const Command& command);

}  // namespace lapor::commands
