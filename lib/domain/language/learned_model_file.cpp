// The file of a learned model: lines of text.
//   lapor-model 1
//   trained 2026-11-30T02:40:00Z
//   decides 812 640                     from which it decides, from which it agrees
//   category JALAN BMCK -2310           code, owner, bias; a line for each
//   feature JALAN RUSAK\t0:4123 3:-200   the feature, a tab, its weights by category
//   checksum 00a1b2c3d4e5f607           FNV-1a of all before it
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "base/ascii.hpp"
#include "base/fnv1a.hpp"
#include "domain/language/learned_model.hpp"

namespace lapor::language {

namespace {

constexpr std::size_t longest_file = 32 * 1024 * 1024, longest_feature = 120, longest_code = 16;
constexpr std::size_t most_categories = 200, most_features = 300'000;
constexpr LearnedWeight largest_weight = 1'000'000;

struct Broken {
  std::string why;
};

/// Reads a text from its front, and throws Broken where it doesn't fit.
class Line {
 public:
  explicit Line(std::string_view rest) : rest_(rest) {}

  std::string_view until(char end) {
    const auto at = rest_.find(end);
    const auto word = rest_.substr(0, at);
    rest_.remove_prefix(at == rest_.npos ? rest_.size() : at + 1);
    return word;
  }

  template <class Number>
  Number number(char end, Number least, Number most) {
    const auto word = until(end);
    Number n{};
    const auto [stop, error] = std::from_chars(word.data(), word.data() + word.size(), n);
    if (error != std::errc{} || stop != word.data() + word.size() || n < least || n > most)
      throw Broken{"a number is out of range"};
    return n;
  }

  bool empty() const { return rest_.empty(); }
  void ended() const {
    if (!rest_.empty()) throw Broken{"a line is too long"};
  }

 private:
  std::string_view rest_;
};

bool is_code(std::string_view code) {
  return !code.empty() && code.size() <= longest_code && std::all_of(code.begin(), code.end(), [](char c) {
    return ascii::is_upper(c) || ascii::is_digit(c) || c == '_' || c == '-';
  });
}

std::string code_of(std::string_view word) {
  if (!is_code(word)) throw Broken{"a code is none"};
  return std::string(word);
}

void read_category(Line line, LearnedModel& model) {
  LearnedCategory category;
  category.code = code_of(line.until(' '));
  category.owner = code_of(line.until(' '));
  category.bias = line.number<LearnedWeight>(' ', -largest_weight, largest_weight);
  line.ended();
  if (model.categories.size() == most_categories) throw Broken{"too many categories"};
  const auto same = [&](const auto& other) { return other.code == category.code; };
  if (std::any_of(model.categories.begin(), model.categories.end(), same))
    throw Broken{"a category is there twice"};
  model.categories.push_back(std::move(category));
}

/// No digit is in a feature: the model knows no numbers.
bool may_be_feature(std::string_view text) {
  return !text.empty() && text.size() <= longest_feature &&
         std::none_of(text.begin(), text.end(),
                      [](char c) { return ascii::is_digit(c) || static_cast<unsigned char>(c) < ' '; });
}

CategoryWeight read_weight(Line& line, const FeatureWeights& row, const LearnedModel& model) {
  CategoryWeight one;
  one.category = line.number<std::uint16_t>(':', 0, UINT16_MAX);
  one.weight = line.number<LearnedWeight>(' ', -largest_weight, largest_weight);
  const bool in_order = row.weights.empty() || row.weights.back().category < one.category;
  if (one.category >= model.categories.size() || one.weight == 0 || !in_order)
    throw Broken{"a weight is of no category"};
  return one;
}

void read_feature(Line line, LearnedModel& model) {
  FeatureWeights row;
  row.feature = line.until('\t');
  if (!may_be_feature(row.feature)) throw Broken{"a feature is no word"};
  if (!model.features.empty() && row.feature <= model.features.back().feature)
    throw Broken{"the features are not in order"};
  if (model.features.size() == most_features) throw Broken{"too many features"};
  while (!line.empty()) row.weights.push_back(read_weight(line, row, model));
  model.features.push_back(std::move(row));
}

void read_thresholds(Line line, LearnedModel& model) {
  model.decides_from = line.number<unsigned>(' ', 0, 1001);
  model.agrees_from = line.number<unsigned>(' ', 0, 1001);
  line.ended();
}

void read_line(std::string_view text, LearnedModel& model) {
  Line line(text);
  const auto kind = line.until(' ');
  if (kind == "trained") {
    model.trained_at = line.until('\n');
    if (model.trained_at.size() > longest_feature) throw Broken{"a line is too long"};
  } else if (kind == "decides") {
    read_thresholds(line, model);
  } else if (kind == "category" && model.features.empty()) {
    read_category(line, model);
  } else if (kind == "feature") {
    read_feature(line, model);
  } else {
    throw Broken{"a line begins with no word that is known"};
  }
}

std::string checksum_line(std::string_view before) {
  return fmt::format("checksum {:016x}\n", fnv1a(before));
}

LearnedModel read_lines(std::string_view body) {
  LearnedModel model;
  Line lines(body);
  lines.until('\n');  // the heading
  while (!lines.empty()) read_line(lines.until('\n'), model);
  if (model.categories.empty()) throw Broken{"it has no category"};
  return model;
}

}  // namespace

std::string write_model(const LearnedModel& model) {
  std::string out = fmt::format("{}\ntrained {}\ndecides {} {}\n", model_heading, model.trained_at,
                                model.decides_from, model.agrees_from);
  for (const auto& category : model.categories)
    out += fmt::format("category {} {} {}\n", category.code, category.owner, category.bias);
  for (const auto& row : model.features) {
    out += "feature " + row.feature + "\t";
    for (const auto& one : row.weights)
      out += fmt::format("{}{}:{}", &one == row.weights.data() ? "" : " ", one.category, one.weight);
    out += '\n';
  }
  return out + checksum_line(out);
}

Result<LearnedModel> parse_model(std::string_view file) {
  if (file.size() > longest_file) return Error{Errc::corrupt, "it is too long"};
  const auto heading = file.substr(0, file.find('\n'));
  if (heading != model_heading)
    return heading.starts_with("lapor-model ") ? Error{Errc::rejected, "it is of another version"}
                                               : Error{Errc::corrupt, "it is no model"};
  const auto end = file.rfind("checksum ");
  if (end == file.npos || file.substr(end) != checksum_line(file.substr(0, end)))
    return Error{Errc::corrupt, "its checksum is wrong"};
  try {
    return read_lines(file.substr(0, end));
  } catch (const Broken& broken) {
    return Error{Errc::corrupt, broken.why};
  }
}

}  // namespace lapor::language
