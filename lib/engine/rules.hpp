// Everything an operator may set that the engine obeys: one immutable value, made by lib/config, swapped on
// reload.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/command/vocabulary.hpp"
#include "domain/guard/pace.hpp"
#include "domain/routing/agency.hpp"
#include "domain/schedule/calendar.hpp"
#include "domain/schedule/escalation.hpp"
#include "domain/schedule/recurrence.hpp"
#include "domain/wording/templates.hpp"

namespace lapor::engine {

struct Deadlines {
  schedule::Span first_response{std::chrono::hours(24)}, urgent{std::chrono::hours(1)};
  schedule::Span information{{}, 5}, ordinary{{}, 14}, supervision{{}, 60};
  schedule::Span accepted_idle{{}, 5}, confirm{{}, 10}, clarify{{}, 10};
  schedule::Span reopen{std::chrono::hours(24 * 30)};
};

struct Limits {
  unsigned replies_per_number_per_hour = 6;
  unsigned replies_per_day = 1000;
  Duration multipart_timeout = std::chrono::minutes(5);
  unsigned max_parts_in = 10;
  std::vector<std::string> answer_countries{"ID"};
};

struct Delivery {
  Duration unsure_wait = std::chrono::seconds(60);
  unsigned attempts = 5;
  std::vector<Duration> retry{std::chrono::seconds(5), std::chrono::seconds(30), std::chrono::minutes(5),
                              std::chrono::minutes(30)};
  Duration expire_replies = std::chrono::hours(24), expire_forwards = std::chrono::hours(72);
};

struct Forwarding {
  schedule::Window window{std::chrono::hours(6), std::chrono::hours(21)};
  Duration collect{0};
  Duration ladder_gap = std::chrono::minutes(10);
  schedule::Window
      office_hours;  ///< of working days; outside them an answer says when they begin. from == to: never
};

/// Figures that go out by themselves at set times.
struct Summary {
  schedule::Recurrence at;
  routing::Role to = routing::Role::head;
  schedule::Period period = schedule::Period::week;
  std::string name;  ///< as it is configured: what was sent last is remembered by it
};

struct Retention {
  Duration forget_numbers_after = std::chrono::hours(24 * 180);  ///< after closing; 0: never
};

struct OperatorAlarms {
  std::vector<std::string> phones;
  Duration at_most_every = std::chrono::minutes(30);
  Duration modem_down_after = std::chrono::minutes(10);
};

/// What may go over one modem's SIM.
struct SimRules {
  std::vector<std::string> prefixes;  ///< of numbers that it serves first: "+62811"
  guard::PaceLimit pace;
  unsigned daily_limit = 0;  ///< 0: none
  struct Balance {
    std::string ussd;  ///< empty: never asked
    std::string pattern;
    Duration every = std::chrono::hours(12);
    unsigned low = 5000;
  } balance;
  std::optional<std::chrono::sys_days> valid_until;
};

struct Rules {
  std::string name = "Lapor";
  std::string country = "ID";
  std::vector<std::string> own_numbers;  ///< E.164
  schedule::Calendar calendar;
  routing::Directory directory;
  command::Vocabulary vocabulary;
  wording::Templates templates;
  schedule::Ladder ladder;
  Deadlines deadlines;
  Limits limits;
  Delivery delivery;
  Forwarding forwarding;
  std::vector<Summary> summaries;
  OperatorAlarms alarms;
  Retention retention;
  std::map<std::string, SimRules> sims;  ///< by modem
};

}  // namespace lapor::engine
