// A JSON value of our own, so that the library that reads and writes JSON is known to json.cpp alone.
#pragma once
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace lapor::control {

class Json;
using Member = std::pair<std::string, Json>;

/// null, true/false, a whole number, a number, a text, a list or an object whose members keep their order.
class Json {
 public:
  using List = std::vector<Json>;
  using Object = std::vector<Member>;

  // All of them are in json.cpp: otherwise every source that has a Json compiles the variant's copies and
  // ends.
  Json();
  Json(std::nullptr_t);
  Json(bool value);
  Json(int value);
  Json(unsigned value);
  Json(std::int64_t value);
  Json(double value);
  Json(const char* value);
  Json(std::string value);
  Json(std::string_view value);
  Json(List value);
  Json(Object value);
  Json(const Json& other);
  Json(Json&& other) noexcept;
  Json& operator=(const Json& other);
  Json& operator=(Json&& other) noexcept;
  ~Json();
  /// An unknown value is null.
  template <class T>
  Json(const std::optional<T>& value) {
    if (value) *this = Json(*value);
  }
  static Json object(std::initializer_list<Member> members);
  static Json list();

  bool is_null() const;
  bool is_object() const;
  bool is_list() const;
  // nullptr if the value is of another kind
  const std::string* text() const;
  const std::int64_t* number() const;
  const double* real() const;
  const bool* truth() const;
  const List& items() const;      ///< empty unless a list
  const Object& members() const;  ///< empty unless an object
  /// A member, or null where there is none.
  const Json& operator[](std::string_view key) const;
  /// Adds a member, or gives it another value where it stands; makes an object of anything else.
  void set(std::string key, Json value);
  /// Appends; makes a list of anything else.
  void add(Json value);

  /// One line; or indented for people. Malformed UTF-8 becomes U+FFFD. Never throws on any content.
  std::string dump(bool indented = false) const;

 private:
  std::variant<std::monostate, bool, std::int64_t, double, std::string, List, Object> v_;
};

/// nullopt if it isn't JSON, or is nested deeper than 32. Strict: no comments, no trailing bytes.
std::optional<Json> parse_json(std::string_view text);

/// The text under `key`; empty if there is none.
std::string text_of(const Json& object, std::string_view key);
/// The whole number under `key`; nullopt if there is none.
std::optional<std::int64_t> number_of(const Json& object, std::string_view key);
/// True if `key` is true; an absent key is false.
bool flag_of(const Json& object, std::string_view key);
/// The text, or null if it is empty: nobody knows it.
Json text_or_null(std::string_view text);

}  // namespace lapor::control
