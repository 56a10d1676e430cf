// The names of the model's values, as the database and JSON write them.
#include "base/names.hpp"

#include "engine/model/message.hpp"
#include "engine/model/notification.hpp"
#include "engine/model/ticket.hpp"

namespace lapor::engine {
namespace {

constexpr Names<Purpose, 8> purposes{{{Purpose::alert, "alarm"},
                                      {Purpose::urgent, "urgent"},
                                      {Purpose::reply, "reply"},
                                      {Purpose::agency_reply, "agency_reply"},
                                      {Purpose::operator_, "operator"},
                                      {Purpose::forward, "forward"},
                                      {Purpose::news, "news"},
                                      {Purpose::escalation, "ladder"}}};
constexpr Names<Outcome, 4> outcomes{{{Outcome::accepted, "accepted"},
                                      {Outcome::refused, "refused"},
                                      {Outcome::not_sent, "cut_off"},
                                      {Outcome::in_doubt, "in_doubt"}}};
constexpr Names<NotificationKind, 3> notification_kinds{{{NotificationKind::forward, "forward"},
                                                         {NotificationKind::reopened, "reopened"},
                                                         {NotificationKind::escalation, "climb"}}};
constexpr Names<RecordKind, 28> record_kinds{{{RecordKind::opened, "opened"},
                                              {RecordKind::forwarded, "forwarded"},
                                              {RecordKind::forward_lost, "forward-lost"},
                                              {RecordKind::agency_unreachable, "unreachable"},
                                              {RecordKind::agency_excluded, "kept-from"},
                                              {RecordKind::escalated, "climbed"},
                                              {RecordKind::promise_broken, "overdue"},
                                              {RecordKind::resolution_overdue, "late"},
                                              {RecordKind::deadline_moved, "deadline-moved"},
                                              {RecordKind::reminded, "reminded"},
                                              {RecordKind::added, "added"},
                                              {RecordKind::late_segment, "late-part"},
                                              {RecordKind::repeated, "repeated"},
                                              {RecordKind::made_confidential, "confided"},
                                              {RecordKind::follower_confirmed, "follower-confirmed"},
                                              {RecordKind::rated, "rated"},
                                              {RecordKind::read_as, "read-as"},
                                              {RecordKind::suggested, "suggested"},
                                              {RecordKind::several_matters, "several-matters"},
                                              {RecordKind::not_urgent, "not-urgent"},
                                              {RecordKind::duplicate_candidate, "looks-like"},
                                              {RecordKind::candidate_dropped, "kept-apart"},
                                              {RecordKind::merged_here, "joined"},
                                              {RecordKind::wish_declined, "declined"},
                                              {RecordKind::answered_at_desk, "desk"},
                                              {RecordKind::nobody_asked, "unasked"},
                                              {RecordKind::note, "note"},
                                              {RecordKind::answered, "answered"}}};
static_assert(record_kinds.size() == static_cast<std::size_t>(RecordKind::answered) + 1,
              "each kind has a name");

}  // namespace

std::string_view name(Purpose p) { return to_name(purposes, p); }
std::optional<Purpose> purpose(std::string_view n) { return from_name(purposes, n); }
std::string_view name(Outcome o) { return to_name(outcomes, o); }
std::optional<Outcome> outcome(std::string_view n) { return from_name(outcomes, n); }
std::string_view name(RecordKind k) { return to_name(record_kinds, k); }
std::string_view name(NotificationKind k) { return to_name(notification_kinds, k); }
std::optional<NotificationKind> notification_kind(std::string_view n) {
  return from_name(notification_kinds, n);
}

}  // namespace lapor::engine
