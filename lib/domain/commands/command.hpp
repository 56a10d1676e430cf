// The meaning of a text as a value. The sender's words go in, a Command comes out; nothing is looked up here
// and nothing is done.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "domain/language/vocabulary.hpp"
#include "domain/ticket/kinds.hpp"

namespace lapor::commands {

/// The keyword that was typed or meant. name() gives the Indonesian keyword, as docs/keywords.md and
/// `laporctl explain` show it.
enum class Verb {
  // citizens
  report,
  ask,
  suggest,
  check,
  add,
  reopen,
  cancel,
  rate,
  confirm,
  contest,
  erase_data,
  opt_out,
  help,
  list_categories,
  ignore,
  suspect,
  unclear,
  need_text,
  bad_ticket,
  // agencies (ask: the agency asks the citizen)
  accept,
  progress,
  resolve,
  transfer,
  refuse,
  postpone,
  read_detail,
  list_waiting,
  read_scorecard,
  need_ticket,
  need_reason,
  bad_agency,
  agency_help
};
std::string_view name(Verb verb);  ///< "LAPOR", "NEED_TEXT" …

enum class Flag { confidential, anonymous, urgent };
std::string_view name(Flag flag);  ///< "RAHASIA" …

/// A question that waits for this sender's answer.
enum class Pending { confirm, rate, clarify };

/// The kind of a text that is neither a command nor a report.
enum class Talk {
  none,
  thanks,       ///< "terima kasih": needs no answer
  greeting,     ///< "halo", "tes": may be told what this number is for
  who,          ///< "ini siapa?"
  wrong_number  ///< "salah kirim"
};
std::string_view name(Talk talk);  ///< "thanks" …

// One struct for each meaning of a text. In all of them `ticket` is digits, "" if none was named; then the
// caller takes this sender's only ticket that fits, or asks. `text` and `note` are the
// sender's own words after the keywords, unaltered (a slice of the text).

// --- citizens

/// Of a text that none of the others fits: thanks, a greeting, a bare answer to no question.
struct Unclear {
  static constexpr auto verb = Verb::unclear;
  Talk talk = Talk::none;
  /// A question that waits, and that this may answer: it is to be put once more, in words that say so.
  std::optional<Pending> ask_again;
};

/// A report, a question about none (TANYA) or a proposal (USUL).
struct Report {
  Verb verb = Verb::report;  ///< report, ask (a question) or suggest
  std::string text = {};
  std::string category = {};  ///< a code of the vocabulary; empty if none was seen
  std::string area = {};      ///< a code such as "33.16"; empty if none is certain
  std::vector<Flag> flags = {};
  std::string evidence =
      {};  ///< the words that decided the category, the most telling first; empty: nothing did
  std::string area_evidence = {};  ///< the words that decided the area
  std::string runner_up = {};      ///< the category that came next, or that came first without deciding
  /// The category that the learned model would choose; empty if it has none, knows none of the words or
  /// isn't to be used.
  std::string suggestion = {};
  std::string suggestion_evidence = {};  ///< the words that speak for it, the most telling first
  bool learned = false;         ///< the learned model chose the category, and `evidence` are its words
  int margin = 0;               ///< points by which the category leads, see routing/category.hpp
  std::string other_body = {};  ///< who owns the matter, where no category does: "PLN, telepon 123"
  bool keyword = false;         ///< it began with a word such as LAPOR
};

/// The citizen asks how a ticket stands; without one, how all of theirs do.
struct Check {
  static constexpr auto verb = Verb::check;
  std::string ticket = {};
};
/// More words about a ticket; without one, the answer to the question that waits.
struct Add {
  static constexpr auto verb = Verb::add;
  std::string ticket, text;
};
/// The citizen says that the matter of a closed ticket isn't resolved.
struct Reopen {
  static constexpr auto verb = Verb::reopen;
  std::string ticket = {}, text = {};
};
struct Cancel {
  static constexpr auto verb = Verb::cancel;
  std::string ticket = {}, text = {};
};
/// The citizen says that it is resolved.
struct Confirm {
  static constexpr auto verb = Verb::confirm;
  std::string ticket, text;
};
/// The citizen says that it isn't resolved.
struct Contest {
  static constexpr auto verb = Verb::contest;
  std::string ticket, text;
};
struct Rate {
  static constexpr auto verb = Verb::rate;
  std::string ticket;
  unsigned mark = 0;  ///< 1 to 5
  std::string text;
};
/// The sender asks for the erasure of their data.
struct EraseData {
  static constexpr auto verb = Verb::erase_data;
  std::string code = {};  ///< the one that the gateway asked for; empty: it is to ask
};
/// No more texts that weren't asked for.
struct OptOut {
  static constexpr auto verb = Verb::opt_out;
};
struct Help {
  static constexpr auto verb = Verb::help;
};
struct ListCategories {
  static constexpr auto verb = Verb::list_categories;
};
/// A machine's or an advertiser's text: recorded, never answered.
struct Ignore {
  static constexpr auto verb = Verb::ignore;
  std::string text;
};
/// A fraud's text: quarantined, never answered.
struct Suspect {
  static constexpr auto verb = Verb::suspect;
  std::string text;
};
/// A command without its text.
struct NeedText {
  static constexpr auto verb = Verb::need_text;
  Verb command = Verb::report;
  std::string ticket = {};
  std::vector<Flag> flags = {};  ///< of a report
};

// --- both

/// A number whose check digit is wrong, or that isn't the sender's.
struct BadTicket {
  static constexpr auto verb = Verb::bad_ticket;
  Verb command;
  std::string ticket, text;
};

// --- agencies

struct Accept {
  static constexpr auto verb = Verb::accept;
  std::string ticket, note;
};
struct Progress {
  static constexpr auto verb = Verb::progress;
  std::string ticket, note;
};
struct Resolve {
  static constexpr auto verb = Verb::resolve;
  std::string ticket, note;
};
/// The agency asks the citizen; the note is its question.
struct Ask {
  static constexpr auto verb = Verb::ask;
  std::string ticket, note;
};
struct Postpone {
  static constexpr auto verb = Verb::postpone;
  std::string ticket, note;
  unsigned days = 0;  ///< working days, at least 1
};
struct Transfer {
  static constexpr auto verb = Verb::transfer;
  std::string ticket, note;
  std::string agency;  ///< a code of the directory
};
struct Refuse {
  static constexpr auto verb = Verb::refuse;
  std::string ticket, note;
  ticket::RejectReason reason = ticket::RejectReason::unclear;
};
/// An act of an agency on a ticket that it has.
using AgencyAct = std::variant<Accept, Progress, Resolve, Ask, Postpone, Transfer, Refuse>;
const std::string& ticket_of(const AgencyAct& act);
const std::string& note_of(const AgencyAct& act);

struct ReadDetail {
  static constexpr auto verb = Verb::read_detail;
  std::string ticket;
};
struct ListWaiting {
  static constexpr auto verb = Verb::list_waiting;
};
struct ReadScorecard {
  static constexpr auto verb = Verb::read_scorecard;
};
struct NeedTicket {
  static constexpr auto verb = Verb::need_ticket;
};
/// A refusal without its reason, a postponement without its days or why.
struct NeedReason {
  static constexpr auto verb = Verb::need_reason;
  std::string ticket, note;
};
/// To an agency that the directory doesn't have.
struct BadAgency {
  static constexpr auto verb = Verb::bad_agency;
  std::string ticket, note;
  std::string agency;  ///< as it was typed, in capitals; empty: none
};
/// The officer is to be told how to write, or asked to.
struct AgencyHelp {
  static constexpr auto verb = Verb::agency_help;
  std::string ticket = {};
};

using Command =
    std::variant<Unclear, Report, Check, Add, Reopen, Cancel, Confirm, Contest, Rate, EraseData, OptOut, Help,
                 ListCategories, Ignore, Suspect, NeedText, BadTicket, AgencyAct, ReadDetail, ListWaiting,
                 ReadScorecard, NeedTicket, NeedReason, BadAgency, AgencyHelp>;

/// Commands that only a citizen's text can be, and commands that only an officer's can be. Each handler must
/// know all others, so that a new command does not compile before somebody decides what it does.
template <class C, class... Listed>
inline constexpr bool is_listed = (std::is_same_v<C, Listed> || ...);
template <class C>
concept OnlyOfCitizens = is_listed<C, Unclear, Report, Check, Add, Reopen, Cancel, Confirm, Contest, Rate,
                                   EraseData, OptOut, Help, ListCategories, Ignore, Suspect, NeedText>;
template <class C>
concept OnlyOfOfficers = is_listed<C, AgencyAct, ReadDetail, ListWaiting, ReadScorecard, NeedTicket,
                                   NeedReason, BadAgency, AgencyHelp>;

// The parts of a command that `laporctl explain` and the record show.
Verb verb_of(const Command& command);
std::string ticket_of(const Command& command);  ///< empty if it names none
std::string words_of(const Command& command);   ///< the sender's own words; empty if there are none
/// The command's argument: the agency of ALIH, the reason of TOLAK, the days of TUNDA, the mark of NILAI, the
/// code of HAPUS DATA, the command that named a bad ticket; "" if it has none.
std::string argument_of(const Command& command);

/// A question of ours that waits, and what is known of it.
struct Question {
  Question(Pending asked, std::string of = {}, std::string about = {})
      : kind(asked), ticket(std::move(of)), category(std::move(about)) {}
  Pending kind;
  std::string ticket;    ///< digits; empty: not known, then any of the sender's own may be meant
  std::string category;  ///< the ticket's; empty: not known
};

/// Facts about a citizen that the parser needs; the caller looks them up first.
struct Citizen {
  std::vector<Question> pending;  ///< questions open to this sender, the newest first
  std::vector<std::string> own;   ///< which of mentioned_tickets() are this sender's
  bool machine = false;           ///< a short code or a name: never answered
};

/// Facts about an agency's contact that the parser needs.
struct Officer {
  std::vector<std::string> agencies;  ///< codes of the directory, for ALIH
  std::vector<std::string>
      unanswered;  ///< tickets that wait with this contact's agency, at most two are needed
};

/// Every run of 7 to 9 digits with a good check digit in a text, to be looked up before parsing.
std::vector<std::string> mentioned_tickets(std::string_view text);

/// An agency's text without its PIN ("SELESAI 1234566 PIN 4321 sudah" gives "SELESAI 1234566 sudah"). Call it
/// before anything of the text is kept; parse_agency() reads no PIN, and cuts what is left of one.
struct WithoutPin {
  std::string text;
  std::string pin;   ///< empty if there is none
  std::string code;  ///< of "PIN 4321 KODE 5821": cut out, too
};
WithoutPin cut_pin(std::string_view text);

/// Total functions: any bytes, any length, a Command and no throw.
Command parse_citizen(std::string_view text, const language::Vocabulary& vocabulary, const Citizen& citizen);
/// Officers are citizens too: a Report from an officer's phone is to be read again with parse_citizen().
Command parse_agency(std::string_view text, const language::Vocabulary& vocabulary, const Officer& officer);

}  // namespace lapor::commands
