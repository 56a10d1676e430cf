#include "base/exposition.hpp"

namespace lapor::exposition {

std::string label(std::string_view name, std::string_view value) {
  std::string out(name);
  out += "=\"";
  for (const char c : value) {
    if (c == '\\' || c == '"') out += '\\';
    if (c == '\n')
      out += "\\n";
    else
      out += c;
  }
  return out + '"';
}

Family::Family(std::string& out, std::string_view name, std::string_view type, std::string_view help)
    : out_(out), name_(name) {
  out_ += fmt::format("# HELP {} {}\n# TYPE {} {}\n", name, help, name, type);
}

void Family::add(std::string_view labels, const Histogram& times) {
  const auto* comma = labels.empty() ? "" : ",";
  const auto plain = labels.empty() ? std::string{} : fmt::format("{{{}}}", labels);
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < times.counts().size(); ++i) {
    sum += times.counts()[i];
    const auto bound = i < times.bounds().size() ? fmt::format("{}", times.bounds()[i]) : std::string("+Inf");
    out_ += fmt::format("{}_bucket{{{}{}le=\"{}\"}} {}\n", name_, labels, comma, bound, sum);
  }
  out_ += fmt::format("{}_sum{} {}\n{}_count{} {}\n", name_, plain, times.sum(), name_, plain, sum);
}

}  // namespace lapor::exposition
