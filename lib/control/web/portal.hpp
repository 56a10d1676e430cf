// The web socket's side of the gateway: it holds sessions, counts what may be tried how often, keeps the
// figures of the board for some seconds, and answers lapord-web's questions. One for a gateway; one thread.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "control/gateway.hpp"
#include "control/web/drafts.hpp"
#include "control/web/sessions.hpp"
#include "domain/limits/form_limits.hpp"

namespace lapor::control::web {

class Portal {
 public:
  explicit Portal(Gateway& gateway) : gateway_(gateway) {}

  /// Answers one request of lapord-web, now or later. Never throws, as control::dispatch(). The gateway must
  /// outlive the reply.
  void dispatch(const Request& request, const Reply& reply);
  /// The board of the last `days` days: {revision, figures}. Counted at most every ten seconds, and every
  /// minute where nothing happened. A caller gets the last figures at once, while newer ones are counted.
  /// \pre one of board_periods
  void board(unsigned days, const Reply& reply);

  Sessions sessions;
  FailureBudget failed_logins{5, 20, std::chrono::minutes(1)};   ///< by the visitor's address
  FailureBudget wrong_digits{5, 200, std::chrono::hours(24)};    ///< of a phone, by the ticket
  FailureBudget wrong_pins{5, 1000, std::chrono::hours(1)};      ///< of an agency, by the account
  FailureBudget key_requests{60, 600, std::chrono::minutes(1)};  ///< reports by a key, not failures
  /// By the visitor's network, as lapord-web tells it; the limit of all holds also if that process lies.
  FailureBudget nameless_reports{limits::nameless_of_one_source, limits::nameless_of_all,
                                 std::chrono::hours(1)};
  FailureBudget codes{limits::codes_of_one_source, Drafts::codes_an_hour, std::chrono::hours(1)};
  Drafts drafts;
  std::map<std::string, std::int64_t> logins;  ///< by result, since lapord started
  /// The last answer to "metrics", and when it was made.
  struct {
    std::string text;
    Instant at{};
  } metrics;
  /// Keys that proved right, so that not each request costs a hash. Emptied when an account changes.
  std::map<std::string, engine::Account> known_keys;

 private:
  void admit(const Request& request, const Reply& reply);
  const Session* session_of(const std::string& id);
  struct Counted {
    Json answer;
    Instant at{};
    std::string newest_event;
    bool counting = false;
    std::vector<Reply> waiting;  ///< for the first count
  };
  bool fresh(const Counted& board) const;
  void counted(unsigned days, const Result<Json>& figures, const std::string& newest_event);
  std::string newest_event() const;

  Gateway& gateway_;
  std::map<unsigned, Counted> boards_;
};

/// nullptr if this version knows no such command.
const struct Command* find_command(std::string_view name);
std::span<const struct Command> command_table();

}  // namespace lapor::control::web
