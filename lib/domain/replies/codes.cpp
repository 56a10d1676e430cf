#include "domain/replies/codes.hpp"

#include "base/names.hpp"

namespace lapor::replies {
namespace {

constexpr Names<Code, 90> codes{{
    {Code::ack, "ACK"},
    {Code::ack_conf, "ACK_CONF"},
    {Code::ack_offhours, "ACK_OFFHOURS"},
    {Code::ack_nocat, "ACK_NOCAT"},
    {Code::ack_other, "ACK_OTHER"},
    {Code::ack_mixed, "ACK_MIXED"},
    {Code::ack_several, "ACK_SEVERAL"},
    {Code::ack_dup, "ACK_DUP"},
    {Code::ack_tanya, "ACK_TANYA"},
    {Code::ack_usul, "ACK_USUL"},
    {Code::ack_urgent, "ACK_URGENT"},
    {Code::emergency, "EMERGENCY"},
    {Code::added, "ADDED"},
    {Code::status, "STATUS"},
    {Code::stranger, "STRANGER"},
    {Code::not_yours, "NOT_YOURS"},
    {Code::list, "LIST"},
    {Code::notickets, "NOTICKETS"},
    {Code::badticket, "BADTICKET"},
    {Code::accepted, "ACCEPTED"},
    {Code::progress, "PROGRESS"},
    {Code::clarify, "CLARIFY"},
    {Code::remind, "REMIND"},
    {Code::transfer, "TRANSFER"},
    {Code::confirm, "CONFIRM"},
    {Code::confirm_again, "CONFIRM_AGAIN"},
    {Code::rate, "RATE"},
    {Code::rate_again, "RATE_AGAIN"},
    {Code::closed, "CLOSED"},
    {Code::autoclose, "AUTOCLOSE"},
    {Code::late, "LATE"},
    {Code::reopened, "REOPENED"},
    {Code::toolate, "TOOLATE"},
    {Code::rejected, "REJECTED"},
    {Code::reason_spam, "REASON_SPAM"},
    {Code::reason_wenang, "REASON_WENANG"},
    {Code::reason_jelas, "REASON_JELAS"},
    {Code::reason_dupl, "REASON_DUPL"},
    {Code::reason_hukum, "REASON_HUKUM"},
    {Code::cancel_ask, "CANCEL_ASK"},
    {Code::cancelled, "CANCELLED"},
    {Code::answer, "ANSWER"},
    {Code::noquestion, "NOQUESTION"},
    {Code::which, "WHICH"},
    {Code::needtext, "NEEDTEXT"},
    {Code::needtext_add, "NEEDTEXT_ADD"},
    {Code::about, "ABOUT"},
    {Code::help, "HELP"},
    {Code::codes, "CODES"},
    {Code::stopped, "STOPPED"},
    {Code::erase_ask, "ERASE_ASK"},
    {Code::erased, "ERASED"},
    {Code::opd_new, "OPD_NEW"},
    {Code::opd_digest, "OPD_DIGEST"},
    {Code::opd_added, "OPD_ADDED"},
    {Code::opd_reopened, "OPD_REOPENED"},
    {Code::opd_cancelled, "OPD_CANCELLED"},
    {Code::opd_decide, "OPD_DECIDE"},
    {Code::opd_withdrawn, "OPD_WITHDRAWN"},
    {Code::opd_merged, "OPD_MERGED"},
    {Code::opd_remind, "OPD_REMIND"},
    {Code::opd_esc, "OPD_ESC"},
    {Code::opd_unreached, "OPD_UNREACHED"},
    {Code::opd_esc_many, "OPD_ESC_MANY"},
    {Code::held, "HELD"},
    {Code::opd_badnote, "OPD_BADNOTE"},
    {Code::opd_held, "OPD_HELD"},
    {Code::opd_asked, "OPD_ASKED"},
    {Code::opd_verify, "OPD_VERIFY"},
    {Code::opd_wish, "OPD_WISH"},
    {Code::opd_postponed, "OPD_POSTPONED"},
    {Code::opd_ok, "OPD_OK"},
    {Code::opd_transferred, "OPD_TRANSFERRED"},
    {Code::opd_refused, "OPD_REFUSED"},
    {Code::opd_detail, "OPD_DETAIL"},
    {Code::opd_list, "OPD_LIST"},
    {Code::opd_pending, "OPD_PENDING"},
    {Code::opd_help, "OPD_HELP"},
    {Code::opd_needticket, "OPD_NEEDTICKET"},
    {Code::opd_needreason, "OPD_NEEDREASON"},
    {Code::opd_neednote, "OPD_NEEDNOTE"},
    {Code::opd_badagency, "OPD_BADAGENCY"},
    {Code::opd_badticket, "OPD_BADTICKET"},
    {Code::opd_notyours, "OPD_NOTYOURS"},
    {Code::opd_closed, "OPD_CLOSED"},
    {Code::opd_wrongpin, "OPD_WRONGPIN"},
    {Code::opd_locked, "OPD_LOCKED"},
    {Code::opd_rekap, "OPD_REKAP"},
    {Code::opd_rekap_all, "OPD_REKAP_ALL"},
    {Code::alarm, "ALARM"},
}};

}  // namespace

std::string_view name(Code code) { return to_name(codes, code); }
std::optional<Code> code(std::string_view name) { return from_name(codes, name); }

Code reason_code(ticket::RejectReason reason) {
  switch (reason) {
    case ticket::RejectReason::spam:
      return Code::reason_spam;
    case ticket::RejectReason::not_competent:
      return Code::reason_wenang;
    case ticket::RejectReason::unclear:
      return Code::reason_jelas;
    case ticket::RejectReason::duplicate:
      return Code::reason_dupl;
    case ticket::RejectReason::before_court:
      break;
  }
  return Code::reason_hukum;
}

}  // namespace lapor::replies
