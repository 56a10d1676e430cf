// /meja, the desk: login, lists, one report with its story, orders. lapord knows who is logged in and decides
// what they may; these pages only show what it answers.
#pragma once
#include "web/markup/html.hpp"
#include "web/pages/say.hpp"
#include "web/site.hpp"

namespace lapor::web {

/// The user of the page: lapord's answer to "session".
struct Desk {
  std::string name, role, agency, form;
  std::string session;
};

/// One report with all that happened to it, and what this role may do. `ticket` is lapord's answer to
/// "desk-ticket".
Html desk_ticket(const Site& site, const Json& ticket, const Desk& desk);
/// A list of reports: lapord's rows of "desk-tickets" or "desk-queue".
Html desk_list(const Site& site, const Json& rows);

// Handlers.
Step desk_home(const Visit& visit);
Step desk_log_in(const Visit& visit);
Step desk_log_out(const Visit& visit);
Step desk_queue_page(const Visit& visit);
Step desk_dismiss(const Visit& visit);
Step desk_list_page(const Visit& visit);
Step desk_figures_page(const Visit& visit);
Step desk_ticket_page(const Visit& visit);
Step desk_order(const Visit& visit);
Step desk_new_page(const Visit& visit);
Step desk_new(const Visit& visit);
Step desk_gateway_page(const Visit& visit);
Step desk_modem(const Visit& visit);

}  // namespace lapor::web
