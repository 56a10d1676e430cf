// The codes of all that the gateway says. What each may name and how long it may be stands in kinds.cpp; its
// words stand in replies.toml.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "domain/ticket/kinds.hpp"

namespace lapor::replies {

enum class Code : std::uint8_t {
  // to citizens
  ack,
  ack_conf,
  ack_offhours,
  ack_nocat,
  ack_other,
  ack_mixed,
  ack_several,
  ack_dup,
  ack_tanya,
  ack_usul,
  ack_urgent,
  emergency,
  added,
  status,
  stranger,
  not_yours,
  list,
  notickets,
  badticket,
  accepted,
  progress,
  clarify,
  remind,
  transfer,
  confirm,
  confirm_again,
  rate,
  rate_again,
  closed,
  autoclose,
  late,
  reopened,
  toolate,
  rejected,
  reason_spam,
  reason_wenang,
  reason_jelas,
  reason_dupl,
  reason_hukum,
  cancel_ask,
  cancelled,
  answer,
  noquestion,
  which,
  needtext,
  needtext_add,
  about,
  help,
  codes,
  stopped,
  erase_ask,
  erased,
  held,
  // to officers (OPD: an agency)
  opd_new,
  opd_digest,
  opd_added,
  opd_reopened,
  opd_cancelled,
  opd_decide,
  opd_withdrawn,
  opd_merged,
  opd_remind,
  opd_esc,
  opd_unreached,
  opd_esc_many,
  opd_postponed,
  opd_ok,
  opd_transferred,
  opd_refused,
  opd_detail,
  opd_list,
  opd_pending,
  opd_help,
  opd_needticket,
  opd_needreason,
  opd_neednote,
  opd_badagency,
  opd_badticket,
  opd_notyours,
  opd_closed,
  opd_wrongpin,
  opd_locked,
  opd_rekap,
  opd_rekap_all,
  opd_asked,
  opd_verify,
  opd_wish,
  opd_badnote,
  opd_held,
  // to operators
  alarm
};

/// "ACK", "OPD_NEW": as replies.toml names it.
std::string_view name(Code code);
/// nullopt if nothing is said under that name.
std::optional<Code> code(std::string_view name);
/// The words of a reason, for REJECTED.
Code reason_code(ticket::RejectReason reason);

}  // namespace lapor::replies
