// Where log records go: to the journal with their fields, to a pipe with systemd's <N> prefix, or to a
// terminal or file with the time.
#pragma once
#include "base/log.hpp"

namespace lapor::daemon {

class LogSink {
 public:
  enum class Kind { journal, prefixed, plain, silent };
  /// `name` is the program's, for the journal.
  explicit LogSink(std::string name);
  LogSink(std::string name, Kind kind) : kind_(kind), name_(std::move(name)) {}
  void write(const log::Record& record) const;
  void operator()(const log::Record& record) const { write(record); }

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
  std::string name_;
};

}  // namespace lapor::daemon
