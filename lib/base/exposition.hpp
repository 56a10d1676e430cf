// Prometheus' text format, version 0.0.4: one name with its help and its kind, then a line a value.
#pragma once
#include <fmt/format.h>

#include <string>
#include <string_view>

#include "base/histogram.hpp"

namespace lapor::exposition {

/// name="value", escaped as the format wants it.
std::string label(std::string_view name, std::string_view value);

class Family {
 public:
  /// Writes to `out`, which must outlive it. `help` is one line without a backslash; `type` is counter, gauge
  /// or histogram.
  Family(std::string& out, std::string_view name, std::string_view type, std::string_view help);

  template <class Value>
  void add(Value value) {
    out_ += fmt::format("{} {}\n", name_, value);
  }
  /// `labels`: of label(), with commas between.
  template <class Value>
  void add(std::string_view labels, Value value) {
    out_ += fmt::format("{}{{{}}} {}\n", name_, labels, value);
  }
  void add(std::string_view labels, const Histogram& times);

 private:
  std::string& out_;
  std::string name_;
};

}  // namespace lapor::exposition
