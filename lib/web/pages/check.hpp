// /cek: the state of one report, for everybody who has its number; its words only for a visitor who knows the
// end of the phone's number.
#pragma once
#include "web/markup/html.hpp"
#include "web/pages/say.hpp"
#include "web/site.hpp"

namespace lapor::web {

/// `ticket` is lapord's answer to "look".
Html ticket_state(const Site& site, const Json& ticket, const Say& say);

// Handler.
Step check_page(const Visit& visit);

}  // namespace lapor::web
