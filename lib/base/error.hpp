// An error says what the caller should do, not only what went wrong. It is returned and not logged; the
// topmost caller logs it once. Where which floor fails how: decision 0005.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace lapor {

enum class Errc { retry_later, rejected, not_found, conflict, corrupt, shutting_down };

struct Error {
  Errc code;
  std::string context;  ///< outermost first: "store.open: disk full"
};

/// A value or an Error (std::expected is C++23). \pre of operator* and operator->: it holds a value; of
/// error(): it holds an Error. Breaking one throws std::bad_variant_access. \pre of operator* and operator->:
/// it holds a value; of error(): it holds an Error. Breaking one throws std::bad_variant_access.
template <class T>
class Result {
 public:
  Result(T value) : v_(std::move(value)) {}
  Result(Error error) : v_(std::move(error)) {}
  explicit operator bool() const { return v_.index() == 0; }
  T& operator*() { return std::get<0>(v_); }
  const T& operator*() const { return std::get<0>(v_); }
  T* operator->() { return &std::get<0>(v_); }
  const T* operator->() const { return &std::get<0>(v_); }
  const Error& error() const { return std::get<1>(v_); }

 private:
  std::variant<T, Error> v_;
};

/// Done, or an Error.
template <>
class Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}
  explicit operator bool() const { return !error_; }
  const Error& error() const { return error_.value(); }

 private:
  std::optional<Error> error_;
};

}  // namespace lapor
