// The settings that outlive the process (table fact): one type each. `name` is the row's name in the
// database, write() and read() are its written form; read() gives nullopt for what it can't read.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "domain/sim/pace_trial.hpp"
#include "engine/model/personal_data.hpp"

namespace lapor::engine::settings {

/// The rules by which every open ticket has its deadlines.
struct DeadlineRules {
  static constexpr std::string_view name = "clocks";
  std::string fingerprint;
  std::string write() const { return fingerprint; }
  static std::optional<DeadlineRules> read(const std::string& text);
};

/// The progress of computing the deadlines of open tickets again, and by which rules.
struct RecomputeProgress {
  static constexpr std::string_view name = "clocks-cursor";
  std::string fingerprint;
  TicketId after;      ///< tickets up to this one are done
  unsigned moved = 0;  ///< so many deadlines became others
  std::string write() const;
  static std::optional<RecomputeProgress> read(const std::string& text);
};

/// The nightly pass of retention. Days are local, counted since 1970.
struct RetentionPass {
  static constexpr std::string_view name = "forgotten";
  std::int64_t day = 0;
  bool done = false;
  ErasureCursor cursor{};
  std::string write() const;
  static std::optional<RetentionPass> read(const std::string& text);
};

/// Days of the calendar on which the gateway didn't run: it was off, or its clock jumped. Retention doesn't
/// count them.
struct UnlivedDays {
  static constexpr std::string_view name = "days not lived";
  struct Gap {
    std::int64_t day = 0;   ///< the first day that it lived again, local, counted since 1970
    std::int64_t days = 0;  ///< so many before it were not lived
  };
  std::vector<Gap> gaps;  ///< the oldest first
  std::string write() const;
  static std::optional<UnlivedDays> read(const std::string& text);
};

/// The gateway ran at this time, by its own clock; at most an hour old while it runs.
struct LastAlive {
  static constexpr std::string_view name = "alive";
  Instant at{};
  std::string write() const;
  static std::optional<LastAlive> read(const std::string& text);
};

/// The database is a backup that was put back, and what it had queued was not ended since.
struct Restored {
  static constexpr std::string_view name = "restored";
  Instant last_record{};  ///< the newest time that the backup knows
  std::string write() const;
  static std::optional<Restored> read(const std::string& text);
};

/// The last notification that a backup had when it was put back.
struct LastNotificationBeforeRestore {
  static constexpr std::string_view name = "owed-before-restore";
  NotificationId id;
  std::string write() const;
  static std::optional<LastNotificationBeforeRestore> read(const std::string& text);
};

/// The operator was told that answers have waited since then; cleared when they go again.
struct AnswersWaitSince {
  static constexpr std::string_view name = "answers wait since";
  Instant since{};
  std::string write() const;
  static std::optional<AnswersWaitSince> read(const std::string& text);
};

/// The last warning of the end of a SIM's validity.
struct ValidityWarning {
  static std::string name(std::string_view modem);
  std::string warning;  ///< "2027-03-01, 14 days"
  std::string write() const { return warning; }
  static std::optional<ValidityWarning> read(const std::string& text);
};

/// The pace that a modem has proven, by its IMEI.
struct PaceOfModem {
  static std::string name(std::string_view imei);
  sim::ProvenPace pace;
  std::string write() const;
  static std::optional<PaceOfModem> read(const std::string& text);
};

/// The reason that the operator was told for withholding the PIN of a modem's SIM.
struct PinWithheld {
  static std::string name(std::string_view modem);
  std::string reason;
  std::string write() const { return reason; }
  static std::optional<PinWithheld> read(const std::string& text);
};

/// The last time slot of a summary for which scorecards were requested.
struct SummarySent {
  static std::string name(std::string_view summary);
  Instant slot{};
  std::string write() const;
  static std::optional<SummarySent> read(const std::string& text);
};

/// The salt of the fingerprints of SIM PINs.
struct PinSalt {
  static constexpr std::string_view name = "pin salt";
  std::string salt;
  std::string write() const { return salt; }
  static std::optional<PinSalt> read(const std::string& text);
};

}  // namespace lapor::engine::settings
