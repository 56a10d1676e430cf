// The result of a training, as JSON for laporctl.
#pragma once
#include <string>

#include "control/json.hpp"
#include "learning/trial.hpp"

namespace lapor::daemon {

/// {rows, tested, kept, text, precision, decided, keywords: {precision, decided}, together: {…}, classes:
/// [{category, precision, recall, rows, words: []}], confusion: [{category, told, rows}]}. `precision` and
/// `decided` are those of what the model alone is sure enough of, on lessons that it hadn't seen; `told` is
/// null where the coordinator would have decided.
control::Json figures(const learning::Trial& trial);
/// The machine's time, ISO 8601.
std::string trained_now();

}  // namespace lapor::daemon
