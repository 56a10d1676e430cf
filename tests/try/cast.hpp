// The people of the story: names for the phone numbers of agencies.toml, so that the conversation is easy to
// read.
#pragma once
#include <map>
#include <string>

namespace lapor::story {

class Cast {
 public:
  /// Reads the `name` and `phone` lines of a directory of agencies, in the order in which they stand.
  explicit Cast(const std::string& agencies_file);
  /// "Operator BMCK", or the number itself.
  std::string name(const std::string& phone) const;
  /// Phone and name of everybody, by phone.
  const std::map<std::string, std::string>& all() const { return names_; }
  /// The phone of a name; empty if there is none.
  std::string phone(const std::string& name) const;

 private:
  std::map<std::string, std::string> names_;
};

}  // namespace lapor::story
