#include "engine/housekeeping/lifetime.hpp"

#include <algorithm>

namespace lapor::engine {
namespace {

constexpr std::size_t most_gaps = 400;

/// Makes one gap of the two oldest, at the later day. So no more days count as lived than before.
void join_oldest(std::vector<settings::UnlivedDays::Gap>& gaps) {
  gaps[1].days += gaps[0].days;
  gaps.erase(gaps.begin());
}

}  // namespace

void record_alive(Transaction& tx) {
  const auto last = tx.store.get<settings::LastAlive>();
  const bool fresh = last && last->at <= tx.now && tx.now - last->at < std::chrono::hours(1);
  if (!fresh) tx.store.set(settings::LastAlive{tx.now});
}

std::int64_t note_day(settings::UnlivedDays& unlived, std::int64_t last, std::int64_t today) {
  auto& gaps = unlived.gaps;
  std::erase_if(gaps, [&](const auto& gap) { return gap.day > today; });
  const auto missed = last == 0 ? 0 : std::max<std::int64_t>(0, today - last - 1);
  if (missed > 0) gaps.push_back({today, missed});
  if (gaps.size() > most_gaps) join_oldest(gaps);
  return missed;
}

std::chrono::days unlived_since(const settings::UnlivedDays& unlived, std::int64_t today, Duration span) {
  auto from = today - std::chrono::ceil<std::chrono::days>(span).count();
  std::int64_t days = 0;
  for (auto gap = unlived.gaps.rbegin(); gap != unlived.gaps.rend() && gap->day > from; ++gap)
    from -= gap->days, days += gap->days;
  return std::chrono::days(days);
}

}  // namespace lapor::engine
