// The common parts of the desk's pages: who is logged in, the navigation, the page for a refusal by lapord.
#pragma once
#include <functional>

#include "control/protocol.hpp"
#include "web/pages/desk.hpp"
#include "web/pages/layout.hpp"

namespace lapor::web {

/// Asks lapord who is logged in, and goes on with the answer; shows the login if nobody is.
Step with_desk(const Visit& visit, std::function<Step(const Desk&)> go_on);
/// Asks lapord something in the name of the person who is logged in; a refusal becomes a page.
Step ask_as(const std::shared_ptr<const Site>& site, const Desk& desk, Json question,
            std::function<Step(const Json& result)> go_on);
Response desk_page(const Site& site, const Desk& desk, std::string_view title, const Html& body,
                   unsigned status = 200);
Response login_page(const Site& site, std::string_view problem, unsigned status);
/// The hidden field that shows that a form came from our own page.
Html form_token(const Desk& desk);
/// The page that explains lapord's refusal to the user.
Response refusal_at_desk(const Site& site, const Desk& desk, const Json& answer);

}  // namespace lapor::web
