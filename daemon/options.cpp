#include "options.hpp"

#include <CLI/CLI.hpp>
#include <iostream>

namespace lapor::daemon {
namespace {

constexpr auto version = "lapor " LAPOR_VERSION;

/// Help and the version are no failure; everything else is wrong usage.
template <class Options>
std::variant<Options, int> parse(CLI::App& app, int argc, const char* const* argv, const Options& options,
                                 int usage) {
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& e) {
    return app.exit(e);
  } catch (const CLI::ParseError& e) {
    app.exit(e, std::cout, std::cerr);
    return usage;
  }
  return options;
}

void add_questions(CLI::App& app, ControlOptions& o) {
  app.add_subcommand("status", "modems, outbox, inbox, tickets and database at a glance");
  auto* tickets = app.add_subcommand("tickets", "tickets, newest first");
  tickets->add_option("--state", o.state, "only tickets in this state");
  tickets->add_option("--agency", o.agency, "only tickets with this agency");
  tickets->add_option("--limit", o.limit, "at most so many");
  auto* ticket = app.add_subcommand("ticket", "one ticket with its events and messages");
  ticket->add_option("NUMBER", o.ticket)->required();
  auto* scorecard = app.add_subcommand("scorecard", "how each agency did, by the day of its first forward");
  scorecard->add_option("--from", o.first_day, "the first local day, such as 2026-03-01");
  scorecard->add_option("--to", o.last_day, "the last local day, included; today if left out");
  scorecard->add_flag("--csv", o.csv, "print CSV for a spreadsheet");
  auto* access = app.add_subcommand("access", "who looked at tickets and messages, newest first");
  access->add_option("--ticket", o.ticket, "only at this one");
  access->add_option("--limit", o.limit, "at most so many");
  auto* all = app.add_subcommand("export", "all tickets without phone numbers, for other systems");
  all->add_flag("--csv", o.csv, "one row for each ticket");
  all->add_flag("--ndjson", o.ndjson, "one JSON document a line");
  all->add_option("--from", o.first_day, "the first local day, such as 2026-03-01");
  all->add_option("--to", o.last_day, "the last local day, included");
  auto* messages = app.add_subcommand("messages", "texts in both directions, newest first");
  messages->add_flag("--in", o.in, "only incoming texts");
  messages->add_flag("--out", o.out, "only outgoing texts");
  messages->add_option("--number", o.number, "only to and from this number");
  messages->add_option("--state", o.state, "only outgoing texts in this state");
  messages->add_option("--limit", o.limit, "at most so many");
  auto* quarantine =
      app.add_subcommand("quarantine", "what was set aside unanswered, newest first; or one with its bytes");
  quarantine->add_option("ID", o.id, "this one, with its bytes in hexadecimal");
  quarantine->add_option("--limit", o.limit, "at most so many");
}

/// The coordinator's desk.
void add_desk(CLI::App& app, ControlOptions& o) {
  auto* queue = app.add_subcommand("queue", "what waits for the coordinator, the oldest first");
  queue->add_option("--limit", o.limit, "at most so many");
  const auto verb = [&](const char* name, const char* what) {
    auto* command = app.add_subcommand(name, what);
    command->add_option("NUMBER", o.ticket, "the ticket")->required();
    return command;
  };
  verb("route", "give a ticket to an agency")->add_option("AGENCY", o.agency, "its code")->required();
  verb("merge", "join a ticket to another")->add_option("INTO", o.into, "the one that stays")->required();
  verb("separate", "it is not about the same as the earlier report that the queue names");
  auto* reject = verb("reject", "refuse a ticket for good");
  reject->add_option("REASON", o.reason, "SPAM, WENANG, JELAS, DUPL or HUKUM")->required();
  reject->add_option("NOTE", o.text, "more words for the citizen");
  verb("reopen", "send a closed ticket back to its agency, a level higher")
      ->add_option("NOTE", o.text, "why, for the record");
  verb("note", "write into a ticket's record")->add_option("TEXT", o.text)->required();
  verb("answer", "text who reported it")->add_option("TEXT", o.text)->required();
  verb("ask", "ask who reported it; the clocks wait")->add_option("TEXT", o.text)->required();
  auto* fresh = app.add_subcommand("new", "take a report that came by another channel");
  fresh->add_option("--channel", o.channel, "hotline, web, app or social")
      ->required()
      ->check(CLI::IsMember({"hotline", "web", "app", "social"}));
  fresh->add_option("--from", o.number, "the reporter's number, where it is known");
  fresh->add_option("TEXT", o.text)->required();
}

void add_explain(CLI::App& app, ControlOptions& o) {
  auto* explain = app.add_subcommand("explain", "what the gateway would make of a text, without doing it");
  explain->add_option("--from", o.from, "the sender's number");
  explain->add_option("--as", o.as, "citizen or agency")->check(CLI::IsMember({"citizen", "agency"}));
  explain->add_option("--pending", o.pending, "a question that waits for this sender's answer")
      ->check(CLI::IsMember({"confirm", "rate", "clarify"}, CLI::ignore_case));
  explain->add_option("TEXT", o.text)->required();
}

void add_detect(CLI::App& app, ControlOptions& o) {
  auto* detect =
      app.add_subcommand("detect", "serial ports, what answers there, and what to write into lapord.toml");
  detect->add_option("PORT", o.ports, "only these ports, e.g. /dev/ttyUSB0");
  detect->add_flag("--no-ask", o.no_ask, "look only, say AT to nobody");
  detect->add_flag("--udev", o.udev, "print udev rules that keep ModemManager off the modems");
}

void add_orders(CLI::App& app, ControlOptions& o) {
  auto* send = app.add_subcommand("send", "queue a text");
  send->add_option("NUMBER", o.number)->required();
  send->add_option("TEXT", o.text)->required();
  auto* modem = app.add_subcommand("modem", "reset, hold or resume a modem, or dial a USSD code");
  modem->add_option("NAME", o.modem)->required();
  modem->add_option("ACTION", o.action)
      ->required()
      ->check(CLI::IsMember({"reset", "hold", "resume", "ussd"}));
  modem->add_option("CODE", o.code, "for ussd, e.g. *888#");
  auto* config = app.add_subcommand("config", "the configuration as it takes effect");
  config->add_option("show", o.action, "each value, and where it comes from")
      ->required()
      ->check(CLI::IsMember({"show"}));
  auto* events = app.add_subcommand("events", "what the events of the log mean, and what to do");
  events->add_option("EVENT", o.event, "only this one, such as send-given-up");
  events->add_flag("--journal", o.journal, "print them as a message catalogue for journald");
  app.add_subcommand("top", "the gateway live: modems, queues and what happened last; q ends it");
  auto* recent = app.add_subcommand("recent", "what happened last, of all tickets");
  recent->add_option("--limit", o.limit, "at most so many");
  app.add_subcommand("doctor", "is all well, and if not, what to do; also without a running gateway");
  auto* backup =
      app.add_subcommand("backup", "a checked copy of the database, also while the gateway serves");
  backup->add_option("DIR", o.folder, "copy it there too, with your rights");
  auto* restore = app.add_subcommand("restore", "put a backup back; the gateway must be stopped");
  restore->add_option("FILE", o.file)->required();
  auto* init = app.add_subcommand("init", "begin with an empty database; the gateway must be stopped");
  init->add_flag("--new", o.fresh, "yes, set the present one aside")->required();
  init->add_option("--after", o.after, "the last ticket number that was given out");
  app.add_subcommand("vacuum", "give free pages back to the disk; the gateway must be stopped");
  app.add_subcommand("reload", "read the configuration again");
}

}  // namespace

std::variant<DaemonOptions, int> read_daemon_options(int argc, const char* const* argv) {
  DaemonOptions o;
  CLI::App app{"lapord: SMS gateway for citizens' complaints", "lapord"};
  app.set_version_flag("--version", version);
  auto* config = app.add_option("--config", o.config, "lapord.toml");
  app.add_flag("--check-config", o.check_config, "check the configuration and exit");
  app.add_option("--take-backup", o.take_backup)->group("")->excludes(config);
  app.add_option("--keep", o.keep)->group("");
  app.add_option("--scorecard", o.scorecard)->group("")->excludes(config)->expected(4, 4 + 10'000);
  const auto read = parse(app, argc, argv, o, exit_usage);
  if (const auto* options = std::get_if<DaemonOptions>(&read))
    if (options->config.empty() && options->take_backup.empty() && options->scorecard.empty()) {
      std::cerr << "--config is required\n";
      return static_cast<int>(exit_usage);
    }
  return read;
}

std::variant<ControlOptions, int> read_control_options(int argc, const char* const* argv) {
  ControlOptions o;
  CLI::App app{"laporctl: look at the gateway and give it orders", "laporctl"};
  app.set_version_flag("--version", version);
  app.fallthrough();
  app.require_subcommand(1);
  auto* socket = app.add_option("--socket", o.socket, "the gateway's control socket");
  app.add_option("--config", o.config, "lapord.toml, which names the socket")->excludes(socket);
  app.add_flag("--json", o.json, "print one JSON document");
  app.add_option("--watch", o.watch, "ask again and again, so many seconds apart (2)")
      ->expected(0, 1)
      ->default_str("2")
      ->check(CLI::Range(1u, 3600u));
  add_questions(app, o);
  add_explain(app, o);
  add_detect(app, o);
  add_desk(app, o);
  add_orders(app, o);
  auto read = parse(app, argc, argv, o, exit_ctl_usage);
  if (auto* options = std::get_if<ControlOptions>(&read)) {
    options->command = app.get_subcommands().front()->get_name();
    if (options->command == "export" && options->csv == options->ndjson) {
      std::cerr << "export: --csv or --ndjson?\n";
      return static_cast<int>(exit_ctl_usage);
    }
    const auto ussd = options->action == "ussd";
    if (ussd == options->code.empty()) {
      std::cerr << (ussd ? "modem NAME ussd: the code is missing, e.g. '*888#'\n"
                         : "a code goes with ussd only\n");
      return static_cast<int>(exit_ctl_usage);
    }
  }
  return read;
}

}  // namespace lapor::daemon
