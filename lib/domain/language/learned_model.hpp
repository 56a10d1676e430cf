// A linear model of which category a text belongs to, learned from tickets whose right agency is known.
// lib/learning trains it; here it is only asked.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace lapor::language {

/// The permitted use of a learned model ([routing] learned).
enum class LearnedUse {
  off,
  suggest,  ///< the coordinator sees what it would choose, and why
  decide    ///< what it is sure enough of goes to its agency
};

/// Thousandths: what is written to a file is exactly what decides.
using LearnedWeight = std::int32_t;

/// The weight of one feature for one category.
struct CategoryWeight {
  std::uint16_t category = 0;  ///< of LearnedModel::categories
  LearnedWeight weight = 0;
  friend bool operator==(const CategoryWeight&, const CategoryWeight&) = default;
};

struct FeatureWeights {
  std::string feature;
  std::vector<CategoryWeight> weights;  ///< by category; those that are 0 are left out
  friend bool operator==(const FeatureWeights&, const FeatureWeights&) = default;
};

struct LearnedCategory {
  std::string code;   ///< "JALAN"; coordinators_category: nobody else's, the coordinator keeps it
  std::string owner;  ///< code of the agency that has it, as the lessons say; one may own several
  LearnedWeight bias = 0;
  friend bool operator==(const LearnedCategory&, const LearnedCategory&) = default;
};

inline constexpr std::string_view coordinators_category = "LAIN";

/// The model's guess about one text.
struct Opinion {
  std::string category;                 ///< the likeliest category of the likeliest agency
  unsigned sure = 0;                    ///< of the agency: thousandths
  std::vector<std::string> features;    ///< those that speak for the category, the most telling first
  std::vector<unsigned> probabilities;  ///< of each category's agency, in the order of the categories
};

struct LearnedModel {
  std::vector<LearnedCategory> categories;
  std::vector<FeatureWeights> features;  ///< sorted
  unsigned decides_from = 1001;  ///< Opinion::sure from which it decides against the keywords; 1001: never
  unsigned agrees_from = 1001;   ///< from which it lets the keywords decide what it would choose, too
  std::string trained_at;        ///< ISO 8601, for people

  /// nullopt if it knows none of the features: then it has only priors, which say nothing of the text.
  std::optional<Opinion> opinion(std::span<const std::string> text_features) const;
  friend bool operator==(const LearnedModel&, const LearnedModel&) = default;
};

/// A model and its permitted use; a model is replaced whole.
struct Learned {
  LearnedUse use = LearnedUse::suggest;
  std::shared_ptr<const LearnedModel> model;  ///< null: there is none
};

/// The first line of a model's file: another version isn't read.
inline constexpr std::string_view model_heading = "lapor-model 1";

/// As it is kept in a file, with a checksum at its end.
std::string write_model(const LearnedModel& model);
/// Any bytes. Errors: rejected for another version, corrupt for all else that write_model() doesn't write.
Result<LearnedModel> parse_model(std::string_view file);

}  // namespace lapor::language
