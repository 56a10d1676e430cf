// /lapor: a form that makes a report. With a number it asks for the code that was texted there.
#pragma once
#include "web/markup/html.hpp"
#include "web/site.hpp"

namespace lapor::web {

// Handlers.
Step report_form(const Visit& visit);
Step submit_report(const Visit& visit);
Step submit_code(const Visit& visit);

}  // namespace lapor::web
