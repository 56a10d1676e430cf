#include "engine/model/settings.hpp"

#include <fmt/format.h>

#include <charconv>
#include <sstream>

namespace lapor::engine::settings {
namespace {

std::optional<std::int64_t> read_number(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc{}) return std::nullopt;
  return number;
}

std::string write_time(Instant at) { return std::to_string(to_ms(at)); }

std::optional<Instant> read_time(const std::string& text) {
  const auto ms = read_number(text);
  return ms ? std::optional(from_ms(*ms)) : std::nullopt;
}

/// A setting of one string: it is set where the string isn't empty.
template <class Setting>
std::optional<Setting> of_text(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return Setting{text};
}

/// A setting of one instant.
template <class Setting>
std::optional<Setting> of_time(const std::string& text) {
  const auto at = read_time(text);
  if (!at) return std::nullopt;
  return Setting{*at};
}

}  // namespace

std::optional<DeadlineRules> DeadlineRules::read(const std::string& text) {
  return of_text<DeadlineRules>(text);
}
std::optional<ValidityWarning> ValidityWarning::read(const std::string& text) {
  return of_text<ValidityWarning>(text);
}
std::optional<PinWithheld> PinWithheld::read(const std::string& text) { return of_text<PinWithheld>(text); }
std::optional<PinSalt> PinSalt::read(const std::string& text) { return of_text<PinSalt>(text); }

std::string ValidityWarning::name(std::string_view modem) { return fmt::format("validity {}", modem); }
std::string PinWithheld::name(std::string_view modem) { return fmt::format("pin withheld {}", modem); }
std::string SummarySent::name(std::string_view summary) { return fmt::format("summary {}", summary); }

std::string Restored::write() const { return write_time(last_record); }
std::optional<Restored> Restored::read(const std::string& text) { return of_time<Restored>(text); }
std::string AnswersWaitSince::write() const { return write_time(since); }
std::optional<AnswersWaitSince> AnswersWaitSince::read(const std::string& text) {
  return of_time<AnswersWaitSince>(text);
}
std::string SummarySent::write() const { return write_time(slot); }
std::optional<SummarySent> SummarySent::read(const std::string& text) { return of_time<SummarySent>(text); }

std::string LastNotificationBeforeRestore::write() const { return std::to_string(id.value); }
std::optional<LastNotificationBeforeRestore> LastNotificationBeforeRestore::read(const std::string& text) {
  const auto id = read_number(text);
  if (!id) return std::nullopt;
  return LastNotificationBeforeRestore{NotificationId{*id}};
}

std::string RecomputeProgress::write() const {
  return fmt::format("{} {} {}", fingerprint, after.value, moved);
}
std::optional<RecomputeProgress> RecomputeProgress::read(const std::string& text) {
  RecomputeProgress p;
  std::istringstream in(text);
  if (!(in >> p.fingerprint >> p.after.value >> p.moved)) return std::nullopt;
  return p;
}

std::string RetentionPass::write() const {
  // The third number is 0: older versions kept a day there.
  return fmt::format("{} {} 0 {} {} {} {} {} {}", day, done ? 1 : 0, cursor.closed_ms, cursor.ticket,
                     cursor.inbound, cursor.outbound, cursor.segment, cursor.quarantine);
}
std::optional<RetentionPass> RetentionPass::read(const std::string& text) {
  RetentionPass p;
  std::istringstream in(text);
  std::int64_t unused = 0;
  in >> p.day >> p.done >> unused >> p.cursor.closed_ms >> p.cursor.ticket >> p.cursor.inbound >>
      p.cursor.outbound >> p.cursor.segment >> p.cursor.quarantine;
  if (!in) return std::nullopt;
  return p;
}

std::string UnlivedDays::write() const {
  std::string out;
  for (const auto& gap : gaps) out += fmt::format("{}{} {}", out.empty() ? "" : " ", gap.day, gap.days);
  return out;
}
std::optional<UnlivedDays> UnlivedDays::read(const std::string& text) {
  if (text.empty()) return std::nullopt;
  UnlivedDays unlived;
  std::istringstream in(text);
  for (Gap gap; in >> gap.day >> gap.days;) unlived.gaps.push_back(gap);
  return unlived;
}

std::string PaceOfModem::name(std::string_view imei) { return fmt::format("pace {}", imei); }
std::string PaceOfModem::write() const { return fmt::format("{} {}", pace.permille, pace.proof); }
std::optional<PaceOfModem> PaceOfModem::read(const std::string& text) {
  PaceOfModem p;
  std::istringstream in(text);
  if (!(in >> p.pace.permille >> p.pace.proof)) return std::nullopt;
  return p;
}

std::string LastAlive::write() const { return write_time(at); }
std::optional<LastAlive> LastAlive::read(const std::string& text) { return of_time<LastAlive>(text); }

}  // namespace lapor::engine::settings
