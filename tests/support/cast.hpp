// The people of the tests: the phones of tests/data/agencies.toml and of some citizens. Every number is
// fictitious.
#pragma once
#include <string>

#include "engine/model/actor.hpp"

namespace lapor::test {

// BMCK owns JALAN, DISHUB owns LAMPU, INSP owns PUNGLI, KOMINFO coordinates.
inline constexpr auto bmck_operator = "+628110000201";
inline constexpr auto bmck_secretary = "+628110000202";
inline constexpr auto bmck_head = "+628110000203";
inline constexpr auto dishub_operator = "+628110000211";
inline constexpr auto inspectorate = "+628110000221";
inline constexpr auto coordinator = "+628110000290";
inline constexpr auto governor = "+628110000299";

inline constexpr auto gateway_number = "+628110000001";  ///< the gateway's own
inline constexpr auto alert_phone = "+628110000009";     ///< the operator's, where a test has [alarms]
/// The operator who typed laporctl, as the record names them.
inline const auto at_the_desk = engine::Actor::operator_named("operator uid 1000");

inline constexpr auto sari = "+628110000101";
inline constexpr auto budi = "+628110000102";
/// The n-th of many: +6281100004nn and on, apart from all others. \pre n < 500
inline std::string citizen(int n) {
  const auto digits = std::to_string(1400 + n);
  return "+628110000" + digits.substr(1);
}

inline const std::string first = "1000015";   ///< the number of the first ticket, id 100001
inline const std::string second = "1000028";  ///< of the second

inline std::string agencies_file() { return LAPOR_SOURCE_DIR "/tests/data/agencies.toml"; }

}  // namespace lapor::test
