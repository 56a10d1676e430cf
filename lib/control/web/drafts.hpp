// Reports from the form that wait for the code that was texted to their number. They are in memory alone, and
// for ten minutes. Time is passed in.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"
#include "engine/api/events.hpp"

namespace lapor::control::web {

class Drafts {
 public:
  static constexpr auto kept_for = std::chrono::minutes(10);
  static constexpr std::size_t most = 500;
  static constexpr unsigned tries = 5;
  static constexpr unsigned codes_a_number_a_day = 3, codes_an_hour = 60;

  enum class Refusal { too_many, number_again };
  /// The reason why no code may be texted to this number now; nullopt if one may.
  std::optional<Refusal> why_no_code(const std::string& number, Instant now);
  /// `id` and `code` are random. \pre !why_no_code(report.number, now)
  void add(std::string id, std::string code, engine::ReportFiled report, Instant now);
  /// The report, once, if the code is right; nullopt if there is no such draft, it is too old, or the code
  /// was wrong. After five wrong ones the draft is gone.
  std::optional<engine::ReportFiled> take(std::string_view id, std::string_view code, Instant now);

 private:
  struct Draft {
    engine::ReportFiled report;
    std::string code;
    Instant made{};
    unsigned wrong = 0;
  };
  void forget_old(Instant now);

  std::map<std::string, Draft, std::less<>> drafts_;
  std::multimap<std::string, Instant> texted_;  ///< by number
};

}  // namespace lapor::control::web
