#include "lapord/gateway_access.hpp"

#include <unistd.h>

#include <array>
#include <filesystem>
#include <stdexcept>
#include <system_error>

#include "common/doctor.hpp"
#include "common/options.hpp"
#include "control/board.hpp"
#include "lapord/gateway_status.hpp"
#include "lapord/own_process.hpp"
#include "store/backup.hpp"

namespace lapor::daemon {

control::Status GatewayAccess::status() {
  const auto uptime = std::chrono::floor<Duration>(std::chrono::steady_clock::now() - started_);
  return gateway_status(p_.loop, p_.modems, uptime);
}

control::Json GatewayAccess::findings() {
  auto all = look_at_gateway(p_.config, views(), control::render(status()), now());
  const auto of_nodes = p_.nodes.findings();
  all.insert(all.end(), of_nodes.begin(), of_nodes.end());
  return to_json(all);
}

control::ProcessFigures GatewayAccess::figures() {
  control::ProcessFigures figures;
  figures.loop = p_.loop.figures();
  if (p_.config.postgresql.empty()) look_at_files(figures);
  look_at_own_process(figures);
  return figures;
}

/// Fills in the time of the SQLite file's last backup, and the size of its log.
void GatewayAccess::look_at_files(control::ProcessFigures& figures) {
  const auto kept = store::backups(store::backup_folder(p_.config.database()), now());
  for (const auto& backup : kept)
    if (!backup.in_the_future && !figures.last_backup) figures.last_backup = backup.at;
  std::error_code no_log;
  const auto bytes = std::filesystem::file_size(p_.config.database().string() + "-wal", no_log);
  if (!no_log) figures.log_bytes = static_cast<std::int64_t>(bytes);
}

void GatewayAccess::execute(control::OperatorRequest request, Committed committed) {
  std::visit([&](auto&& event) { p_.loop.post(std::move(event), std::move(committed)); }, std::move(request));
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

void GatewayAccess::count_board(unsigned days, std::function<void(Result<control::Json>)> counted) {
  p_.scorecard.count_board(control::board_question(days, rules(), p_.config.timezone, now()),
                           std::move(counted));
}

/// 62 letters and digits; bytes that would make some of them likelier are thrown away.
std::string GatewayAccess::random_word(std::size_t letters) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  constexpr unsigned fair = 256 / 62 * 62;
  std::string word;
  while (word.size() < letters) {
    std::array<unsigned char, 64> bytes{};
    if (::getentropy(bytes.data(), bytes.size()) != 0)
      throw std::runtime_error("the system gives no randomness");
    for (const auto byte : bytes)
      if (byte < fair && word.size() < letters) word += alphabet[byte % alphabet.size()];
  }
  return word;
}

/// Those that stand by look each half minute.
std::vector<control::NodeRow> GatewayAccess::nodes() {
  constexpr auto away_after = std::chrono::minutes(2);
  auto rows = p_.nodes.rows();
  for (const auto& standby : p_.loop.views().standbys())
    rows.push_back({standby.node,
                    "standby",
                    standby.silent < away_after ? "ready" : "away",
                    {},
                    now() - standby.silent,
                    {},
                    {}});
  return rows;
}

std::string GatewayAccess::version() { return version_number(); }

void GatewayAccess::make_backup(std::function<void(Result<std::filesystem::path>)> made) {
  if (!p_.config.postgresql.empty())
    return made(Error{Errc::rejected,
                      "the database is on PostgreSQL, which makes its own backups: see postgresql.md"});
  p_.backup.make(p_.config.database(), p_.config.backups_kept, std::move(made));
}

void GatewayAccess::learn(bool dry_run, std::function<void(Result<control::Json>)> learned) {
  p_.learning.train(p_.config, dry_run, [this, dry_run, learned](const Result<control::Json>& figures) {
    if (figures && !dry_run) p_.adopt_model();
    learned(figures);
  });
}

void GatewayAccess::log(log::Level level, std::string event, std::string text) {
  p_.log.write({level, std::move(event), std::move(text), {}});
}

}  // namespace lapor::daemon
