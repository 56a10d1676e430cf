#include "control/json.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace lapor::control {
namespace {

using Tree = nlohmann::ordered_json;
constexpr int max_depth = 32;

/// nlohmann's recursive parser is bounded here, before it reads a hostile text.
bool too_deep(std::string_view text) {
  int depth = 0;
  bool quoted = false, escaped = false;
  for (const char c : text) {
    if (escaped) {
      escaped = false;
    } else if (quoted) {
      escaped = c == '\\';
      quoted = c != '"';
    } else if (c == '"') {
      quoted = true;
    } else if (c == '[' || c == '{') {
      if (++depth > max_depth) return true;
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return false;
}

Json from_tree(const Tree& tree) {
  if (tree.is_boolean()) return Json(tree.get<bool>());
  if (tree.is_number_integer()) return Json(tree.get<std::int64_t>());
  if (tree.is_number()) return Json(tree.get<double>());
  if (tree.is_string()) return Json(tree.get<std::string>());
  if (tree.is_array()) {
    auto out = Json::list();
    for (const auto& item : tree) out.add(from_tree(item));
    return out;
  }
  if (tree.is_object()) {
    auto out = Json::object({});
    for (const auto& [key, value] : tree.items()) out.set(key, from_tree(value));
    return out;
  }
  return {};
}

Tree to_tree(const Json& json);

Tree list_tree(const Json::List& items) {
  auto out = Tree::array();
  for (const auto& item : items) out.push_back(to_tree(item));
  return out;
}

Tree object_tree(const Json::Object& members) {
  auto out = Tree::object();
  for (const auto& [key, value] : members) out[key] = to_tree(value);
  return out;
}

Tree to_tree(const Json& json) {
  if (json.is_list()) return list_tree(json.items());
  if (json.is_object()) return object_tree(json.members());
  if (const auto* text = json.text()) return *text;
  if (const auto* number = json.number()) return *number;
  if (const auto* truth = json.truth()) return *truth;
  if (const auto* real = json.real()) return *real;
  return nullptr;
}

}  // namespace

Json::Json() = default;
Json::Json(std::nullptr_t) {}
Json::Json(bool value) : v_(value) {}
Json::Json(int value) : v_(std::int64_t{value}) {}
Json::Json(unsigned value) : v_(std::int64_t{value}) {}
Json::Json(std::int64_t value) : v_(value) {}
Json::Json(double value) : v_(value) {}
Json::Json(const char* value) : v_(std::string(value)) {}
Json::Json(std::string value) : v_(std::move(value)) {}
Json::Json(std::string_view value) : v_(std::string(value)) {}
Json::Json(List value) : v_(std::move(value)) {}
Json::Json(Object value) : v_(std::move(value)) {}
Json::Json(const Json& other) = default;
Json::Json(Json&& other) noexcept = default;
Json& Json::operator=(const Json& other) = default;
Json& Json::operator=(Json&& other) noexcept = default;
Json::~Json() = default;

bool Json::is_null() const { return std::holds_alternative<std::monostate>(v_); }
bool Json::is_object() const { return std::holds_alternative<Object>(v_); }
bool Json::is_list() const { return std::holds_alternative<List>(v_); }
const std::string* Json::text() const { return std::get_if<std::string>(&v_); }
const std::int64_t* Json::number() const { return std::get_if<std::int64_t>(&v_); }
const double* Json::real() const { return std::get_if<double>(&v_); }
const bool* Json::truth() const { return std::get_if<bool>(&v_); }

Json Json::object(std::initializer_list<Member> members) { return Json(Object(members)); }
Json Json::list() { return Json(List{}); }

const Json::List& Json::items() const {
  static const List none;
  const auto* list = std::get_if<List>(&v_);
  return list ? *list : none;
}

const Json::Object& Json::members() const {
  static const Object none;
  const auto* object = std::get_if<Object>(&v_);
  return object ? *object : none;
}

const Json& Json::operator[](std::string_view key) const {
  static const Json null;
  const auto& all = members();
  const auto at = std::find_if(all.begin(), all.end(), [&](const Member& m) { return m.first == key; });
  return at == all.end() ? null : at->second;
}

void Json::set(std::string key, Json value) {
  if (!is_object()) v_ = Object{};
  auto& all = std::get<Object>(v_);
  const auto at = std::find_if(all.begin(), all.end(), [&](const Member& m) { return m.first == key; });
  if (at == all.end())
    all.emplace_back(std::move(key), std::move(value));
  else
    at->second = std::move(value);
}

void Json::add(Json value) {
  if (!is_list()) v_ = List{};
  std::get<List>(v_).push_back(std::move(value));
}

std::string Json::dump(bool indented) const {
  return to_tree(*this).dump(indented ? 2 : -1, ' ', false, Tree::error_handler_t::replace);
}

std::optional<Json> parse_json(std::string_view text) {
  if (too_deep(text)) return std::nullopt;
  const auto tree = Tree::parse(text, nullptr, false);
  if (tree.is_discarded()) return std::nullopt;
  return from_tree(tree);
}

std::string text_of(const Json& object, std::string_view key) {
  const auto* text = object[key].text();
  return text ? *text : std::string{};
}

std::optional<std::int64_t> number_of(const Json& object, std::string_view key) {
  const auto* number = object[key].number();
  return number ? std::optional(*number) : std::nullopt;
}

bool flag_of(const Json& object, std::string_view key) {
  const auto* truth = object[key].truth();
  return truth && *truth;
}

Json text_or_null(std::string_view text) { return text.empty() ? Json() : Json(text); }

}  // namespace lapor::control
