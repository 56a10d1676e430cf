#include "control/web/portal.hpp"

#include <fmt/format.h>

#include "base/fnv1a.hpp"
#include "base/time.hpp"
#include "control/board.hpp"
#include "control/command_rows.hpp"
#include "control/commands/contain_faults.hpp"
#include "control/web/groups.hpp"
#include "domain/ticket/number.hpp"

namespace lapor::control::web {
namespace {

constexpr auto board_holds = std::chrono::seconds(10);
constexpr auto idle_board_holds = std::chrono::minutes(1);
constexpr auto board_shown_for = std::chrono::minutes(5);  ///< while newer figures are counted

const CommandRows<Command>& table() {
  static const CommandRows<Command> rows{public_commands(),  form_commands(), open311_commands(),
                                         session_commands(), desk_lists(),    desk_commands(),
                                         desk_orders()};
  return rows;
}

unsigned role_of(const Session& session) {
  switch (session.account.role) {
    case engine::DeskRole::viewer:
      return viewer;
    case engine::DeskRole::agency:
      return agency;
    case engine::DeskRole::operator_:
      return operator_;
    case engine::DeskRole::coordinator:
      return coordinator;
  }
  return 0;
}

/// The reason why this session may not give the command; "" if it may. The words are for lapord-web, which
/// knows them.
std::string objection(const Command& command, const Session* session, const Json& body) {
  if (command.who == anybody) return {};
  if (!session) return "login";
  if ((role_of(*session) & command.who) == 0) return "forbidden";
  if (command.kind == Kind::order && text_of(body, "form") != session->form) return "form";
  return {};
}

engine::AccessRecord access_of(const Visit& visit) {
  engine::AccessRecord out;
  out.actor = visit.session->actor();
  out.masked = true;
  out.what = text_of(visit.body, "command");
  if (const auto id = ticket::id_of(text_of(visit.body, "ticket"))) out.ticket = id;
  constexpr std::size_t longest = 20;
  for (const auto* name : {"list", "state", "agency"})
    if (const auto value = text_of(visit.body, name); !value.empty())
      out.detail += fmt::format("{}{} {}", out.detail.empty() ? "" : ", ", name, value.substr(0, longest));
  return out;
}

/// As control::dispatch(): on disk before the answer goes out, in the log while the database can't be
/// written.
void record_then(const Visit& visit, std::function<void()> run) {
  const auto access = access_of(visit);
  auto& gateway = visit.gateway;
  const auto log_instead = [&gateway, access] {
    gateway.log(
        log::Level::warning, "access-unrecorded",
        fmt::format("{} looked at {}; the database couldn't take it down", access.actor.text(), access.what));
  };
  if (!gateway.database_ok()) return log_instead(), run();
  gateway.execute(engine::AccessLogged{access}, [log_instead, run = std::move(run)](const auto* effects) {
    if (!effects) log_instead();
    run();
  });
}

}  // namespace

std::span<const Command> command_table() { return table().all(); }
const Command* find_command(std::string_view name) { return table().find(name); }

/// A session ends with its account.
const Session* Portal::session_of(const std::string& id) {
  const auto* session = sessions.find(id, gateway_.now());
  if (!session) return nullptr;
  for (const auto& account : gateway_.views().accounts(engine::Account::Kind::user))
    if (account.name == session->account.name && account.created == session->account.created) return session;
  sessions.close_all_of(std::string(session->account.name));
  return nullptr;
}

void Portal::dispatch(const Request& request, const Reply& reply) {
  contain_faults(gateway_, reply, [&] { admit(request, reply); });
}

void Portal::admit(const Request& request, const Reply& reply) {
  const auto name = text_of(request.body, "command");
  const auto* command = find_command(name);
  if (!command) return reply(refused(fmt::format("this version knows no web command \"{}\"", name)));
  const auto* session = session_of(text_of(request.body, "session"));
  if (const auto why = objection(*command, session, request.body); !why.empty()) return reply(refused(why));
  const auto run = [this, command, body = request.body, reply, id = session ? session->id : std::string{}] {
    const auto* still = sessions.find(id, gateway_.now());
    if (command->who != anybody && !still) return reply(refused("login"));
    contain_faults(gateway_, reply, [&] { command->handler({body, gateway_, *this, still}, reply); });
  };
  if (command->audit == Audit::access) return record_then({request.body, gateway_, *this, session}, run);
  run();
}

std::string Portal::newest_event() const {
  const auto events = gateway_.views().recent({1});
  if (events.empty()) return {};
  const auto& e = events.front();
  return fmt::format("{} {} {} {}", to_ms(e.at), e.ticket.value, e.kind, e.detail.size());
}

bool Portal::fresh(const Counted& board) const {
  if (board.answer.is_null()) return false;
  const auto age = gateway_.now() - board.at;
  if (age < Duration{0}) return false;
  return age < board_holds || (age < idle_board_holds && board.newest_event == newest_event());
}

void Portal::board(unsigned days, const Reply& reply) {
  auto& board = boards_[days];
  const auto age = gateway_.now() - board.at;
  const bool shown = !board.answer.is_null() && age >= Duration{0} && age < board_shown_for;
  if (shown) reply(board.answer);
  if (shown && (board.counting || fresh(board))) return;
  if (!shown) board.waiting.push_back(reply);
  if (std::exchange(board.counting, true)) return;
  gateway_.count_board(days, [this, days, newest = newest_event()](const Result<Json>& figures) {
    counted(days, figures, newest);
  });
}

/// Answers everybody who waited; with the last figures if the count failed.
void Portal::counted(unsigned days, const Result<Json>& figures, const std::string& newest_event) {
  auto& board = boards_[days];
  board.counting = false;
  if (figures) {
    auto same = *figures;
    same.set("counted_at", Json());
    board.answer =
        done(Json::object({{"revision", fmt::format("{:016x}", fnv1a(same.dump()))}, {"figures", *figures}}));
    board.at = gateway_.now();
    board.newest_event = newest_event;
  }
  const auto waiting = std::exchange(board.waiting, {});
  const auto answer = board.answer.is_null() ? answer_of(figures) : board.answer;
  for (const auto& reply : waiting) reply(answer);
}

}  // namespace lapor::control::web
