// Any line on the control socket: what is read is written and read the same again, and no cell of a table can
// be taken for a formula.
#include "control/csv.hpp"
#include "control/json.hpp"
#include "fuzz/input.hpp"

using namespace lapor::control;
using lapor::fuzz::must;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string line(reinterpret_cast<const char*>(data), size);
  if (const auto value = parse_json(line)) {
    const auto written = value->dump();
    must(written.find('\n') == std::string::npos);
    const auto again = parse_json(written);
    must(again.has_value() && again->dump() == written);
    text_of(*value, "command");
    number_of(*value, "limit");
    if (value->is_object()) csv_names(*value), csv_values(*value);
  }
  const auto cell = csv_cell(line);
  must(cell.size() >= 2 && cell.front() == '"' && cell[1] != '=' && cell[1] != '@');
  return 0;
}
