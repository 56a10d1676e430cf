#include "control/questions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/log.hpp"
#include "base/time.hpp"
#include "domain/delivery/lifecycle.hpp"
#include "domain/replies/redact.hpp"
#include "domain/sms/address.hpp"
#include "domain/ticket/number.hpp"

namespace lapor::control {
namespace {

Json text_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

/// As many as hold the loop for some milliseconds; whole lists are `export`'s, which takes pages.
constexpr std::int64_t most_rows = 1'000;

Error refusal(std::string text) { return {Errc::rejected, std::move(text)}; }

std::string text_of(const Json& request, std::string_view key) {
  const auto* text = request[key].text();
  return text ? *text : std::string{};
}

/// An absent limit is the query's own; a bad one is refused.
bool read_limit(const Json& request, std::size_t& limit) {
  const auto& given = request["limit"];
  if (given.is_null()) return true;
  if (!given.number() || *given.number() < 1 || *given.number() > most_rows) return false;
  limit = static_cast<std::size_t>(*given.number());
  return true;
}

Error bad_limit() { return refusal(fmt::format("limit: write a whole number from 1 to {}", most_rows)); }

Json shown(engine::Ticket ticket, Numbers numbers) {
  if (numbers == Numbers::masked) ticket.text = replies::redact(ticket.text);
  return render(ticket);
}

Json shown(engine::MessageRow row, Numbers numbers) {
  if (numbers == Numbers::masked) row.text = replies::redact(row.text);
  return render(row, numbers);
}

Result<Json> tickets(const Json& request, engine::Views& views, Numbers numbers) {
  engine::TicketQuery query;
  if (const auto state = text_of(request, "state"); !state.empty()) {
    query.state = ticket::state(state);
    if (!query.state) return refusal(fmt::format("\"{}\" is no state of a ticket", state));
  }
  query.agency = text_of(request, "agency");
  if (!read_limit(request, query.limit)) return bad_limit();
  auto out = Json::list();
  for (auto& ticket : views.tickets(query)) out.add(shown(std::move(ticket), numbers));
  return out;
}

Json messages_of(engine::Views& views, const engine::MessageQuery& query, Numbers numbers) {
  auto out = Json::list();
  for (auto& row : views.messages(query)) out.add(shown(std::move(row), numbers));
  return out;
}

Result<Json> one_ticket(const Json& request, engine::Views& views, Numbers numbers) {
  const auto number = text_of(request, "ticket");
  const auto id = ticket::id_of(number);
  if (!id)
    return refusal(
        fmt::format("\"{}\" is no ticket number: 7 to 9 digits, the last one checks the others", number));
  const auto found = views.find(id);
  if (!found) return Error{Errc::not_found, fmt::format("there is no ticket {}", number)};
  auto out = shown(*found, numbers);
  auto events = Json::list();
  for (auto event : views.events(id)) {
    if (numbers == Numbers::masked) event.detail = replies::redact(event.detail);
    events.add(render(event));
  }
  out.set("events", std::move(events));
  engine::MessageQuery query;
  query.ticket = id;
  query.limit = static_cast<std::size_t>(most_rows);
  out.set("messages", messages_of(views, query, numbers));
  return out;
}

Result<Json> messages(const Json& request, engine::Views& views, Numbers numbers, std::string_view country) {
  engine::MessageQuery query;
  const auto *in = request["in"].truth(), *out = request["out"].truth();
  if ((in && *in) != (out && *out)) query.in = in && *in, query.out = out && *out;
  query.number = text_of(request, "number");
  if (!query.number.empty() && numbers == Numbers::masked)
    return refusal("this socket doesn't answer questions by number");
  if (!query.number.empty()) query.number = sms::read_address(query.number, country).text;
  query.state = text_of(request, "state");
  if (!query.state.empty() && query.state != "taken" && !delivery::state(query.state))
    return refusal(fmt::format("\"{}\" is no state of a message", query.state));
  if (!read_limit(request, query.limit)) return bad_limit();
  return messages_of(views, query, numbers);
}

std::string hex(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) out += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return out;
}

/// What was set aside, or one of it with its bytes: they can't be masked, so the view socket doesn't give
/// them.
Result<Json> quarantine(const Json& request, engine::Views& views, Numbers numbers) {
  if (const auto* id = request["id"].number()) {
    if (numbers == Numbers::masked)
      return refusal("this socket doesn't show the bytes of what was set aside");
    const auto row = views.quarantined_row(*id);
    if (!row) return Error{Errc::not_found, fmt::format("nothing was set aside as {}", *id)};
    auto out = render(*row, numbers);
    out.set("hex", row->bytes ? Json(hex(row->raw)) : Json());
    return out;
  }
  std::size_t limit = 100;
  if (!read_limit(request, limit)) return bad_limit();
  auto out = Json::list();
  for (const auto& row : views.quarantined(limit)) out.add(render(row, numbers));
  return out;
}

Json render(const engine::AccessRecord& a) {
  return Json::object({{"at", iso8601(a.at)},
                       {"actor", a.actor},
                       {"masked", a.masked},
                       {"what", a.what},
                       {"ticket", a.ticket ? Json(ticket::number(*a.ticket)) : Json()},
                       {"detail", a.detail.empty() ? Json() : Json(a.detail)}});
}

Result<Json> accesses(const Json& request, engine::Views& views) {
  std::size_t limit = 100;
  if (!read_limit(request, limit)) return bad_limit();
  std::optional<TicketId> about;
  if (const auto number = text_of(request, "ticket"); !number.empty()) {
    about = ticket::id_of(number);
    if (!*about) return refusal(fmt::format("\"{}\" is no ticket number", number));
  }
  auto out = Json::list();
  for (const auto& access : views.accesses(about, limit)) out.add(render(access));
  return out;
}

}  // namespace

std::optional<engine::AccessRecord> access_of(const Json& request, const std::string& actor, Numbers numbers,
                                              std::string_view country) {
  engine::AccessRecord a;
  a.actor = actor;
  a.masked = numbers == Numbers::masked;
  a.what = text_of(request, "command");
  constexpr std::array shows_words{"ticket",     "tickets", "queue", "messages",
                                   "quarantine", "recent",  "export"};
  if (std::find(shows_words.begin(), shows_words.end(), a.what) == shows_words.end()) return std::nullopt;
  if (const auto id = ticket::id_of(text_of(request, "ticket"))) a.ticket = id;
  const auto say = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) a.detail += fmt::format("{}{} {}", a.detail.empty() ? "" : ", ", name, value);
  };
  const auto number = text_of(request, "number");
  if (!number.empty()) say("number", log::mask(sms::read_address(number, country).text));
  say("state", text_of(request, "state").substr(0, 20));
  say("agency", text_of(request, "agency").substr(0, 20));
  if (const auto* id = request["id"].number()) say("id", std::to_string(*id));
  if (const auto* after = request["after"].text()) say("after", after->substr(0, 20));
  return a;
}

namespace {

/// What happened last, of all tickets; what people wrote isn't told.
Result<Json> recent(const Json& request, engine::Views& views) {
  std::size_t limit = 20;
  if (!read_limit(request, limit)) return bad_limit();
  auto out = Json::list();
  for (const auto& e : views.recent(limit))
    out.add(Json::object({{"at", iso8601(e.at)},
                          {"ticket", ticket::number(e.ticket)},
                          {"kind", e.kind},
                          {"actor", text_or_null(e.actor.text())}}));
  return out;
}

}  // namespace

std::optional<Result<Json>> answer_question(const Json& request, engine::Views& views, Numbers numbers,
                                            std::string_view country) {
  const auto command = text_of(request, "command");
  if (command == "tickets") return tickets(request, views, numbers);
  if (command == "access") return accesses(request, views);
  if (command == "recent") return recent(request, views);
  if (command == "ticket") return one_ticket(request, views, numbers);
  if (command == "quarantine") return quarantine(request, views, numbers);
  if (command == "messages") return messages(request, views, numbers, country);
  return std::nullopt;
}

}  // namespace lapor::control
