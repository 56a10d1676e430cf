#include "config/keys.hpp"

#include <algorithm>
#include <array>

#include "base/time.hpp"
#include "config/files.hpp"

namespace lapor::config {
namespace {

using Texts = std::vector<std::string>;
const std::string& text(const Value& v) { return std::get<std::string>(v); }
unsigned count(const Value& v) { return std::get<unsigned>(v); }
Duration duration(const Value& v) { return std::get<Duration>(v); }
const calendar::Span& span(const Value& v) { return std::get<calendar::Span>(v); }
const Texts& texts(const Value& v) { return std::get<Texts>(v); }
engine::SimUse sim_use(const std::string& name) {
  return name == "receive" ? engine::SimUse::receive
         : name == "send"  ? engine::SimUse::send
                           : engine::SimUse::both;
}
SmppLine& line(Draft& d) { return *d.modems.back().modem.line; }
language::LearnedUse learned_use(const std::string& name) {
  return name == "off"      ? language::LearnedUse::off
         : name == "decide" ? language::LearnedUse::decide
                            : language::LearnedUse::suggest;
}
void set_moment(Draft& d, const std::string& moment) {
  if (const auto at = calendar::read_recurrence(moment)) d.rules.summaries.back().at = *at;
  d.rules.summaries.back().name = moment;
}
void set_period(Draft& d, const std::string& period) {
  auto& summary = d.rules.summaries.back();
  if (const auto known = calendar::period(period)) summary.period = *known;
  summary.name += " " + std::string(routing::name(summary.to)) + " " + period;
}

constexpr std::array all_sections{
    Section{"gateway", false, "The gateway as a whole."},
    Section{"modem", true, "A modem with its SIM; one table for each."},
    Section{"smpp", true,
            "A short number's line to a carrier, by SMPP 3.4 (the package lapord-smpp); one table for each. "
            "It counts as a modem everywhere else."},
    Section{
        "store", false,
        "Where the database is. Without this section it is an SQLite file below state_dir, and nothing else "
        "is needed."},
    Section{
        "node", false,
        "Boxes in other towns that lend the modems which are plugged into them (the package lapord-node). "
        "Without this section there is one box."},
    Section{"routing", false, "What is learned from the desk's own decisions (laporctl learn)."},
    Section{"limits", false, "What senders may cost."},
    Section{"delivery", false, "How outgoing texts are tried, and for how long."},
    Section{"forwarding", false, "When agencies are texted."},
    Section{"escalation", true,
            "The ladder: who hears of an agency's silence. One table for each step, in order."},
    Section{"summary", true,
            "Figures that are texted at set times: to each agency's contacts its own, to those above all of "
            "them."},
    Section{"deadlines", false, "How long agencies and citizens have."},
    Section{"alarms", false, "Whom the gateway texts when it is itself in trouble."},
    Section{"http", false,
            "The pages of lapord-web. Without this section it serves only the socket that systemd hands it."},
    Section{"backup", false, "Copies of the database, in the folder backups beside it."},
    Section{"retention", false, "How long personal data is kept."},
};

// clang-format off
const std::array all_keys{
    Key{"gateway", "name", Type::text, "\"Lapor\"", "What the gateway is called.",
        [](Draft& d, const Value& v) { d.rules.name = text(v); }},
    Key{"gateway", "state_dir", Type::path, "\"/var/lib/lapord\"", "Where the database lapord.db is kept.",
        [](Draft& d, const Value& v) { d.config.state_dir = text(v); }},
    Key{"gateway", "socket", Type::path, "\"/run/lapord/control.sock\"", "The socket that laporctl talks to; its group may give orders.",
        [](Draft& d, const Value& v) { d.config.socket = text(v); }},
    Key{"gateway", "view_socket", Type::path, "\"/run/lapord/view.sock\"", "A socket that only answers questions, with phone numbers masked. Empty: none.",
        [](Draft& d, const Value& v) { d.config.view_socket = text(v); }},
    Key{"gateway", "web_socket", Type::path, "\"/run/lapord/web.sock\"", "The socket for lapord-web: only its user, and lapord's own, are answered. Empty: none.",
        [](Draft& d, const Value& v) { d.config.web_socket = text(v); }},
    Key{"gateway", "timezone", Type::zone, "\"Asia/Jakarta\"", "The wall clock of deadlines and of the sending window.",
        [](Draft& d, const Value& v) { d.config.timezone = text(v); }},
    Key{"gateway", "country", Type::country, "\"ID\"", "How national numbers (0811...) are read: an ISO 3166 code.",
        [](Draft& d, const Value& v) { d.rules.country = text(v); }},
    Key{"gateway", "own_numbers", Type::phones, "[]", "The gateway's own SIMs: never answered.",
        [](Draft& d, const Value& v) { d.rules.own_numbers = texts(v); }},
    Key{"gateway", "agencies", Type::path, "", "The file of agencies and their contacts.",
        [](Draft& d, const Value& v) { d.agencies = text(v); }},
    Key{"gateway", "keywords", Type::path, "\"\"", "The file of keywords and categories. Empty: the shipped one.",
        [](Draft& d, const Value& v) { d.keywords = text(v); }},
    Key{"gateway", "replies", Type::path, "\"\"", "A file of reply templates; what it leaves out is taken from the shipped one.",
        [](Draft& d, const Value& v) { d.replies = text(v); }},
    Key{"gateway", "holidays", Type::path, "\"\"", "The file of holidays. Empty: the shipped one.",
        [](Draft& d, const Value& v) { d.holidays = text(v); }},

    Key{"modem", "name", Type::word, "", "What the modem is called in logs, in laporctl and in the name of its PIN's credential.",
        [](Draft& d, const Value& v) { d.modems.back().modem.name = text(v); }},
    Key{"modem", "device", Type::path, "\"\"", "Its serial port, best by /dev/serial/by-id. It may be absent at start: the gateway waits for it. Empty: the modem that is named by imei, at whichever /dev/ttyUSB or /dev/ttyACM port it stands.",
        [](Draft& d, const Value& v) { d.modems.back().modem.device = text(v); }},
    Key{"modem", "node", Type::word, "\"\"", "The box that it is plugged into, as `laporctl node add` named it; device is a port there. Empty: this one.",
        [](Draft& d, const Value& v) { d.modems.back().modem.node = text(v); }},
    Key{"modem", "profile", Type::word, "\"generic-at\"", "The modem profile: modem-profiles/NAME.toml, beside this file or shipped.",
        [](Draft& d, const Value& v) { d.modems.back().modem.profile_name = text(v); }},
    Key{"modem", "speed", Type::count, "0", "The speed of a real serial line, such as 9600. 0: the profile's; means nothing on USB.",
        [](Draft& d, const Value& v) { d.modems.back().speed = count(v); }, 0, 921600},
    Key{"modem", "pace", Type::pace, "\"profile\"", "How long libGammu's fixed sleeps last while it sends. `profile`: as the profile says at first, then shorter in steps while no send fails. `stock`: as libGammu has them. `fast`: as short as in the fastest profile from the first send on.",
        [](Draft& d, const Value& v) { d.modems.back().modem.pace = text(v); }},
    Key{"modem", "pin", Type::text, "\"\"", "The SIM's PIN, 4 to 8 digits. Empty: pin_file, else systemd's credential pin_NAME, else none.",
        [](Draft& d, const Value& v) { d.modems.back().modem.pin = text(v); }},
    Key{"modem", "pin_file", Type::path, "\"\"", "A file that holds the PIN and nothing else.",
        [](Draft& d, const Value& v) { d.modems.back().pin_file = text(v); }},
    Key{"modem", "imei", Type::digits, "\"\"", "The IMEI of the modem that belongs here, 15 digits; another one that answers in its place is refused, and this one is looked for at the other ports of its kind. Empty: any is taken.",
        [](Draft& d, const Value& v) { d.modems.back().modem.imei = text(v); }},
    Key{"modem", "csca", Type::digits, "\"\"", "The number of the operator's service centre, such as \"+62…\", set where the SIM has none. Empty: the SIM's own.",
        [](Draft& d, const Value& v) { d.modems.back().modem.service_centre = text(v); }},
    Key{"modem", "use", Type::use, "\"both\"", "What the modem is for: both directions, receive (nothing is sent over it) or send (who texts it is answered by another).",
        [](Draft& d, const Value& v) { d.modems.back().sim.use = sim_use(text(v)); }},
    Key{"modem", "daily_limit", Type::count, "0", "How many messages a day may go over this SIM. 0: no limit.",
        [](Draft& d, const Value& v) { d.modems.back().sim.daily_limit = count(v); }},
    Key{"modem", "per_minute", Type::count, "0", "How many messages a minute may go over this SIM, after a burst. 0: as fast as the modem can.",
        [](Draft& d, const Value& v) { d.modems.back().sim.pace.per_minute = count(v); }, 0, 600},
    Key{"modem", "burst", Type::count, "5", "How many messages may go at once after a rest, where per_minute is set.",
        [](Draft& d, const Value& v) { d.modems.back().sim.pace.burst = count(v); }, 1, 1000},
    Key{"modem", "prefixes", Type::prefixes, "[]", "Beginnings of numbers, such as \"+62811\", that this SIM serves first; another takes over while it can't send. Empty: it serves all.",
        [](Draft& d, const Value& v) { d.modems.back().sim.prefixes = texts(v); }},

    Key{"modem", "balance_ussd", Type::ussd, "\"\"", "The USSD code that asks this SIM's operator for its balance, such as \"*888#\". A menu that follows is cancelled. Empty: never asked.",
        [](Draft& d, const Value& v) { d.modems.back().sim.balance.ussd = text(v); }},
    Key{"modem", "balance_pattern", Type::pattern, "'([0-9][0-9.,]*)'", "The regular expression that finds the amount in the answer: its first group, or all that it fits. An answer that it doesn't fit leaves the balance unknown.",
        [](Draft& d, const Value& v) { d.modems.back().sim.balance.pattern = text(v); }},
    Key{"modem", "balance_every", Type::duration, "\"12h\"", "How often the balance is asked.",
        [](Draft& d, const Value& v) { d.modems.back().sim.balance.every = duration(v); }},
    Key{"modem", "balance_low", Type::count, "5000", "Below this the phones of [alarms] are told.",
        [](Draft& d, const Value& v) { d.modems.back().sim.balance.low = count(v); }, 0, 1'000'000'000},
    Key{"modem", "valid_until", Type::date, "\"\"", "The last day of the SIM's validity; the phones of [alarms] are told 14 days before. Empty: unknown.",
        [](Draft& d, const Value& v) { d.modems.back().sim.valid_until = read_day(text(v)); }},

    Key{"smpp", "name", Type::word, "", "What the line is called in logs, in laporctl and in the name of its password's credential.",
        [](Draft& d, const Value& v) { d.modems.back().modem.name = text(v); }},
    Key{"smpp", "host", Type::text, "", "The carrier's SMSC, by name or address.",
        [](Draft& d, const Value& v) { line(d).host = text(v); }},
    Key{"smpp", "port", Type::count, "2775", "Its port.",
        [](Draft& d, const Value& v) { line(d).port = count(v); }, 1, 65535},
    Key{"smpp", "tls", Type::truth, "false", "Whether the connection is encrypted. The carrier's certificate must name the host.",
        [](Draft& d, const Value& v) { line(d).tls = count(v) != 0; }},
    Key{"smpp", "tls_ca", Type::path, "\"\"", "PEM: the authorities that may have signed that certificate. Empty: the system's.",
        [](Draft& d, const Value& v) { line(d).ca_file = text(v); }},
    Key{"smpp", "system_id", Type::text, "", "The account's name, as the carrier gave it.",
        [](Draft& d, const Value& v) { line(d).system_id = text(v); }},
    Key{"smpp", "password_file", Type::path, "\"\"", "A file that holds the account's password and nothing else. Empty: systemd's credential smpp_NAME.",
        [](Draft& d, const Value& v) { d.modems.back().pin_file = text(v); }},
    Key{"smpp", "system_type", Type::text, "\"\"", "Few carriers want one.",
        [](Draft& d, const Value& v) { line(d).system_type = text(v); }},
    Key{"smpp", "address", Type::text, "", "The short number that citizens text, which is the sender of what we send.",
        [](Draft& d, const Value& v) { line(d).address = text(v); }},
    Key{"smpp", "address_ton", Type::count, "3", "The type of that number as the carrier wants it: 0 unknown, 1 international, 3 network, 5 a name.",
        [](Draft& d, const Value& v) { line(d).address_ton = count(v); }, 0, 255},
    Key{"smpp", "address_npi", Type::count, "0", "Its numbering plan: 0 unknown, 1 telephone.",
        [](Draft& d, const Value& v) { line(d).address_npi = count(v); }, 0, 255},
    Key{"smpp", "bind", Type::bind, "\"transceiver\"", "One connection for both ways, or a pair: a transmitter and a receiver.",
        [](Draft& d, const Value& v) { line(d).pair = text(v) == "pair"; }},
    Key{"smpp", "window", Type::count, "10", "How many texts may be under way at once. After a crash so many may arrive twice.",
        [](Draft& d, const Value& v) { line(d).window = d.modems.back().sim.window = count(v); }, 1, 100},
    Key{"smpp", "per_second", Type::count, "0", "How many texts a second may go. 0: as fast as the window allows.",
        [](Draft& d, const Value& v) { d.modems.back().sim.pace = {60 * count(v), std::max(count(v), 1u)}; }, 0, 1000},
    Key{"smpp", "use", Type::use, "\"both\"", "What the line is for: both directions, receive (nothing is sent over it) or send (who texts it is answered by another).",
        [](Draft& d, const Value& v) { d.modems.back().sim.use = sim_use(text(v)); }},
    Key{"smpp", "daily_limit", Type::count, "0", "How many messages a day may go over this line. 0: no limit.",
        [](Draft& d, const Value& v) { d.modems.back().sim.daily_limit = count(v); }},
    Key{"smpp", "prefixes", Type::prefixes, "[]", "Beginnings of numbers, such as \"+62811\", that this line serves first; another takes over while it can't send. Empty: it serves all.",
        [](Draft& d, const Value& v) { d.modems.back().sim.prefixes = texts(v); }},
    Key{"smpp", "alphabet", Type::alphabet, "\"gsm7\"", "What data_coding 0 means to this carrier. The acceptance test in short-number.md tells.",
        [](Draft& d, const Value& v) { line(d).alphabet = text(v); }},
    Key{"smpp", "message_ids", Type::ids, "\"same\"", "How the id of a text is written in the response and in the receipt.",
        [](Draft& d, const Value& v) { line(d).message_ids = text(v); }},
    Key{"smpp", "enquire", Type::duration, "\"30s\"", "After so much silence the carrier is asked whether it is there.",
        [](Draft& d, const Value& v) { line(d).enquire = duration(v); }},
    Key{"smpp", "response", Type::duration, "\"30s\"", "How long the carrier may take to answer; then the connection counts as dead.",
        [](Draft& d, const Value& v) { line(d).response = duration(v); }},

    Key{"store", "postgresql", Type::conninfo, "\"\"", "A PostgreSQL server that holds the database (the package lapord-postgresql), as libpq reads it: \"host=db1,db2 dbname=lapor\", or a URI. It says no password: a passfile does. Empty: the SQLite file.",
        [](Draft& d, const Value& v) { d.config.postgresql = text(v); }},
    Key{"store", "lease", Type::duration, "\"45s\"", "How long the active one of several gateways on that server may be silent until one that stands by takes over. Longer than the server's own failover takes.",
        [](Draft& d, const Value& v) { d.config.lease = duration(v); }},

    Key{"node", "name", Type::word, "\"gateway\"", "What this box is called among the nodes.",
        [](Draft& d, const Value& v) { d.config.node.name = text(v); }},
    Key{"node", "listen", Type::listen, "\"\"", "Where lapord-nodes lets them in, such as \"0.0.0.0:8312\". Empty: none are let in.",
        [](Draft& d, const Value& v) { d.config.node.listen = text(v); }},
    Key{"node", "tls", Type::path, "\"\"", "The folder of the keys: ca.pem and ca-key.pem of the authority, cert.pem and key.pem of lapord-nodes, and who is admitted. What is missing is made. Empty: the folder nodes beside the database.",
        [](Draft& d, const Value& v) { d.config.node.folder = text(v); }},
    Key{"node", "socket", Type::path, "\"/run/lapord/nodes.sock\"", "The socket for lapord-nodes: only its user, and lapord's own, are answered.",
        [](Draft& d, const Value& v) { d.config.node.socket = text(v); }},

    Key{"routing", "learned", Type::learned, "\"suggest\"", "What a learned model may do. suggest: the coordinator sees what it would choose, and why. decide: what it is sure enough of goes to its agency by itself.",
        [](Draft& d, const Value& v) { d.rules.vocabulary.learned.use = learned_use(text(v)); }},
    Key{"routing", "precision", Type::precision, "0.95", "How often a learned model must be right on tickets that it hasn't seen, to decide.",
        [](Draft& d, const Value& v) { d.config.learned_precision = count(v); }},

    Key{"limits", "replies_per_number_per_hour", Type::count, "6", "Automatic answers to one number in an hour; in a day four times as many.",
        [](Draft& d, const Value& v) { d.rules.limits.replies_per_number_per_hour = count(v); }},
    Key{"limits", "replies_per_day", Type::count, "1000", "Automatic answers to citizens in a day; half of it is kept for numbers not yet answered that day, and a quarter for numbers known before that day. Numbers that never wrote before get an eighth in an hour, half of it for reports to one agency. Answers to urgent reports and to officers are not counted against it.",
        [](Draft& d, const Value& v) { d.rules.limits.replies_per_day = count(v); }},
    Key{"limits", "reports_per_hour", Type::count, "10", "New reports from one number in an hour. Further ones are set aside; the coordinator is told once.",
        [](Draft& d, const Value& v) { d.rules.limits.sender.reports_per_hour = count(v); }, 1, 1000},
    Key{"limits", "urgent_per_hour", Type::count, "2", "Of them urgent. Further ones are opened as ordinary reports.",
        [](Draft& d, const Value& v) { d.rules.limits.sender.urgent_per_hour = count(v); }, 0, 1000},
    Key{"limits", "additions_per_hour", Type::count, "5", "Additions (TAMBAH) from one number in an hour that agencies are texted. Further ones are in the report's record.",
        [](Draft& d, const Value& v) { d.rules.limits.sender.additions_per_hour = count(v); }, 0, 1000},
    Key{"limits", "incomplete_per_hour", Type::count, "2", "Long texts from one number in an hour that are taken though a part never came. Further ones are set aside.",
        [](Draft& d, const Value& v) { d.rules.limits.sender.incomplete_per_hour = count(v); }, 0, 1000},
    Key{"limits", "parts_per_hour", Type::count, "40", "Parts (an SMS is one) from one number in an hour that may open reports. What comes beyond is set aside; the coordinator is told once.",
        [](Draft& d, const Value& v) { d.rules.limits.sender.parts_per_hour = count(v); }, 1, 10000},
    Key{"limits", "texts_per_phone_per_hour", Type::count, "30", "Forwards, escalations and news to one phone in an hour. Further ones wait; where more than that wait for one officer they come as one digest. Urgent ones, answers and alerts go at once.",
        [](Draft& d, const Value& v) { d.rules.limits.texts_per_phone_per_hour = count(v); }, 1, 1000},
    Key{"limits", "multipart_timeout", Type::duration, "\"5m\"", "How long the missing parts of a long text are waited for. Then the parts that came are taken and the gap is marked.",
        [](Draft& d, const Value& v) { d.rules.limits.multipart_timeout = duration(v); }},
    Key{"limits", "max_parts_in", Type::count, "10", "The longest text that is joined, in parts; of a longer one the first parts are the report.",
        [](Draft& d, const Value& v) { d.rules.limits.max_parts_in = count(v); }, 1, 255},
    Key{"limits", "answer_countries", Type::countries, "[\"ID\"]", "Mobile numbers of these countries are answered; a report from any other sender is taken unanswered.",
        [](Draft& d, const Value& v) { d.rules.limits.answer_countries = texts(v); }},

    Key{"delivery", "unsure_wait", Type::duration, "\"60s\"", "How long a receipt may take to resolve a send that was cut off.",
        [](Draft& d, const Value& v) { d.rules.delivery.in_doubt_wait = duration(v); }},
    Key{"delivery", "attempts", Type::count, "5", "After so many refusals that might pass, a text has failed.",
        [](Draft& d, const Value& v) { d.rules.delivery.attempts = count(v); }, 1, 100},
    Key{"delivery", "retry", Type::durations, "[\"5s\", \"30s\", \"5m\", \"30m\"]", "The pauses between tries; the last serves for all later ones.",
        [](Draft& d, const Value& v) { d.rules.delivery.retry = std::get<std::vector<Duration>>(v); }},
    Key{"delivery", "own_sim_wait", Type::duration, "\"2m\"", "How long an answer waits for the SIM that its recipient has texted, before another takes over; news, questions and reminders wait ten times as long, alarms and urgent reports not at all.",
        [](Draft& d, const Value& v) { d.rules.delivery.own_sim_wait = duration(v); }},
    Key{"delivery", "expire_replies", Type::duration, "\"24h\"", "An answer to a citizen that has not gone by then is given up.",
        [](Draft& d, const Value& v) { d.rules.delivery.expire_replies = duration(v); }},
    Key{"delivery", "expire_forwards", Type::duration, "\"72h\"", "The same for a text to an agency.",
        [](Draft& d, const Value& v) { d.rules.delivery.expire_forwards = duration(v); }},

    Key{"forwarding", "window", Type::window, "\"06:00-21:00\"", "When agencies are texted, and citizens with unasked news. Urgent categories ignore it.",
        [](Draft& d, const Value& v) { d.rules.forwarding.window = std::get<calendar::Window>(v); }},
    Key{"forwarding", "collect", Type::duration, "\"0s\"", "0s: each report goes at once. \"15m\": reports are gathered into one digest per contact.",
        [](Draft& d, const Value& v) { d.rules.forwarding.collect = duration(v); }},
    Key{"forwarding", "office_hours", Type::window, "\"00:00-00:00\"", "When offices are open on working days. Outside these hours the answer to an ordinary report says when they open again. 00:00-00:00: it never does.",
        [](Draft& d, const Value& v) { d.rules.forwarding.office_hours = std::get<calendar::Window>(v); }},
    Key{"forwarding", "ladder_gap", Type::duration, "\"10m\"", "At most one ladder message per contact in this time; what falls between is merged.",
        [](Draft& d, const Value& v) { d.rules.forwarding.escalation_gap = duration(v); }},

    Key{"escalation", "after", Type::span, "", "How long after the forward this step is taken.",
        [](Draft& d, const Value& v) { d.rules.escalation.back().after = span(v); }},
    Key{"escalation", "to", Type::role, "", "The role that is texted: operator, secretary, head, coordinator, sekda or governor.",
        [](Draft& d, const Value& v) { d.rules.escalation.back().to = std::get<routing::Role>(v); }},
    Key{"escalation", "agencies", Type::codes, "[]", "Only tickets with these agencies take this step. Empty: all.",
        [](Draft& d, const Value& v) { d.rules.escalation.back().agencies = texts(v); }},
    Key{"escalation", "categories", Type::codes, "[]", "Only tickets of these categories take this step. Empty: all.",
        [](Draft& d, const Value& v) { d.rules.escalation.back().categories = texts(v); }},
    Key{"escalation", "at", Type::clock, "\"\"", "This step's contacts hear of it once a day, at this local time, in one text. Empty: when the step is due. Urgent reports don't wait for it.",
        [](Draft& d, const Value& v) { d.rules.escalation.back().at = calendar::read_clock(text(v)); }},

    Key{"summary", "at", Type::moment, "", "When: \"07:00\" each day, \"Mon 07:00\", \"Mon..Fri 07:00\", \"*-*-01 07:00\". Local time; once each, and once after a downtime.",
        [](Draft& d, const Value& v) { set_moment(d, text(v)); }},
    Key{"summary", "to", Type::role, "\"head\"", "The role that is texted. The roles of an agency get its own figures, those above get the totals and the worst three.",
        [](Draft& d, const Value& v) { d.rules.summaries.back().to = std::get<routing::Role>(v); }},
    Key{"summary", "period", Type::period, "\"week\"", "What it looks back on: the day, the seven days or the calendar month that ended last.",
        [](Draft& d, const Value& v) { set_period(d, text(v)); }},

    Key{"deadlines", "first_response", Type::span, "\"24h\"", "An agency's first answer, from the forward.",
        [](Draft& d, const Value& v) { d.rules.deadlines.first_response = span(v); }},
    Key{"deadlines", "urgent", Type::span, "\"1h\"", "The same for urgent reports.",
        [](Draft& d, const Value& v) { d.rules.deadlines.urgent = span(v); }},
    Key{"deadlines", "information", Type::span, "\"5wd\"", "Time to resolve a question.",
        [](Draft& d, const Value& v) { d.rules.deadlines.information = span(v); }},
    Key{"deadlines", "ordinary", Type::span, "\"14wd\"", "Time to resolve an ordinary report.",
        [](Draft& d, const Value& v) { d.rules.deadlines.ordinary = span(v); }},
    Key{"deadlines", "supervision", Type::span, "\"60wd\"", "Time to resolve a report that needs an inspection.",
        [](Draft& d, const Value& v) { d.rules.deadlines.supervision = span(v); }},
    Key{"deadlines", "accepted_idle", Type::span, "\"5wd\"", "Accepted and then silence for so long: the ticket climbs too.",
        [](Draft& d, const Value& v) { d.rules.deadlines.accepted_idle = span(v); }},
    Key{"deadlines", "confirm", Type::span, "\"10wd\"", "The citizen's YA or BELUM; then the ticket is closed by itself.",
        [](Draft& d, const Value& v) { d.rules.deadlines.confirm = span(v); }},
    Key{"deadlines", "clarify", Type::span, "\"10wd\"", "The citizen's answer to an agency's question; then the ticket is closed by itself.",
        [](Draft& d, const Value& v) { d.rules.deadlines.clarify = span(v); }},
    Key{"deadlines", "reopen", Type::span, "\"30d\"", "How long after closing BUKA opens a ticket again.",
        [](Draft& d, const Value& v) { d.rules.deadlines.reopen = span(v); }},

    Key{"alarms", "phones", Type::phones, "[]", "The operator's own phones.",
        [](Draft& d, const Value& v) { d.rules.alerts.phones = texts(v); }},
    Key{"alarms", "at_most_every", Type::duration, "\"30m\"", "At most one alarm text to a phone in this time. Alarms that fall between go in one text when it is over.",
        [](Draft& d, const Value& v) { d.rules.alerts.at_most_every = duration(v); }},
    Key{"alarms", "modem_down_after", Type::duration, "\"10m\"", "A modem that can't be used for so long, and isn't held by order, is told of. 0s: never.",
        [](Draft& d, const Value& v) { d.rules.alerts.modem_down_after = duration(v); }},

    Key{"http", "listen", Type::listen, "\"\"", "Where lapord-web listens. Empty: only on the socket that systemd hands it. Any other address than loopback needs behind_proxy.",
        [](Draft& d, const Value& v) { d.rules.pages.listen = text(v); }},
    Key{"http", "behind_proxy", Type::truth, "false", "A proxy stands before lapord-web: the last address of X-Forwarded-For is the visitor's, and it may listen on any address.",
        [](Draft& d, const Value& v) { d.rules.pages.behind_proxy = count(v) != 0; }},
    Key{"http", "hosts", Type::hosts, "[]", "Names under which the pages are asked for beside those of listen, such as the proxy's: a request for any other name is refused.",
        [](Draft& d, const Value& v) { d.rules.pages.hosts = texts(v); }},
    Key{"http", "public_text", Type::publicity, "\"none\"", "Whether a report's words are shown to everybody: none, or redacted, and never those of a confidential, urgent or anonymous one.",
        [](Draft& d, const Value& v) { d.rules.pages.public_text = text(v) == "redacted"; }},
    Key{"http", "map", Type::path, "\"\"", "The tile map of the public board: lines of code, row, column, label, name and kind, parted by tabs. Empty: the shipped one.",
        [](Draft& d, const Value& v) { d.map = text(v); }},
    Key{"backup", "keep", Type::count, "7", "How many backups are kept; the oldest goes when one more is made.",
        [](Draft& d, const Value& v) { d.config.backups_kept = count(v); }, 1, 10'000},
    Key{"retention", "forget_numbers_after", Type::duration, "\"180d\"", "How long after the last ticket of a number was closed it is deleted, with the numbers in texts, the raw bytes of parts and of what was set aside. 0s: never.",
        [](Draft& d, const Value& v) { d.rules.retention.forget_numbers_after = duration(v); }},
};
// clang-format on

}  // namespace

std::span<const Key> keys() { return all_keys; }
std::span<const Section> sections() { return all_sections; }

}  // namespace lapor::config
