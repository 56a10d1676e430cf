#include "control/orders.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "domain/replies/redact.hpp"
#include "domain/ticket/number.hpp"

namespace lapor::control {
namespace {

using engine::OperatorOrder;

constexpr std::array acts{OperatorOrder::What::route,    OperatorOrder::What::merge,
                          OperatorOrder::What::separate, OperatorOrder::What::reject,
                          OperatorOrder::What::reopen,   OperatorOrder::What::note,
                          OperatorOrder::What::answer,   OperatorOrder::What::ask};
constexpr std::size_t most_waiting = 1000;

std::string text_of(const Json& request, std::string_view key) {
  const auto* text = request[key].text();
  return text ? *text : std::string{};
}

Error bad_number(const std::string& number) {
  return {Errc::rejected,
          fmt::format("\"{}\" is no ticket number: 7 to 9 digits, the last one checks the others", number)};
}

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return text;
}

Result<engine::Event> desk_order(OperatorOrder::What what, const Json& request, const std::string& actor) {
  OperatorOrder order;
  order.what = what;
  order.actor = actor;
  const auto number = text_of(request, "ticket");
  order.ticket = ticket::id_of(number);
  if (!order.ticket) return bad_number(number);
  if (what == OperatorOrder::What::merge) {
    const auto into = text_of(request, "into");
    order.into = ticket::id_of(into);
    if (!order.into) return bad_number(into);
  }
  order.agency = text_of(request, "agency");
  order.reason = upper(text_of(request, "reason"));
  order.text = text_of(request, "text");
  return engine::Event(order);
}

/// A row of the queue: the ticket, what it waits for, and the words with it.
Json waiting(engine::Ticket t, std::string_view what, const std::string& cause, Numbers numbers) {
  if (numbers == Numbers::masked) t.text = replies::redact(t.text);
  auto row = render(t);
  row.set("waits_for", what);
  row.set("cause", cause.empty() ? Json() : Json(replies::redact(cause)));
  return row;
}

}  // namespace

std::optional<Result<engine::Event>> read_order(const Json& request, const std::string& actor) {
  const auto command = text_of(request, "command");
  if (command == "new")
    return engine::Event(engine::ReportFiled{text_of(request, "channel"), text_of(request, "number"),
                                             text_of(request, "text"), actor});
  for (const auto what : acts)
    if (command == engine::name(what)) return desk_order(what, request, actor);
  return std::nullopt;
}

Result<Json> queue(const Json& request, engine::Views& views, const engine::Rules& rules, Numbers numbers) {
  engine::TicketQuery query;
  query.oldest_first = true;
  query.limit = most_waiting;
  if (const auto* limit = request["limit"].number()) {
    if (*limit < 1 || *limit > static_cast<std::int64_t>(most_waiting))
      return Error{Errc::rejected, fmt::format("limit: write a whole number from 1 to {}", most_waiting)};
    query.limit = static_cast<std::size_t>(*limit);
  }
  std::map<TicketId, std::string> like;
  for (const auto& pair : views.duplicate_candidates(query.limit))
    like[pair.ticket] = "like " + ticket::number(pair.earlier);
  const auto cause = [&](const engine::Ticket& t) {
    const auto other = like.find(t.id);
    return t.return_reason.empty() && other != like.end() ? other->second : t.return_reason;
  };
  std::map<TicketId, Json> rows;
  query.state = ticket::State::verifying;
  for (const auto& t : views.tickets(query))
    rows[t.id] = waiting(t, t.return_reason.empty() ? "verification" : "refusal", cause(t), numbers);
  query.state = ticket::State::forwarded;
  query.agency = rules.directory.coordinator().code;
  for (const auto& t : views.tickets(query)) rows.try_emplace(t.id, waiting(t, "routing", cause(t), numbers));
  for (const auto& [id, words] : like)
    if (const auto t = views.find(id); t && !rows.contains(id))
      rows[id] = waiting(*t, "merging", words, numbers);
  auto out = Json::list();
  for (auto& [id, row] : rows) {
    if (out.items().size() == query.limit) break;
    out.add(std::move(row));
  }
  return out;
}

}  // namespace lapor::control
