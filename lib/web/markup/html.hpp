// Markup as a type. Text becomes Html only through html(), which escapes every value that isn't Html itself,
// and whose format must be a literal: text of strangers can't become markup, and what forgets it doesn't
// compile. The same serves HTML, SVG and XML.
#pragma once
#include <fmt/format.h>

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace lapor::web {

class Html {
 public:
  Html() = default;
  const std::string& text() const { return text_; }
  bool empty() const { return text_.empty(); }
  Html& operator+=(const Html& other) {
    text_ += other.text_;
    return *this;
  }

 private:
  explicit Html(std::string text) : text_(std::move(text)) {}
  friend struct HtmlMaker;
  std::string text_;
};

/// The text as HTML and XML show it, also within quotes: & < > " ' become entities; malformed UTF-8, controls
/// but the line feed, direction marks, U+FFFE and U+FFFF become U+FFFD.
std::string escape(std::string_view text);

struct HtmlMaker {
  static Html make(std::string text) { return Html(std::move(text)); }
  template <class T>
  static auto shown(const T& value) {
    if constexpr (std::is_same_v<T, Html>)
      return std::string_view(value.text());
    else if constexpr (std::is_arithmetic_v<T>)
      return value;
    else
      return escape(value);
  }
};
template <class T>
using Shown = decltype(HtmlMaker::shown(std::declval<const T&>()));

/// The format's braces filled with the values, each escaped unless it is Html or a number.
template <class... T>
Html html(fmt::format_string<Shown<T>...> format, const T&... values) {
  return HtmlMaker::make(fmt::format(format, HtmlMaker::shown(values)...));
}

/// One after the other.
Html join(const std::vector<Html>& parts);
/// A citizen's or officer's words: their direction stays their own.
Html words(std::string_view text);

}  // namespace lapor::web
