// The ladder: who hears of an agency's silence, and when.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/routing/agency.hpp"
#include "domain/schedule/calendar.hpp"

namespace lapor::schedule {

struct Step {
  Span after;  ///< from forwarded_at
  routing::Role to = routing::Role::operator_;
  std::vector<std::string> agencies, categories;  ///< empty: all
  std::optional<std::chrono::minutes> at{};  ///< told once a day at this local time; nothing: when it is due
};

using Ladder = std::vector<Step>;

/// The next step of the ladder for this agency and category, at or after index `level` (how many have been
/// climbed); nothing at the top. Steps meant for others are passed over.
std::optional<std::size_t> next_step(const Ladder& ladder, std::size_t level, std::string_view agency,
                                     std::string_view category);
/// Who hears of a step: the contacts of its role; where the agency has nobody in it those of the next step's
/// role, and so on; at the end whoever stands next above.
std::vector<routing::Contact> hearers(const Ladder& ladder, std::size_t step,
                                      const routing::Directory& directory, const routing::Agency& agency);
/// When those are told of a step taken now: at once, or at its time of day.
Instant told(const Step& step, Instant now, const Calendar& calendar);
/// When a step is due. `base` is forwarded_at, or what restart_base() gave.
Instant due(const Step& step, Instant base, const Calendar& calendar);
/// The base that makes step `level` due now and keeps the distances of those after it.
Instant restart_base(const Ladder& ladder, std::size_t level, Instant now, const Calendar& calendar);

}  // namespace lapor::schedule
