// One row of the table: a fault, its permitted results, and how to try it on a gateway.
#pragma once
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "support/gateway.hpp"

namespace lapor::faults {

class Trial;
class LineTrial;

/// The permitted fates of a text that the fault hits.
enum class Copies {
  once,      ///< it leaves once and no second time
  recorded,  ///< it may leave twice, if the second try is on record
  may_fail   ///< once, or it ends as failed with a reason
};

struct Row {
  std::string fault;
  Copies copies = Copies::once;
  std::variant<std::function<void(Trial&)>, std::function<void(LineTrial&)>> happens;
  std::string keys = "";              ///< more keys of [[modem]] or [[smpp]]
  std::vector<std::string> sim = {};  ///< more options of the simulated modem
  int limit_s = 45;                   ///< beyond the fault
};

std::vector<Row> rows_send();
std::vector<Row> rows_line();
std::vector<Row> rows_store();
std::vector<Row> rows_beside();
std::vector<Row> rows_field();
std::vector<Row> rows_smpp();

}  // namespace lapor::faults
