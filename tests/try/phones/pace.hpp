// The pace of time in the training office: an hour of the rules lasts seconds here. The clock itself is the
// true one; the configuration's durations are shortened, all by the same factor.
#pragma once
#include <array>
#include <chrono>
#include <span>
#include <string>
#include <string_view>

namespace lapor::phones {

struct Pace {
  std::string_view name;        ///< in forms
  std::chrono::seconds hour;    ///< what an hour of the rules lasts
  std::string_view words, day;  ///< "1 jam = 5 detik", "sehari = 2 menit"
};

inline constexpr std::array paces{
    Pace{"pelan", std::chrono::seconds{30}, "1 jam = 30 detik", "1 hari = 12 menit"},
    Pace{"latihan", std::chrono::seconds{5}, "1 jam = 5 detik", "1 hari = 2 menit"},
    Pace{"cepat", std::chrono::seconds{1}, "1 jam = 1 detik", "1 hari = 24 detik"},
};
inline constexpr const Pace& usual_pace = paces[1];

/// A step of the escalation: who hears of a report that was left unanswered for so many hours.
struct Rung {
  int hours;
  std::string_view to;          ///< as lapord.toml names the role
  std::string_view after, who;  ///< as people say it: "12 jam", "Operator"
};
/// The steps of docs/example/lapord.toml, lowest first.
std::span<const Rung> ladder();

/// nullptr if there is none of this name.
const Pace* pace_named(std::string_view name);
/// [forwarding], [[escalation]] and [deadlines] of lapord.toml: the steps and spans of docs/example at this
/// pace. A working day is 24 hours here, so that training goes on at night and on Sundays.
std::string rules_at(const Pace& pace);

}  // namespace lapor::phones
