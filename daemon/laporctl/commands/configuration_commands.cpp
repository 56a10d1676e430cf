// Commands that need no gateway: explain, config show, events.
#include <fmt/format.h>

#include <fstream>
#include <iostream>

#include "base/catalogue.hpp"
#include "common/exit_status.hpp"
#include "config/effective.hpp"
#include "laporctl/commands/groups.hpp"
#include "laporctl/commands/show.hpp"
#include "laporctl/explain.hpp"
#include "laporctl/program.hpp"
#include "laporctl/tables.hpp"

namespace lapor::laporctl {
namespace {

using control::Json;

struct ExplainOptions {
  ExplainQuestion question;
  std::filesystem::path file;  ///< empty: the question's text; "-": standard input
};

/// Prints a JSON document for each line, as soon as it is known.
int explain_lines(const Explainer& explainer, std::istream& in) {
  for (std::string line; std::getline(in, line);)
    if (print_text(explainer(unescape_line(line)).dump() + "\n") != daemon::exit_ok)
      return daemon::exit_refused;
  return daemon::exit_ok;
}

int explain_file(const Explainer& explainer, const std::filesystem::path& file) {
  if (file == "-") return explain_lines(explainer, std::cin);
  std::ifstream in(file);
  if (!in) return complain(fmt::format("{} can't be read", file.string()), daemon::exit_refused);
  return explain_lines(explainer, in);
}

int explain_one(const Explainer& explainer, const std::string& text, const Session& session) {
  const auto result = explainer(text);
  return session.print({show_explanation(result), result});
}

int explain_texts(const ExplainOptions& options, const Session& session) {
  if (session.options().config.empty())
    return complain("explain needs --config FILE", daemon::exit_laporctl_usage);
  const auto config = session.config_or_complain();
  if (!config) return daemon::exit_refused;
  const auto explainer = Explainer::make(*config->rules, options.question, now());
  if (!explainer) return complain(explainer.error());
  return options.file.empty() ? explain_one(*explainer, options.question.text, session)
                              : explain_file(*explainer, options.file);
}

void add_explain(Program& program) {
  auto& command = program.add("explain", "what the gateway would make of a text, without doing it");
  auto& options = command.values<ExplainOptions>();
  auto& question = options.question;
  command.option("--from", question.from, "the sender's number");
  command.option("--as", question.as, "citizen or agency").one_of({"citizen", "agency"});
  command.option("--pending", question.pending, "a question that waits for this sender's answer")
      .one_of_ignoring_case({"confirm", "rate", "clarify"});
  const auto file = command.option("--file", options.file, "a text a line of this file; -: standard input");
  command.option("TEXT", question.text).excludes(file);
  command.check([&options]() -> std::optional<std::string> {
    if (!options.question.text.empty() || !options.file.empty()) return std::nullopt;
    return "explain needs a TEXT or --file FILE";
  });
  command.run_here([&options](const Session& session) { return explain_texts(options, session); });
}

Json to_json(const std::vector<config::Effective>& values) {
  auto out = Json::list();
  for (const auto& v : values)
    out.add(Json::object({{"section", v.section},
                          {"index", v.index > 0 ? Json(v.index) : Json()},
                          {"key", v.key},
                          {"value", v.value},
                          {"source", v.source}}));
  return out;
}

/// Shows what the files say now; a running gateway may not have reloaded it yet.
int show_config(const Session& session) {
  const auto config = session.config_or_complain();
  if (!config) return daemon::exit_refused;
  config::Report report;
  const auto root = config::read_document(config->file, report);
  if (!root) return daemon::exit_refused;
  const auto values = config::effective(*root, config->file.string());
  return session.print({config::show(values), to_json(values)});
}

void add_config(Program& program) {
  struct Values {
    std::string action;
  };
  auto& command = program.add("config", "the configuration as it takes effect");
  auto& v = command.values<Values>();
  command.option("show", v.action, "each value, and where it comes from").required().one_of({"show"});
  command.run_here(show_config);
}

std::string show_events(const Json& events) {
  std::string out;
  for (const auto& e : events.items()) {
    auto kind = plain(e["level"]);
    for (const auto& field : e["fields"].items()) kind += ", " + plain(field);
    out += (out.empty() ? "" : "\n") + fmt::format("{} ({})\n", plain(e["event"]), kind) +
           wrapped(plain(e["text"]), "  ");
  }
  return out;
}

Json to_json(const log::Explained& event) {
  auto fields = Json::list();
  for (const auto& field : event.fields) fields.add(field);
  return Json::object({{"event", event.name},
                       {"level", event.level},
                       {"fields", fields},
                       {"group", event.group},
                       {"text", event.text},
                       {"message_id", log::message_id(event.name)}});
}

struct EventValues {
  std::string event;
  bool journal = false;
};

int explain_events(const EventValues& v, const Session& session) {
  if (v.journal) return print_text(log::journal_catalogue(log::catalogue()));
  auto events = Json::list();
  for (const auto& event : log::catalogue())
    if (v.event.empty() || event.name == v.event) events.add(to_json(event));
  if (events.items().empty())
    return complain(fmt::format("there is no event \"{}\"", v.event), daemon::exit_refused);
  return session.print({show_events(events), events});
}

void add_events(Program& program) {
  auto& command = program.add("events", "what the events of the log mean, and what to do");
  auto& v = command.values<EventValues>();
  command.option("EVENT", v.event, "only this one, such as send-given-up");
  command.flag("--journal", v.journal, "print them as a message catalogue for journald");
  command.run_here([&v](const Session& session) { return explain_events(v, session); });
}

/// Facts about a sender that only the running gateway knows.
constexpr auto not_known =
    "As for a sender who wrote nothing before and got nothing from us: a repeat, an addition to a report of "
    "minutes ago, a limit that is reached, a text of ours that is quoted and tickets that aren't named can "
    "change it.";

}  // namespace

std::string show_explanation(const Json& e) {
  std::string out;
  for (const auto* name : {"command", "ticket", "category", "flags", "argument", "area", "area_evidence",
                           "evidence", "runner_up"})
    out += fmt::format("{:13} {}\n", name, plain(e[name]));
  for (const auto& ticket : e["opens"].items()) {
    out += fmt::format("{:13} {} {} for {}\n", "opens", plain(ticket["ticket"]), plain(ticket["category"]),
                       plain(ticket["agency"]));
    if (ticket["several_matters"].text())
      out += fmt::format("{:13} {}; the coordinator decides\n", "",
                         "several matters: " + plain(ticket["several_matters"]));
  }
  for (const auto& reply : e["replies"].items()) {
    out += fmt::format("\nto {}, {} part(s)\n", plain(reply["to"]), plain(reply["parts"]));
    out += wrapped(plain(reply["text"]), "  ");
  }
  return out + "\n" + wrapped(not_known, "");
}

void add_configuration_commands(Program& program) {
  add_explain(program);
  add_config(program);
  add_events(program);
}

}  // namespace lapor::laporctl
