#include "control/web/metrics.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>

#include "base/exposition.hpp"

namespace lapor::control::web {
namespace {

using exposition::Family;
using exposition::label;

template <class Value>
void for_modems(std::string& out, const Status& s, std::string_view name, std::string_view type,
                std::string_view help, Value value) {
  Family family(out, name, type, help);
  for (const auto& m : s.modems)
    if (const auto v = value(m)) family.add(label("modem", m.name), *v);
}

void modems(std::string& out, const Status& s) {
  using std::optional;
  for_modems(out, s, "lapor_modem_up", "gauge", "1 while the modem can send and receive.",
             [](const ModemRow& m) { return optional(m.state == "ready" ? 1 : 0); });
  Family states(out, "lapor_modem_state", "gauge", "1 for the state that the modem is in.");
  for (const auto& m : s.modems)
    for (const auto* state : {"absent", "connecting", "ready", "no_network", "need_pin", "failed", "held"})
      states.add(fmt::format("{},{}", label("modem", m.name), label("state", state)),
                 m.state == state ? 1 : 0);
  Family info(out, "lapor_modem_info", "gauge", "1; the labels are the network's operator and the profile.");
  for (const auto& m : s.modems)
    info.add(fmt::format("{},{},{}", label("modem", m.name), label("operator", m.operator_name.value_or("")),
                         label("profile", m.profile)),
             1);
  Family ends(out, "lapor_modem_restarts_total", "counter", "Ends of the modem's worker, by cause.");
  for (const auto& m : s.modems)
    for (const auto& [cause, n] : m.ends)
      ends.add(fmt::format("{},{}", label("modem", m.name), label("cause", cause)), n);
  for_modems(out, s, "lapor_modem_signal_ratio", "gauge", "The strength of the network's signal, 0 to 1.",
             [](const ModemRow& m) {
               return m.signal_percent ? optional(*m.signal_percent / 100.0) : std::nullopt;
             });
  for_modems(out, s, "lapor_sim_slots", "gauge", "Places for messages on the SIM.",
             [](const ModemRow& m) { return m.sim_size; });
  for_modems(out, s, "lapor_sim_slots_used", "gauge", "Places on the SIM that hold a message.",
             [](const ModemRow& m) { return m.sim_used; });
  for_modems(out, s, "lapor_sim_balance_rupiah", "gauge", "The balance that the network told last.",
             [](const ModemRow& m) { return m.balance.amount; });
  for_modems(out, s, "lapor_sim_balance_timestamp_seconds", "gauge", "When the balance was told last.",
             [](const ModemRow& m) {
               return m.balance.read_at ? optional(to_ms(*m.balance.read_at) / 1000) : std::nullopt;
             });
  for_modems(out, s, "lapor_sms_received_total", "counter", "Messages that came over the modem.",
             [](const ModemRow& m) { return optional(m.counts.received); });
  for_modems(out, s, "lapor_sms_sent_total", "counter", "Messages that the modem sent.",
             [](const ModemRow& m) { return optional(m.counts.sent); });
}

void queues(std::string& out, const Status& s) {
  Family outbox(out, "lapor_outbox_messages", "gauge", "Outgoing messages in each state.");
  const auto& o = s.outbox;
  const std::array states{std::pair{"queued", o.queued},  std::pair{"sending", o.sending},
                          std::pair{"sent", o.sent},      std::pair{"delivered", o.delivered},
                          std::pair{"failed", o.failed},  std::pair{"unsure", o.in_doubt},
                          std::pair{"expired", o.expired}};
  for (const auto& [state, n] : states) outbox.add(label("state", state), n);
  Family(out, "lapor_inbox_parts_waiting", "gauge", "Parts of long texts that wait for the others.")
      .add(s.inbox.parts_waiting);
  Family(out, "lapor_quarantined", "gauge", "Texts that were set aside for a person to look at.")
      .add(s.inbox.quarantined);
  Family(out, "lapor_tickets_open", "gauge", "Tickets that are open.").add(s.tickets.open);
  Family(out, "lapor_database_size_bytes", "gauge", "The size of the database.").add(s.database.bytes);
}

void agencies(std::string& out, const Json& week) {
  const auto each = [&](std::string_view name, std::string_view help, std::string_view key) {
    Family family(out, name, "gauge", help);
    for (const auto& row : week["agencies"].items())
      family.add(label("agency", text_of(row, "agency")), number_of(row, key).value_or(0));
  };
  each("lapor_agency_received", "Reports sent on to the agency in seven days.", "received");
  each("lapor_agency_responded_in_time", "Of these, answered before the deadline.", "responded_in_time");
  each("lapor_agency_unanswered", "Of these, not answered yet.", "unanswered");
  each("lapor_agency_overdue", "Of these, open and past a deadline.", "overdue");
}

struct Counted {
  std::string_view what, name, type, help, first, second;  ///< labels; a second "" is none
};
constexpr std::array counted{
    Counted{"attempt", "lapor_sms_attempts_total", "counter", "Attempts to send a part, by their end.",
            "modem", "outcome"},
    Counted{"receipt", "lapor_sms_receipts_total", "counter", "Delivery reports, by what they say.", "modem",
            "result"},
    Counted{"quarantine", "lapor_quarantined_total", "counter", "Texts that were set aside, by cause.",
            "cause", ""},
    Counted{"report", "lapor_reports_total", "counter", "Tickets that were opened.", "channel", "category"},
    Counted{"state", "lapor_tickets", "gauge", "Tickets in each state.", "state", ""},
    Counted{"overdue", "lapor_tickets_overdue", "gauge", "Open tickets past a deadline.", "agency", ""},
    Counted{"unanswered", "lapor_tickets_unanswered", "gauge", "Tickets that wait for a first answer.",
            "agency", ""},
    Counted{"escalation", "lapor_escalations_total", "counter", "Steps up to a superior.", "step", ""},
};

void counts(std::string& out, const engine::Measures& measures) {
  for (const auto& row : counted) {
    Family family(out, row.name, row.type, row.help);
    for (const auto& c : measures.counts) {
      if (c.what != row.what) continue;
      const auto first = label(row.first, c.first);
      family.add(row.second.empty() ? first : fmt::format("{},{}", first, label(row.second, c.second)), c.n);
    }
  }
}

struct Timed {
  std::string_view what, name, help, label;  ///< a label "" is none
};
constexpr std::array timed{
    Timed{"send", "lapor_sms_send_duration_seconds", "From the order to send a part to the network's yes.",
          "modem"},
    Timed{"reply", "lapor_reply_delay_seconds", "From a text's last part to its answer's last part.", ""},
    Timed{"first_response", "lapor_first_response_seconds", "From the forward to the agency's first answer.",
          "agency"},
    Timed{"resolution", "lapor_resolution_seconds",
          "From the forward to the end of a ticket that was resolved.", "agency"},
};

void times(std::string& out, const engine::Measures& measures) {
  for (const auto& row : timed) {
    Family family(out, row.name, "histogram", row.help);
    for (const auto& t : measures.times)
      if (t.what == row.what) family.add(row.label.empty() ? std::string{} : label(row.label, t.of), t.times);
  }
}

void moment(std::string& out, std::string_view name, std::string_view help,
            const std::optional<Instant>& at) {
  Family family(out, name, "gauge", help);
  if (at) family.add(to_ms(*at) / 1000);
}

void process(std::string& out, const ProcessFigures& p, std::int64_t started) {
  const auto& loop = p.loop;
  Family(out, "lapor_accept_duration_seconds", "histogram", "From a part's arrival in lapord to its commit.")
      .add("", loop.accept);
  Family(out, "lapor_commit_duration_seconds", "histogram", "One event, from its begin to its commit.")
      .add("", loop.commit);
  Family(out, "lapor_loop_lag_seconds", "histogram", "How late the gateway's loop served a timer.")
      .add("", loop.lag);
  Family failures(out, "lapor_database_failures_total", "counter", "Failures of the database, by kind.");
  for (const auto& [kind, name] : engine::store_failure_kinds) {
    const auto at = loop.database_failures.find(kind);
    failures.add(label("kind", name), at == loop.database_failures.end() ? 0 : at->second);
  }
  Family(out, "lapor_clock_jumps_total", "counter", "How often the clock was set.").add(loop.clock_jumps);
  Family(out, "lapor_database_wal_bytes", "gauge", "The size of the write-ahead log.").add(p.log_bytes);
  moment(out, "lapor_backup_last_success_timestamp_seconds", "When the newest backup was made.",
         p.last_backup);
  Family(out, "process_cpu_seconds_total", "counter", "Processor time that lapord used.").add(p.cpu_seconds);
  Family(out, "process_resident_memory_bytes", "gauge", "Memory of lapord.").add(p.resident_bytes);
  Family(out, "process_open_fds", "gauge", "Files that lapord has open.").add(p.open_files);
  Family(out, "process_start_time_seconds", "gauge", "When lapord was started.").add(started);
}

}  // namespace

std::string metrics_text(const MetricSources& sources, Instant now) {
  const auto& s = sources.status;
  std::string out;
  Family(out, "lapor_build_info", "gauge", "1; the label is the version.")
      .add(label("version", s.version), 1);
  modems(out, s);
  queues(out, s);
  counts(out, sources.measures);
  times(out, sources.measures);
  moment(out, "lapor_outbox_oldest_timestamp_seconds", "Since when the first waiting text could be sent.",
         sources.measures.oldest_sendable);
  moment(out, "lapor_last_report_timestamp_seconds", "When the newest ticket was opened.",
         sources.measures.newest_report);
  if (!sources.week.is_null()) agencies(out, sources.week);
  process(out, sources.process, to_ms(now) / 1000 - s.uptime_s);
  Family(out, "lapor_web_sessions", "gauge", "People who are logged in at the desk.").add(sources.sessions);
  Family logins(out, "lapor_web_logins_total", "counter", "Logins at the desk, by result.");
  for (const auto* result : {"ok", "refused"}) {
    const auto at = sources.logins.find(result);
    logins.add(label("result", result), at == sources.logins.end() ? 0 : at->second);
  }
  return out;
}

}  // namespace lapor::control::web
