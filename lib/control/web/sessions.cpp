#include "control/web/sessions.hpp"

#include <algorithm>

namespace lapor::control::web {
namespace {

/// Also a session from a future that a wrong clock made.
bool ended(const Session& s, Instant now) {
  return now - s.opened > Sessions::longest || now - s.seen > Sessions::longest_idle || now < s.opened;
}

}  // namespace

const Session& Sessions::open(const engine::Account& account, std::string id, std::string form, Instant now) {
  drop_ended(now);
  if (by_id_.size() >= most)
    by_id_.erase(std::min_element(by_id_.begin(), by_id_.end(), [](const auto& a, const auto& b) {
      return a.second.seen < b.second.seen;
    }));
  Session session{id, std::move(form), account, now, now};
  return by_id_.insert_or_assign(std::move(id), std::move(session)).first->second;
}

const Session* Sessions::find(std::string_view id, Instant now) {
  const auto at = by_id_.find(id);
  if (at == by_id_.end()) return nullptr;
  if (ended(at->second, now)) {
    by_id_.erase(at);
    return nullptr;
  }
  at->second.seen = now;
  return &at->second;
}

void Sessions::close(std::string_view id) {
  if (const auto at = by_id_.find(id); at != by_id_.end()) by_id_.erase(at);
}

void Sessions::close_all_of(std::string_view account) {
  std::erase_if(by_id_, [&](const auto& entry) { return entry.second.account.name == account; });
}

void Sessions::drop_ended(Instant now) {
  std::erase_if(by_id_, [&](const auto& entry) { return ended(entry.second, now); });
}

bool FailureBudget::may_try(const std::string& who, Instant now) {
  forget_old(now);
  return failures_.size() < for_all_ && failures_.count(who) < for_one_;
}

void FailureBudget::failed(const std::string& who, Instant now) { failures_.emplace(who, now); }

void FailureBudget::forget_old(Instant now) {
  std::erase_if(failures_,
                [&](const auto& entry) { return now - entry.second > within_ || now < entry.second; });
}

}  // namespace lapor::control::web
