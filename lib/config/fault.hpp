// A fault of a configuration file: where it is, what is wrong, and what to write instead.
#pragma once
#include <string>
#include <utility>
#include <vector>

namespace lapor::config {

struct Fault {
  std::string file;
  unsigned line = 0;  ///< from 1; 0: the whole file
  std::string text;   ///< what is wrong, and what to write instead
};
/// "FILE:LINE: text"
std::string show(const Fault& fault);

/// Errors and warnings of one load; all of them are collected before any is shown.
struct Report {
  std::vector<Fault> errors, warnings;

  void error(std::string file, unsigned line, std::string text) {
    errors.push_back({std::move(file), line, std::move(text)});
  }
  void warn(std::string file, unsigned line, std::string text) {
    warnings.push_back({std::move(file), line, std::move(text)});
  }
};

}  // namespace lapor::config
