// The actor of a line in a ticket's record. The kind decides what counts as an agency's answer;
// the text that stands in the database is only its written form.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace lapor::engine {

struct Actor {
  enum class Kind : std::uint8_t {
    citizen,   ///< the reporter, or somebody whose report was merged: "citizen"
    agency,    ///< an officer of this agency, or the coordinator as one: "agency BMCK"
    gateway,   ///< rules and time: "gateway"
    operator_  ///< somebody at laporctl or the desk, as the kernel or the login names them: "operator uid
               ///< 1000"
  };
  Kind kind = Kind::gateway;
  std::string name{};  ///< an agency's code, or the operator's written form; else empty

  static Actor citizen() { return {Kind::citizen}; }
  static Actor gateway() { return {Kind::gateway}; }
  static Actor agency(std::string code) { return {Kind::agency, std::move(code)}; }
  static Actor operator_named(std::string name) { return {Kind::operator_, std::move(name)}; }
  /// The actor whose written form this is.
  static Actor read(std::string_view text);

  std::string text() const;
  bool is_agency() const { return kind == Kind::agency; }
  bool is_agency(std::string_view code) const { return is_agency() && name == code; }
  friend bool operator==(const Actor&, const Actor&) = default;
};

}  // namespace lapor::engine
