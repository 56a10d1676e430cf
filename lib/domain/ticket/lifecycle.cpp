#include "domain/ticket/lifecycle.hpp"

#include <utility>

namespace lapor::ticket {
namespace {

struct StateNames {
  State state;
  std::string_view english, indonesian;
};

constexpr std::array state_names{
    StateNames{State::fresh, "new", "BARU"},
    StateNames{State::verifying, "verifying", "DIVERIFIKASI"},
    StateNames{State::forwarded, "forwarded", "DITERUSKAN"},
    StateNames{State::accepted, "accepted", "DITERIMA"},
    StateNames{State::in_progress, "in_progress", "DIPROSES"},
    StateNames{State::need_info, "need_info", "BUTUH INFO"},
    StateNames{State::resolved, "resolved", "SELESAI"},
    StateNames{State::closed, "closed", "DITUTUP"},
    StateNames{State::auto_closed, "auto_closed",
               "DITUTUP"},  // how it came to be closed is in the reply that said so
    StateNames{State::rejected, "rejected", "TIDAK LAYAK"},
    StateNames{State::duplicate, "duplicate", "DIGABUNG"},
    StateNames{State::cancelled, "cancelled", "DIBATALKAN"},
};

constexpr std::array act_names{
    std::pair{Act::verify, "verify"},     std::pair{Act::route, "route"},
    std::pair{Act::accept, "accept"},     std::pair{Act::progress, "progress"},
    std::pair{Act::ask, "ask"},           std::pair{Act::inform, "inform"},
    std::pair{Act::transfer, "transfer"}, std::pair{Act::postpone, "postpone"},
    std::pair{Act::refuse, "refuse"},     std::pair{Act::reject, "reject"},
    std::pair{Act::resolve, "resolve"},   std::pair{Act::confirm, "confirm"},
    std::pair{Act::contest, "contest"},   std::pair{Act::lapse, "lapse"},
    std::pair{Act::reopen, "reopen"},     std::pair{Act::cancel, "cancel"},
    std::pair{Act::merge, "merge"},
};

}  // namespace

std::string_view name(State s) {
  for (const auto& n : state_names)
    if (n.state == s) return n.english;
  return "?";
}

std::optional<State> state(std::string_view name) {
  for (const auto& n : state_names)
    if (n.english == name) return n.state;
  return std::nullopt;
}

std::string_view indonesian(State s) {
  for (const auto& n : state_names)
    if (n.state == s) return n.indonesian;
  return "?";
}

std::string_view name(Act a) {
  for (const auto& [act, text] : act_names)
    if (act == a) return text;
  return "?";
}

}  // namespace lapor::ticket
