// The table of all reply codes.
#include <algorithm>
#include <array>

#include "domain/replies/templates.hpp"

namespace lapor::replies {
namespace {

struct Field {
  std::string_view name;
  std::size_t limit;
  std::string_view meaning;
};

constexpr std::array fields{
    Field{"t", 9, "the ticket's number (an example of one where the reply is about none)"},
    Field{"t2", 9, "a second ticket's number"},
    Field{"cat", 6, "the category's label"},
    Field{"opd", 14, "the agency's code"},
    Field{"dinas", 16, "the agency's short name, as citizens know it"},
    Field{"layanan", 20, "what the gateway is called"},
    Field{"siapa", 40, "whose a matter is that no agency of the gateway owns"},
    Field{"st", 12, "the ticket's state, in Indonesian"},
    Field{"txt", 60, "the words of a report, a note or an addition, shortened"},
    Field{"isi", 540, "the whole words of a report"},
    Field{"q", 80, "the agency's question"},
    Field{"alasan", 60, "a reason"},
    Field{"list", 90, "tickets, each with what it is about or its state"},
    Field{"kode", 14, "a code that somebody wrote"},
    Field{"tgl", 5, "a date, as in 03/03"},
    Field{"sd", 5, "the last day of a period, as in 09/03"},
    Field{"jam", 5, "a time of day, as in 08.05"},
    Field{"zona", 4, "the time zone's mark: WIB, WITA or WIT"},
    Field{"target", 5, "the date until which something should happen"},
    Field{"hk", 3, "a number of working days"},
    Field{"n", 4, "how many"},
    Field{"lvl", 2, "how many steps of the ladder were climbed"},
    Field{"masuk", 5, "reports forwarded in the period"},
    Field{"jawab", 5, "of them answered"},
    Field{"tepat", 3, "of them answered in time, per cent"},
    Field{"selesai", 5, "of them resolved"},
    Field{"lambat", 5, "of them open and past a deadline"},
    Field{"buka", 4, "of them reopened"},
    Field{"nilai", 3, "the citizens' mean mark, as in 4.2"},
    Field{"penilai", 4, "how many marks"},
};

using Names = std::vector<std::string_view>;

/// Fields that are known of any ticket: every reply about a ticket may use them.
const Names of_ticket{"t", "cat", "opd", "dinas", "layanan", "st", "tgl", "jam", "zona", "target"};

Names ticket_and(Names more) {
  more.insert(more.begin(), of_ticket.begin(), of_ticket.end());
  return more;
}

std::vector<Kind> citizens() {
  return {
      {"ACK", of_ticket, 1, "a report was taken and forwarded"},
      {"ACK_CONF", of_ticket, 1, "a confidential report was taken"},
      {"ACK_OFFHOURS", of_ticket, 1,
       "a report was taken outside office hours; {tgl} {jam} is when they begin"},
      {"ACK_NOCAT", of_ticket, 1, "a report without a category was taken"},
      {"ACK_OTHER", ticket_and({"siapa"}), 1, "a report was taken whose matter is another body's"},
      {"ACK_MIXED", of_ticket, 1, "a report of several matters was taken that can't be cut into them"},
      {"ACK_SEVERAL", {"n", "list", "t", "layanan"}, 1, "several reports were taken from one text"},
      {"ACK_DUP", of_ticket, 1, "a report was joined to an earlier one"},
      {"ACK_TANYA", of_ticket, 1, "a question was taken"},
      {"ACK_USUL", of_ticket, 1, "a proposal was taken"},
      {"ACK_URGENT", of_ticket, 1, "a report of an urgent category was taken; names 112"},
      {"EMERGENCY", of_ticket, 1, "an urgent report was taken; says that this is no emergency service"},
      {"ADDED", of_ticket, 1, "what TAMBAH or an answer added was taken"},
      {"STATUS", of_ticket, 1, "the state of the sender's own ticket"},
      {"STRANGER", {"t", "st"}, 1, "the state of somebody else's ticket, and nothing more of it"},
      {"NOT_YOURS", {"t"}, 1, "a change of somebody else's ticket was refused"},
      {"LIST", {"n", "list"}, 1, "the sender's open tickets, for CEK without a number"},
      {"NOTICKETS", {"layanan"}, 1, "the sender has no open ticket"},
      {"BADTICKET", {"t"}, 1, "a ticket number that doesn't exist"},
      {"ACCEPTED", ticket_and({"hk"}), 1, "the agency accepted the ticket"},
      {"PROGRESS", ticket_and({"txt"}), 1, "the agency is at work"},
      {"CLARIFY", ticket_and({"q", "hk"}), 1, "the agency asks the citizen; {hk} days to answer"},
      {"REMIND", of_ticket, 1, "half the time to answer is over; {target} is its end"},
      {"TRANSFER", of_ticket, 1, "the ticket went to another agency"},
      {"CONFIRM", ticket_and({"txt"}), 1, "the agency says it is done; asks for YA or BELUM"},
      {"CONFIRM_AGAIN", of_ticket, 1, "an answer to CONFIRM could not be read; asks once more"},
      {"RATE", of_ticket, 1, "closed with the citizen's YA; asks for a mark from 1 to 5"},
      {"RATE_AGAIN", of_ticket, 1, "a mark could not be read; asks once more"},
      {"CLOSED", of_ticket, 1, "the ticket is closed: an answer to a mark, or to words that come too late"},
      {"AUTOCLOSE", of_ticket, 1, "closed because the citizen didn't answer"},
      {"LATE", of_ticket, 1, "the date of its answer class is past; who else may help"},
      {"REOPENED", of_ticket, 1, "reopened by BELUM or BUKA"},
      {"TOOLATE", {"t"}, 1, "too late, or once too often, to reopen"},
      {"REJECTED", ticket_and({"alasan"}), 1, "the coordinator confirmed a refusal"},
      {"REASON_SPAM", {}, 1, "{alasan} of REJECTED after TOLAK SPAM, at most 60 septets"},
      {"REASON_WENANG", {}, 1, "{alasan} of REJECTED after TOLAK WENANG"},
      {"REASON_JELAS", {}, 1, "{alasan} of REJECTED after TOLAK JELAS"},
      {"REASON_DUPL", {}, 1, "{alasan} of REJECTED after TOLAK DUPL"},
      {"REASON_HUKUM", {}, 1, "{alasan} of REJECTED after TOLAK HUKUM"},
      {"CANCEL_ASK", of_ticket, 1, "asks whether the sender's one open ticket is to be withdrawn"},
      {"CANCELLED", {"t"}, 1, "the citizen withdrew the ticket"},
      {"ANSWER", ticket_and({"isi"}), 4, "the coordinator's own words to the citizen"},
      {"NOQUESTION", {"layanan"}, 1, "a bare answer to no question"},
      {"WHICH", {"t", "t2"}, 1, "a bare answer where several questions are open"},
      {"NEEDTEXT", {"layanan"}, 1, "a report without its text"},
      {"NEEDTEXT_ADD", {"t", "layanan"}, 1, "TAMBAH without what is to be added"},
      {"ABOUT", {"layanan"}, 1, "what this number is for: an answer to a greeting, a test, a wrong number"},
      {"HELP", {"layanan"}, 1, "how to use the service"},
      {"CODES", {"list"}, 2, "the category codes", {{"list", 200}}},
      {"STOPPED", {"layanan"}, 1, "no more unasked news"},
      {"HELD",
       {},
       1,
       "more reports than one number may send in an hour: this one is kept for a person to read"},
      {"ERASE_ASK", {"kode"}, 1, "HAPUS DATA is asked back with a code that only this phone sees"},
      {"ERASED", {"layanan"}, 1, "a request to delete personal data was taken"},
  };
}

std::vector<Kind> agencies() {
  return {
      {"OPD_NEW", ticket_and({"txt"}), 1, "a report for the agency", {{"txt", 56}}},
      {"OPD_DIGEST", {"n", "list"}, 1, "several new reports in one text"},
      {"OPD_ADDED", ticket_and({"txt"}), 1, "the citizen added something"},
      {"OPD_REOPENED", ticket_and({"txt"}), 1, "the citizen says it isn't done"},
      {"OPD_CANCELLED", of_ticket, 1, "the citizen withdrew the ticket"},
      {"OPD_DECIDE", ticket_and({"txt"}), 1,
       "to the coordinator: an agency gave a report back, {txt} says which and why"},
      {"OPD_WITHDRAWN", of_ticket, 1, "the coordinator took the ticket away"},
      {"OPD_MERGED", ticket_and({"t2"}), 1, "the ticket was joined to another"},
      {"OPD_REMIND", ticket_and({"n"}), 1, "reports wait for the agency's answer"},
      {"OPD_ESC", ticket_and({"lvl", "n", "txt"}), 1, "one report climbed to the reader"},
      {"OPD_UNREACHED", ticket_and({"lvl", "txt"}), 1,
       "one report climbed because no phone of its agency could be reached"},
      {"OPD_ESC_MANY", {"n", "list"}, 1, "several reports climbed to the reader"},
      {"OPD_POSTPONED", of_ticket, 1, "a second TUNDA, or one after the date of resolution, was refused"},
      {"OPD_BADNOTE", {"t"}, 1, "words with a link, a sum or an account number were not taken without a PIN"},
      {"OPD_HELD", {"n"}, 1, "to the coordinator: one number sends more reports than it may in an hour"},
      {"OPD_ASKED",
       {"t"},
       1,
       "a question was not sent: the third, one after the date of resolution, or nobody can be asked"},
      {"OPD_VERIFY", ticket_and({"txt"}), 1,
       "to the coordinator: SELESAI, and nobody can be asked whether it is true"},
      {"OPD_WISH", ticket_and({"txt"}), 1,
       "to the coordinator: a question or a TUNDA of an agency that was not granted"},
      {"OPD_OK", of_ticket, 1, "an answer was taken"},
      {"OPD_TRANSFERRED", of_ticket, 1, "ALIH was done"},
      {"OPD_REFUSED", of_ticket, 1, "TOLAK was noted and goes to the coordinator"},
      {"OPD_DETAIL", ticket_and({"txt", "isi"}), 4, "all of one report"},
      {"OPD_LIST", {"n", "list"}, 1, "the reports that wait for the agency, for DAFTAR"},
      {"OPD_PENDING", {"t", "n", "list"}, 1, "an answer without a number where several reports wait"},
      {"OPD_HELP", {}, 1, "how agencies answer"},
      {"OPD_NEEDTICKET", {"t"}, 1, "an answer without a number"},
      {"OPD_NEEDREASON", {"t"}, 1, "TOLAK without its reason"},
      {"OPD_NEEDNOTE", {"t"}, 1, "SELESAI without words that say what was done"},
      {"OPD_BADAGENCY", {"t", "kode"}, 1, "ALIH to a code that isn't known"},
      {"OPD_BADTICKET", {"t"}, 1, "a ticket number that doesn't exist"},
      {"OPD_NOTYOURS", {"t"}, 1, "a ticket that isn't with the sender's agency"},
      {"OPD_CLOSED", {"t", "st"}, 1, "an answer to a ticket that is closed"},
      {"OPD_WRONGPIN", {"t"}, 1, "a wrong or missing PIN"},
      {"OPD_LOCKED",
       {"jam", "kode"},
       1,
       "too many wrong PINs: locked until then, or until the code comes with a PIN"},
      {"OPD_REKAP",
       {"opd", "tgl", "sd", "masuk", "jawab", "tepat", "selesai", "lambat", "buka", "nilai", "penilai"},
       1,
       "the agency's figures"},
      {"OPD_REKAP_ALL",
       {"tgl", "sd", "masuk", "jawab", "tepat", "selesai", "lambat", "buka", "nilai", "penilai", "list"},
       1,
       "the figures of all agencies, and the three with the smallest share of work in time that nobody "
       "contested",
       {{"list", 54}}},
      {"ALARM", {"txt"}, 1, "an alarm to the operator's own phones", {{"txt", 140}}},
  };
}

std::vector<Kind> everything() {
  auto all = citizens();
  for (auto& kind : agencies()) all.push_back(std::move(kind));
  return all;
}

const Field* find(std::string_view name) {
  const auto it = std::find_if(fields.begin(), fields.end(), [&](const auto& f) { return f.name == name; });
  return it == fields.end() ? nullptr : &*it;
}

}  // namespace

std::span<const Kind> kinds() {
  static const std::vector<Kind> all = everything();
  return all;
}

std::size_t field_limit(std::string_view field) {
  const auto* known = find(field);
  return known ? known->limit : 0;
}

std::string_view field_meaning(std::string_view field) {
  const auto* known = find(field);
  return known ? known->meaning : std::string_view{};
}

}  // namespace lapor::replies
