// Precision and recall of a table of texts, printed for docs/understanding.md.
#pragma once
#include <iomanip>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace lapor::test {

class Figures {
 public:
  explicit Figures(std::string title) : title_(std::move(title)) {}

  void add(const std::string& meant, const std::string& read, const std::string& text) {
    ++rows_, right_ += meant == read;
    classes_.insert(meant);
    classes_.insert(read);
    ++meant_[meant], ++read_[read], both_[meant] += meant == read;
    if (meant != read) wrong_[meant + " read as " + read].push_back(text);
  }

  int rows() const { return rows_; }
  double right() const { return rows_ == 0 ? 0 : double(right_) / rows_; }
  int count(const std::string& meant, const std::string& read) const {
    const auto at = wrong_.find(meant + " read as " + read);
    return at == wrong_.end() ? 0 : static_cast<int>(at->second.size());
  }
  double recall(const std::string& c) const { return share(both_, meant_, c); }
  double precision(const std::string& c) const { return share(both_, read_, c); }

  void print() const {
    std::cout << "\n"
              << title_ << ": " << rows_ << " rows, " << std::fixed << std::setprecision(1) << 100 * right()
              << "% right\n"
              << std::setprecision(2);
    for (const auto& c : classes_)
      std::cout << "  " << std::left << std::setw(12) << c << std::right << " rows " << std::setw(4)
                << of(meant_, c) << "  precision " << precision(c) << "  recall " << recall(c) << "\n";
    for (const auto& [what, texts] : wrong_)
      for (const auto& text : texts) std::cout << "  " << what << ": " << text << "\n";
  }

 private:
  using Counts = std::map<std::string, int>;
  static int of(const Counts& counts, const std::string& c) {
    const auto at = counts.find(c);
    return at == counts.end() ? 0 : at->second;
  }
  static double share(const Counts& part, const Counts& whole, const std::string& c) {
    return of(whole, c) == 0 ? 0 : double(of(part, c)) / of(whole, c);
  }

  std::string title_;
  int rows_ = 0, right_ = 0;
  std::set<std::string> classes_;
  Counts meant_, read_, both_;
  std::map<std::string, std::vector<std::string>> wrong_;
};

}  // namespace lapor::test
