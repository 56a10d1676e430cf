// The names of the model's values, as the database and JSON write them.
#include "base/names.hpp"

#include "engine/model/message.hpp"
#include "engine/model/notification.hpp"

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

}  // namespace

std::string_view name(Purpose p) { return to_name(purposes, p); }
std::optional<Purpose> purpose(std::string_view n) { return from_name(purposes, n); }
std::string_view name(Outcome o) { return to_name(outcomes, o); }
std::optional<Outcome> outcome(std::string_view n) { return from_name(outcomes, n); }
std::string_view name(NotificationKind k) { return to_name(notification_kinds, k); }
std::optional<NotificationKind> notification_kind(std::string_view n) {
  return from_name(notification_kinds, n);
}

}  // namespace lapor::engine
