#include "service.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "config/effective.hpp"
#include "control/export.hpp"
#include "control/one_line.hpp"
#include "control/orders.hpp"
#include "control/questions.hpp"
#include "control/scorecard.hpp"
#include "doctor.hpp"
#include "modem/landlock.hpp"
#include "notify.hpp"
#include "options.hpp"
#include "store/store.hpp"

namespace lapor::daemon {
namespace {

constexpr Duration send_bound = std::chrono::seconds(40);
constexpr Duration end_bound = std::chrono::seconds(50);  // a supervisor that never says it has stopped
constexpr Duration beat = std::chrono::seconds(30);
constexpr auto view_group = "lapord-view";

std::string text_of(const control::Json& body, std::string_view key) {
  const auto* text = body[key].text();
  return text ? *text : std::string{};
}

control::Json told(const Reloaded& r) {
  if (!r.faults.empty()) return control::refused(r.faults);
  auto keys = control::Json::list();
  std::string text = "taken";
  for (const auto& key : r.need_restart) {
    keys.add(key);
    text += fmt::format("{} {}", keys.items().size() == 1 ? "; only a restart changes" : ",", key);
  }
  return control::done(control::Json::object({{"ok", true}, {"need_restart", keys}, {"text", text}}));
}

control::Json answer_of(const Result<control::Json>& result) {
  return result ? control::done(*result) : control::refused(result.error().context);
}

}  // namespace

Service::Service(boost::asio::io_context& io, config::Config config, Surroundings surroundings,
                 const LogSink& log)
    : io_(io),
      config_(std::move(config)),
      surroundings_(std::move(surroundings)),
      log_(log),
      started_(std::chrono::steady_clock::now()),
      loop_(
          io,
          [path = config_.database().string()](bool first) {
            return store::make_store(path, {.check = first, .vfs = {}, .make = first});
          },
          config_.rules, log, [this](const engine::Effect& effect) { carry(effect); },
          [this](const engine::StoreFailure& why) { fatal(why); },
          Loop::Settings{config_.state_dir / "reserve"}),
      modems_(
          io, surroundings_.worker, log, [this](const engine::Event& event) { loop_.post(event); },
          [this](const std::string& modem) { return unanswered_sends(modem); }),
      control_(
          io, control::SocketAccess::control,
          [this](const control::Request& q, const control::Reply& a) { take(q, a); },
          [this](pid_t pid) { own_child_asked(pid); }),
      view_(
          io, control::SocketAccess::view,
          [this](const control::Request& q, const control::Reply& a) { take(q, a); },
          [this](pid_t pid) { own_child_asked(pid); }),
      heartbeat_(io),
      last_resort_(io),
      backup_(io),
      scoring_(io, config_.database()) {}

Result<bool> Service::start() {
  if (auto listening = control_.listen(config_.socket); !listening) return listening.error();
  if (!config_.view_socket.empty()) {
    auto listening = view_.listen(config_.view_socket, view_group);
    if (!listening) return listening.error();
    if (!*listening)
      log_.notice("view-socket-private",
                  fmt::format("{} is for lapord's own group: there is no group {}, or lapord is not in it",
                              config_.view_socket.string(), view_group));
  }
  if (modem::landlock::version() == 0)
    log_.notice("worker-sees-files",
                "this kernel has no Landlock: files are hidden from the modems' workers by the unit "
                "alone");
  loop_.start();
  modems_.adopt(config_.modems, config_.rules->alerts.modem_down_after);
  log_.notice("started", fmt::format("lapord {} with {} modem(s), database {}", LAPOR_VERSION,
                                     config_.modems.size(), config_.database().string()));
  heartbeat();
  return true;
}

/// An answer that hasn't come in an hour never will.
engine::UnansweredSends Service::unanswered_sends(const std::string& modem) {
  if (!loop_.well()) return {};
  try {
    return loop_.views().unanswered_sends(modem, loop_.time() - std::chrono::hours(1));
  } catch (const engine::StoreFailure&) {
    return {};  // the next event meets it too, and the loop says so
  }
}

Reloaded Service::reload() {
  auto loaded = config::load(config_.file, surroundings_.places);
  if (!loaded.config) {
    Reloaded out;
    for (const auto& fault : loaded.report.errors) {
      log_.error("config-refused", config::show(fault));
      out.faults += (out.faults.empty() ? "" : "\n") + config::show(fault);
    }
    log_.error("config-kept", "the running configuration is kept");
    return out;
  }
  for (const auto& fault : loaded.report.warnings) log_.warning("config-warning", config::show(fault));
  auto& fresh = *loaded.config;
  const Reloaded out{{}, config::need_restart(config_, fresh)};
  for (const auto& key : out.need_restart)
    log_.warning("config-needs-restart",
                 key + " changes only when lapord is started anew; the old value is kept");
  fresh.state_dir = config_.state_dir, fresh.socket = config_.socket, fresh.view_socket = config_.view_socket;
  config_ = std::move(fresh);
  loop_.adopt(config_.rules);
  modems_.adopt(config_.modems, config_.rules->alerts.modem_down_after);
  log_.notice("config-taken", fmt::format("{} was read again", config_.file.string()));
  return out;
}

void Service::stop() {
  if (stopping_) return io_.stop();
  stopping_ = true;
  log_.notice("stopping", "no more work is taken; a send in flight may end");
  notify::stopping();
  loop_.stop_ticking();
  backup_.stop();
  scoring_.stop();
  control_.close();
  view_.close();
  last_resort_.expires_after(end_bound);
  last_resort_.async_wait([this](const boost::system::error_code& error) {
    if (!error) io_.stop();
  });
  modems_.stop(send_bound, [this] { io_.stop(); });
}

void Service::carry(const engine::Effect& effect) { modems_.carry(effect); }

void Service::fatal(const engine::StoreFailure& why) {
  log_.error("database-unusable", fmt::format("{}; stopping, see \"DATABASE\" in lapord(8)", why.what()));
  damaged_ = dynamic_cast<const store::Damaged*>(&why) != nullptr;
  status_ = exit_data;
  boost::asio::post(io_, [this] { stop(); });
}

/// No worker of ours asks here of itself: a text, or what the modem said, has got hold of it.
void Service::own_child_asked(pid_t pid) {
  const auto before = intrusions_.pass(std::chrono::steady_clock::now());
  if (!before) return;
  const auto modems = modems_.status();
  const auto of = std::find_if(modems.begin(), modems.end(), [&](const auto& m) { return m.pid == pid; });
  const auto more = *before > 0 ? fmt::format("; {} more since this was last said", *before) : std::string{};
  log_.error(
      "worker-refused",
      fmt::format("process {}, started by this gateway, asked at an operator's socket and was refused{}", pid,
                  more),
      of == modems.end() ? log::Fields{} : log::Fields{{"MODEM", of->name}});
}

/// Who looks at what people wrote is on record before they see it.
void Service::take(const control::Request& request, const control::Reply& reply) {
  const auto numbers =
      request.access == control::SocketAccess::control ? control::Numbers::whole : control::Numbers::masked;
  const auto access = control::access_of(request.body, request.actor, numbers, config_.rules->country);
  if (!access) return answer(request, reply);
  const auto unrecorded = [this, access] {
    log_.warning("access-unrecorded", fmt::format("{} looked at {}; the database couldn't take it down",
                                                  access->actor, access->what));
  };
  if (!loop_.well()) return unrecorded(), answer(request, reply);
  loop_.post(engine::AccessLogged{*access},
             [this, request, reply, unrecorded](const engine::Effects* effects) {
               if (!effects) unrecorded();
               answer(request, reply);
             });
}

void Service::answer(const control::Request& request, const control::Reply& reply) {
  try {
    const auto numbers =
        request.access == control::SocketAccess::control ? control::Numbers::whole : control::Numbers::masked;
    if (text_of(request.body, "command") == "status") return reply(control::done(overview()));
    if (const auto known =
            control::answer_question(request.body, loop_.views(), numbers, config_.rules->country))
      return reply(answer_of(*known));
    if (text_of(request.body, "command") == "scorecard") return score(request, reply);
    if (text_of(request.body, "command") == "queue")
      return reply(answer_of(control::queue(request.body, loop_.views(), *config_.rules, numbers)));
    if (text_of(request.body, "command") == "export")
      return reply(answer_of(control::export_page(request.body, loop_.views(), *config_.rules)));
    if (request.access == control::SocketAccess::view)
      return reply(control::refused("this socket only answers questions"));
    order(request, reply);
  } catch (const std::exception& e) {
    reply(control::refused(fmt::format("the database can't be read now: {}", e.what())));
  }
}

void Service::score(const control::Request& request, const control::Reply& reply) {
  const auto question = control::read_score_question(request.body, *config_.rules, loop_.time());
  if (!question) return reply(control::refused(question.error().context));
  scoring_.ask(*question, reply);
}

void Service::order(const control::Request& request, const control::Reply& reply) {
  const auto command = text_of(request.body, "command");
  if (command == "send") return send(request, reply);
  if (command == "modem") return modem(request, reply);
  if (const auto order = control::read_order(request.body, request.actor))
    return *order ? file(**order, reply) : reply(control::refused(order->error().context));
  if (command == "backup") return backup(reply);
  if (command == "doctor")
    return reply(control::done(to_json(look_at_gateway(config_, loop_.views(), overview(), loop_.time()))));
  if (command == "reload") {
    log_.notice("reload-asked", fmt::format("{}: reload", request.actor));
    return reply(told(reload()));
  }
  reply(control::refused(fmt::format("this version knows no command \"{}\"", command)));
}

void Service::send(const control::Request& request, const control::Reply& reply) {
  if (!loop_.well()) return reply(control::refused("the database can't be written now; try again later"));
  loop_.post(
      engine::SendRequested{text_of(request.body, "number"), text_of(request.body, "text"), request.actor},
      [reply](const engine::Effects* effects) {
        if (!effects)
          return reply(
              control::refused("the database failed: look in `laporctl messages` whether the text was queued "
                               "before you try again"));
        for (const auto& effect : *effects) {
          if (const auto* queued = std::get_if<engine::MessageQueued>(&effect))
            return reply(control::done(control::Json::object({{"id", queued->id.value}})));
          if (const auto* no = std::get_if<engine::OrderRefused>(&effect))
            return reply(control::refused(no->reason));
        }
        reply(control::refused("the text was not queued"));
      });
}

/// The coordinator's order; its answer is the ticket as it is afterwards.
void Service::file(engine::Event order, const control::Reply& reply) {
  if (!loop_.well()) return reply(control::refused("the database can't be written now; try again later"));
  loop_.post(std::move(order), [this, reply](const engine::Effects* effects) {
    if (!effects)
      return reply(control::refused(
          "the database failed: look with `laporctl ticket` whether it was done before you try again"));
    for (const auto& effect : *effects) {
      if (const auto* no = std::get_if<engine::OrderRefused>(&effect))
        return reply(control::refused(no->reason));
      if (const auto* filed = std::get_if<engine::TicketFiled>(&effect))
        if (const auto t = loop_.views().find(filed->ticket))
          return reply(control::done(control::render(*t)));
    }
    reply(control::refused("nothing was done"));
  });
}

/// In a child that reads beside us: a big database takes a while, and its copy is checked.
void Service::backup(const control::Reply& reply) {
  if (backup_.running()) return reply(control::refused("a backup is being made already"));
  const std::vector<std::string> words{"--take-backup", config_.database().string(), "--keep",
                                       std::to_string(config_.backups_kept)};
  backup_.start(words, [this, reply](int status, std::string said) {
    while (!said.empty() && said.back() == '\n') said.pop_back();
    if (status != exit_ok) {
      log_.error("backup-failed",
                 said.empty() ? fmt::format("the backup ended with status {}", status) : said);
      return reply(control::refused("no backup: " + said));
    }
    log_.notice("backup-made", said);
    reply(control::done(control::Json::object({{"ok", true}, {"file", said}})));
  });
}

void Service::modem(const control::Request& request, const control::Reply& reply) {
  const auto name = text_of(request.body, "modem"), action = text_of(request.body, "action");
  auto* supervisor = modems_.find(name);
  if (!supervisor) return reply(control::refused(fmt::format("there is no modem \"{}\"", name)));
  log_.notice("modem-order", fmt::format("{}: {} {}", request.actor, name, action));
  const auto said = [&](const char* text) {
    reply(control::done(control::Json::object({{"ok", true}, {"text", text}})));
  };
  // Whoever says so has looked at the SIM.
  if (action == "reset" || action == "resume") loop_.post(engine::SimTrusted{name});
  if (action == "reset") return supervisor->reset(), said("the modem is reset and its worker started anew");
  if (action == "hold") return supervisor->hold(), said("the modem is left alone until resume");
  if (action == "resume") {
    loop_.post(engine::PinTriesForgiven{name});
    return supervisor->resume(), said("the modem is used again");
  }
  if (action != "ussd") return reply(control::refused("a modem can be told reset, hold, resume or ussd"));
  const auto code = text_of(request.body, "code");
  const auto good =
      !code.empty() && code.size() <= 182 && code.find_first_not_of("0123456789*#") == std::string::npos;
  if (!good) return reply(control::refused("a USSD code has digits, * and # only, such as *888#"));
  supervisor->ussd(code, [reply](bool ok, const std::string& text) {
    reply(ok ? control::done(control::Json::object({{"ok", true}, {"text", text}})) : control::refused(text));
  });
}

control::Json Service::overview() {
  auto& views = loop_.views();
  control::Status s;
  s.version = LAPOR_VERSION;
  s.uptime_s =
      std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - started_).count();
  s.modems = modems_.status();
  for (auto& m : s.modems) {
    m.counts = views.modem_counts(m.name);
    m.balance = views.balance(m.name).value_or(engine::SimBalance{});
    if (auto why = loop_.blocked_reason(m.name); !why.empty()) m.silent = std::move(why);
  }
  s.outbox = views.outbox();
  s.inbox = views.inbox();
  s.tickets = views.ticket_counts(loop_.time());
  s.database = views.database();
  return control::render(s);
}

std::string Service::glance() {
  auto& views = loop_.views();
  const auto modems = modems_.status();
  control::Glance g;
  g.modems = modems.size();
  g.ready = static_cast<std::size_t>(
      std::count_if(modems.begin(), modems.end(), [](const auto& m) { return m.state == "ready"; }));
  g.waiting = views.outbox().queued;
  engine::TicketQuery newest;
  newest.limit = 1;
  if (const auto last = views.tickets(newest); !last.empty()) g.last_report = last.front().created;
  return control::one_line(g, loop_.time(), config_.rules->calendar);
}

/// Tells systemd how things stand, and that this thread still turns.
void Service::heartbeat() {
  try {
    notify::status(loop_.well() ? glance()
                                : std::string("the database can't be used; reports stay on the SIM"));
  } catch (const std::exception&) {
    notify::status("the database can't be read");
  }
  notify::alive();
  heartbeat_.expires_after(std::min<std::chrono::microseconds>(beat, notify::watchdog().value_or(beat)));
  heartbeat_.async_wait([this](const boost::system::error_code& error) {
    if (!error) heartbeat();
  });
}

}  // namespace lapor::daemon
