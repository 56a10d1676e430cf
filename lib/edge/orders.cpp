#include "edge/orders.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "domain/ticket/number.hpp"
#include "domain/wording/redact.hpp"

namespace lapor::edge {
namespace {

using engine::DeskOrder;

constexpr std::array acts{DeskOrder::What::route,  DeskOrder::What::merge, DeskOrder::What::reject,
                          DeskOrder::What::reopen, DeskOrder::What::note,  DeskOrder::What::answer,
                          DeskOrder::What::ask};
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

Result<engine::Event> desk_order(DeskOrder::What what, const Json& request, const std::string& actor) {
  DeskOrder order;
  order.what = what;
  order.actor = actor;
  const auto number = text_of(request, "ticket");
  order.ticket = ticket::serial(number);
  if (order.ticket == 0) return bad_number(number);
  if (what == DeskOrder::What::merge) {
    const auto into = text_of(request, "into");
    order.into = ticket::serial(into);
    if (order.into == 0) return bad_number(into);
  }
  order.agency = text_of(request, "agency");
  order.reason = upper(text_of(request, "reason"));
  order.text = text_of(request, "text");
  return engine::Event(order);
}

/// Why a ticket waits, and the words with it: of the refusal, or of what made it wait.
struct Cause {
  std::string name, words;
  Instant since{};
};

Cause cause_of(const engine::Ticket& t, const std::vector<engine::TicketEvent>& events) {
  Cause cause{t.state == ticket::State::verifying ? "verification" : "routing", "", t.created};
  for (const auto& e : events) {
    if (e.kind == "refuse") cause = {"refusal", e.actor + ": " + e.detail, e.at};
    if (e.kind == "verify" || e.kind == "reopen") cause = {"verification", e.detail, e.at};
    if (e.kind == "route" || e.kind == "transfer") cause = {"routing", e.detail, e.at};
  }
  if (t.state == ticket::State::verifying && cause.name == "routing") cause.name = "verification";
  return cause;
}

}  // namespace

std::optional<Result<engine::Event>> read_order(const Json& request, const std::string& actor) {
  const auto command = text_of(request, "command");
  if (command == "new")
    return engine::Event(engine::ReportTaken{text_of(request, "channel"), text_of(request, "number"),
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
  query.state = ticket::State::verifying;
  auto waiting = views.tickets(query);
  query.state = ticket::State::forwarded;
  query.agency = rules.directory.coordinator().code;
  auto unrouted = views.tickets(query);
  std::move(unrouted.begin(), unrouted.end(), std::back_inserter(waiting));
  std::stable_sort(waiting.begin(), waiting.end(),
                   [](const auto& a, const auto& b) { return a.serial < b.serial; });
  if (waiting.size() > query.limit) waiting.resize(query.limit);
  auto out = Json::list();
  for (auto& t : waiting) {
    if (numbers == Numbers::masked) t.text = wording::redact(t.text);
    const auto cause = cause_of(t, views.events(t.serial));
    auto row = render(t);
    row.set("waits_for", cause.name);
    row.set("cause", cause.words.empty() ? Json() : Json(wording::redact(cause.words)));
    row.set("since", iso8601(cause.since));
    out.add(std::move(row));
  }
  return out;
}

}  // namespace lapor::edge
