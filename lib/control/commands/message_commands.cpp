// Texts in both directions: messages, quarantine, send.
#include <fmt/format.h>

#include <array>

#include "control/commands/contain_faults.hpp"
#include "control/commands/groups.hpp"
#include "control/commands/read_request.hpp"
#include "domain/delivery/lifecycle.hpp"
#include "domain/sms/address.hpp"

namespace lapor::control {
namespace {

/// Both directions, unless exactly one is asked for.
void read_direction(const Json& request, engine::MessageQuery& query) {
  const bool in = flag_of(request, "in"), out = flag_of(request, "out");
  if (in != out) query.in = in, query.out = out;
}

Result<engine::MessageQuery> read_query(const Request& request, std::string_view country) {
  engine::MessageQuery query;
  query.confidential = request.numbers() == Numbers::whole;
  read_direction(request.body, query);
  query.number = text_of(request.body, "number");
  if (!query.number.empty() && request.numbers() == Numbers::masked)
    return refusal("this socket doesn't answer questions by number");
  if (!query.number.empty()) query.number = sms::read_address(query.number, country).text;
  query.state = text_of(request.body, "state");
  if (!query.state.empty() && query.state != "taken" && !delivery::state(query.state))
    return refusal(fmt::format("\"{}\" is no state of a message", query.state));
  const auto limit = read_limit(request.body, query.limit);
  if (!limit) return limit.error();
  query.limit = *limit;
  const auto before = read_before(request.body);
  if (!before) return before.error();
  query.before = *before;
  if (query.before && query.incoming() == query.outgoing())
    return refusal("before: each direction has its own ids; ask for in or for out");
  return query;
}

Result<Json> list_messages(const Request& request, Gateway& gateway) {
  const auto query = read_query(request, gateway.rules().country);
  if (!query) return query.error();
  auto out = Json::list();
  for (const auto& row : gateway.views().messages(*query)) out.add(render(row, request.numbers()));
  return out;
}

std::string hex(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) out += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return out;
}

/// Numbers inside raw bytes can't be masked, so the view socket doesn't give them.
Result<Json> show_quarantined(std::int64_t id, const Request& request, Gateway& gateway) {
  if (request.numbers() == Numbers::masked)
    return refusal("this socket doesn't show the bytes of what was set aside");
  const auto row = gateway.views().quarantined_row(id);
  if (!row) return Error{Errc::not_found, fmt::format("nothing was set aside as {}", id)};
  auto out = render(*row, request.numbers());
  out.set("hex", row->bytes ? Json(hex(row->raw)) : Json());
  return out;
}

Result<Json> list_quarantine(const Request& request, Gateway& gateway) {
  if (const auto id = number_of(request.body, "id")) return show_quarantined(*id, request, gateway);
  const auto newest = read_newest(request.body, 100);
  if (!newest) return newest.error();
  auto out = Json::list();
  for (const auto& row : gateway.views().quarantined(*newest)) out.add(render(row, request.numbers()));
  return out;
}

Json sending_answer(const engine::Effects& effects) {
  for (const auto& effect : effects) {
    if (const auto* queued = std::get_if<engine::MessageQueued>(&effect))
      return done(Json::object({{"id", queued->id.value}}));
    if (const auto* no = std::get_if<engine::OrderRefused>(&effect)) return refused(no->reason);
  }
  return refused("the text was not queued");
}

void send(const Request& request, Gateway& gateway, const Reply& reply) {
  if (!gateway.database_ok()) return reply(refused("the database can't be written now; try again later"));
  gateway.execute(
      engine::SendRequested{text_of(request.body, "number"), text_of(request.body, "text"), request.actor},
      [reply](const engine::Effects* effects) {
        reply(effects ? sending_answer(*effects)
                      : refused("the database failed: look in `laporctl messages` whether the "
                                "text was queued before you try again"));
      });
}

constexpr std::array rows{
    Command{"messages", Right::view, Audit::access, Kind::view, list_messages},
    Command{"quarantine", Right::view, Audit::access, Kind::view, list_quarantine},
    Command{"send", Right::control, Audit::ticket, Kind::order, send},
};

}  // namespace

std::span<const Command> message_commands() { return rows; }

}  // namespace lapor::control
