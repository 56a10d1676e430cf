#include "control/web/metrics.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>

namespace lapor::control::web {
namespace {

/// A label's value as the format wants it: \ " and line feeds are escaped.
std::string quoted(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == '"') out += '\\';
    if (c == '\n')
      out += "\\n";
    else
      out += c;
  }
  return out;
}

/// One name with its help and kind, and its values line by line.
class Family {
 public:
  Family(std::string& out, std::string_view name, std::string_view type, std::string_view help)
      : out_(out), name_(name) {
    out_ += fmt::format("# HELP {} {}\n# TYPE {} {}\n", name, help, name, type);
  }
  template <class Value>
  void add(Value value) {
    out_ += fmt::format("{} {}\n", name_, value);
  }
  template <class Value>
  void add(std::string_view labels, Value value) {
    out_ += fmt::format("{}{{{}}} {}\n", name_, labels, value);
  }

 private:
  std::string& out_;
  std::string name_;
};

std::string label(std::string_view name, std::string_view value) {
  return fmt::format("{}=\"{}\"", name, quoted(value));
}

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
  Family tickets(out, "lapor_tickets", "gauge", "Tickets that are open, and of these past a deadline.");
  tickets.add(label("state", "open"), s.tickets.open);
  tickets.add(label("state", "overdue"), s.tickets.overdue);
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

}  // namespace

std::string metrics_text(const Status& s, const Json& week, std::size_t sessions, Instant now) {
  std::string out;
  Family(out, "lapor_build_info", "gauge", "1; the label is the version.")
      .add(label("version", s.version), 1);
  Family(out, "lapor_start_time_seconds", "gauge", "When the gateway started.")
      .add(to_ms(now) / 1000 - s.uptime_s);
  modems(out, s);
  queues(out, s);
  if (!week.is_null()) agencies(out, week);
  Family(out, "lapor_web_sessions", "gauge", "People who are logged in at the desk.").add(sessions);
  return out;
}

}  // namespace lapor::control::web
