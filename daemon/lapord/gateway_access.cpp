#include "lapord/gateway_access.hpp"

#include "common/doctor.hpp"
#include "lapord/gateway_status.hpp"

namespace lapor::daemon {

control::Status GatewayAccess::status() {
  const auto uptime = std::chrono::floor<Duration>(std::chrono::steady_clock::now() - started_);
  return gateway_status(p_.loop, p_.modems, uptime);
}

control::Json GatewayAccess::findings() {
  return to_json(look_at_gateway(p_.config, views(), control::render(status()), now()));
}

void GatewayAccess::execute(engine::Event event, Committed committed) {
  p_.loop.post(std::move(event), std::move(committed));
}

void GatewayAccess::act_on_modem(const std::string& name, control::ModemAction action) {
  p_.modems.act(name, action);
}

void GatewayAccess::dial_ussd(const std::string& name, const std::string& code,
                              std::function<void(Result<std::string>)> answered) {
  p_.modems.dial_ussd(name, code, std::move(answered));
}

void GatewayAccess::count_scorecard(const control::ScorecardQuestion& question,
                                    std::function<void(Result<control::Json>)> counted) {
  p_.scorecard.count(question, std::move(counted));
}

void GatewayAccess::make_backup(std::function<void(Result<std::filesystem::path>)> made) {
  p_.backup.make(p_.config.database(), p_.config.backups_kept, std::move(made));
}

void GatewayAccess::log(log::Level level, std::string event, std::string text) {
  p_.log.write({level, std::move(event), std::move(text), {}});
}

}  // namespace lapor::daemon
