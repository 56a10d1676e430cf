#include "postgresql/dialect.hpp"

#include <algorithm>
#include <cctype>
#include <map>

namespace lapor::postgresql {
namespace {

bool in_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

/// Copies a statement word by word.
class Translation {
 public:
  explicit Translation(std::string_view sql) : rest_(sql) {}

  std::string run() {
    while (!rest_.empty()) {
      if (rest_.front() == '\'')
        copy(quoted_length());
      else if (rest_.front() == '?')
        parameter();
      else if (rest_.starts_with("::"))
        copy(2);
      else if (rest_.front() == ':' && rest_.size() > 1 && in_word(rest_[1]))
        named_parameter();
      else if (in_word(rest_.front()))
        word();
      else
        copy(1);
    }
    return std::move(out_);
  }

 private:
  void copy(std::size_t length) {
    out_ += rest_.substr(0, length);
    rest_.remove_prefix(length);
  }
  std::size_t quoted_length() const {
    const auto end = rest_.find('\'', 1);
    return end == rest_.npos ? rest_.size() : end + 1;
  }
  std::string take_word() {
    const auto end = std::find_if_not(rest_.begin(), rest_.end(), in_word);
    const std::string taken(rest_.begin(), end);
    rest_.remove_prefix(taken.size());
    return taken;
  }
  void parameter() {
    rest_.remove_prefix(1);
    const auto number = take_word();
    out_ += "$" + (number.empty() ? std::to_string(++parameters_) : number);
  }
  void named_parameter() {
    rest_.remove_prefix(1);
    const auto [at, is_new] = names_.try_emplace(take_word(), parameters_ + 1);
    if (is_new) ++parameters_;
    out_ += "$" + std::to_string(at->second);
  }
  void word() {
    const auto taken = take_word();
    if (taken == "INDEXED" && rest_.starts_with(" BY ")) {
      rest_.remove_prefix(4);
      take_word();
    } else {
      out_ += taken == "instr" ? "strpos" : taken;
    }
  }

  std::string_view rest_;
  std::string out_;
  std::map<std::string, int> names_;
  int parameters_ = 0;
};

}  // namespace

std::string translated(std::string_view sql) { return Translation(sql).run(); }

std::string returning_id(std::string_view insert) {
  return std::string(insert) +
         (insert.starts_with("INSERT INTO ticket ") ? " RETURNING serial" : " RETURNING id");
}

std::optional<NumberedInsert> with_own_id(std::string_view insert, std::size_t values) {
  constexpr std::string_view into = "INSERT INTO ", columns = " (", row = "VALUES (";
  const auto first_column = insert.find(columns);
  const auto first_value = insert.find(row);
  if (!insert.starts_with(into) || first_column == insert.npos || first_value == insert.npos) return {};
  const std::string table(insert.substr(into.size(), first_column - into.size()));
  if (table == "ticket" || insert.find("ON CONFLICT") != insert.npos) return {};
  std::string sql(insert);
  sql.insert(first_value + row.size(), "$" + std::to_string(values + 1) + ", ");
  sql.insert(first_column + columns.size(), "id, ");
  return NumberedInsert{table, std::move(sql)};
}

}  // namespace lapor::postgresql
