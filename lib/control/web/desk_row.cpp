#include "control/web/desk_row.hpp"

#include "control/render.hpp"

namespace lapor::control::web {

Json desk_row(const engine::Ticket& ticket) {
  auto row = render(ticket, Numbers::masked);
  row.set("state_words", std::string(ticket::indonesian(ticket.state)));
  return row;
}

}  // namespace lapor::control::web
