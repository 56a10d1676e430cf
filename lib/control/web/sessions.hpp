// The sessions of people who are logged in at the desk. They live in lapord's memory alone: a restart ends
// them, and an intruder in the web process can act only as those who are logged in just then. Time is passed
// in.
#pragma once
#include <map>
#include <string>
#include <string_view>

#include "base/time.hpp"
#include "engine/model/account.hpp"
#include "engine/model/actor.hpp"

namespace lapor::control::web {

struct Session {
  std::string id;    ///< in the cookie
  std::string form;  ///< in every form of its pages: an order without it came from another site
  engine::Account account;
  Instant opened{}, seen{};

  engine::Actor actor() const { return engine::Actor::operator_named("web " + account.name); }
};

class Sessions {
 public:
  static constexpr auto longest = std::chrono::hours(12);
  static constexpr auto longest_idle = std::chrono::minutes(30);
  static constexpr std::size_t most = 200;

  /// `id` and `form` are random. Where there are too many, the one that was idle longest ends.
  const Session& open(const engine::Account& account, std::string id, std::string form, Instant now);
  /// nullptr if there is none, or it is over. Being asked for keeps it open.
  const Session* find(std::string_view id, Instant now);
  void close(std::string_view id);
  /// Ends all of an account, because it was removed.
  void close_all_of(std::string_view account);
  std::size_t size() const { return by_id_.size(); }

 private:
  void drop_ended(Instant now);
  std::map<std::string, Session, std::less<>> by_id_;
};

/// Limits failures: so many within a time for one name, and for all together.
class FailureBudget {
 public:
  FailureBudget(unsigned for_one, unsigned for_all, Duration within)
      : for_one_(for_one), for_all_(for_all), within_(within) {}

  bool may_try(const std::string& who, Instant now);
  void failed(const std::string& who, Instant now);

 private:
  void forget_old(Instant now);
  unsigned for_one_, for_all_;
  Duration within_;
  std::multimap<std::string, Instant> failures_;
};

}  // namespace lapor::control::web
