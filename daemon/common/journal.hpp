// Writes log records: to the journal with their fields, to a pipe with systemd's <N> prefix, or to a terminal
// or a file with the time. Chosen once, by what stderr is.
#pragma once
#include <string>

#include "base/log.hpp"

namespace lapor::daemon {

class Journal {
 public:
  enum class Kind { journal, prefixed, plain, silent };
  /// `program` is the name that the journal shows.
  explicit Journal(std::string program);
  Journal(std::string program, Kind kind) : kind_(kind), program_(std::move(program)) {}

  /// Never throws for what is in a record: control characters are escaped.
  void write(const log::Record& record) const;

  void error(std::string event, std::string text, log::Fields fields = {}) const {
    write({log::Level::error, std::move(event), std::move(text), std::move(fields)});
  }
  void warning(std::string event, std::string text) const {
    write({log::Level::warning, std::move(event), std::move(text), {}});
  }
  void notice(std::string event, std::string text) const {
    write({log::Level::notice, std::move(event), std::move(text), {}});
  }

 private:
  Kind kind_;
  std::string program_;
};

}  // namespace lapor::daemon
