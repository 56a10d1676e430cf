// A modem that receives but can't send: it has no network, or no service centre. Its operator is told after a
// while, and its radio, and at last the modem, is restarted on a growing schedule.
#include <fmt/format.h>

#include "modem/host/clock.hpp"
#include "modem/host/supervisor.hpp"

namespace lapor::modem {
namespace {

using namespace std::chrono_literals;
constexpr Duration look_again = 2s;  ///< for a service centre's number: a SIM takes its time after its PIN

std::string cause(sim::Registration registration) {
  switch (registration) {
    case sim::Registration::denied:
      return "the network refuses the SIM";
    case sim::Registration::emergency:
      return "the network takes emergency calls only";
    default:
      return "no network";
  }
}

}  // namespace

/// Without a network nothing is handed over: the modem would refuse it, and the message would have used a
/// try.
void Supervisor::apply_health(const wire::HealthResult& v) {
  const bool registered = sim::is_registered(v.registration) || kept_.sends_anyway || kept_.trying_text;
  if (!v.has_service_centre) {
    network_lost(ModemStatus::no_service_centre);
    ask_health_in(look_again);
  } else if (registered) {
    network_found();
    watch_hearing();
  } else {
    network_lost(cause(v.registration));
  }
}

/// Texts may wait for a modem although it is registered, until its radio is restarted.
void Supervisor::watch_hearing() {
  if (settings_.line || !kept_.hearing.take_deaf(now())) return;
  note(log::Level::warning, "modem-deaf",
       "many texts left and no receipt and no text came: its radio is switched off and on");
  worker_->queue.radio = true;
}

void Supervisor::network_found() {
  if (!kept_.trying_text) {
    usable_again();
    network_.cancel();
    kept_.remedies = 0;
  }
  if (kept_.status.state != ModemState::no_network) return;
  apply(ModemEvent::finds_network);
  kept_.status.last_error.clear();
  note(log::Level::notice, "modem-network",
       kept_.trying_text ? "a text is tried, though it tells of no network" : "registered with the network");
  events_.post(engine::NetworkChanged{settings_.name, true});
}

void Supervisor::network_lost(const std::string& why) {
  kept_.status.last_error = why;
  if (kept_.status.state == ModemState::no_network) return;
  apply(ModemEvent::loses_network);
  note(log::Level::notice, "modem-no-network", why);
  watch_absence();
  remedy_network();
  // First, so that the engine doesn't give what is aborted to this modem again.
  events_.post(engine::NetworkChanged{settings_.name, false});
  abort_submissions(why);
}

void Supervisor::remedy_network() {
  const auto next = network_remedy(kept_.remedies);
  network_.start(next.after, [this, what = next.what] { try_remedy(what); });
}

void Supervisor::try_remedy(NetworkRemedy remedy) {
  ++kept_.remedies;
  remedy_network();
  const bool was_trying = std::exchange(kept_.trying_text, false);
  if (was_trying && is_ready()) worker_->queue.health = true;
  if (!is_ready() || kept_.status.lacks_service_centre()) return;
  if (remedy == NetworkRemedy::try_a_text) {
    kept_.trying_text = true;
    return network_found();
  }
  note(log::Level::notice, "modem-network-remedy",
       remedy == NetworkRemedy::restart_radio ? "no network: its radio is switched off and on"
                                              : "no network: the modem is restarted");
  worker_->ended_by_order = remedy == NetworkRemedy::restart_modem;
  (remedy == NetworkRemedy::restart_radio ? worker_->queue.radio : worker_->queue.reset) = true;
  choose_next();
}

void Supervisor::text_went_out() {
  if (!kept_.trying_text) return;
  kept_.trying_text = false;
  kept_.sends_anyway = true;
  note(log::Level::notice, "modem-sends-anyway",
       "a text went out though it tells of no network; it is used from now on");
  network_found();
}

void Supervisor::text_met_no_network() {
  kept_.trying_text = kept_.sends_anyway = false;
  worker_->queue.health = true;
}

}  // namespace lapor::modem
