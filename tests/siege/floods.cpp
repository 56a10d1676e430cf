// The floods. Their phone numbers begin with +628110000, a range that this project takes for fictitious.
#include <fmt/format.h>

#include "siege/siege.hpp"

namespace lapor::siege {
namespace {

constexpr auto attacker = "+6281100009001";

/// No two alike: a flood that repeats itself is stopped by simpler rules.
Shot urgent_of_one(int n) {
  return {attacker, fmt::format("DARURAT JALAN ambles {} orang terjebak di tikungan {}", 2 + n % 9, n), {}};
}

Shot report_of_one(int n) {
  return {attacker, fmt::format("LAPOR JALAN berlubang di gang {} nomor {}", n % 97, n), {}};
}

Shot report_of_many(int n) {
  return {fmt::format("+628110001{:04}", n % 3000),
          fmt::format("LAPOR JALAN retak di blok {} gang {}", n % 89, n),
          {}};
}

/// One of 255 parts of a text that is never whole; each text has a reference of its own.
Shot bomb(int n) {
  constexpr auto from = "0D91261801009000F1", time = "62303080000082", seven_letters = "82C16030180C02";
  const auto header = fmt::format("050003{:02X}FF{:02X}", n % 256, 1 + n / 256);
  return {{}, {}, fmt::format("0044{}0000{}0E{}{}", from, time, header, seven_letters)};
}

}  // namespace

std::vector<Flood> floods() {
  return {{"urgent texts of one number", 400, urgent_of_one},
          {"texts of one number", 10000, report_of_one},
          {"numbers, one text each, about one agency", 3000, report_of_many},
          {"first parts of 255", 1000, bomb}};
}

}  // namespace lapor::siege
