// Long texts put together again as their parts leave, so that a person or a test reads what was said.
#pragma once
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "pdu.hpp"

namespace lapor::modemsim {

/// A text's bytes in UTF-8, or octets in hex.
std::string shown_text(const Submit& submit);

struct Said {
  std::size_t last = 0;  ///< the index of the part that completed it, from 1
  std::string to, text;
  std::size_t parts = 1;
};

class Conversation {
 public:
  /// The next part that left; its index counts from 1.
  void add(const Submit& submit);
  /// Whole texts, in the order in which they were completed.
  const std::vector<Said>& said() const { return said_; }

 private:
  using Parts = std::map<unsigned, std::u16string>;

  std::size_t count_ = 0;
  std::vector<Said> said_;
  std::map<std::pair<std::string, unsigned>, Parts> open_;  ///< by recipient and reference
};

}  // namespace lapor::modemsim
