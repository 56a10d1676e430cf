// Everything an operator may set that the engine obeys: one immutable value, made by lib/config, swapped on
// reload.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/calendar/calendar.hpp"
#include "domain/calendar/recurrence.hpp"
#include "domain/escalation/policy.hpp"
#include "domain/language/vocabulary.hpp"
#include "domain/limits/rate_limiter.hpp"
#include "domain/limits/sender_limits.hpp"
#include "domain/replies/templates.hpp"
#include "domain/routing/agency.hpp"
#include "engine/api/public_pages.hpp"

namespace lapor::engine {

/// The time limits of people and agencies. "wd" spans count working days of the calendar.
struct Deadlines {
  calendar::Span first_response{std::chrono::hours(24)};  ///< to the agency's first answer, from the forward
  calendar::Span urgent{std::chrono::hours(1)};           ///< the same for an urgent ticket
  calendar::Span information{{}, 5}, ordinary{{}, 14},
      supervision{{}, 60};                             ///< to resolve it, by service class
  calendar::Span accepted_idle{{}, 5};                 ///< to the agency's next word, from its last one
  calendar::Span confirm{{}, 10};                      ///< to the citizen's YA, BELUM or mark, from SELESAI
  calendar::Span clarify{{}, 10};                      ///< to the citizen's answer, from the question
  calendar::Span reopen{std::chrono::hours(24 * 30)};  ///< to BUKA, from the closing
};

/// The time in which a ticket of a service class must be resolved.
inline const calendar::Span& resolution_time(const Deadlines& deadlines, ticket::ServiceClass service_class) {
  switch (service_class) {
    case ticket::ServiceClass::information:
      return deadlines.information;
    case ticket::ServiceClass::supervision:
      return deadlines.supervision;
    case ticket::ServiceClass::ordinary:
      break;
  }
  return deadlines.ordinary;
}

struct Limits {
  limits::SenderLimits sender;
  unsigned replies_per_number_per_hour = 6;
  unsigned replies_per_day = 1000;
  unsigned texts_per_phone_per_hour = 30;  ///< that nobody asked for
  Duration multipart_timeout = std::chrono::minutes(5);
  unsigned max_parts_in = 10;
  std::vector<std::string> answer_countries{"ID"};
};

struct Delivery {
  Duration in_doubt_wait = std::chrono::seconds(60);
  unsigned attempts = 5;
  std::vector<Duration> retry{std::chrono::seconds(5), std::chrono::seconds(30), std::chrono::minutes(5),
                              std::chrono::minutes(30)};
  Duration own_sim_wait = std::chrono::minutes(2);  ///< of an answer, for the SIM that was texted
  Duration expire_replies = std::chrono::hours(24), expire_forwards = std::chrono::hours(72);
};

struct Forwarding {
  calendar::Window window{std::chrono::hours(6), std::chrono::hours(21)};
  Duration collect{0};
  Duration escalation_gap = std::chrono::minutes(10);
  calendar::Window
      office_hours;  ///< of working days; outside them an answer says when they begin. from == to: never
};

/// Figures that go out by themselves at set times.
struct Summary {
  calendar::Recurrence at;
  routing::Role to = routing::Role::head;
  calendar::Period period = calendar::Period::week;
  std::string name;  ///< as it is configured: what was sent last is remembered by it
};

struct Retention {
  Duration forget_numbers_after = std::chrono::hours(24 * 180);  ///< after closing; 0: never
};

struct AlertSettings {
  std::vector<std::string> phones;
  Duration at_most_every = std::chrono::minutes(30);
  Duration modem_down_after = std::chrono::minutes(10);
};

enum class SimUse { both, receive, send };

/// Limits of sending over one modem's SIM.
struct SimRules {
  SimUse use = SimUse::both;
  std::vector<std::string> prefixes;  ///< of numbers that it serves first: "+62811"
  limits::RateLimit pace;
  unsigned daily_limit = 0;  ///< 0: none
  unsigned window = 1;       ///< messages that may be under way at once: 1 for a modem, more over SMPP
  struct Balance {
    std::string ussd;  ///< "" if it is never asked
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
  calendar::Calendar calendar;
  routing::Directory directory;
  language::Vocabulary vocabulary;
  replies::Templates templates;
  escalation::Policy escalation;
  Deadlines deadlines;
  Limits limits;
  Delivery delivery;
  Forwarding forwarding;
  std::vector<Summary> summaries;
  AlertSettings alerts;
  Retention retention;
  std::map<std::string, SimRules> sims;  ///< by modem
  PublicPages pages;
};

}  // namespace lapor::engine
