// The findings of `laporctl doctor`, as values and as the JSON that passes between lapord and laporctl.
#pragma once
#include <string>
#include <vector>

#include "control/json.hpp"

namespace lapor::daemon {

enum class Verdict { ok, warn, fail };
const char* name(Verdict verdict);

struct Finding {
  std::string check;  ///< what was looked at: "configuration", "backup", "modem sim1"
  Verdict verdict = Verdict::ok;
  std::string text;  ///< what was found
  std::string todo;  ///< what to do; empty if all is well
};
using Findings = std::vector<Finding>;

control::Json to_json(const Findings& findings);
/// An unknown verdict counts as fail.
Findings from_json(const control::Json& list);
bool any_failed(const Findings& findings);

}  // namespace lapor::daemon
